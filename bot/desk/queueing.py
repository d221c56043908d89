"""Who may ask now, and who is next: limits for people and places, and one line for all.

Promise: nothing here knows Discord or the clock; work is done one piece after another, in order,
on a thread of its own.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from embeddings.errors import RefusedError

T = TypeVar("T")


class RateLimit:
    """At most ``most`` times within ``window_s`` seconds for each person or place."""

    def __init__(self, most: int, *, window_s: float = 60.0) -> None:
        self.most, self._window_s = most, window_s
        self._times: dict[int, deque[float]] = {}

    def look(self, key: int, now: float) -> float:
        """Return the seconds after which there is room again; 0 where there is."""
        self._forget(now)
        times = self._times.get(key)
        return times[0] + self._window_s - now if times and len(times) >= self.most else 0.0

    def take(self, key: int, now: float) -> float:
        """Count one more and return 0, or return the seconds after which there is room again."""
        wait_s = self.look(key, now)
        if not wait_s:
            self._times.setdefault(key, deque()).append(now)
        return wait_s

    def _forget(self, now: float) -> None:
        for key, times in list(self._times.items()):
            while times and times[0] <= now - self._window_s:
                times.popleft()
            if not times:
                del self._times[key]


class Place:
    """A place in the line."""

    def __init__(self, waiting: list["Place"]) -> None:
        self._waiting = waiting

    @property
    def number(self) -> int:
        """How many are in line up to this place: 1 is whose turn it is."""
        return self._waiting.index(self) + 1 if self in self._waiting else 1


class WorkQueue:
    """Runs one piece of work at a time on one thread; the others stand in line."""

    def __init__(self, most: int, *, name: str) -> None:
        self._most = most
        self._waiting: list[Place] = []
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    def __len__(self) -> int:
        """How many pieces of work are being done or waiting."""
        return len(self._waiting)

    @contextlib.contextmanager
    def line_up(self) -> Iterator[Place]:
        """Take a place in the line for the time of the block.

        :raises RefusedError: If the line is full.
        """
        if len(self._waiting) >= self._most:
            raise RefusedError("Very many are asking just now. Try again in a minute.")
        place = Place(self._waiting)
        self._waiting.append(place)
        try:
            yield place
        finally:
            self._waiting.remove(place)

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
