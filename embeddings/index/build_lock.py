"""One build at a time in an index folder: a second one is refused at once, never made to wait.

Promise: the system lets go of the lock when its process ends, however that happens.
"""

import contextlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.errors import UnusableIndexError
from embeddings.index.faults import phrase_fault

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK_FILE = "lock"


class BuildLock:
    """The lock of the index folder at ``root``, which need not be there yet."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @cached_property
    def _lock(self) -> "BaseFileLock":
        from filelock import FileLock  # noqa: PLC0415 - asking takes none

        return FileLock(self._root / LOCK_FILE, timeout=0)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock meanwhile; whoever holds it already, on the same thread, does so twice.

        :raises UnusableIndexError: If another build holds it, or the folder cannot be used.
        """
        from filelock import Timeout  # noqa: PLC0415 - asking takes no lock

        try:
            self._root.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout as error:
            raise UnusableIndexError(
                f"Another build is running in {self._root}: wait until it is done."
            ) from error
        except OSError as error:
            raise UnusableIndexError(phrase_fault(self._root, error)) from error
        try:
            yield
        finally:
            self._lock.release()
