"""What the bot keeps, on a PostgreSQL server that several processes and machines share.

Promise: psycopg is imported here alone. A call ends within seconds whatever the server does, and
as ``ServiceError`` where that cannot be reached; the next call after its return works again.
"""

import contextlib
import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import errors, sql

from bot.desk.state.database import Values
from bot.desk.state.postgres_schema import MIGRATIONS, SCHEMA, TABLES
from bot.postgres_address import PostgresAddress
from embeddings.errors import BylineError, ServiceError, SettingsError

CALL_SECONDS = 10.0
"""How long one call may take before its connection is cut."""
_CONNECT_SECONDS = 5
_LOCK_SECONDS = 3
"""How long one call waits for tables that are being written anew."""
_COMPACT_SECONDS = 900.0
_PAUSE_SECONDS = 1.0
"""For so long after a server or a table could not be reached nobody else waits for it."""
_QUICK_BYTES = 64 * 1024 * 1024
"""Up to this size the tables are written anew whenever something is removed."""
_WRONG_SETTINGS = ("password authentication failed", "does not exist", "no password supplied")
"""What a server says, in English, that no second try mends."""

_LOST = (psycopg.OperationalError, psycopg.InterfaceError, errors.ReadOnlySqlTransaction)
"""A server that is gone, full, or not the one that takes changes any more."""


class PostgresState:
    """One connection, made when it is first needed, and again after it was lost."""

    def __init__(self, address: PostgresAddress, password: str = "") -> None:
        """Connect, and make or bring up to date the tables.

        :raises ServiceError: If the server cannot be reached.
        :raises SettingsError: If the address is wrong or the tables are of a newer Byline.
        """
        self._address, self._password = address, password
        self._lock = threading.RLock()
        self._connection: psycopg.Connection[Any] | None = None
        self._failed: tuple[float, str] = (0.0, "")
        # it warns of what is told in one line here
        logging.getLogger("psycopg").setLevel(logging.ERROR)
        try:
            with self._calling(CALL_SECONDS) as connection:
                _migrate(connection, address)
        except BaseException:
            self._drop()
            raise

    def close(self) -> None:
        """Let go of the server."""
        with self._lock:
            self._drop()

    @contextlib.contextmanager
    def writing(self) -> Iterator["_Writer"]:
        """Keep what is done in the block whole, or undo it.

        :raises ServiceError: If the server cannot be reached or takes nothing.
        """
        with self._calling(CALL_SECONDS) as connection, connection.transaction():
            yield _Writer(connection)

    def query(self, statement: str, values: Values = ()) -> list[Any]:
        """Return the rows that a statement finds.

        :raises ServiceError: If the server cannot be reached.
        """
        with self._calling(CALL_SECONDS) as connection:
            return _Writer(connection).execute(statement, values).fetchall()

    def tidy(self) -> bool:
        """Write small tables anew; in large ones the room of what was removed is given free."""
        with self._apart() as connection:
            size = sum(_measure(connection, table) for table in TABLES)
            _vacuum(connection, full=size <= _QUICK_BYTES)
        return True

    def compact(self) -> bool:
        """Write the tables anew, so that nothing removed is left in their files."""
        with self._apart() as connection:
            _vacuum(connection, full=True)
        return True

    @contextlib.contextmanager
    def _apart(self) -> Iterator[psycopg.Connection[Any]]:
        """Give a connection for what takes its time, so that nobody waits for this one."""
        try:
            with self._open() as connection, _cutting_after(connection, _COMPACT_SECONDS):
                connection.execute("SET lock_timeout = 0")
                yield connection
        except _LOST as error:
            raise self._explain(error) from error

    @contextlib.contextmanager
    def _calling(self, seconds: float) -> Iterator[psycopg.Connection[Any]]:
        """Give a connection that works, and tell in one line what goes wrong with it."""
        with self._lock:
            connection = self._connect()
            try:
                with _cutting_after(connection, seconds):
                    yield connection
            except _LOST as error:
                self._drop()
                told = self._explain(error)
                if isinstance(error, errors.LockNotAvailable):
                    self._failed = time.monotonic() + _PAUSE_SECONDS, str(told)
                raise told from error
            except errors.InsufficientPrivilege as error:
                raise SettingsError(
                    f"The user of {self._address} may not make the tables: let it own the "
                    "database, or name another with BYLINE_STATE."
                ) from error

    def _connect(self) -> psycopg.Connection[Any]:
        """Return the connection, if it still works, else a new one."""
        if self._connection is not None:
            with contextlib.suppress(*_LOST):
                with _cutting_after(self._connection, _CONNECT_SECONDS):
                    self._connection.execute("SELECT 1")
                return self._connection
            self._drop()
        until, reason = self._failed
        if time.monotonic() < until:
            raise ServiceError(reason)
        try:
            self._connection = self._open()
        except psycopg.OperationalError as error:
            told = self._explain(error)
            self._failed = time.monotonic() + _PAUSE_SECONDS, str(told)
            raise told from error
        except psycopg.ProgrammingError as error:
            raise SettingsError(f"{self._address} cannot be understood: {_say(error)}.") from error
        return self._connection

    def _open(self) -> psycopg.Connection[Any]:
        given: dict[str, Any] = {"password": self._password} if self._password else {}
        connection = psycopg.connect(
            self._address.uri, autocommit=True, connect_timeout=_CONNECT_SECONDS,
            application_name="byline", tcp_user_timeout=_CONNECT_SECONDS * 1000, **given,
        )  # fmt: skip
        try:
            connection.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(SCHEMA)))
            connection.execute(f"SET lock_timeout = {1000 * _LOCK_SECONDS}".encode())
        except BaseException:
            connection.close()
            raise
        return connection

    def _drop(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(psycopg.Error):
                self._connection.close()
            self._connection = None

    def _explain(self, error: psycopg.Error) -> BylineError:
        """Say what is wrong: a setting, where the server says so, else the server."""
        said = _say(error)
        needs = error.pgconn is not None and error.pgconn.needs_password
        if needs or any(one in said for one in _WRONG_SETTINGS):
            return SettingsError(
                f"{self._address} does not let the bot in ({said}): mend BYLINE_STATE or "
                "BYLINE_STATE_PASSWORD_FILE."
            )
        return ServiceError(
            f"Questions cannot be kept on {self._address} ({said}): start the server, or name "
            "another place with BYLINE_STATE."
        )


class _Writer:
    """Carries out statements that are written for both places."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def execute(self, statement: str, values: Values = (), /) -> psycopg.Cursor[Any]:
        """Carry a statement out, with ``?`` for each value."""
        # no statement of ours holds a question mark or a percent sign otherwise
        written = statement.replace("?", "%s").encode()
        return self._connection.execute(written, [_clean(one) for one in values])


def _clean(value: object) -> object:
    """Leave out the one character that PostgreSQL keeps in no text."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value


def _migrate(connection: psycopg.Connection[Any], address: PostgresAddress) -> None:
    """Run the steps that a database has not seen, one process at a time."""
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (SCHEMA,))
        # asked first, for whoever may not make a schema may use one that is there
        found = connection.execute("SELECT to_regnamespace(%s)", (SCHEMA,)).fetchone()
        if found == (None,):
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(SCHEMA)))
        connection.execute("CREATE TABLE IF NOT EXISTS version (number INTEGER NOT NULL)")
        row = connection.execute("SELECT max(number) FROM version").fetchone()
        version = (row[0] if row else None) or 0
        if version > len(MIGRATIONS):
            raise SettingsError(
                f"{address} was written by a newer Byline: install that, or name another place "
                "with BYLINE_STATE."
            )
        for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
            for statement in statements:
                connection.execute(statement.encode())
            connection.execute("INSERT INTO version VALUES (%s)", (number,))


def _measure(connection: psycopg.Connection[Any], table: str) -> int:
    row = connection.execute("SELECT pg_total_relation_size(%s::regclass)", (table,)).fetchone()
    return int(row[0]) if row else 0


def _vacuum(connection: psycopg.Connection[Any], *, full: bool) -> None:
    how = sql.SQL("VACUUM (FULL)" if full else "VACUUM")
    for table in TABLES:
        connection.execute(sql.SQL("{} {}").format(how, sql.Identifier(table)))


def _say(error: psycopg.Error) -> str:
    """Return what went wrong in one line, without the address, which is ours to write."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    said = (lines or [type(error).__name__])[0]
    return said.rpartition("FATAL:")[2].strip().rstrip(".")[:200]


@contextlib.contextmanager
def _cutting_after(connection: psycopg.Connection[Any], seconds: float) -> Iterator[None]:
    """Cut a connection whose server says nothing for so long, which ends whatever waits for it."""
    with socket.socket(fileno=os.dup(connection.fileno())) as ours:
        timer = threading.Timer(seconds, _cut, (ours,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _cut(connected: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)
