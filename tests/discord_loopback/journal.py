"""What happened between a bot and the loopback server, in order, with times.

Promise: an entry is never changed or lost, and whoever waits for one gets it however early it
came.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

MOST_ENTRIES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that happened ``at`` a time of the monotonic clock, in seconds."""

    at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Entry):
    """A call of the HTTP API as it came in; ``path`` is below the API's base."""

    method: str
    path: str
    query: dict[str, str]
    body: Any = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Entry):
    """What a request was answered with."""

    request: Request
    status: int
    body: Any = None
    scripted: bool = False

    @property
    def code(self) -> int | None:
        """Discord's own code of an error."""
        return self.body.get("code") if isinstance(self.body, dict) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Entry):
    """A gateway connection was opened."""

    connection: int
    query: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Started(Entry):
    """A session stands on a connection: a new one, or one ``resumed`` with what was missed."""

    connection: int
    resumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame(Entry):
    """A frame came in over the gateway."""

    connection: int
    op: int
    data: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Entry):
    """A gateway connection ended: by the ``code`` of the bot, or 1006 where there was none."""

    connection: int
    code: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged(Entry):
    """An interaction's first answer, of the callback type ``kind``."""

    interaction: str
    kind: int
    data: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Entry):
    """A message as people see it now; ``message`` is empty where it was deleted."""

    interaction: str | None
    message_id: str
    message: dict[str, Any]


E = TypeVar("E", bound=Entry)
Where = Callable[[Any], bool]


class Journal:
    """The entries so far, and those who wait for one."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._waiting: list[tuple[Where, asyncio.Future[Entry]]] = []

    def add(self, entry: Entry) -> None:
        if len(self.entries) >= MOST_ENTRIES:
            raise OverflowError(f"a test must make at most {MOST_ENTRIES} entries")
        self.entries.append(entry)
        for fits, future in self._waiting:
            if not future.done() and fits(entry):
                future.set_result(entry)
        self._waiting = [waiting for waiting in self._waiting if not waiting[1].done()]

    def all(self, kind: type[E], where: Where = lambda entry: True, *, since: int = 0) -> list[E]:
        """Return the entries of a kind so far, from the position ``since`` on."""
        return [e for e in self.entries[since:] if isinstance(e, kind) and where(e)]

    async def wait(
        self,
        kind: type[E],
        where: Where = lambda entry: True,
        *,
        since: int = 0,
        timeout_s: float = 60.0,
    ) -> E:
        """Return the first entry of a kind from the position ``since`` on, once it is there.

        :raises TimeoutError: If it does not come in time.
        """
        if there := self.all(kind, where, since=since):
            return there[0]
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append((lambda entry: isinstance(entry, kind) and where(entry), future))
        try:
            async with asyncio.timeout(timeout_s):
                return await future
        except TimeoutError:
            raise TimeoutError(f"no such {kind.__name__} within {timeout_s} s") from None

    @property
    def now(self) -> int:
        """The position after the last entry."""
        return len(self.entries)
