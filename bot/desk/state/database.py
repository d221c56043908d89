"""What the desk asks of the place where its state is kept, be that SQLite or PostgreSQL.

Promise: a statement is written once, in the SQL that both understand, with ``?`` for a value; what
a block has written is kept whole or not at all.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Values = Sequence[object]


class Result(Protocol):
    """What came of a statement."""

    @property
    def rowcount(self) -> int:
        """How many rows were written."""

    def fetchone(self) -> Any:
        """Return the next row, or ``None``."""


class Writer(Protocol):
    """What a block writes with."""

    def execute(self, sql: str, values: Values = (), /) -> Result:
        """Carry a statement out."""


class StateDatabase(Protocol):
    """An open store, for use from any thread.

    Each method may raise ``SettingsError`` where the place can take nothing, and ``ServiceError``
    where it cannot be reached.
    """

    def writing(self) -> AbstractContextManager[Writer]:
        """Keep what is done in the block whole, or undo it."""

    def query(self, sql: str, values: Values = ()) -> list[Any]:
        """Return the rows that a statement finds."""

    def tidy(self) -> bool:
        """Let nothing be left of what was just removed, as far as that is quickly done; return
        whether it was done, or must be tried again since others are reading."""

    def compact(self) -> bool:
        """Write everything anew, so that nothing removed is left between its pages; return as
        ``tidy`` does."""

    def close(self) -> None:
        """Let go of the place."""
