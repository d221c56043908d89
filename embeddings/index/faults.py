"""What a disk or a system refuses, told in one line that says what to do."""

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from embeddings.errors import UnusableIndexError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_GONE = {errno.ENOENT, errno.ESTALE, errno.ENODEV, errno.ENXIO, errno.ENOTDIR, errno.ENOTCONN}

_MISPLACED = {errno.ELOOP, errno.EEXIST, errno.EISDIR}


@contextlib.contextmanager
def translate_faults(root: Path) -> Iterator[None]:
    """Turn what the disk that holds the index folder ``root`` refuses into a plain line.

    A fault of a file elsewhere is passed on as it is.

    :raises UnusableIndexError: If anything in the folder cannot be read or written.
    """
    try:
        yield
    except OSError as error:
        if error.filename is not None and not _lies_in(root, error.filename):
            raise
        raise UnusableIndexError(phrase_fault(root, error)) from error


def phrase_fault(root: Path, error: OSError) -> str:
    """Return what happened to the index folder and what to do about it."""
    reason = (error.strerror or str(error) or type(error).__name__).lower()
    if error.errno in _FULL:
        return (
            f"The disk that holds {root} is full or its quota is used up: make room, or name "
            "another folder with --index. Nothing has changed."
        )
    if error.errno in _REFUSED:
        return f"The index folder {root} cannot be written ({reason}): name another with --index."
    if error.errno in _GONE:
        return (
            f"The index folder {root} vanished while it was used ({reason}): see that its disk "
            "is there, or name another folder with --index."
        )
    if error.errno in _MISPLACED:
        name = root if error.filename is None else error.filename
        return (
            f"Something else lies where the index folder {root} has a file of its own ({name}, "
            f"{reason}): remove it, or name another folder with --index. Nothing has changed."
        )
    return (
        f"The disk that holds {root} failed ({reason}): check it, or name another folder with "
        "--index. Nothing has changed."
    )


def _lies_in(root: Path, name: object) -> bool:
    try:
        path = Path(name if isinstance(name, str) else bytes(name).decode())  # type: ignore[call-overload]
    except (TypeError, ValueError):
        return True  # a descriptor: only our own files are open here
    return not path.is_absolute() or path.is_relative_to(root.absolute())
