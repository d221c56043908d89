"""The seal of an exported model: which files it has, how long they are, what they hash to.

Promise: a folder whose seal holds is as it was exported; what is not is exported anew, and never
sealed again as it lies there.
"""

import errno
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from embeddings.disk import Content, measure_file, read_file, show_name, write_file
from embeddings.errors import UnusableIndexError

SEAL_FILE = "seal.json"
_MAX_BYTES = 100_000


def write_seal(folder: Path, written: Mapping[str, Content]) -> None:
    """Read back what was written into a folder, by file name, and seal it.

    :raises OSError: If the disk gives back other bytes than were written.
    """
    for name, content in written.items():
        if measure_file(folder / name) != content:
            raise OSError(errno.EIO, "the disk gave back other bytes", str(folder / name))
    write_file(folder / SEAL_FILE, _render(written))


def read_seal(folder: Path) -> dict[str, Content]:
    """Return what the files of a sealed folder must hold, by their names.

    :raises UnusableIndexError: If there is no seal, or it is not as it was written.
    """
    try:
        text = read_file(folder / SEAL_FILE, max_bytes=_MAX_BYTES)
        sealed = {str(name): Content(**one) for name, one in json.loads(text).items()}
        if _render(sealed).removesuffix(b"\n") != text.removesuffix(b"\n"):
            raise ValueError("a seal must be as it was written")
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise UnusableIndexError(
            f"The model in {folder} has no readable seal: run `byline rebuild-index`."
        ) from error
    return sealed


def find_seal_damage(folder: Path, name: str) -> tuple[str, ...]:
    """Return a sentence for each file of a folder, known as ``name``, that is not as sealed."""
    if folder.is_symlink() or not folder.is_dir():
        return (f"{name} is a link or no folder",)
    try:
        sealed = read_seal(folder)
    except UnusableIndexError:
        return (f"{name}/{SEAL_FILE} is missing or damaged",)
    found = {path.name for path in folder.iterdir()} - sealed.keys() - {SEAL_FILE}
    strangers = [f"{name}/{show_name(one)} is no part of it" for one in found]
    damaged = [
        f"{name}/{one} is not as it was written"
        for one, content in sealed.items()
        if _measure(folder / one) != content
    ]
    return tuple(sorted(strangers) + sorted(damaged))


def is_sealed(folder: Path) -> bool:
    """Say whether every file of a folder is there as it was sealed, byte for byte."""
    return not find_seal_damage(folder, folder.name)


def find_newest_sealed(folder: Path, file: str, is_wanted: Callable[[Path], bool]) -> Path | None:
    """Return the newest sound folder below ``folder`` that has a ``file`` and is wanted, if any."""
    found = [
        path.parent
        for path in folder.glob(f"[!.]*/{file}")  # a draft begins with a dot
        if is_wanted(path.parent) and is_sealed(path.parent)
    ]
    return max(found, key=lambda path: path.stat().st_mtime_ns, default=None)


def name_by_seal(folder: Path) -> str:
    """Return eight digits that differ between folders whose files differ."""
    return hashlib.sha256((folder / SEAL_FILE).read_bytes()).hexdigest()[:8]


def _measure(path: Path) -> Content | None:
    try:
        return measure_file(path)
    except OSError:
        return None


def _render(sealed: Mapping[str, Content]) -> bytes:
    said: dict[str, Any] = {name: asdict(sealed[name]) for name in sorted(sealed)}
    return f"{json.dumps(said, indent=2)}\n".encode()
