"""Find the passages that may answer a question, the best first.

Two searches see different things: vectors find what is meant, words find what is named. Their
ranks are fused, since their scores have no common scale.

Promise: hits are in order of score, equal ones in order of passage row, which is that of story
and place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from embeddings.errors import UsageError
from embeddings.index import Index
from embeddings.index.filters import ALL_STORIES, Filters
from embeddings.passages import Passage
from embeddings.stories import Story
from embeddings.words import split_content_words, split_words

__all__ = [
    "ALL_STORIES", "COMMON_WORD_SHARE", "RANK_CONSTANT", "SEARCH_DEPTH", "Filters", "Hit",
    "Rankings", "choose_words", "fuse_ranks", "rank_passages", "search", "search_vectors",
    "search_words",
]  # fmt: skip

RANK_CONSTANT = 10
"""Cormack, Clarke and Büttcher (2009), "Reciprocal rank fusion outperforms Condorcet and
individual rank learning methods", have 60, which makes a passage that both searches rank
thirtieth worth more than one that a single search ranks first. With 10 accepted words are among
what is read for 85 % instead of 80 % of the questions of ``benchmarks.plain``, and a story that
answers among the ten first for 79.4 % instead of 77.4 % of those of ``benchmarks.news``."""
SEARCH_DEPTH = 100
"""How many passages each search contributes to the fusion: a passage that one search likes should
profit from the other even where that ranks it low."""
COMMON_WORD_SHARE = 0.1
"""A word in more passages than this share says little and costs much: it is not searched for
while rarer ones are there."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, and by what.

    ``score`` is the fused one; ``similarity`` the inner product with the question, -1 to 1, where
    the vectors found it; ``keywords`` the BM25 where the words did.
    """

    passage: Passage
    story: Story
    score: float
    similarity: float | None = None
    keywords: float | None = None


@dataclass(frozen=True, slots=True)
class Rankings:
    """Pairs (passage row, score), the best first: by meaning, by words, and by both."""

    vectors: tuple[tuple[int, float], ...]
    words: tuple[tuple[int, float], ...]
    fused: tuple[tuple[int, float], ...]


def search(
    index: Index, query: str, *, limit: int, filters: Filters = ALL_STORIES
) -> tuple[Hit, ...]:
    """Return up to ``limit`` passages for a question or for words, by both searches fused.

    :raises UsageError: If a filter names a story that is not there.
    """
    rankings = rank_passages(index, query, filters=filters)
    similarity, keywords = dict(rankings.vectors), dict(rankings.words)
    best = rankings.fused[:limit]
    found = index.database.get_passages([row for row, _ in best])
    return tuple(
        Hit(passage, story, score, similarity.get(row), keywords.get(row))
        for (row, score), (passage, story) in zip(best, found, strict=True)
    )


def rank_passages(index: Index, query: str, *, filters: Filters = ALL_STORIES) -> Rankings:
    """Rank the passages of the stories that pass ``filters``, by each search and by both.

    :raises UsageError: If a filter names a story that is not there.
    """
    for story_id in filters.stories:
        if index.database.get_story(story_id) is None:
            raise UsageError(f"No story {story_id!r} in the index: see `byline stories`.")
    vectors = search_vectors(index, query, limit=SEARCH_DEPTH, filters=filters)
    words = search_words(index, query, limit=SEARCH_DEPTH, filters=filters)
    fused = fuse_ranks([row for row, _ in vectors], [row for row, _ in words])
    return Rankings(vectors, words, fused)


def search_vectors(
    index: Index, query: str, *, limit: int, filters: Filters = ALL_STORIES
) -> tuple[tuple[int, float], ...]:
    """Return pairs (passage row, inner product), the most alike first."""
    vector = index.encoder.encode_queries([query])[0]
    return index.vectors.search(vector, limit=limit, filters=filters)


def search_words(
    index: Index, query: str, *, limit: int, filters: Filters = ALL_STORIES
) -> tuple[tuple[int, float], ...]:
    """Return pairs (passage row, BM25), the best first, for the telling words of ``query``."""
    words = choose_words(query, index)
    return index.database.search_words(words, limit=limit, filters=filters)


def choose_words(query: str, index: Index) -> tuple[str, ...]:
    """Return the words worth searching for: those with content, common ones only if no other."""
    words = split_content_words(query) or tuple(dict.fromkeys(split_words(query)))
    counts: Mapping[str, int] = {word: index.database.count_word(word) for word in words}
    ceiling = max(COMMON_WORD_SHARE * index.manifest.passages, 20)
    rare = tuple(word for word in words if 0 < counts[word] <= ceiling)
    return rare or tuple(word for word in words if counts[word])


def fuse_ranks(*rankings: Sequence[int]) -> tuple[tuple[int, float], ...]:
    """Return pairs (row, score) by reciprocal rank fusion, the best first, ties by row.

    A row's score is the sum of ``1 / (RANK_CONSTANT + rank)`` over the rankings that hold it, ranks
    from 1.
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, row in enumerate(ranking, start=1):
            scores[row] = scores.get(row, 0.0) + 1 / (RANK_CONSTANT + rank)
    return tuple(sorted(scores.items(), key=lambda item: (-item[1], item[0])))
