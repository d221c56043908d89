"""The tables of the bot's file, version after version.

Promise: a file of any earlier version comes out as a new one would be made, with what may be kept.
"""

import secrets
import sqlite3
from collections.abc import Sequence

from bot.desk.people import People
from bot.desk.state.sqlite import Migration

_TABLES = (
    """CREATE TABLE questions (
        id INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL UNIQUE, asked_at TEXT NOT NULL,
        kind TEXT NOT NULL, server INTEGER, channel TEXT NOT NULL, person TEXT NOT NULL,
        private INTEGER NOT NULL, shared INTEGER NOT NULL DEFAULT 0, question TEXT NOT NULL,
        title TEXT NOT NULL, stories TEXT NOT NULL, answered INTEGER NOT NULL,
        generation TEXT NOT NULL, cited TEXT NOT NULL, others TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX questions_by_time ON questions (asked_at)",
    """CREATE TABLE feedback (
        question INTEGER NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
        person TEXT NOT NULL, verdict TEXT NOT NULL, comment TEXT NOT NULL,
        given_at TEXT NOT NULL, PRIMARY KEY (question, person)
    ) STRICT""",
    """CREATE TABLE turns (
        question INTEGER PRIMARY KEY REFERENCES questions (id) ON DELETE CASCADE,
        asked_of TEXT NOT NULL, turn TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE subscriptions (
        id INTEGER PRIMARY KEY AUTOINCREMENT, server INTEGER, channel INTEGER, person INTEGER,
        words TEXT NOT NULL, made_at TEXT NOT NULL
    ) STRICT""",
)


def make_migrations(people: People) -> tuple[Migration, ...]:
    """Return the steps from an empty file, or from one of the first version, to today's."""

    def make_first(connection: sqlite3.Connection) -> None:
        old = _set_aside(connection)
        for statement in _TABLES:
            connection.execute(statement)
        if old:
            _take_over(connection, people, old)

    return make_first, _add_events, _add_filters, _add_origin


def _add_events(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE questions ADD COLUMN events TEXT NOT NULL DEFAULT '[]'")


def _add_filters(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE questions ADD COLUMN filters TEXT NOT NULL DEFAULT '{}'")


def _add_origin(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE questions ADD COLUMN origin INTEGER")
    connection.execute("CREATE INDEX questions_by_origin ON questions (origin)")


def _set_aside(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Rename the tables of the file that had no version, and return which there are."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    names = {name for (name,) in rows}
    old = tuple(one for one in ("questions", "feedback", "turns") if one in names)
    for name in old:
        connection.execute(f"ALTER TABLE {name} RENAME TO old_{name}")
    return old


def _take_over(connection: sqlite3.Connection, people: People, old: Sequence[str]) -> None:
    """Fill the tables from those set aside: claims, which are other people's words, are dropped,
    direct messages count as private, and people come under the key."""
    connection.create_function("new_token", 0, lambda: secrets.token_urlsafe(12))
    connection.create_function("seal", 1, people.seal)
    connection.execute(
        "INSERT INTO questions (id, token, asked_at, kind, server, channel, person, private, "
        "question, title, stories, answered, generation, cited, others) "
        "SELECT id, new_token(), asked_at, kind, server, '', '', server IS NULL, question, '', "
        "stories, answered, generation, cited, '[]' FROM old_questions WHERE kind <> 'claim'"
    )
    kept = "question IN (SELECT id FROM questions)"
    connection.execute(
        "INSERT INTO feedback SELECT question, seal(person), verdict, comment, given_at "  # noqa: S608
        f"FROM old_feedback WHERE {kept}"
    )
    if "turns" in old:
        connection.execute(f"INSERT INTO turns SELECT * FROM old_turns WHERE {kept}")  # noqa: S608
    for name in reversed(old):
        connection.execute(f"DROP TABLE old_{name}")
