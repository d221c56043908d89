"""The stories of one generation, read from a Milvus server as they are needed.

Promise: answers as the SQLite file of the same generation would, but for two things: scores of
words are the server's BM25, whose weight of a word that most passages hold is a little other, and
a server without BM25 finds nothing by words.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from embeddings.attribution import Attribution
from embeddings.index.filters import ALL_STORIES, Filters
from embeddings.index.forms import count_beside, count_forms
from embeddings.index.vectors import Rows
from embeddings.milvus.catalogue import Catalogue
from embeddings.milvus.records import REPORT, STORY, WORDS, KeptStory, RecordReader, make_kept
from embeddings.milvus.vectors import Passages
from embeddings.passages import Passage
from embeddings.sentences import Span
from embeddings.stories import Notice, Skipped, SourceFile, Story

_AT_ONCE = 100
_REMEMBERED = 1000
"""How many stories are kept in memory, those asked for last."""


class MilvusStories:
    """One generation's stories, passages and words."""

    def __init__(self, passages: Passages, records: RecordReader, catalogue: Catalogue) -> None:
        self._passages, self._records, self._catalogue = passages, records, catalogue
        self._kept: dict[int, KeptStory] = {}
        self._words: dict[str, Mapping[str, int]] = {}
        self._report: Mapping[str, Any] | None = None

    # -- stories -------------------------------------------------------------------------------

    def list_stories(self) -> tuple[Story, ...]:
        """Return every story, in order of id."""
        numbers = range(1, len(self._catalogue.entries) + 1)
        found: list[Story] = []
        for first in range(0, len(numbers), _AT_ONCE):
            found += (one.story for one in self._read(numbers[first : first + _AT_ONCE]))
        return tuple(sorted(found, key=lambda story: story.id))

    def list_story_hashes(self) -> tuple[tuple[str, str], ...]:
        """Return (story id, SHA-256 of its text) of every story, in order of id."""
        return tuple((entry.id, entry.sha256) for entry in self._catalogue.by_id())

    def get_story(self, story_id: str) -> Story | None:
        """Return the story with this id, or ``None``."""
        kept = self._find(story_id)
        return kept.story if kept else None

    def get_sentences(self, story_id: str) -> tuple[Span, ...]:
        """Return the spans of a story's sentences, in order; none for an unknown story."""
        kept = self._find(story_id)
        return kept.sentences if kept else ()

    def get_attributions(self, story_id: str) -> tuple[Attribution, ...]:
        """Return who a story says said what, in order of cue; none for an unknown story."""
        kept = self._find(story_id)
        return kept.attributions if kept else ()

    def get_signature(self, story_id: str) -> bytes | None:
        """Return the signature of a story's text, or ``None`` for an unknown story."""
        kept = self._find(story_id)
        return kept.signature if kept else None

    # -- passages ------------------------------------------------------------------------------

    def get_passages(self, rows: Sequence[int]) -> tuple[tuple[Passage, Story], ...]:
        """Return the passages in some rows, in their order, each with its story.

        :raises ValueError: If there is no such passage.
        """
        numbers = [self._catalogue.find_of_passage(row) for row in rows]
        kept = self._read(numbers)
        return tuple(
            (one.passages[row - one.first], one.story) for row, one in zip(rows, kept, strict=True)
        )

    def get_story_rows(self, story: str) -> Rows:
        """Return the passage rows of one story. *Shape:* (n_rows,), int64, ascending."""
        number = self._catalogue.find(story)
        if number is None:
            return np.array([], dtype=np.int64)
        entry = self._catalogue.entries[number - 1]
        return np.arange(entry.first, entry.first + entry.passages, dtype=np.int64)

    def count_passages(self) -> int:
        """Count all passages."""
        return sum(entry.passages for entry in self._catalogue.entries)

    def count_passages_by_story(self) -> dict[str, int]:
        """Count the passages of each story that has any, in order of story id."""
        return {entry.id: entry.passages for entry in self._catalogue.by_id() if entry.passages}

    # -- words ---------------------------------------------------------------------------------

    def count_word(self, word: str) -> int:
        """Count the passages that hold a folded and stemmed word."""
        return self.list_words(word[:1]).get(word, 0)

    def list_words(self, initial: str) -> Mapping[str, int]:
        """Count the passages of every folded and stemmed word that begins with a letter."""
        if initial and initial not in self._words:
            number = ord(initial)
            self._words[initial] = self._records.get(WORDS, [number]).get(number, {})
        return self._words.get(initial, {})

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

        A server without BM25 finds nothing.
        """
        expression = self._catalogue.phrase(filters)
        if not words or limit < 1 or expression is None:
            return ()
        return self._passages.search_words(words, limit=limit, expression=expression)

    # -- what the folder held ------------------------------------------------------------------

    def list_files(self) -> tuple[SourceFile, ...]:
        """Return the files that the folder held, in order of path."""
        return tuple(SourceFile(*fields) for fields in self._tell("files"))

    def list_skipped(self) -> tuple[Skipped, ...]:
        """Return the files that could not be read, and why."""
        return tuple(Skipped(*fields) for fields in self._tell("skipped"))

    def list_notices(self) -> tuple[Notice, ...]:
        """Return what was lost or doubtful while stories were read."""
        return tuple(Notice(*fields) for fields in self._tell("notices"))

    def list_other_files(self) -> tuple[tuple[str, int], ...]:
        """Return pairs (ending, number) of the files that no reader is for, most first."""
        return tuple((ending, number) for ending, number in self._tell("other_files"))

    def list_incomplete(self) -> tuple[tuple[str, bool, bool], ...]:
        """Return (story id, has a headline, has a day) of each story that lacks one of them."""
        return tuple(
            (one.id, one.titled, one.dated)
            for one in self._catalogue.by_id()
            if not (one.titled and one.dated)
        )

    def count_undated(self) -> int:
        """Count the stories without a day, which pass no filter by day."""
        return sum(not entry.dated for entry in self._catalogue.entries)

    def close(self) -> None:
        """Let go of the connection."""
        self._passages.close()

    # -- reading -------------------------------------------------------------------------------

    def _tell(self, name: str) -> Iterable[Any]:
        if self._report is None:
            self._report = self._records.get_one(REPORT)
        told: Iterable[Any] = self._report[name]
        return told

    def _find(self, story_id: str) -> KeptStory | None:
        number = self._catalogue.find(story_id)
        return None if number is None else self._read([number])[0]

    def _read(self, numbers: Sequence[int]) -> list[KeptStory]:
        """Return stories by their rows, reading together those that are not in memory."""
        missing = [number for number in numbers if number not in self._kept]
        found = {
            number: make_kept(value) for number, value in self._records.get(STORY, missing).items()
        }
        for number in set(missing) - found.keys():
            self._records.get_one(STORY, number)  # says that it is lost
        known = {number: self._kept.pop(number) for number in set(numbers) - found.keys()}
        self._kept |= known | found
        for number in list(self._kept)[: max(0, len(self._kept) - _REMEMBERED)]:
            del self._kept[number]
        return [(known | found)[number] for number in numbers]
