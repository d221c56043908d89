"""Files read within bounds, and written so that what is said to be there is there.

Promise: reading never blocks on what is no file and never takes more than it was allowed;
``write_file`` returns what a sound disk will give back, to be compared with what it gives.
"""

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import TypeAlias

Buffer: TypeAlias = bytes | memoryview

_CHUNK = 1 << 20
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Content:
    """How long a file is and the SHA-256 of its bytes, in hexadecimal digits."""

    bytes: int
    sha256: str

    @classmethod
    def of(cls, data: Buffer) -> "Content":
        """Describe bytes as a file would hold them."""
        view = memoryview(data).cast("B")
        return cls(len(view), hashlib.sha256(view).hexdigest())


def open_regular(path: Path, *, follow: bool = True) -> BufferedReader:
    """Open a regular file for reading; a pipe or a device is refused, and never waited for.

    With ``follow`` false a link is refused too.

    :raises OSError: If it cannot be opened or is no regular file.
    """
    flags = _READ if follow else _READ | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def read_file(path: Path, *, max_bytes: int, follow: bool = False) -> bytes:
    """Return the bytes of a regular file.

    :raises OSError: If it cannot be read, is no regular file, or holds more than ``max_bytes``.
    """
    with open_regular(path, follow=follow) as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise OSError(errno.EFBIG, f"more than {max_bytes} bytes", str(path))
    return data


def show_name(name: str) -> str:
    """Return a file's name as one line of printable characters, whatever bytes it is of."""
    text = os.fsencode(name).decode(errors="replace")
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def measure_file(path: Path) -> Content:
    """Read a whole file, piece by piece, and return what it holds.

    :raises OSError: If it cannot be read or is no regular file.
    """
    with open_regular(path, follow=False) as file:
        digest = hashlib.file_digest(file, "sha256")
        return Content(file.tell(), digest.hexdigest())


def write_file(path: Path, data: Buffer) -> Content:
    """Write a new file and bring it onto the disk; return what was to be written.

    The system is asked to forget its copy in memory, so that reading the file back reads the disk.

    :raises OSError: If any of it fails, also what fails only when the file is closed.
    """
    view = memoryview(data).cast("B")
    descriptor = os.open(path, _CREATE, 0o644)
    try:
        at = 0
        while at < len(view):
            at += os.write(descriptor, view[at : at + _CHUNK])
        os.fsync(descriptor)
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)
    return Content.of(view)


def sync_file(path: Path) -> Content:
    """Bring a file that a library has written onto the disk, and return what it holds.

    :raises OSError: If that fails.
    """
    with path.open("r+b") as file:  # Windows brings only what it may write onto the disk
        os.fsync(file.fileno())
    return measure_file(path)


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of a file, in one step: the old bytes or the new ones are there.

    :raises OSError: If it fails; the old file is then still there.
    """
    draft = path.with_name(f"{path.name}.draft")
    draft.unlink(missing_ok=True)
    try:
        wanted = write_file(draft, data)
        if measure_file(draft) != wanted:
            raise OSError(errno.EIO, "the disk gave back other bytes than were written", str(path))
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Bring a folder's entries onto the disk, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
