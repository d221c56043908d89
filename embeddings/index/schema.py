"""The tables of the story database, as they are made and as they must be found.

Promise: a database that is opened has these tables and nothing else: no view, no trigger.
"""

import sqlite3

SCHEMA = """
CREATE TABLE stories (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, publisher TEXT,
    authors TEXT NOT NULL, published TEXT, url TEXT, text TEXT NOT NULL, sha256 TEXT NOT NULL,
    removed TEXT NOT NULL, sentences TEXT NOT NULL, attributions TEXT NOT NULL,
    origin TEXT NOT NULL
) STRICT;
CREATE INDEX stories_by_origin ON stories (origin);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, story INTEGER NOT NULL REFERENCES stories (row),
    start INTEGER NOT NULL, end INTEGER NOT NULL, title TEXT NOT NULL,
    title_words TEXT NOT NULL, text_words TEXT NOT NULL, digest BLOB NOT NULL
) STRICT;
CREATE INDEX passages_by_story ON passages (story);
CREATE INDEX passages_by_digest ON passages (digest);
CREATE TABLE signatures (
    story INTEGER PRIMARY KEY REFERENCES stories (row), signature BLOB NOT NULL
) STRICT;
CREATE TABLE files (
    path TEXT PRIMARY KEY, bytes INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL, inode INTEGER NOT NULL, sha256 TEXT NOT NULL, results BLOB
) STRICT;
CREATE TABLE skipped (file TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
CREATE TABLE notices (story TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE TABLE other_files (ending TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT;
-- Words arrive folded and stemmed, so that SQLite has only to split at blanks. They stand in the
-- passages too: so a new generation indexes those it takes over without splitting texts again.
CREATE VIRTUAL TABLE words USING fts5 (
    title_words, text_words, content = 'passages', content_rowid = 'row', tokenize = "unicode61"
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row);
"""

_LISTED = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name"


def create_tables(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty database."""
    connection.executescript(SCHEMA)


def has_our_tables(connection: sqlite3.Connection) -> bool:
    """Say whether a database has exactly the tables that ``create_tables`` makes."""
    ours = sqlite3.connect(":memory:")
    try:
        create_tables(ours)
        expected = ours.execute(_LISTED).fetchall()
    finally:
        ours.close()
    found = connection.execute(_LISTED).fetchmany(len(expected) + 1)
    return found == expected
