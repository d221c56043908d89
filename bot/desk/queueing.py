"""Who may ask now, and who is next: a limit for each person and one line for all.

Promise: nothing here knows Discord or the clock; work is done one piece after another, in order,
on a thread of its own.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from embeddings.errors import BylineError

T = TypeVar("T")


class RefusedError(BylineError):
    """Someone may not do something, or not now; the message says what to do."""


class RateLimit:
    """At most ``most`` times within ``window_s`` seconds for each person."""

    def __init__(self, most: int, *, window_s: float = 60.0) -> None:
        self._most, self._window_s = most, window_s
        self._times: dict[int, deque[float]] = {}

    def take(self, person: int, now: float) -> float:
        """Count one more and return 0, or return the seconds after which there is room again."""
        self._forget(now)
        times = self._times.setdefault(person, deque())
        if len(times) >= self._most:
            return times[0] + self._window_s - now
        times.append(now)
        return 0.0

    def _forget(self, now: float) -> None:
        for person, times in list(self._times.items()):
            while times and times[0] <= now - self._window_s:
                times.popleft()
            if not times:
                del self._times[person]


class WorkQueue:
    """Runs one piece of work at a time on one thread; the others stand in line."""

    def __init__(self, most: int, *, name: str) -> None:
        self._most = most
        self._waiting = 0
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    def __len__(self) -> int:
        """How many pieces of work are being done or waiting."""
        return self._waiting

    @contextlib.contextmanager
    def line_up(self) -> Iterator[int]:
        """Take a place in the line for the time of the block: 1 is whose turn it is.

        :raises RefusedError: If the line is full.
        """
        if self._waiting >= self._most:
            raise RefusedError("Very many are asking just now: please ask again in a minute.")
        self._waiting += 1
        try:
            yield self._waiting
        finally:
            self._waiting -= 1

    async def run(self, work: Callable[[], T]) -> T:
        """Do a piece of work on the thread, after all that was given before."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def close(self) -> None:
        """Drop what waits; what is being done is done to its end."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def phrase_place(place: int) -> str:
    """Return "You are 3rd in line."."""
    ends = {1: "st", 2: "nd", 3: "rd"}
    end = "th" if place % 100 in {11, 12, 13} else ends.get(place % 10, "th")
    return f"You are {place:,}{end} in line."
