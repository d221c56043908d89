"""The places where questions are kept, each as a test holds it: a file, and PostgreSQL."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from postgres_server import PostgresServer

from bot.config import Settings
from bot.desk.question_store import QuestionStore
from bot.desk.state.opening import open_store


class Place(Protocol):
    """One place, which any number of processes may open."""

    @property
    def settings(self) -> dict[str, str]:
        """The settings that name it."""

    def open(self) -> QuestionStore:
        """Open it, as one more process does."""

    def read_bytes(self) -> bytes:
        """Return all bytes of its files on the disk."""


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A file of SQLite with all that lies beside it."""

    folder: Path

    @property
    def settings(self) -> dict[str, str]:
        return {"BYLINE_INDEX": str(self.folder)}

    def open(self) -> QuestionStore:
        return open_store(Settings.from_env(self.settings))

    def read_bytes(self) -> bytes:
        return b"".join(path.read_bytes() for path in self.folder.iterdir())


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """A database of a PostgreSQL server; its log of changes is not counted, which the server
    overwrites in its own time."""

    folder: Path
    server: PostgresServer
    database: str

    @property
    def settings(self) -> dict[str, str]:
        return {
            "BYLINE_INDEX": str(self.folder),
            "BYLINE_STATE": self.server.address(self.database, password=""),
            "BYLINE_STATE_PASSWORD_FILE": str(self.server.password_file),
        }

    def open(self) -> QuestionStore:
        return open_store(Settings.from_env(self.settings))

    def read_bytes(self) -> bytes:
        import psycopg  # noqa: PLC0415 - an extra

        with psycopg.connect(self.server.address(self.database), autocommit=True) as connection:
            connection.execute("ANALYZE")  # as the server does by itself, which remembers samples
            connection.execute("CHECKPOINT")
            row = connection.execute(
                "SELECT oid FROM pg_database WHERE datname = current_database()"
            ).fetchone()
        files = self.server.data / "base" / str(row[0] if row else "")
        return b"".join(path.read_bytes() for path in files.iterdir())


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """One place after the other, empty."""
    folder = tmp_path / "kept"
    folder.mkdir()
    if request.param == "sqlite":
        return FilePlace(folder)
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return ServerPlace(folder, server, server.make_database())
