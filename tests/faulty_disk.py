"""A disk that fails once: at one write, sync, rename or other change below a folder.

Everything that Byline writes goes through the functions of ``os`` that are watched here; each call
below the folder is an event, and one of them may fail, be lost in silence, or end the process.
"""

import contextlib
import errno
import os
import signal
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

BY_PATH = ("open", "mkdir", "chmod", "rename", "replace", "unlink", "rmdir")
BY_DESCRIPTOR = ("write", "fsync", "close")


class Disk:
    """Watches what is done below a folder, and lets the event of a number go wrong."""

    def __init__(self, root: Path, fault: Callable[[], Any] | None = None, at: int = -1) -> None:
        self.events: list[str] = []
        self._root, self._fault, self._at = str(root.resolve()), fault, at
        self._real = {name: getattr(os, name) for name in (*BY_PATH, *BY_DESCRIPTOR)}
        self._ours: set[int] = set()

    @contextlib.contextmanager
    def watch(self, monkeypatch: pytest.MonkeyPatch) -> Iterator["Disk"]:
        """Watch for as long as the body runs."""
        with monkeypatch.context() as patch:
            for name in BY_PATH:
                patch.setattr(os, name, self._watch_path(name))
            for name in BY_DESCRIPTOR:
                patch.setattr(os, name, self._watch_descriptor(name))
            yield self

    def _watch_path(self, name: str) -> Callable[..., Any]:
        real = self._real[name]

        def act(path: Any, *given: Any, **named: Any) -> Any:
            inside = isinstance(path, str | os.PathLike) and self._lies_inside(os.fspath(path))
            writes = name != "open" or bool(given and given[0] & (os.O_WRONLY | os.O_RDWR))
            if inside and writes:
                self._happen(f"{name} {os.path.relpath(os.fspath(path), self._root)}")
            done = real(path, *given, **named)
            if name == "open" and inside and (writes or Path(path).is_dir()):
                self._ours.add(done)
            return done

        return act

    def _watch_descriptor(self, name: str) -> Callable[..., Any]:
        real = self._real[name]

        def act(descriptor: int, *given: Any) -> Any:
            if descriptor not in self._ours:
                return real(descriptor, *given)
            if name == "close":
                self._ours.discard(descriptor)
                real(descriptor)  # it is closed also where that fails
                return self._happen("close")
            lost = self._happen(name)
            return len(given[0]) if lost == "lost" and name == "write" else real(descriptor, *given)

        return act

    def _lies_inside(self, path: object) -> bool:
        return isinstance(path, str) and str(Path.cwd() / path).startswith(self._root)

    def _happen(self, event: str) -> Any:
        self.events.append(event)
        if len(self.events) - 1 == self._at and self._fault is not None:
            return self._fault()
        return None


def fail_with(number: int) -> Callable[[], None]:
    """Return a fault that raises an error of the system."""

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    return fail


def lose() -> str:
    """Let a write be lost in silence, as a disk may whose cable is loose."""
    return "lost"


def die() -> None:
    """End the process at once, with nothing put away."""
    os.kill(os.getpid(), signal.SIGKILL)


def run_and_die(act: Callable[[], object], disk: Disk, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Do something in a child that may be killed, and say whether it came to its end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking beside threads
        child = os.fork()
    if child == 0:
        code = 1
        with contextlib.suppress(BaseException), disk.watch(monkeypatch):
            act()
            code = 0
        os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


FULL, BROKEN, QUOTA, READ_ONLY, GONE = (
    errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS, errno.ESTALE,
)  # fmt: skip
