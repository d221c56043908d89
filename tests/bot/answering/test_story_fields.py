"""Questions about a story itself are answered from its own fields."""

from datetime import date

import pytest

from bot.agreement import Field
from bot.answering.metadata import find_metadata, lacks_author
from embeddings.passages import Passage
from embeddings.retrieval import Hit
from embeddings.stories import Story

TEXT = "The river rose on Monday. The mayor of Wexmouth closed the bridge to all traffic."


def make_hit(publisher: str | None, authors: tuple[str, ...], day: int, text: str = TEXT) -> Hit:
    story = Story(
        id=f"s{day}",
        title="Flood closes the bridge",
        text=text,
        authors=authors,
        publisher=publisher,
        published=date(2024, 3, day),
    )
    return Hit(Passage(story.id, 0, len(text), text, story.title), story, 0.8)


HERALD = make_hit("The Herald", ("Ann Lee",), 4)
PRESS = make_hit("USA PRESS", ("Bo Ray",), 5)
NOBODY = make_hit("The Herald", (), 6)


@pytest.mark.parametrize(
    ("question", "field", "value"),
    [
        ("who wrote the story about the flood at the bridge?", Field.AUTHORS, "Ann Lee"),
        ("which reporter covered the flood at the bridge", Field.AUTHORS, "Ann Lee"),
        ("which USA Press journalist wrote about the bridge flood", Field.AUTHORS, "Bo Ray"),
        ("when did usa press report that the bridge was closed", Field.PUBLISHED, "5 March 2024"),
        ("what day did the herald write about the flood?", Field.PUBLISHED, "4 March 2024"),
        ("when was the story on the bridge flood published?", Field.PUBLISHED, "4 March 2024"),
        ("who's the reporter on the bridge flood piece", Field.AUTHORS, "Ann Lee"),
        ("whos the writer behind that article on the flooded bridge", Field.AUTHORS, "Ann Lee"),
        ("which outlet had the story about the flood at the bridge", Field.PUBLISHER, "The Herald"),
        ("which publication ran the explainer on the flood at the bridge", Field.PUBLISHER,
         "The Herald"),
        ("name of the reporter who covered the flood at the bridge", Field.AUTHORS, "Ann Lee"),
        ("what's the date on the story that the bridge was closed", Field.PUBLISHED,
         "4 March 2024"),
        ("title of the 2024 article where the river rose at the bridge", Field.TITLE,
         "Flood closes the bridge"),
        ("whats the headline of that piece on the flood at the bridge", Field.TITLE,
         "Flood closes the bridge"),
    ],
)  # fmt: skip
def test_a_field_of_the_story_that_is_meant_answers(
    question: str, field: Field, value: str
) -> None:
    found = find_metadata(question, (HERALD, PRESS))

    assert found is not None
    assert (found.field, found.text) == (field, value)


@pytest.mark.parametrize(
    "question",
    [
        "when did the mayor report the flood at the bridge?",
        "when did the police cover the bridge?",
        "when did the police report the flood at the bridge to USA Press?",
        "who wrote the book about the flood?",
        "which reporter was hurt in the flood?",
        "which paper had the most readers in the flood?",
        "who is the reporter at the bridge?",
        "what is the date of the flood at the bridge?",
        "who is the reporter who fell off the bridge?",
        "what is the title of the mayor of Wexmouth?",
        "who wrote the story about the election in Norway?",
        "when did the bridge close?",
    ],
)
def test_other_questions_are_left_to_the_text(question: str) -> None:
    assert find_metadata(question, (HERALD, PRESS)) is None


def test_a_story_without_the_field_gives_way_to_one_that_has_it() -> None:
    found = find_metadata("who wrote the story about the flood?", (NOBODY, HERALD))

    assert found is not None
    assert found.story.id == "s4"
    assert find_metadata("who wrote the story about the flood?", (NOBODY,)) is None


def test_a_story_without_a_known_author_was_written_by_nobody_in_its_text() -> None:
    asked = "who wrote the article about the flood at the bridge?"

    assert lacks_author(asked, (NOBODY,))
    assert not lacks_author(asked, (HERALD,))
    assert not lacks_author("who wrote the report on the flood at the bridge?", (NOBODY,))
    assert not lacks_author("when was the article on the flood published?", (NOBODY,))
    assert not lacks_author("who wrote the article about the election in Norway?", (NOBODY,))
