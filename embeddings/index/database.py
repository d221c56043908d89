"""The stories, their passages and the keyword index of one generation, read from one SQLite file.

Promise: the file is only read; it has the tables that Byline makes, and no query in it runs for
longer or gives more than a sound file would make it.
"""

import json
from collections import Counter
from collections.abc import Sequence

import numpy as np

from embeddings.attribution import Attribution
from embeddings.index.filters import ALL_STORIES, Filters
from embeddings.index.forms import count_beside, count_forms
from embeddings.index.rows import (
    PASSAGE,
    STORY,
    make_attributions,
    make_damage_error,
    make_passage,
    make_signature,
    make_spans,
    make_story,
    unpack_results,
)
from embeddings.index.vectors import Rows
from embeddings.index.word_database import WordDatabase
from embeddings.passages import Passage
from embeddings.sentences import Span
from embeddings.stories import Notice, RawStory, Skipped, SourceFile, Story


class StoryDatabase(WordDatabase):
    """One generation's stories and passages."""

    _allowed: tuple[Filters, Rows] | None = None
    """The filters asked for last, and what passes them."""

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
        rows = self._query(f"SELECT {STORY} FROM stories ORDER BY id")  # noqa: S608
        return tuple(make_story(row) for row in rows)

    def list_story_hashes(self) -> tuple[tuple[str, str], ...]:
        """Return (story id, SHA-256 of its text) of every story, in order of id."""
        return tuple(self._query("SELECT id, sha256 FROM stories ORDER BY id"))

    def list_files(self) -> tuple[SourceFile, ...]:
        """Return the files that the folder held, in order of path."""
        rows = self._query(
            "SELECT path, bytes, mtime_ns, ctime_ns, inode, sha256 FROM files ORDER BY path"
        )
        return tuple(SourceFile(*row) for row in rows)

    def list_results(self) -> dict[tuple[str, str], tuple[RawStory | Skipped, ...]]:
        """Return what was in each file, by its path and the SHA-256 of its bytes."""
        rows = self._query("SELECT path, sha256, results FROM files WHERE results IS NOT NULL")
        return {(path, sha256): unpack_results(results) for path, sha256, results in rows}

    def list_origins(self) -> dict[str, Story]:
        """Return every story by what tells what it was made from."""
        rows = self._query(f"SELECT origin, {STORY} FROM stories ORDER BY id")  # noqa: S608
        return {origin: make_story(story) for origin, *story in rows}

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
        rows = self._query(f"SELECT {STORY} FROM stories WHERE id = ?", (story_id,))  # noqa: S608
        return make_story(rows[0]) if rows else None

    def get_story_of(self, row: int) -> Story:
        """Return the story that the passage in ``row`` belongs to.

        :raises ValueError: If there is no such passage.
        """
        found = self._query(
            f"SELECT {STORY} FROM stories "  # noqa: S608
            "WHERE row = (SELECT story FROM passages WHERE row = ?)",
            (row,),
        )
        if not found:
            raise ValueError(f"row must be a passage, was: {row}")
        return make_story(found[0])

    def get_sentences(self, story_id: str) -> tuple[Span, ...]:
        """Return the spans of a story's sentences, in order; none for an unknown story."""
        rows = self._query("SELECT sentences FROM stories WHERE id = ?", (story_id,))
        return make_spans(rows[0][0]) if rows else ()

    def get_signature(self, story_id: str) -> bytes | None:
        """Return the signature of a story's text, or ``None`` for an unknown story."""
        rows = self._query(
            "SELECT signature FROM signatures JOIN stories ON stories.row = story WHERE id = ?",
            (story_id,),
        )
        return make_signature(rows[0][0]) if rows else None

    def get_attributions(self, story_id: str) -> tuple[Attribution, ...]:
        """Return who a story says said what, in order of cue; none for an unknown story."""
        rows = self._query("SELECT attributions FROM stories WHERE id = ?", (story_id,))
        return make_attributions(rows[0][0]) if rows else ()

    def get_passage(self, row: int) -> Passage:
        """Return the passage in ``row``.

        :raises ValueError: If there is none.
        """
        found = self._query(f"{PASSAGE} WHERE passages.row = ?", (row,))
        if not found:
            raise ValueError(f"row must be a passage, was: {row}")
        return make_passage(found[0][1:])

    def get_passages(self, rows: Sequence[int]) -> tuple[tuple[Passage, Story], ...]:
        """Return the passages in some rows, in their order, each with its story.

        :raises ValueError: If there is no such passage.
        """
        return tuple((self.get_passage(row), self.get_story_of(row)) for row in rows)

    def list_passages(self) -> tuple[tuple[int, Passage], ...]:
        """Return pairs (row, passage) of all passages, in order of row."""
        found = self._query(f"{PASSAGE} ORDER BY passages.row")
        return tuple((row, make_passage(fields)) for row, *fields in found)

    def get_story_rows(self, story: str) -> Rows:
        """Return the passage rows of one story. *Shape:* (n_rows,), int64, ascending."""
        rows = self._query(
            "SELECT row FROM passages WHERE story = (SELECT row FROM stories WHERE id = ?) "
            "ORDER BY row",
            (story,),
        )
        return np.array([row for (row,) in rows], dtype=np.int64)

    def list_allowed(self, filters: Filters) -> Rows | None:
        """Return the passage rows of the stories that may answer; ``None`` where all may.

        The last ones are remembered: a question is searched by words and by meaning. *Shape:*
        (n_rows,), int64, ascending.
        """
        if not filters:
            return None
        if self._allowed is None or self._allowed[0] != filters:
            self._allowed = filters, self._find_allowed(filters)
        return self._allowed[1]

    def _find_allowed(self, filters: Filters) -> Rows:
        found = self._query(
            "SELECT min(passages.row), count(*), max(passages.row) "
            "FROM stories JOIN passages ON passages.story = stories.row "
            "WHERE (:publisher IS NULL OR instr(fold(coalesce(publisher, '')), "
            "fold(coalesce(:publisher, '')))) "
            "AND (:since IS NULL OR published >= :since) "
            "AND (:until IS NULL OR published <= :until) "
            "AND (:stories = '[]' OR stories.id IN (SELECT value FROM json_each(:stories))) "
            "GROUP BY stories.row ORDER BY 1",
            {
                "publisher": filters.publisher,
                "since": filters.since and filters.since.isoformat(),
                "until": filters.until and filters.until.isoformat(),
                "stories": _to_json(filters.stories),
            },
        )
        return _spread(np.array(found, dtype=np.int64).reshape(-1, 3))

    def count_passages(self) -> int:
        """Count all passages."""
        return int(self._query("SELECT count(*) FROM passages")[0][0])

    def find_forms(self, word: str) -> Counter[str]:
        """Count how a folded and stemmed word is written in a few passages that hold it."""
        return count_forms(self, word)

    def find_beside(self, word: str, *, after: bool) -> Counter[str]:
        """Count what stands right behind or before a folded and stemmed word in some passages."""
        return count_beside(self, word, after=after)

    def search_words(
        self, words: Sequence[str], *, limit: int, filters: Filters = ALL_STORIES
    ) -> tuple[tuple[int, float], ...]:
        """Return up to ``limit`` pairs (passage row, BM25), the best first, of any of ``words``.

        Higher is better, as everywhere; SQLite's own sign is the other way round. Where very many
        passages may answer, the commonest words are left out: see ``choose_rarest``.
        """
        return self.search_rows(words, limit=limit, allowed=self.list_allowed(filters))


def _spread(ranges: Rows) -> Rows:
    """Return the rows of stories, ascending. *Shape:* ranges (n_stories, 3): first, number, last

    :raises UnusableIndexError: If the passages of a story do not follow each other.
    """
    first, number, last = ranges.T
    if (last - first + 1 != number).any():
        raise make_damage_error("the passages of a story are not in order")
    before = np.cumsum(number) - number
    return np.repeat(first - before, number) + np.arange(number.sum(), dtype=np.int64)


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
