"""Citations: a quote is a slice of its story, or there is no citation."""

import pytest

from bot.citations import Citation, cite
from embeddings.sentences import Span
from embeddings.stories import Story

TEXT = "He was shot at least five times, reports The Guardian. He is alive."


def make_story(text: str = TEXT, url: str | None = "https://example.org/story") -> Story:
    return Story(id="escape", text=text, url=url)


def test_a_quote_is_cut_out_of_the_story() -> None:
    citation = cite(1, make_story(), Span(0, 54), Span(12, 31))

    assert citation.quote == "He was shot at least five times, reports The Guardian."
    assert citation.answer_text == "at least five times"


def test_the_whole_quote_answers_unless_a_part_is_named() -> None:
    assert cite(1, make_story(), Span(55, 67)).answer_text == "He is alive."


def test_a_quote_that_is_not_in_the_story_never_exists() -> None:
    with pytest.raises(ValueError, match="quote must be a slice of story escape"):
        Citation(1, make_story(), "He was shot once", Span(0, 16), Span(0, 16))


@pytest.mark.parametrize(
    "answer", [pytest.param(Span(0, 12), id="before"), pytest.param(Span(60, 68), id="beyond")]
)
def test_an_answer_outside_its_quote_never_exists(answer: Span) -> None:
    with pytest.raises(ValueError, match="answer must lie in the quote"):
        cite(1, make_story(), Span(7, 67), answer)


@pytest.mark.parametrize(
    ("text", "url", "link"),
    [
        pytest.param("He is alive.", None, None, id="no address"),
        pytest.param(
            "He is alive.",
            "https://example.org/story",
            "https://example.org/story#:~:text=He%20is%20alive.",
            id="short",
        ),
        pytest.param(
            "a-b, c & d",
            "https://example.org/story?x=1#top",
            "https://example.org/story?x=1#:~:text=a%2Db%2C%20c%20%26%20d",
            id="signs with a meaning, and a fragment",
        ),
        pytest.param(
            "one two three four five six seven eight nine ten eleven",
            "https://example.org/story",
            "https://example.org/story#:~:text=one%20two%20three%20four%20five,"
            "seven%20eight%20nine%20ten%20eleven",
            id="long",
        ),
        pytest.param(
            "Zoë ünd 北",
            "https://example.org/",
            "https://example.org/#:~:text=Zo%C3%AB%20%C3%BCnd%20%E5%8C%97",
            id="letters of all kinds",
        ),
    ],
)
def test_a_link_leads_to_the_quote(text: str, url: str | None, link: str | None) -> None:
    assert cite(1, make_story(text, url), Span(0, len(text))).link == link


def test_a_quote_over_several_paragraphs_is_linked_by_its_ends() -> None:
    story = make_story("One line\n\nand another", "https://example.org/")

    link = cite(1, story, Span(0, len(story.text))).link

    assert link == "https://example.org/#:~:text=One%20line,and%20another"
