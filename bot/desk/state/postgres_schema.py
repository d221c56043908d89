"""The tables on PostgreSQL, version after version.

Promise: a database of any earlier version comes out as a new one would be made.
"""

SCHEMA = "byline"
"""The tables stand apart from those of others in the same database."""

_FIRST = (
    """CREATE TABLE questions (
        id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, token TEXT NOT NULL UNIQUE,
        asked_at TEXT COLLATE "C" NOT NULL, kind TEXT NOT NULL, server BIGINT,
        channel TEXT NOT NULL, person TEXT NOT NULL, private BOOLEAN NOT NULL,
        shared BOOLEAN NOT NULL DEFAULT FALSE, question TEXT NOT NULL, title TEXT NOT NULL,
        stories TEXT NOT NULL, answered BOOLEAN NOT NULL, generation TEXT NOT NULL,
        cited TEXT NOT NULL, others TEXT NOT NULL, events TEXT NOT NULL DEFAULT '[]',
        filters TEXT NOT NULL DEFAULT '{}'
    )""",
    "CREATE INDEX questions_by_time ON questions (asked_at)",
    # SQLite counts its rows by itself, in a column of this name
    """CREATE TABLE feedback (
        rowid BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
        question BIGINT NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
        person TEXT NOT NULL, verdict TEXT NOT NULL, comment TEXT NOT NULL,
        given_at TEXT COLLATE "C" NOT NULL, PRIMARY KEY (question, person)
    )""",
    """CREATE TABLE turns (
        question BIGINT PRIMARY KEY REFERENCES questions (id) ON DELETE CASCADE,
        asked_of TEXT NOT NULL, turn TEXT NOT NULL
    )""",
    'CREATE TABLE notes (name TEXT COLLATE "C" PRIMARY KEY, value TEXT NOT NULL)',
    """CREATE TABLE subscriptions (
        id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, server BIGINT, channel BIGINT,
        person BIGINT, words TEXT NOT NULL, made_at TEXT NOT NULL
    )""",
    # the server samples columns for its planner, and would keep what people wrote for as long
    """ALTER TABLE questions ALTER question SET STATISTICS 0, ALTER title SET STATISTICS 0,
        ALTER cited SET STATISTICS 0, ALTER others SET STATISTICS 0,
        ALTER filters SET STATISTICS 0, ALTER person SET STATISTICS 0""",
    "ALTER TABLE feedback ALTER comment SET STATISTICS 0, ALTER person SET STATISTICS 0",
    "ALTER TABLE turns ALTER turn SET STATISTICS 0",
    "ALTER TABLE subscriptions ALTER words SET STATISTICS 0, ALTER person SET STATISTICS 0",
)

_ORIGIN = (
    "ALTER TABLE questions ADD COLUMN origin BIGINT",
    "CREATE INDEX questions_by_origin ON questions (origin)",
)

MIGRATIONS = (_FIRST, _ORIGIN)
"""The statements that lead from each version to the next."""

TABLES = ("questions", "feedback", "turns", "subscriptions")
"""Those that hold what people wrote."""
