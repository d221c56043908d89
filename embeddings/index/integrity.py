"""Compare the files of a generation with its manifest.

Promise: nothing is read before its size is known to be right, and nothing outside the index
folder is looked at.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate
from pathlib import Path

from embeddings.disk import Content, measure_file
from embeddings.encoders.encoder import WEIGHTS_FILE
from embeddings.errors import UnusableIndexError
from embeddings.index.manifest import (
    STORIES_FILE,
    VECTORS_FILE,
    FileRecord,
    Manifest,
    own_folder,
)

READ_BYTES = 400_000_000
"""How much is read and compared whenever an index is opened, the smallest files first: all of an
index of some sixty thousand passages, in a third of a second at most. Of a larger one, lists of
vectors and the texts of stories are compared when they are used, and ``verify`` compares all."""
_MAPPED = (STORIES_FILE, VECTORS_FILE, WEIGHTS_FILE)
"""What is read piece by piece when it is used: opening it trusts no more of it than its size."""
_READERS = 2
"""How many files are read at a time."""


def check_files(manifest: Manifest, root: Path, *, read_bytes: int = READ_BYTES) -> None:
    """Check the size of every file, then the bytes of as many as ``read_bytes`` allow.

    :raises UnusableIndexError: If one is missing, no file of the folder, or other than written.
    """
    with checking_files(manifest, root, read_bytes=read_bytes):
        pass


@contextlib.contextmanager
def checking_files(
    manifest: Manifest, root: Path, *, read_bytes: int = READ_BYTES
) -> Iterator[None]:
    """Do what ``check_files`` does, the large files beside the body, which may open any of them.

    What is opened may be asked when the body is done and nothing was raised.

    :raises UnusableIndexError: If one is missing, no file of the folder, or other than written.
    """
    for file in manifest.files:
        if problem := _find_size_problem(file, root / file.path, root):
            raise _make_error(problem)
    by_size = sorted(manifest.files, key=lambda file: (file.bytes, file.path))
    read = [
        file
        for file, sum_ in zip(by_size, accumulate(file.bytes for file in by_size), strict=True)
        if sum_ <= read_bytes
    ]
    mapped = [file for file in read if file.path.rpartition("/")[2] in _MAPPED]
    with ThreadPoolExecutor(max_workers=_READERS) as readers:
        for problem in _compare((file for file in read if file not in mapped), root, readers):
            raise _make_error(problem)
        problems = _compare(reversed(mapped), root, readers)
        yield
        for problem in problems:
            raise _make_error(problem)


def find_damage(manifest: Manifest, root: Path) -> tuple[str, ...]:
    """Compare every byte with the manifest; return a sentence for each file that differs.

    So does one for each file in the generation's folder that is none of its own.
    """
    right_size = []
    problems = []
    for file in manifest.files:
        problem = _find_size_problem(file, root / file.path, root)
        problems += [problem] if problem else []
        right_size += [] if problem else [file]
    with ThreadPoolExecutor(max_workers=_READERS) as readers:
        return (*problems, *_compare(right_size, root, readers))


def find_unwritten(manifest: Manifest, root: Path, draft: Path) -> tuple[str, ...]:
    """Read a generation that is not in its place yet back from ``draft``, and its encoder.

    Return a sentence for each file that the disk did not keep as it was written.
    """
    own = own_folder(manifest)

    def compare(file: FileRecord) -> str:
        folder, _, name = file.path.rpartition("/")
        return _find_difference(file, draft / name if folder == own else root / file.path)

    with ThreadPoolExecutor(max_workers=_READERS) as readers:
        return tuple(filter(None, readers.map(compare, manifest.files)))


def _compare(files: Iterable[FileRecord], root: Path, readers: ThreadPoolExecutor) -> Iterator[str]:
    """Let files be read, and give a sentence for each that differs, in their order."""

    def compare(file: FileRecord) -> str:
        try:
            return _find_difference(file, root / file.path)
        except OSError as error:
            return f"{file.path} cannot be read ({error.strerror})"

    return filter(None, readers.map(compare, files))


def _find_difference(file: FileRecord, path: Path) -> str:
    same = measure_file(path) == Content(file.bytes, file.sha256)
    return "" if same else f"{file.path} holds other bytes than were written"


def _find_size_problem(file: FileRecord, path: Path, root: Path) -> str:
    # Path.resolve raises of links that lead to themselves
    if os.path.realpath(path) != str(Path(os.path.realpath(root)) / file.path):
        return f"{file.path} is a link"
    if not path.is_file():
        return f"{file.path} is missing"
    size = path.stat().st_size
    return "" if size == file.bytes else f"{file.path} has {size} bytes, not {file.bytes}"


def _make_error(problem: str) -> UnusableIndexError:
    return UnusableIndexError(f"The index is damaged, {problem}: run `byline rebuild-index`.")
