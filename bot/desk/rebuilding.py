"""Build an index in a process of its own, so that answers go on meanwhile.

Promise: the bot's process neither imports torch nor waits; a build that is killed, or whose bot
ends, changes nothing.
"""

import asyncio
import contextlib
import json
import logging
import multiprocessing
import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from bot.config import Settings
from bot.index_place import check_reachable, publish_built
from embeddings.errors import BylineError, CancelledError, UnusableIndexError
from embeddings.index import IndexFolder, Manifest
from embeddings.index.writing import Progress
from embeddings.milvus.address import MilvusAddress

_log = logging.getLogger("byline.discord")
_LOW_PRIORITY = 10
AT_ONCE = 2
_CANCELLED = "The build was cancelled. Nothing has changed."


@dataclass(frozen=True, slots=True)
class Order:
    """What to build: everything, or ``only_changes`` since the current generation."""

    stories: Path
    index: Path
    model: str
    only_changes: bool
    follow_links: bool = False
    milvus: MilvusAddress | None = None


Build = Callable[[Order, Progress], None]


def build(order: Order, progress: Progress) -> None:
    """Build a generation as the command line does, and publish it where Milvus is named."""
    settings = Settings(index=order.index, model=order.model, milvus=order.milvus)
    check_reachable(settings)
    publish_built(settings, _build_locally(order, progress), progress)


def _build_locally(order: Order, progress: Progress) -> Manifest:
    folder = IndexFolder(order.index)
    if order.only_changes:
        from embeddings.index.update import update_index  # noqa: PLC0415

        return update_index(
            order.stories,
            folder,
            model=order.model,
            progress=progress,
            follow_links=order.follow_links,
        ).manifest
    # torch takes seconds to import, and is wanted in the build's own process alone
    from embeddings.index.build import build_index  # noqa: PLC0415

    return build_index(
        order.stories,
        folder,
        model=order.model,
        progress=progress,
        follow_links=order.follow_links,
    )


class BuildProcess:
    """Builds in child processes, one for each index and ``AT_ONCE`` of them together: each takes
    as much memory as a bot and more."""

    def __init__(self, do_build: Build) -> None:
        self._build = do_build
        self._processes: dict[Path, BaseProcess] = {}
        self._expected: set[Path] = set()
        self._cancelled: set[Path] = set()
        self._waiting: dict[Path, asyncio.Future[None]] = {}
        self._begun: set[Path] = set()
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="byline-build")

    @contextlib.contextmanager
    def expecting(self, index: Path) -> Iterator[None]:
        """Let the build of an index be cancelled from now on, though it may not have begun."""
        self._expected.add(index)
        try:
            yield
        finally:
            self._expected.discard(index)
            self._cancelled.discard(index)

    async def build(self, order: Order, progress: Progress) -> None:
        """Build on a thread of its own, after those that came before; raises as ``run`` does."""
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._pool, lambda: self._begin(order, progress))
        self._waiting[order.index] = work
        try:
            await work
        except asyncio.CancelledError:
            if order.index in self._cancelled:
                raise CancelledError(_CANCELLED) from None
            raise
        finally:
            self._waiting.pop(order.index, None)
            self._begun.discard(order.index)

    def _begin(self, order: Order, progress: Progress) -> None:
        self._begun.add(order.index)
        self.run(order, progress)

    def run(self, order: Order, progress: Progress) -> None:
        """Build, and return when it is done; called on a thread that may wait.

        :raises CancelledError: If the build was cancelled.
        :raises BylineError: If the build fails for a reason that a person can mend.
        :raises UnusableIndexError: If the process ends without a word.
        """
        if order.index in self._cancelled:
            raise CancelledError(_CANCELLED)
        context = multiprocessing.get_context("spawn")
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(
            target=_run_build, args=(self._build, order, sender), daemon=True, name="byline-build"
        )
        process.start()
        self._processes[order.index] = process
        if order.index in self._cancelled:  # meanwhile
            process.terminate()
        sender.close()
        try:
            end = _follow(receiver, progress)
        finally:
            receiver.close()
            process.join()
            del self._processes[order.index]
        if order.index in self._cancelled and end.get("end") != "done":
            raise CancelledError(_CANCELLED)
        _judge(end, process.exitcode)

    def is_running(self, index: Path) -> bool:
        """Say whether the build of an index has a process."""
        return index in self._processes

    def cancel(self, index: Path) -> bool:
        """End the build of an index, begun or not, and say whether there was one."""
        if index not in self._expected and not self.is_running(index):
            return False
        self._cancelled.add(index)
        waiting = self._waiting.get(index)
        if waiting and index not in self._begun:
            waiting.cancel()
        if process := self._processes.get(index):
            process.terminate()
        return True

    def stop(self) -> None:
        """End every build; what they have done so far is dropped."""
        self._cancelled |= self._expected
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in list(self._processes.values()):
            process.terminate()


def _follow(receiver: Connection, progress: Progress) -> dict[str, Any]:
    """Pass progress on until the child says how it ended; empty if it never does."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            message: dict[str, Any] = json.loads(receiver.recv_bytes())
            if "stage" not in message:
                return message
            progress(message["stage"], message["done"], message["total"])
    return {}


def _judge(end: dict[str, Any], exit_code: int | None) -> None:
    if end.get("end") == "done":
        return
    if end.get("end") == "failed":
        raise BylineError(end["message"])
    if end.get("end") == "broken":
        _log.error("The build broke:\n%s", end["trace"])
        raise UnusableIndexError("The build broke off, the log says where. Nothing has changed.")
    raise UnusableIndexError(
        f"The build was ended from outside (code {exit_code}), perhaps for want of memory. "
        "Nothing has changed."
    )


def _run_build(do_build: Build, order: Order, sender: Connection) -> None:
    """Be the child: build with low priority, and say how it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which ends its child
    if hasattr(os, "nice"):
        os.nice(_LOW_PRIORITY)
    send = _Sender(sender)
    try:
        do_build(order, send.progress)
    except BylineError as error:
        send.end(end="failed", message=str(error))
    except Exception:  # the edge of a process: the bot logs it
        send.end(end="broken", trace=traceback.format_exc())
    else:
        send.end(end="done")


class _Sender:
    """Sends progress a few times a second, and the end."""

    def __init__(self, sender: Connection) -> None:
        self._sender = sender
        self._next = 0.0

    def progress(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now >= self._next or done == total:
            self._next = now + 0.2
            self.end(stage=stage, done=done, total=total)

    def end(self, **message: object) -> None:
        self._sender.send_bytes(json.dumps(message).encode())
