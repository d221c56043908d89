"""What is asked of an index, whatever engine holds it: FAISS and SQLite, or a Milvus server.

Promise: a passage is known by its row, from 1 on, the same on every engine; results are in order of
score, equal ones in order of row. One generation never changes while it is open.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol

from embeddings.attribution import Attribution
from embeddings.encoders import Vectors
from embeddings.index.filters import ALL_STORIES, Filters
from embeddings.index.vectors import Rows
from embeddings.passages import Passage
from embeddings.sentences import Span
from embeddings.stories import Notice, Skipped, SourceFile, Story

Ranking = tuple[tuple[int, float], ...]
"""Pairs (passage row, score), the best first."""


class Stories(Protocol):
    """The stories of one generation, their passages and words."""

    def list_stories(self) -> tuple[Story, ...]:
        """Return every story, in order of id."""

    def list_story_hashes(self) -> tuple[tuple[str, str], ...]:
        """Return (story id, SHA-256 of its text) of every story, in order of id."""

    def get_story(self, story_id: str) -> Story | None:
        """Return the story with this id, or ``None``."""

    def get_sentences(self, story_id: str) -> tuple[Span, ...]:
        """Return the spans of a story's sentences, in order; none for an unknown story."""

    def get_attributions(self, story_id: str) -> tuple[Attribution, ...]:
        """Return who a story says said what, in order of cue; none for an unknown story."""

    def get_signature(self, story_id: str) -> bytes | None:
        """Return the signature of a story's text, or ``None`` for an unknown story."""

    def get_passages(self, rows: Sequence[int]) -> tuple[tuple[Passage, Story], ...]:
        """Return the passages in some rows, in their order, each with its story.

        :raises ValueError: If there is no such passage.
        """

    def get_story_rows(self, story: str) -> Rows:
        """Return the passage rows of one story. *Shape:* (n_rows,), int64, ascending."""

    def count_passages_by_story(self) -> dict[str, int]:
        """Count the passages of each story, in order of story id."""

    def count_passages(self) -> int:
        """Count all passages."""

    def count_word(self, word: str) -> int:
        """Count the passages that hold a folded and stemmed word."""

    def list_words(self, initial: str) -> Mapping[str, int]:
        """Count the passages of every folded and stemmed word that begins with a letter."""

    def find_forms(self, word: str) -> Counter[str]:
        """Count how a folded and stemmed word is written in a few passages that hold it."""

    def find_beside(self, word: str, *, after: bool) -> Counter[str]:
        """Count what stands right behind or before a folded and stemmed word in some passages."""

    def search_words(
        self, words: Sequence[str], *, limit: int, filters: Filters = ALL_STORIES
    ) -> Ranking:
        """Return up to ``limit`` pairs (passage row, BM25), the best first, of any of ``words``."""

    def list_files(self) -> tuple[SourceFile, ...]:
        """Return the files that the folder held, in order of path."""

    def list_skipped(self) -> tuple[Skipped, ...]:
        """Return the files that could not be read, and why."""

    def list_notices(self) -> tuple[Notice, ...]:
        """Return what was lost or doubtful while stories were read."""

    def list_other_files(self) -> tuple[tuple[str, int], ...]:
        """Return pairs (ending, number) of the files that no reader is for, most first."""

    def list_incomplete(self) -> tuple[tuple[str, bool, bool], ...]:
        """Return (story id, has a headline, has a day) of each story that lacks one of them."""

    def count_undated(self) -> int:
        """Count the stories without a day, which pass no filter by day."""

    def close(self) -> None:
        """Let go of the stories."""


class StoryVectors(Protocol):
    """The vectors of one generation's passages."""

    def search(self, vector: Vectors, *, limit: int, filters: Filters = ALL_STORIES) -> Ranking:
        """Return up to ``limit`` pairs (passage row, inner product), the most alike first."""

    def get_many(self, rows: Rows) -> Vectors:
        """Return stored vectors in the order of ``rows``. *Shape:* (n_rows, dimension)

        :raises ValueError: If there is no such row.
        """
