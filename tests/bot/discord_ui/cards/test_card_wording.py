"""What cards say: how sure an answer is, why there is none, and nothing that is not known."""

from datetime import date

import pytest

from bot.agreement import Relation
from bot.answering.citations import Citation, cite
from bot.answering.replies import Answer, Refusal, Reply, Timings
from bot.desk.question_store import Count
from bot.discord_ui.cards.answer_cards import (
    RecordedReply,
    draw_answer,
    open_line,
    phrase_support,
)
from bot.discord_ui.cards.card import Card, Tone, write_plainly
from bot.discord_ui.cards.help_cards import Keeping, draw_about, draw_help, draw_privacy
from bot.discord_ui.cards.passage_cards import Found, draw_hits
from embeddings.sentences import Span
from embeddings.stories import Story

TOKEN = "x" * 16
TOOK = Timings(1, 1, 2)


def make_citation(
    n: int = 1, publisher: str | None = "The Sky", title: str = "Bridge falls"
) -> Citation:
    story = Story(f"s{n}", "Six workers were missing.", title, publisher=publisher,
                  published=date(2024, 3, n))  # fmt: skip
    return cite(n, story, Span(0, len(story.text)), Span(0, 11))


def make_answer(confidence: float, *citations: Citation, **more: object) -> Answer:
    given = {"origins": 1} | more
    return Answer(confidence, citations or (make_citation(),), "Six workers", **given)  # type: ignore[arg-type]


def draw(reply: Reply, **more: object) -> Card:
    return draw_answer(RecordedReply(reply, TOKEN, stories=14, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("confidence", "heading", "tone"),
    [
        (0.47, "## Possible answer: Six workers", Tone.POSSIBLE),
        (0.69, "## Possible answer: Six workers", Tone.POSSIBLE),
        (0.7, "## Six workers", Tone.ANSWER),
    ],
)
def test_a_guess_is_marked_in_words_and_colour(confidence: float, heading: str, tone: Tone) -> None:
    card = draw(Reply("who?", make_answer(confidence), (), (), TOOK))
    said = write_plainly(card)

    assert heading in said.split("\n")
    assert card.tone is tone
    assert "\nSource: The Sky · " in said
    assert f"({confidence:.0%})" in said
    assert "% sure" not in said


@pytest.mark.parametrize(
    ("refusal", "said", "lists"),
    [
        (Refusal.UNSURE, "No sure answer.", True),
        (Refusal.NOTHING, "The stories say nothing about that.", False),
    ],
)
def test_no_answer_is_told_by_its_reason_in_a_line_a_headline(
    refusal: Refusal, said: str, lists: bool
) -> None:
    nearest = (make_citation(1), make_citation(1), make_citation(2), make_citation(3, title="Moon"))
    card = draw(Reply("who?", None, (), nearest, TOOK, refusal=refusal), hidden=True)
    lines = write_plainly(card).split("\n")

    assert f"**{said}**" in lines
    assert [one for one in lines if one.startswith("**[")] == (
        ["**[1]** Bridge falls", "**[3]** Moon"] if lists else []
    )
    assert not any(one.startswith(">") for one in lines)
    assert "Share" in [one.label for one in card.buttons]


def test_no_more_is_said_of_several_stories_than_is_known() -> None:
    same = make_answer(0.9, make_citation(1), make_citation(2), origins=2)
    other = make_answer(0.9, make_citation(1), make_citation(2, "The Sea"), origins=2)
    copied = make_answer(0.9, make_citation(1), make_citation(2, "The Sea"), origins=1)

    assert phrase_support(same) == "2 stories say so"
    assert phrase_support(other) == "2 stories of different publishers say so"
    assert phrase_support(copied) == "2 stories say so, from 1 source"


def test_stories_that_disagree_stand_in_dated_lines_the_newest_first() -> None:
    first = make_answer(0.9, make_citation(9))
    older = make_answer(0.8, make_citation(2, "The Sea"), relation=Relation.DISAGREES)
    said = write_plainly(draw(Reply("who?", first, (older,), (), TOOK)))
    lines = [one for one in said.split("\n") if one.startswith("- ")]

    assert [one.split(":")[0] for one in lines] == ["- 9 March 2024", "- 2 March 2024"]


def test_nothing_found_is_said_in_two_words() -> None:
    assert write_plainly(draw_hits(Found("qqqqq", (), TOKEN), page=0)).endswith(
        "\n\nNothing found."
    )


def test_members_are_told_which_language_is_read_and_nothing_of_the_machine() -> None:
    said = [write_plainly(one) for one in (draw_help({}), draw_about("1.2", 14))]
    said += [write_plainly(draw_privacy({}, Count(1, 0), Keeping(90, logged=False)))]

    assert all("I read English." in one for one in said[:2])
    assert "1 question and 0 ratings are kept now" in said[2]
    assert not any(word in one for one in said for word in ("Generation", "MB", "Model", "g0001"))


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("at least 97", "At least 97"),
        ("At least 115", "At least 115"),
        ("iPhone 15", "iPhone 15"),
        ("22", "22"),
        ("al-Nur", "al-Nur"),
        ("", ""),
    ],
)
def test_answers_begin_their_lines_alike(words: str, line: str) -> None:
    assert open_line(words) == line
