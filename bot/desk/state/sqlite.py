"""The one SQLite file in which the bot keeps what it must find again after a restart.

Promise: a file of an older Byline is brought up to date, one of a newer is refused; what is
deleted is overwritten, and ``compact`` leaves no copy of it in the file or in its log.
"""

import contextlib
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.desk.state.database import Values
from embeddings.errors import SettingsError

_log = logging.getLogger("byline.desk")
STATE_FILE = "bot.sqlite"
"""In the index folder, unless the settings name another."""

Migration = Callable[[sqlite3.Connection], None]


class SqliteState:
    """The open file, for use from any thread."""

    def __init__(self, path: Path, migrations: Sequence[Migration]) -> None:
        """Open the file, or make it, and run the migrations that it has not seen.

        :raises SettingsError: If it cannot be written, is damaged, or of a newer Byline.
        """
        self._lock, self._path = threading.RLock(), path
        with self._translating_faults():
            self._connection = sqlite3.connect(path, check_same_thread=False, timeout=10)
            self._prepare(path, migrations)

    def _prepare(self, path: Path, migrations: Sequence[Migration]) -> None:
        connection = self._connection
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > len(migrations):
            connection.close()
            raise SettingsError(
                f"{path} was written by a newer Byline: install that, or name another file with "
                "BYLINE_STATE."
            )
        for number, migrate in enumerate(migrations[version:], start=version + 1):
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                # another process may have come first
                if connection.execute("PRAGMA user_version").fetchone()[0] < number:
                    migrate(connection)
                    connection.execute(f"PRAGMA user_version = {number}")
        if version < len(migrations):
            self.compact()
        connection.execute("PRAGMA foreign_keys = ON")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Keep what is done in the block whole, or undo it.

        :raises SettingsError: If the file cannot be written, for want of room or of health.
        """
        with self._lock, self._translating_faults(), self._connection as connection:
            yield connection

    def query(self, sql: str, values: Values = ()) -> list[Any]:
        """Return the rows that a statement finds.

        :raises SettingsError: If the file cannot be read.
        """
        with self._lock, self._translating_faults():
            return self._connection.execute(sql, values).fetchall()

    @contextlib.contextmanager
    def _translating_faults(self) -> Iterator[None]:
        """Tell a full, broken or locked disk in one line; what our own code did wrong stays."""
        try:
            yield
        except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
            raise
        except sqlite3.Error as error:
            raise SettingsError(
                f"Questions cannot be kept in {self._path} ({error}): make room, or name another "
                "file with BYLINE_STATE."
            ) from error

    def tidy(self) -> bool:
        """Move what the write-ahead log holds into the file, and cut the log to nothing."""
        with self._lock, self._translating_faults():
            row = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if row[0]:
            _log.warning("something is reading %s: what was removed goes at the next time",
                         self._path)  # fmt: skip
        return not row[0]

    def compact(self) -> bool:
        """Write the file anew, so that nothing deleted is left between its pages."""
        with self._lock, self._translating_faults():
            self._connection.execute("VACUUM")
            return self.tidy()
