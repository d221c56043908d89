"""Citations: a quote is a slice of its story, or there is no citation."""

import pytest

from bot.answering.citations import Citation, cite
from embeddings.attribution import DENIED, OTHER, Attribution
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


GUARDIAN = Attribution(Span(41, 53), Span(33, 40), Span(0, 31), name="The Guardian")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Span(12, 31), id="within what was said"),
        pytest.param(Span(0, 31), id="all that was said"),
        pytest.param(Span(0, 54), id="the sentence that says who said it"),
    ],
)
def test_an_answer_is_credited_to_whom_the_story_credits_it(answer: Span) -> None:
    citation = cite(1, make_story(), Span(0, 54), answer, attributions=(GUARDIAN,))

    assert [(one.source, one.cue, one.origin) for one in citation.attribution] == [
        ("The Guardian", "reports", "guardian")
    ]


def test_what_the_story_says_in_its_own_voice_is_credited_to_nobody() -> None:
    citation = cite(1, make_story(), Span(55, 67), attributions=(GUARDIAN,))

    assert citation.attribution == ()


def test_the_innermost_source_comes_first() -> None:
    story = make_story("Reuters reported that police said a man was shot.")
    reuters = Attribution(Span(0, 7), Span(8, 16), Span(17, 48), name="Reuters")
    police = Attribution(Span(22, 28), Span(29, 33), Span(34, 48), name="police")

    citation = cite(1, story, Span(0, 49), Span(34, 48), attributions=(reuters, police))

    assert [one.source for one in citation.attribution] == ["police", "Reuters"]


def test_of_two_sources_of_one_content_the_cited_one_comes_first() -> None:
    story = make_story("Reuters, citing police, said a man was shot.")
    reuters = Attribution(Span(0, 7), Span(24, 28), Span(29, 43), name="Reuters")
    police = Attribution(Span(16, 22), Span(9, 15), Span(29, 43), name="police", depth=1)

    citation = cite(1, story, Span(0, 44), Span(29, 43), attributions=(reuters, police))

    assert [one.source for one in citation.attribution] == ["police", "Reuters"]


@pytest.mark.parametrize(("stance", "credited"), [(DENIED, 1), (OTHER, 0)])
def test_a_denial_is_credited_and_a_wish_is_not(stance: str, credited: int) -> None:
    one = Attribution(Span(41, 53), Span(33, 40), Span(0, 31), name=None, stance=stance)

    citation = cite(1, make_story(), Span(0, 54), Span(12, 31), attributions=(one,))

    assert len(citation.attribution) == credited
    assert [(one.named, one.origin) for one in citation.attribution] == [(False, "")] * credited
