"""Retrieval: two searches fused, filtered, in an order that never changes."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_index import WORDS, make_index

from embeddings.errors import UsageError
from embeddings.index import Index
from embeddings.retrieval import (
    ALL_STORIES,
    Filters,
    choose_words,
    fuse_ranks,
    rank_passages,
    search,
    search_vectors,
    search_words,
)
from embeddings.stories import Story

STORIES = (
    Story(id="bridge", text="The bridge fell on the ship.", publisher="The Post"),
    Story(id="canal", text="A ship lies in the canal now. The ship is stuck.", publisher="The Sky"),
    Story(id="moon", text="The moon is far away.", publisher="The Sky"),
)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return make_index(STORIES, tmp_path)


@pytest.mark.parametrize(
    ("rankings", "fused"),
    [
        pytest.param((), (), id="none"),
        pytest.param(((), ()), (), id="empty"),
        pytest.param(((7,), ()), ((7, 1 / 11),), id="one"),
        pytest.param(
            ((1, 2, 3), (3, 1)),
            ((1, 1 / 11 + 1 / 12), (3, 1 / 13 + 1 / 11), (2, 1 / 12)),
            id="worked out by hand",
        ),
        pytest.param(((2, 9), (9, 2)), ((2, 1 / 11 + 1 / 12), (9, 1 / 11 + 1 / 12)), id="ties"),
        pytest.param(((5,), (4,)), ((4, 1 / 11), (5, 1 / 11)), id="ties by row"),
    ],
)
def test_ranks_are_fused_by_the_formula(
    rankings: tuple[tuple[int, ...], ...], fused: tuple[tuple[int, float], ...]
) -> None:
    found = fuse_ranks(*rankings)

    assert [row for row, _ in found] == [row for row, _ in fused]
    assert [score for _, score in found] == pytest.approx([score for _, score in fused])


@given(st.lists(st.lists(st.integers(0, 20), unique=True, max_size=12), max_size=3))
def test_every_row_is_fused_once_and_scores_never_rise(rankings: list[list[int]]) -> None:
    fused = fuse_ranks(*rankings)

    scores = [score for _, score in fused]
    assert sorted(row for row, _ in fused) == sorted(set().union(*rankings))
    assert scores == sorted(scores, reverse=True)
    assert dict(fuse_ranks(*reversed(rankings))) == pytest.approx(dict(fused))


def test_vectors_find_by_likeness(index: Index) -> None:
    found = search_vectors(index, "moon", limit=3)

    assert found[0][0] == 3
    assert found[0][1] > found[1][1]


def test_words_find_by_the_telling_ones_alone(index: Index) -> None:
    assert [row for row, _ in search_words(index, "where is the canal?", limit=9)] == [2]
    assert search_words(index, "zebra crossing", limit=9) == ()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        pytest.param("Where is the ship?", ("ship",), id="function words are left out"),
        pytest.param("ship SHIP ships", ("ship",), id="once each"),
        pytest.param("is the", ("is", "the"), id="nothing but function words"),
        pytest.param("zebra", (), id="words that no story has"),
        pytest.param("?!", (), id="no words"),
    ],
)
def test_words_worth_searching_are_chosen(index: Index, query: str, words: tuple[str, ...]) -> None:
    assert choose_words(query, index) == words


def test_common_words_are_searched_only_where_no_rarer_ones_are(tmp_path: Path) -> None:
    many = [Story(id=f"s{number:03}", text=f"Soldier came {number}.") for number in range(21)]
    index = make_index([*many, *STORIES], tmp_path)

    assert choose_words("the soldier and the moon", index) == ("moon",)
    assert choose_words("the soldier", index) == ("soldier",)


def test_a_hit_says_what_found_it(index: Index) -> None:
    first, *others = search(index, "canal", limit=3)

    assert first.story.id == first.passage.story == "canal"
    assert first.score == pytest.approx(2 / 11)
    assert first.similarity is not None
    assert first.keywords is not None
    assert [hit.keywords for hit in others] == [None, None]


def test_fused_hits_are_those_of_both_searches(index: Index) -> None:
    rankings = rank_passages(index, "ship in the canal")

    rows = [[row for row, _ in ranking] for ranking in (rankings.vectors, rankings.words)]
    assert rankings.fused == fuse_ranks(*rows)


@pytest.mark.parametrize(
    ("filters", "stories"),
    [
        (ALL_STORIES, {"bridge", "canal", "moon"}),
        (Filters(publisher="sky"), {"canal", "moon"}),
        (Filters(stories=("moon",)), {"moon"}),
        (Filters(publisher="nobody"), set()),
    ],
    ids=["all", "publisher", "story", "none"],
)
def test_filters_hold_for_both_searches(index: Index, filters: Filters, stories: set[str]) -> None:
    assert {hit.story.id for hit in search(index, "ship", limit=9, filters=filters)} == stories


def test_a_filter_that_names_no_story_is_wrong_usage(index: Index) -> None:
    with pytest.raises(UsageError, match="No story 'sun' in the index"):
        search(index, "ship", limit=9, filters=Filters(stories=("moon", "sun")))


def test_no_filter_is_none() -> None:
    assert not ALL_STORIES
    assert Filters(publisher="x")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=6).map(" ".join))
def test_any_query_finds_passages_that_are_slices_and_the_same_each_time(
    index: Index, query: str
) -> None:
    hits = search(index, query, limit=2)

    assert hits == search(index, query, limit=9)[:2]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert hit.story.text[hit.passage.start : hit.passage.end] == hit.passage.text
