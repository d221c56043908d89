"""Byline as a library: what its methods return is what the terminal prints as JSON."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tiny_index import TINY_MODEL

from bot.config import Settings
from bot.newsroom import Newsroom
from embeddings.errors import NoIndexError, StoriesError
from embeddings.retrieval import Filters

Byline = Callable[..., Any]
QUESTION = "how many workers were missing after the bridge fell?"


@pytest.fixture
def newsroom(tiny_index: Path, tiny_stories: Path) -> Newsroom:
    settings = Settings(model=TINY_MODEL, reader="sentence", confidence=0.0)
    return Newsroom.open(settings, stories=tiny_stories, index=tiny_index)


@pytest.fixture(autouse=True)
def _show_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_CONFIDENCE", "0")


def without_times(described: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in described.items() if name != "timings_ms"}


def test_an_answer_is_the_object_that_ask_prints(newsroom: Newsroom, byline: Byline) -> None:
    answered = newsroom.ask(QUESTION)

    printed = byline("ask", QUESTION, "--json").object
    assert without_times(answered.to_json()) == without_times(printed)


def test_passages_are_the_object_that_search_prints(newsroom: Newsroom, byline: Byline) -> None:
    found = newsroom.search("bridge", limit=2)

    assert found.to_json() == byline("search", "bridge", "--limit", "2", "--json").object


def test_stories_are_the_objects_that_stories_and_show_print(
    newsroom: Newsroom, byline: Byline
) -> None:
    assert newsroom.stories().to_json() == byline("stories", "--json").object
    assert newsroom.show("bridge").to_json() == byline("show", "bridge", "--json").object


def test_a_conversation_keeps_its_subject_until_it_is_reset(newsroom: Newsroom) -> None:
    conversation = newsroom.converse()

    conversation.ask("how many workers were on the bridge?")
    followed = conversation.ask("when did it fall?").exchange.understood
    conversation.reset()
    alone = conversation.ask("when did it fall?").exchange.understood

    assert (followed.follow_up, alone.follow_up) == (True, False)


def test_a_conversation_can_be_kept_to_some_stories(newsroom: Newsroom) -> None:
    exchanged = newsroom.converse().ask(QUESTION, stories=["moon"])

    cited = exchanged.to_json()["citations"]
    assert {one["story"] for one in cited} <= {"moon"}


def test_filters_narrow_what_is_asked(newsroom: Newsroom) -> None:
    answered = newsroom.ask(QUESTION, filters=Filters(stories=("canal",))).to_json()

    places = answered["citations"] or answered["nearest"]
    assert {one["story"] for one in places} == {"canal"}


def test_an_unknown_story_is_refused_with_one_that_is_called_alike(newsroom: Newsroom) -> None:
    with pytest.raises(StoriesError, match="did you mean bridge"):
        newsroom.show("brigde")


def test_half_a_surrogate_pair_is_an_unknown_story(newsroom: Newsroom) -> None:
    with pytest.raises(StoriesError, match="No story"):
        newsroom.show("\udcff")


def test_no_index_is_said_before_anything_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError, match="rebuild-index"):
        Newsroom.open(stories=tmp_path, index=tmp_path / ".byline")


def test_folders_may_be_given_as_text(tiny_stories: Path, tiny_index: Path) -> None:
    settings = Settings(model=TINY_MODEL, reader="sentence")
    opened = Newsroom.open(settings, stories=str(tiny_stories), index=str(tiny_index))

    assert opened.stories().stories
