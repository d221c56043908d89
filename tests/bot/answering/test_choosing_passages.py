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
    """Ranks a page by how often it says "moon", and remembers what it was asked to rank."""

    name, least_confidence = "ranker", 0.5

    def __init__(self, worth: float = 1.0) -> None:
        self._worth = worth
        self.ranked: list[str] = []

    def rank(self, question: str, pages: Sequence[Page]) -> tuple[float, ...]:
        self.ranked = [page.text for page in pages]
        return tuple(self._worth * page.text.count("moon") for page in pages)

    def read(self, question: str, pages: Sequence[Page]) -> tuple[Reading, ...]:
        raise NotImplementedError


@pytest.fixture
def index(tmp_path: Path) -> Index:
    texts = ["The bridge fell.", "The bridge and the moon.", "A bridge, moon, moon.", "No bridge."]
    stories = [Story(id=f"s{at}", text=text) for at, text in enumerate(texts)]
    return make_index(stories, tmp_path)


def test_the_passages_ranked_first_are_read_the_first_first(index: Index) -> None:
    hits, ranker = search(index, "what bridge?", limit=10), Ranker()

    chosen = choose_read(index, ranker, "what bridge?", hits, limit=2)

    assert [hit.story.id for hit in chosen] == ["s2", "s1"]
    assert ranker.ranked == [hit.passage.text for hit in hits]


def test_where_a_reader_cannot_tell_they_stay_as_they_were_found(index: Index) -> None:
    hits = search(index, "what bridge?", limit=10)

    assert choose_read(index, Ranker(0.0), "what bridge?", hits, limit=2) == hits[:2]


def test_nothing_is_ranked_where_all_is_read(index: Index) -> None:
    hits, ranker = search(index, "what bridge?", limit=10), Ranker()

    assert choose_read(index, ranker, "what bridge?", hits, limit=len(hits)) == hits
    assert ranker.ranked == []
