"""Which files of a folder are story files, and how their bytes are read without surprises.

Promise: only the names, sizes and times of files are looked at until a file is really read.
"""

import os
import stat
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from embeddings.errors import StoriesError
from embeddings.stories.raw import Skipped
from embeddings.stories.sources.decoding import UnreadableSourceError
from embeddings.stories.sources.formats import ending_of


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One story file as it was found, to tell later whether it has changed."""

    path: str
    """Relative to the stories folder, with "/" between its parts."""

    bytes: int
    mtime_ns: int


@dataclass(slots=True)
class Scan:
    """What a walk through a folder found; ``sort`` puts it into its final order."""

    files: list[SourceFile] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    """How many files of each other ending there are: they are counted, never opened."""


def list_source_files(folder: Path, *, exclude: Path | None = None) -> tuple[SourceFile, ...]:
    """Return every story file below ``folder``, ordered by path, without opening any of them.

    The folder ``exclude`` below it is not entered.

    :raises StoriesError: If ``folder`` is missing or not a folder.
    """
    return tuple(scan_folder(folder, exclude=exclude).files)


def scan_folder(folder: Path, *, exclude: Path | None = None) -> Scan:
    """Walk ``folder``; hidden entries are passed over in silence, files with other endings counted.

    So is the folder ``exclude``, also where a link leads to it; ``folder`` itself is always walked.

    :raises StoriesError: If ``folder`` is missing or not a folder.
    """
    if not folder.exists():
        raise StoriesError(f"No stories folder {folder}: make it and put news stories in it.")
    if not folder.is_dir():
        raise StoriesError(f"{folder} is a file: give the folder that holds the stories.")
    exclude = exclude.resolve() if exclude else None
    scan = Scan()
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
        with os.scandir(path) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.startswith("."):
                    continue
                if entry.is_dir():
                    inner = (Path(entry.path), f"{prefix}{entry.name}/")
                    (linked if entry.is_symlink() else real).append(inner)
                elif ending_of(entry.name):
                    _add_file(entry, prefix, scan)
                else:
                    scan.others[Path(entry.name).suffix.lower() or "(no ending)"] += 1
    except OSError as error:
        scan.skipped.append(Skipped(prefix.rstrip("/") or ".", _say_why(error, "folder")))
    return real[::-1], linked


def _add_file(entry: os.DirEntry[str], prefix: str, scan: Scan) -> None:
    name = f"{prefix}{entry.name}"
    try:
        name.encode()
    except UnicodeEncodeError:
        shown = os.fsencode(name).decode("utf-8", errors="replace")
        scan.skipped.append(Skipped(shown, "its name is not valid UTF-8: rename it"))
        return
    try:
        status = entry.stat()
    except OSError as error:
        scan.skipped.append(Skipped(name, _say_why(error, "file")))
        return
    if not stat.S_ISREG(status.st_mode):
        scan.skipped.append(Skipped(name, "not a regular file"))
        return
    scan.files.append(SourceFile(name, status.st_size, status.st_mtime_ns))


def read_steadily(folder: Path, file: SourceFile, *, max_bytes: int) -> tuple[bytes, SourceFile]:
    """Return a file's bytes and the state they were read in.

    A file that changes meanwhile is read once more.

    :raises UnreadableSourceError: If it is too large, cannot be read, or changed twice.
    """
    path = folder / file.path
    try:
        for _ in range(2):
            before = path.stat()
            if before.st_size > max_bytes:
                raise UnreadableSourceError(
                    f"too large: {before.st_size / 1e6:.1f} MB, at most {max_bytes / 1e6:g} MB"
                    " are read; split it up"
                )
            data = path.read_bytes()
            after = path.stat()
            if _same_state(before, after) and len(data) == after.st_size:
                return data, SourceFile(file.path, after.st_size, after.st_mtime_ns)
    except OSError as error:
        raise UnreadableSourceError(_say_why(error, "file")) from error
    raise UnreadableSourceError("changed while it was read: build again when it is complete")


def _same_state(before: os.stat_result, after: os.stat_result) -> bool:
    return (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)


def _say_why(error: OSError, kind: str) -> str:
    if isinstance(error, PermissionError):
        return f"no permission to read this {kind}: allow it (chmod u+r) or move it away"
    if isinstance(error, FileNotFoundError):
        return f"this {kind} vanished before it was read, or is a link that leads nowhere"
    return f"this {kind} cannot be read: {(error.strerror or 'unknown fault').lower()}"
