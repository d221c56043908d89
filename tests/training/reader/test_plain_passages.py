"""Plainly typed questions and the passages that a search finds for them."""

from pathlib import Path
from typing import Any

import pytest
from tiny_index import make_index

from embeddings.index import Index
from embeddings.stories import Story
from training.reader.plain_passages import make_questions

BRIDGE, CANAL, MOON = "https://a.example/1", "https://a.example/2", "https://a.example/3"
STORIES = (
    Story(id="bridge", url=BRIDGE, text="The bridge fell on the ship. Six workers died there."),
    Story(id="canal", url=CANAL, text="A ship lies in the canal now. Six of its crew left."),
    Story(id="moon", url=MOON, text="The moon is far away. A ship went there."),
)
ALL = {BRIDGE: "bridge", CANAL: "canal", MOON: "moon"}
TOLD = {
    "id": "A1", "kind": "ordinary", "question": "how many died under the ship",
    "answers": ["Six workers died"], "span": "Six workers", "stories": [BRIDGE],
}  # fmt: skip


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return make_index(STORIES, tmp_path)


def list_made(index: Index, stories: dict[str, str] = ALL, **instead: Any) -> dict[str, list[str]]:
    """Return the answers of each story that a question is put to, by the story's text."""
    made = make_questions(TOLD | instead, index, stories)
    return {one["context"]: [each["text"] for each in one["answers"]] for one in made}


def test_a_question_is_put_to_what_tells_and_to_what_does_not(index: Index) -> None:
    assert list_made(index) == {
        STORIES[0].text: ["Six workers"],
        STORIES[1].text: [],
        STORIES[2].text: [],
    }


def test_what_settles_yes_or_no_is_the_whole_sentence(index: Index) -> None:
    assert list_made(index, kind="yesno")[STORIES[0].text] == ["Six workers died there."]


def test_what_holds_the_answer_by_chance_is_left_out(index: Index) -> None:
    made = list_made(index, span="Six")

    assert made == {STORIES[0].text: ["Six"], STORIES[2].text: []}


def test_only_stories_that_the_writer_read_are_known_not_to_tell(index: Index) -> None:
    two = {url: ALL[url] for url in (BRIDGE, CANAL)}

    assert set(list_made(index, two)) == {STORIES[0].text, STORIES[1].text}


def test_a_trap_is_answered_nowhere(index: Index) -> None:
    made = list_made(index, kind="trap", answers=[], span="")

    assert made == {one.text: [] for one in STORIES}
