"""Which of the passages found are read: those that the reader ranks first."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from tiny_index import make_index

from bot.answering.candidates import choose_read
from bot.reading import Page, Reading
from embeddings.index import Index
from embeddings.retrieval import search
from embeddings.stories import Story


class Ranker:
    """Ranks pages by numbers that are given, and remembers what it was asked to rank."""

    name, least_confidence = "ranker", 0.5

    def __init__(self, *worth: float) -> None:
        self._worth = worth
        self.ranked: list[str] = []

    def rank(self, question: str, pages: Sequence[Page]) -> tuple[float, ...]:
        self.ranked = [page.text for page in pages]
        return self._worth

    def read(self, question: str, pages: Sequence[Page]) -> tuple[Reading, ...]:
        raise NotImplementedError


@pytest.fixture
def index(tmp_path: Path) -> Index:
    texts = ["The bridge fell.", "The bridge and the moon.", "A bridge, a ship.", "No bridge."]
    stories = [Story(id=f"s{at}", text=text) for at, text in enumerate(texts)]
    return make_index(stories, tmp_path)


@pytest.mark.parametrize(
    ("worth", "order"),
    [
        # found as 0 and 2, ranked as 1 and 0: 1/20 + 1/21 is above 1/22 + 1/20
        ((0, 0, 9, 0), [0, 2, 1, 3]),
        # the first and the last count alike, the two between them a little less
        ((0, 1, 2, 3), [0, 3, 1, 2]),
        ((0, 0, 0, 0), [0, 1, 2, 3]),
        ((5, 4, 3, 2), [0, 1, 2, 3]),
    ],
)
def test_the_ranks_of_the_search_and_of_the_reader_are_fused(
    index: Index, worth: tuple[float, ...], order: list[int]
) -> None:
    hits, ranker = search(index, "what bridge?", limit=10), Ranker(*worth)

    chosen = [choose_read(index, ranker, "what bridge?", hits, limit=limit) for limit in (1, 3)]

    assert len(hits) == 4
    assert ranker.ranked == [hit.passage.text for hit in hits]
    assert chosen == [tuple(hits[at] for at in order[:limit]) for limit in (1, 3)]


def test_nothing_is_ranked_where_all_is_read(index: Index) -> None:
    hits, ranker = search(index, "what bridge?", limit=10), Ranker()

    assert choose_read(index, ranker, "what bridge?", hits, limit=len(hits)) == hits
    assert ranker.ranked == []
