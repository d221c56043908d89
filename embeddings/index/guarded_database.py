"""An SQLite file that somebody may have damaged or made on purpose, opened for reading.

Promise: nothing in it is trusted: it has the tables that Byline makes and no others, and no query
in it runs for longer or gives more than a sound file would make it.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from embeddings.errors import UnusableIndexError
from embeddings.index.rows import MAX_CELL, make_damage_error
from embeddings.index.schema import has_our_tables

Parameters = Sequence[object] | Mapping[str, object]

_STEPS_AT_ONCE, _MAX_STEPS = 1_000_000, 500
"""After so many million steps, some ten seconds, a query is ended: no sound file takes as many."""


class GuardedDatabase:
    """One generation's database, without what is asked of it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._steps, self._max_steps = 0, _MAX_STEPS
        # SQLite's own lower() knows ASCII only
        connection.create_function("fold", 1, str.casefold, deterministic=True)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL)
        connection.set_progress_handler(self._count_steps, _STEPS_AT_ONCE)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Open the database at ``path`` for reading, from any one thread at a time.

        :raises UnusableIndexError: If it is missing, damaged, or not one of ours.
        """
        try:
            connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            connection.executescript(
                "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
            )
            database = cls(connection)
            if not has_our_tables(connection):
                raise sqlite3.DatabaseError("its tables are not ours")
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise UnusableIndexError(
                f"The stories in {path} cannot be read: run `byline rebuild-index`."
            ) from error
        return database

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def check(self, *, stories: int, passages: int) -> None:
        """Check that there are as many stories and passages, under the rows from 1 on, and that
        each passage is of one of the stories.

        :raises UnusableIndexError: If not.
        """
        for table, expected in (("stories", stories), ("passages", passages)):
            # each by itself: SQLite goes through no row to answer one of them alone
            counted = self._query(
                f"SELECT (SELECT count(*) FROM {table}), "  # noqa: S608
                f"coalesce((SELECT min(row) FROM {table}), 1), "
                f"coalesce((SELECT max(row) FROM {table}), 0)"
            )
            if counted != [(expected, 1, expected)]:
                raise make_damage_error(f"there are not {expected} {table}")
        ((first, last),) = self._query(
            "SELECT (SELECT min(story) FROM passages), (SELECT max(story) FROM passages)"
        )
        if passages and not 1 <= first <= last <= stories:
            raise make_damage_error("there are passages of no story")

    def define(self, name: str, function: Callable[[int], int]) -> None:
        """Let queries call a function of one number; it takes the place of one of that name."""
        self._connection.create_function(name, 1, function)

    def _count_steps(self) -> int:
        """End a query that has run for too long; called now and then by SQLite."""
        self._steps += 1
        return int(self._steps > self._max_steps)

    def limit_steps(self, millions: int) -> None:
        """Let a query take at most so many million steps from now on."""
        self._max_steps = millions

    def _query(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Return every row that ``sql`` selects.

        :raises UnusableIndexError: If the file turns out to be damaged.
        """
        self._steps = 0
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except (sqlite3.DatabaseError, OverflowError, UnicodeDecodeError) as error:
            raise make_damage_error(str(error)) from error
