"""Which files of a folder are story files, and how their bytes are read without surprises.

Promise: only the names and states of files are looked at until a file is really read; whatever
lies in the folder, each entry that cannot be used is named alone and the others are found.
"""

import errno
import hashlib
import math
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path

from embeddings.disk import open_regular
from embeddings.errors import StoriesError, UnreadableSourceError
from embeddings.stories.raw import Skipped
from embeddings.stories.sources.endings import ending_of
from embeddings.stories.sources.links import OUTSIDE, bound, lies_below, lies_outside
from embeddings.stories.sources.side_cars import SIDE_CAR, measure_state, read_beside

REMOVED_FOLDER = "removed"
"""The folder right below the stories that keeps what was taken out of them; it is never read."""

MAX_BYTES = 20_000_000
"""Of a file that is read."""

_PAGES = (".html", ".htm", ".xhtml")
_COMPANION = "_files"
"""How browsers end the name of the folder in which they save what a page is made of."""

_CIRCLE = "a link that leads back to itself"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One story file as it was found, to tell later whether it has changed."""

    path: str
    """Relative to the stories folder, with "/" between its parts."""

    bytes: int
    mtime_ns: int
    """Both count what is told beside the file as well."""
    ctime_ns: int = 0
    inode: int = 0
    sha256: str = field(default="", compare=False)
    """Of its bytes and of what is told beside it, where they were read."""


@dataclass(slots=True)
class Scan:
    """What a walk through a folder found; ``scan_folder`` puts it into its final order."""

    root: str
    follow_links: bool
    files: list[SourceFile] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    """How many files of each other ending there are: they are counted, never opened."""
    most: float = math.inf
    seen: int = 0
    """How many entries there may be, and how many there were."""


def list_source_files(
    folder: Path,
    *,
    exclude: Path | None = None,
    follow_links: bool = False,
    most: float = math.inf,
) -> tuple[SourceFile, ...]:
    """Return every story file below ``folder``, ordered by path, without opening any of them.

    The folder ``exclude`` below it is not entered; links out of it are followed where that is
    wanted; no more than ``most`` entries are looked at.

    :raises StoriesError: If ``folder`` is missing, not a folder, or holds more entries.
    """
    scan = scan_folder(folder, exclude=exclude, follow_links=follow_links, most=most)
    return tuple(scan.files)


def scan_folder(
    folder: Path,
    *,
    exclude: Path | None = None,
    follow_links: bool = False,
    most: float = math.inf,
) -> Scan:
    """Walk ``folder``; hidden entries are passed over in silence, files of other endings counted.

    So is the folder ``exclude``, also where a link leads to it, and ``REMOVED_FOLDER``; ``folder``
    itself is always walked.

    :raises StoriesError: If ``folder`` is missing, not a folder, or holds more than ``most``
        entries.
    """
    if not folder.exists():
        raise StoriesError(f"No stories folder {folder}: make it and put news stories in it.")
    if not folder.is_dir():
        raise StoriesError(f"{folder} is a file: give the folder that holds the stories.")
    exclude = exclude.resolve() if exclude else None
    scan = Scan(os.path.realpath(folder), follow_links, most=most)
    walked: set[tuple[int, int]] = set()
    waiting = [(folder, "")]
    while waiting:
        linked: list[tuple[Path, str]] = []
        while waiting:
            inner, more_linked = _scan_one(waiting.pop(), scan, walked)
            waiting.extend(_leave_out(exclude, inner))
            linked.extend(_leave_out(exclude, more_linked))
        # Links wait until every real folder is walked, so that a folder keeps its own name.
        waiting = linked
    scan.files.sort(key=lambda file: file.path)
    scan.skipped.sort(key=lambda skipped: skipped.file)
    return scan


def _leave_out(exclude: Path | None, places: list[tuple[Path, str]]) -> list[tuple[Path, str]]:
    if exclude is None:
        return places
    return [(path, prefix) for path, prefix in places if path.resolve() != exclude]


def _scan_one(
    place: tuple[Path, str], scan: Scan, walked: set[tuple[int, int]]
) -> tuple[list[tuple[Path, str]], list[tuple[Path, str]]]:
    """Add one folder's files to ``scan``; return its real sub-folders and its linked ones."""
    path, prefix = place
    real: list[tuple[Path, str]] = []
    linked: list[tuple[Path, str]] = []
    try:
        status = path.stat()
        if (status.st_dev, status.st_ino) in walked:
            scan.skipped.append(Skipped(prefix.rstrip("/"), "a link to a folder already read"))
            return [], []
        walked.add((status.st_dev, status.st_ino))
        with os.scandir(path) as found:
            entries = sorted(_count(found, scan), key=lambda entry: entry.name)
    except OSError as error:
        scan.skipped.append(Skipped(prefix.rstrip("/") or ".", _say_why(error, "folder")))
        return [], []
    beside = bool(prefix) and _is_companion(path)
    for entry in entries:
        hidden = entry.name.startswith(".") or (not prefix and entry.name == REMOVED_FOLDER)
        if not hidden and _may_use(entry, prefix, scan):
            if entry.is_dir():
                inner = (Path(entry.path), f"{prefix}{entry.name}/")
                (linked if entry.is_symlink() else real).append(inner)
            elif ending_of(entry.name) and not (beside and entry.name.lower().endswith(_PAGES)):
                _add_file(entry, prefix, scan)
            elif not entry.name.endswith(SIDE_CAR):
                scan.others[Path(entry.name).suffix.lower() or "(no ending)"] += 1
    return real[::-1], linked


def _is_companion(folder: Path) -> bool:
    """Whether a browser saved ``folder`` beside a page: a page in it is one of its frames."""
    page = str(folder).removesuffix(_COMPANION)
    return page != str(folder) and any(Path(page + ending).is_file() for ending in _PAGES)


def _count(found: Iterable[os.DirEntry[str]], scan: Scan) -> Iterator[os.DirEntry[str]]:
    """Give what is found, as long as it is not more than there may be."""
    for entry in found:
        scan.seen += 1
        if scan.seen > scan.most:
            raise StoriesError(f"There are more than {scan.most:,} files and folders.")
        yield entry


def _may_use(entry: os.DirEntry[str], prefix: str, scan: Scan) -> bool:
    """Say whether an entry leads to something that may be read; else name it, if it matters."""
    try:
        is_folder = entry.is_dir()
        outside = (
            entry.is_symlink() and not scan.follow_links and lies_outside(entry.path, scan.root)
        )
    except OSError as error:
        if ending_of(entry.name) or error.errno == errno.ELOOP:
            scan.skipped.append(Skipped(_show(f"{prefix}{entry.name}"), _say_why(error, "file")))
        return False
    if outside and (is_folder or ending_of(entry.name)):
        scan.skipped.append(Skipped(_show(f"{prefix}{entry.name}"), OUTSIDE))
    return not outside


def _add_file(entry: os.DirEntry[str], prefix: str, scan: Scan) -> None:
    name = f"{prefix}{entry.name}"
    try:
        name.encode()
    except UnicodeEncodeError:
        scan.skipped.append(Skipped(_show(name), "its name is not valid UTF-8: rename it"))
        return
    try:
        status = entry.stat()
    except OSError as error:
        scan.skipped.append(Skipped(name, _say_why(error, "file")))
        return
    if not stat.S_ISREG(status.st_mode):
        scan.skipped.append(Skipped(name, "not a regular file"))
        return
    scan.files.append(SourceFile(name, *measure_state(entry.path, status)))


def _show(name: str) -> str:
    """Return a name as it can be printed, whatever bytes it is of."""
    return os.fsencode(name).decode("utf-8", errors="replace")


def read_steadily(
    folder: Path, file: SourceFile, *, max_bytes: int, follow_links: bool = False
) -> tuple[bytes, SourceFile]:
    """Return a file's bytes and the state they were read in.

    A file that changes meanwhile is read once more. One that became a pipe or a device since the
    scan is not waited for, and one that became a link out of the folder is not followed.

    :raises UnreadableSourceError: If it is too large, cannot be read, or changed twice.
    """
    path, within = folder / file.path, bound(folder, follow_links=follow_links)
    try:
        for _ in range(2):
            with _open_inside(path, within) as opened:
                before = os.fstat(opened.fileno())
                if before.st_size > max_bytes:
                    raise UnreadableSourceError(
                        f"too large: {before.st_size / 1e6:.1f} MB, at most {max_bytes / 1e6:g} MB"
                        " are read; split it up"
                    )
                data = _read_all(opened, max_bytes)
                after = os.fstat(opened.fileno())
            if _same_state(before, after) and len(data) == after.st_size:
                state = measure_state(path, after)
                return data, SourceFile(file.path, *state, _hash(path, data, within))
    except OSError as error:
        raise UnreadableSourceError(_say_why(error, "file")) from error
    raise UnreadableSourceError("changed while it was read: build again when it is complete")


def _open_inside(path: Path, within: str | None) -> BufferedReader:
    """Open a regular file that lies in a folder, also where links are put in its way meanwhile."""
    if within is None:
        return open_regular(path)
    real = os.path.realpath(path)
    if not lies_below(real, within):
        raise UnreadableSourceError(OUTSIDE)
    opened = open_regular(Path(real), follow=False)
    if os.path.realpath(real) != real:
        opened.close()
        raise UnreadableSourceError(OUTSIDE)
    return opened


def _read_all(opened: BufferedReader, max_bytes: int) -> bytes:
    # nothing comes at once from what only looks like a regular file
    return opened.read(max_bytes + 1) or b""


def hash_source(
    folder: Path, file: SourceFile, *, max_bytes: int = MAX_BYTES, follow_links: bool = False
) -> str:
    """Return the hash that a file would be read with now, "" where it cannot be read."""
    path, within = folder / file.path, bound(folder, follow_links=follow_links)
    try:
        with _open_inside(path, within) as opened:
            data = _read_all(opened, max_bytes)
    except (OSError, UnreadableSourceError):
        return ""
    return _hash(path, data, within) if len(data) <= max_bytes else ""


def _hash(path: Path, data: bytes, within: str | None) -> str:
    """Return the SHA-256 of a file's bytes and of what is told beside it."""
    digest = hashlib.sha256(data)
    if beside := read_beside(path, within):
        digest = hashlib.sha256(digest.digest() + beside)
    return digest.hexdigest()


def _same_state(before: os.stat_result, after: os.stat_result) -> bool:
    return (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)


def _say_why(error: OSError, kind: str) -> str:
    if isinstance(error, PermissionError):
        return f"no permission to read this {kind}: allow it (chmod u+r) or move it away"
    if isinstance(error, FileNotFoundError):
        return f"this {kind} vanished before it was read, or is a link that leads nowhere"
    if error.errno == errno.ELOOP:
        return _CIRCLE
    if error.errno == errno.EINVAL and error.strerror == "not a regular file":
        return "not a regular file"
    return f"this {kind} cannot be read: {(error.strerror or 'unknown fault').lower()}"
