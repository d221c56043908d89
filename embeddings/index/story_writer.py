"""Write the story database of one generation: new stories as they were analysed, known ones as
rows of the generation before.

Promise: nothing touches the disk before ``save``, which writes the whole file at once; the rows
are the same whether a story was analysed now or taken over.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.analysis import Analysed
from embeddings.attribution import Attribution
from embeddings.disk import Content, write_file
from embeddings.errors import UnusableIndexError
from embeddings.index.schema import create_tables
from embeddings.index.vectors import Rows
from embeddings.index.word_indexing import index_words
from embeddings.stories import Notice, Skipped
from embeddings.stories.records import write_results
from embeddings.stories.sources.folder import ReadFile

_STORY = (
    "id, title, publisher, authors, published, url, text, sha256, removed, sentences, "
    "attributions, origin"
)
_PASSAGE = "start, end, title, title_words, text_words, digest"


class StoryWriter:
    """One generation's stories and passages, in the making; they get their rows in order."""

    def __init__(self, before: Path | None = None, *, same_code: bool = True) -> None:
        """Begin an empty database; ``before`` is that of the generation to take over from.

        Where that was analysed by other code, the rows of vectors alone are taken over.

        :raises UnusableIndexError: If that cannot be read.
        """
        self._connection = sqlite3.connect(":memory:", uri=True, isolation_level=None)
        create_tables(self._connection)
        self._has_before, self._takes_over = before is not None, before is not None and same_code
        if before is not None:
            address = f"{before.absolute().as_uri()}?mode=ro&immutable=1"
            self._execute("ATTACH ? AS before", (address,))
        self._execute("BEGIN")
        self._stories = self._passages = 0
        self._taken: list[int] = []

    def add(self, analysed: Analysed, origin: str) -> Rows:
        """Store a story that was analysed now; ``origin`` tells what it was made from.

        Return for each passage the row of its vector before, 0 where there is none.
        """
        self._copy_taken()
        story = analysed.story
        self._stories += 1
        removed = [(one.text, one.reason, one.at) for one in story.removed]
        values = (
            self._stories, story.id, story.title, story.publisher, _to_json(story.authors),
            story.published and story.published.isoformat(), story.url, story.text,
            story.sha256, _to_json(removed),
            _to_json([(span.start, span.end) for span in analysed.sentences]),
            _to_json([_list_fields(one) for one in analysed.attributions]), origin,
        )  # fmt: skip
        self._execute(f"INSERT INTO stories VALUES ({','.join('?' * len(values))})", values)  # noqa: S608
        self._execute("INSERT INTO signatures VALUES (?, ?)", (self._stories, analysed.signature))
        before = []
        for passage, words in zip(analysed.passages, analysed.words, strict=True):
            self._passages += 1
            digest = hash_embedded(passage.embedded_text)
            self._execute(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    self._passages, self._stories, passage.start, passage.end, passage.title,
                    words.title, words.text, digest,
                ),
            )  # fmt: skip
            before.append(self._find_row(digest))
        return np.array(before, dtype=np.int64)

    def take_over(self, origin: str) -> Rows | None:
        """Copy the story that was made from the same ``origin`` before; ``None`` if none was.

        Return for each passage the row of its vector before.
        """
        if not self._takes_over:
            return None
        found = self._execute("SELECT row FROM before.stories WHERE origin = ?", (origin,))
        if not found:
            return None
        old = found[0][0]
        rows = self._execute("SELECT row FROM before.passages WHERE story = ? ORDER BY row", (old,))
        if self._taken and self._taken[-1] != old - 1:
            self._copy_taken()
        self._taken.append(old)
        self._stories += 1
        self._passages += len(rows)
        return np.array([row for (row,) in rows], dtype=np.int64)

    def _copy_taken(self) -> None:
        """Copy the stories taken over last, which follow each other: all at once is much faster."""
        if not self._taken:
            return
        stories = (self._taken[0], self._taken[-1])
        self._taken.clear()
        (passages,) = self._execute(
            "SELECT coalesce(min(row), 0), coalesce(max(row), 0) FROM before.passages "
            "WHERE story BETWEEN ? AND ?",
            stories,
        )
        higher, passages_higher = self._stories - stories[1], self._passages - passages[1]
        for table, columns, key, copied in (
            ("stories", f"row + {higher}, {_STORY}", "row", stories),
            ("signatures", f"story + {higher}, signature", "story", stories),
            ("passages", f"row + {passages_higher}, story + {higher}, {_PASSAGE}", "row", passages),
        ):
            self._execute(
                f"INSERT INTO {table} SELECT {columns} FROM before.{table} "  # noqa: S608
                f"WHERE {key} BETWEEN ? AND ? ORDER BY {key}",
                copied,
            )

    def add_files(self, files: Iterable[ReadFile], skipped: Iterable[Skipped]) -> None:
        """Store which files were read and what was in them, and what was skipped."""
        for read in files:
            file = read.file
            state = (file.path, file.bytes, file.mtime_ns, file.ctime_ns, file.inode, file.sha256)
            if not self._take_over_results(state):
                results = zlib.compress(write_results(read.results), 1) if file.sha256 else None
                self._execute("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", (*state, results))
        for one in skipped:
            self._execute("INSERT INTO skipped VALUES (?, ?)", (one.file, one.reason))

    def add_notices(self, notices: Iterable[Notice], others: Iterable[tuple[str, int]]) -> None:
        """Store what was lost while stories were read, and how many files no reader is for."""
        for notice in notices:
            self._execute("INSERT INTO notices VALUES (?, ?)", (notice.story, notice.text))
        for other in others:
            self._execute("INSERT INTO other_files VALUES (?, ?)", other)

    def _take_over_results(self, state: tuple[object, ...]) -> bool:
        """Copy what was in a file with the same bytes at the same place; say whether there is one.

        What is read again gives the same, but need not be written again.
        """
        if not self._takes_over:
            return False
        self._execute(
            "INSERT INTO files SELECT ?, ?, ?, ?, ?, ?, results FROM before.files "
            "WHERE path = ? AND sha256 = ? AND results IS NOT NULL",
            (*state, state[0], state[-1]),
        )
        return bool(self._execute("SELECT changes()")[0][0])

    def list_hashes(self) -> tuple[tuple[str, str], ...]:
        """Return (story id, SHA-256 of its text) of every story so far, in order of id."""
        self._copy_taken()
        return tuple(self._execute("SELECT id, sha256 FROM stories ORDER BY id"))

    def save(self, path: Path) -> Content:
        """Index the words, write the whole database to ``path``, and let go of it.

        Return what was to be written.

        :raises OSError: If the disk does not take it.
        """
        self._copy_taken()
        index_words(self._execute, passages=self._passages, has_before=self._takes_over)
        self._execute("COMMIT")
        whole = self._connection.serialize()
        self.close()
        return write_file(path, whole)

    def close(self) -> None:
        """Let go of what was taken over from."""
        self._connection.close()

    def _find_row(self, digest: bytes) -> int:
        if not self._has_before:
            return 0
        found = self._execute(
            "SELECT row FROM before.passages WHERE digest = ? ORDER BY row LIMIT 1", (digest,)
        )
        return int(found[0][0]) if found else 0

    def _execute(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one statement.

        :raises UnusableIndexError: If the generation before turns out to be damaged.
        """
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise UnusableIndexError(
                f"The stories in the index cannot be taken over ({error}): "
                "run `byline rebuild-index`."
            ) from error


def hash_embedded(text: str) -> bytes:
    """Return what tells texts apart that were embedded."""
    return hashlib.sha256(text.encode()).digest()[:16]


def _list_fields(one: Attribution) -> list[Any]:
    """Return an attribution as a list, its three spans as pairs."""
    spans = [[span.start, span.end] for span in (one.source, one.cue, one.content)]
    return [*spans, one.name, one.stance, one.depth]


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
