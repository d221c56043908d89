"""The stories, their passages and the keyword index, in one SQLite file.

Promise: the file is written once, while its generation is built, and only read afterwards.
"""

import errno
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.attribution import Attribution, find_attributions
from embeddings.errors import UnusableIndexError
from embeddings.index.vectors import Rows
from embeddings.passages import Passage
from embeddings.sentences import Span, split_sentences
from embeddings.signatures import sign_text
from embeddings.stories import Notice, Removed, Skipped, SourceFile, Story
from embeddings.words import find_forms, split_words

Parameters = Sequence[object] | Mapping[str, object]

TITLE_WEIGHT, TEXT_WEIGHT = 1.0, 1.0
"""What a word in the headline counts for in BM25, beside one in the passage."""
_FORMS_FROM = 8
"""How many passages tell how a word is written."""

_SCHEMA = """
CREATE TABLE stories (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, publisher TEXT,
    authors TEXT NOT NULL, published TEXT, url TEXT, text TEXT NOT NULL, sha256 TEXT NOT NULL,
    removed TEXT NOT NULL, sentences TEXT NOT NULL, attributions TEXT NOT NULL
) STRICT;
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, story INTEGER NOT NULL REFERENCES stories (row),
    start INTEGER NOT NULL, end INTEGER NOT NULL, title TEXT NOT NULL
) STRICT;
CREATE INDEX passages_by_story ON passages (story);
CREATE TABLE signatures (
    story INTEGER PRIMARY KEY REFERENCES stories (row), signature BLOB NOT NULL
) STRICT;
CREATE TABLE files (path TEXT PRIMARY KEY, bytes INTEGER NOT NULL, mtime_ns INTEGER NOT NULL)
    STRICT;
CREATE TABLE skipped (file TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
CREATE TABLE notices (story TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE TABLE other_files (ending TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT;
-- Words arrive folded and stemmed, so that SQLite has only to split at blanks.
CREATE VIRTUAL TABLE words USING fts5 (title, text, content = '', tokenize = "unicode61");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row);
"""


class StoryDatabase:
    """One generation's stories and passages."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        # SQLite's own lower() knows ASCII only
        connection.create_function("fold", 1, str.casefold, deterministic=True)

    @classmethod
    def create(cls, path: Path) -> "StoryDatabase":
        """Make an empty database at ``path``."""
        connection = sqlite3.connect(path)
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        return cls(connection)

    @classmethod
    def load(cls, path: Path) -> "StoryDatabase":
        """Open the database at ``path`` for reading, from any one thread at a time.

        :raises UnusableIndexError: If it is missing or damaged.
        """
        try:
            connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            connection.execute("SELECT count(*) FROM passages")
        except sqlite3.Error as error:
            raise UnusableIndexError(
                f"The stories in {path} cannot be read: run `byline rebuild-index`."
            ) from error
        return cls(connection)

    def close(self) -> None:
        """Write what is pending and let go of the file."""
        self._connection.commit()
        self._connection.close()

    # -- writing, while a generation is built ------------------------------------------------

    def add_story(self, story: Story, passages: Sequence[Passage]) -> tuple[int, ...]:
        """Store a story with its passages, and return the rows that the passages got."""
        spans = split_sentences(story.text)
        sentences = [(span.start, span.end) for span in spans]
        attributions = [_list_fields(one) for one in find_attributions(story.text, spans)]
        removed = [(one.text, one.reason, one.at) for one in story.removed]
        story_row = self._insert(
            "INSERT INTO stories (id, title, publisher, authors, published, url, text, sha256, "
            "removed, sentences, attributions) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                story.id, story.title, story.publisher, _to_json(story.authors),
                story.published and story.published.isoformat(), story.url, story.text,
                story.sha256, _to_json(removed), _to_json(sentences), _to_json(attributions),
            ),
        )  # fmt: skip
        self._insert("INSERT INTO signatures VALUES (?, ?)", (story_row, sign_text(story.text)))
        return tuple(self._add_passage(passage, story, story_row) for passage in passages)

    def _add_passage(self, passage: Passage, story: Story, story_row: int) -> int:
        row = self._insert(
            "INSERT INTO passages (story, start, end, title) VALUES (?, ?, ?, ?)",
            (story_row, passage.start, passage.end, passage.title),
        )
        words = " ".join(split_words(story.title)), " ".join(split_words(passage.text))
        self._insert("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", (row, *words))
        return row

    def _insert(self, statement: str, values: Sequence[object]) -> int:
        """Insert one row and return its number.

        :raises OSError: If the disk is full.
        """
        try:
            row = self._connection.execute(statement, values).lastrowid
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
                raise OSError(errno.ENOSPC, "the disk is full") from error
            raise
        if row is None:
            raise ValueError("an inserted row must have a number, was: None")
        return row

    def add_sources(self, files: Iterable[SourceFile], skipped: Iterable[Skipped]) -> None:
        """Store which files were read and which were skipped."""
        self._connection.executemany(
            "INSERT INTO files VALUES (?, ?, ?)",
            [(file.path, file.bytes, file.mtime_ns) for file in files],
        )
        self._connection.executemany(
            "INSERT INTO skipped VALUES (?, ?)", [(one.file, one.reason) for one in skipped]
        )

    def add_notices(self, notices: Iterable[Notice], others: Iterable[tuple[str, int]]) -> None:
        """Store what was lost while stories were read, and how many files no reader is for."""
        self._connection.executemany(
            "INSERT INTO notices VALUES (?, ?)", [(one.story, one.text) for one in notices]
        )
        self._connection.executemany("INSERT INTO other_files VALUES (?, ?)", list(others))

    # -- reading -----------------------------------------------------------------------------

    def count_passages_by_story(self) -> dict[str, int]:
        """Count the passages of each story, in order of story id."""
        return dict(
            self._query(
                "SELECT stories.id, count(*) FROM stories JOIN passages "
                "ON passages.story = stories.row GROUP BY stories.id ORDER BY stories.id"
            )
        )

    def list_stories(self) -> tuple[Story, ...]:
        """Return every story, in order of id."""
        rows = self._query(f"SELECT {_STORY} FROM stories ORDER BY id")  # noqa: S608
        return tuple(_make_story(row) for row in rows)

    def list_story_hashes(self) -> tuple[tuple[str, str], ...]:
        """Return (story id, SHA-256 of its text) of every story, in order of id."""
        return tuple(self._query("SELECT id, sha256 FROM stories ORDER BY id"))

    def list_files(self) -> tuple[SourceFile, ...]:
        """Return the files that the folder held, in order of path."""
        rows = self._query("SELECT path, bytes, mtime_ns FROM files ORDER BY path")
        return tuple(SourceFile(*row) for row in rows)

    def list_skipped(self) -> tuple[Skipped, ...]:
        """Return the files that could not be read, and why."""
        rows = self._query("SELECT file, reason FROM skipped ORDER BY file, reason")
        return tuple(Skipped(*row) for row in rows)

    def list_notices(self) -> tuple[Notice, ...]:
        """Return what was lost or doubtful while stories were read."""
        rows = self._query("SELECT story, text FROM notices ORDER BY rowid")
        return tuple(Notice(*row) for row in rows)

    def list_other_files(self) -> tuple[tuple[str, int], ...]:
        """Return pairs (ending, number) of the files that no reader is for, most first."""
        return tuple(
            self._query("SELECT ending, number FROM other_files ORDER BY number DESC, ending")
        )

    def list_incomplete(self) -> tuple[tuple[str, bool, bool], ...]:
        """Return (story id, has a headline, has a day) of each story that lacks one of them."""
        rows = self._query(
            "SELECT id, title != '', published IS NOT NULL FROM stories "
            "WHERE title = '' OR published IS NULL ORDER BY id"
        )
        return tuple((story, bool(titled), bool(dated)) for story, titled, dated in rows)

    def count_undated(self) -> int:
        """Count the stories without a day, which pass no filter by day."""
        return int(self._query("SELECT count(*) FROM stories WHERE published IS NULL")[0][0])

    def get_story(self, story_id: str) -> Story | None:
        """Return the story with this id, or ``None``."""
        rows = self._query(f"SELECT {_STORY} FROM stories WHERE id = ?", (story_id,))  # noqa: S608
        return _make_story(rows[0]) if rows else None

    def get_story_of(self, row: int) -> Story:
        """Return the story that the passage in ``row`` belongs to.

        :raises ValueError: If there is no such passage.
        """
        found = self._query(
            f"SELECT {_STORY} FROM stories "  # noqa: S608
            "WHERE row = (SELECT story FROM passages WHERE row = ?)",
            (row,),
        )
        if not found:
            raise ValueError(f"row must be a passage, was: {row}")
        return _make_story(found[0])

    def get_sentences(self, story_id: str) -> tuple[Span, ...]:
        """Return the spans of a story's sentences, in order; none for an unknown story."""
        rows = self._query("SELECT sentences FROM stories WHERE id = ?", (story_id,))
        return tuple(Span(*span) for (spans,) in rows for span in json.loads(spans))

    def get_signature(self, story_id: str) -> bytes | None:
        """Return the signature of a story's text, or ``None`` for an unknown story."""
        rows = self._query(
            "SELECT signature FROM signatures JOIN stories ON stories.row = story WHERE id = ?",
            (story_id,),
        )
        return rows[0][0] if rows else None

    def get_attributions(self, story_id: str) -> tuple[Attribution, ...]:
        """Return who a story says said what, in order of cue; none for an unknown story."""
        rows = self._query("SELECT attributions FROM stories WHERE id = ?", (story_id,))
        return tuple(_make_attribution(one) for (found,) in rows for one in json.loads(found))

    def get_passage(self, row: int) -> Passage:
        """Return the passage in ``row``.

        :raises ValueError: If there is none.
        """
        found = self._query(f"{_PASSAGE} WHERE passages.row = ?", (row,))
        if not found:
            raise ValueError(f"row must be a passage, was: {row}")
        return Passage(*found[0][1:])

    def list_passages(self) -> tuple[tuple[int, Passage], ...]:
        """Return pairs (row, passage) of all passages, in order of row."""
        found = self._query(f"{_PASSAGE} ORDER BY passages.row")
        return tuple((row, Passage(*fields)) for row, *fields in found)

    def get_story_rows(self, story: str) -> Rows:
        """Return the passage rows of one story. *Shape:* (n_rows,), int64, ascending."""
        rows = self._query(
            "SELECT row FROM passages WHERE story = (SELECT row FROM stories WHERE id = ?) "
            "ORDER BY row",
            (story,),
        )
        return np.array([row for (row,) in rows], dtype=np.int64)

    def list_story_rows(
        self, *, publisher: str | None = None, since: date | None = None, until: date | None = None,
        stories: Sequence[str] = (),
    ) -> Rows:  # fmt: skip
        """Return the passage rows of the stories that pass every filter given.

        A publisher passes when its name holds ``publisher``, whatever the case; a story without
        a date passes no date filter. *Shape:* (n_rows,), int64, ascending.
        """
        rows = self._query(
            "SELECT passages.row FROM passages JOIN stories ON stories.row = passages.story "
            "WHERE (:publisher IS NULL OR instr(fold(coalesce(publisher, '')), "
            "fold(coalesce(:publisher, '')))) "
            "AND (:since IS NULL OR published >= :since) "
            "AND (:until IS NULL OR published <= :until) "
            "AND (:stories = '[]' OR stories.id IN (SELECT value FROM json_each(:stories))) "
            "ORDER BY passages.row",
            {
                "publisher": publisher,
                "since": since and since.isoformat(),
                "until": until and until.isoformat(),
                "stories": _to_json(list(stories)),
            },
        )
        return np.array([row for (row,) in rows], dtype=np.int64)

    def count_passages(self) -> int:
        """Count all passages."""
        return int(self._query("SELECT count(*) FROM passages")[0][0])

    def count_word(self, word: str) -> int:
        """Count the passages that hold a folded and stemmed word."""
        rows = self._query("SELECT doc FROM vocabulary WHERE term = ?", (word,))
        return int(rows[0][0]) if rows else 0

    def list_words(self, initial: str) -> dict[str, int]:
        """Count the passages of every folded and stemmed word that begins with a letter."""
        rows = self._query(
            "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ?",
            (initial, chr(ord(initial) + 1)),
        )
        return dict(rows)

    def find_forms(self, word: str) -> Counter[str]:
        """Count how a folded and stemmed word is written in a few passages that hold it."""
        forms: Counter[str] = Counter()
        for row, _ in self.search_words([word], limit=_FORMS_FROM):
            forms.update(find_forms(self.get_passage(row).text, word))
        return forms

    def search_words(
        self, words: Sequence[str], *, limit: int, allowed: Rows | None = None
    ) -> tuple[tuple[int, float], ...]:
        """Return up to ``limit`` pairs (passage row, BM25), the best first, of any of ``words``.

        Higher is better, as everywhere; SQLite's own sign is the other way round.
        """
        if not words or limit < 1 or (allowed is not None and not len(allowed)):
            return ()
        query = " OR ".join(f'"{word}"' for word in words)
        rows = self._query(
            "SELECT rowid, -bm25(words, :title, :text) AS score FROM words "
            "WHERE words MATCH :query "
            "AND (:allowed IS NULL OR rowid IN (SELECT value FROM json_each(:allowed))) "
            "ORDER BY score DESC, rowid LIMIT :limit",
            {
                "title": TITLE_WEIGHT,
                "text": TEXT_WEIGHT,
                "query": query,
                "allowed": None if allowed is None else _to_json(allowed.tolist()),
                "limit": limit,
            },
        )
        return tuple((int(row), float(score)) for row, score in rows)

    def _query(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Return every row that ``sql`` selects.

        :raises UnusableIndexError: If the file turns out to be damaged.
        """
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            raise UnusableIndexError(
                f"The stories in the index cannot be read ({error}): run `byline rebuild-index`."
            ) from error


_PASSAGE = (
    "SELECT passages.row, stories.id, start, end, substr(stories.text, start + 1, end - start), "
    "passages.title FROM passages JOIN stories ON stories.row = passages.story"
)
_STORY = "id, text, title, publisher, authors, published, url, removed"


def _make_story(row: tuple[Any, ...]) -> Story:
    story_id, text, title, publisher, authors, published, url, removed = row
    return Story(
        id=story_id,
        text=text,
        title=title,
        publisher=publisher,
        authors=tuple(json.loads(authors)),
        published=date.fromisoformat(published) if published else None,
        url=url,
        removed=tuple(Removed(*one) for one in json.loads(removed)),
    )


def _list_fields(one: Attribution) -> list[Any]:
    """Return an attribution as a list, its three spans as pairs."""
    spans = [[span.start, span.end] for span in (one.source, one.cue, one.content)]
    return [*spans, one.name, one.stance, one.depth]


def _make_attribution(fields: list[Any]) -> Attribution:
    source, cue, content, *rest = fields
    return Attribution(Span(*source), Span(*cue), Span(*content), *rest)


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
