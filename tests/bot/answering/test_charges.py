"""Whoever a story names as charged with a deed is not told as the one who did it."""

import pytest

from bot.agreement import Candidate, Field
from bot.answering.vetting import vet
from bot.facts.standing_cues import Standing
from embeddings.sentences import Span, split_sentences
from embeddings.stories import Story

ARREST = (
    "Police have arrested a 30-year-old baker, Ivo Kent, on suspicion of setting the fire at the "
    "mill.\n\nKent was released on bail of $500. The mill will be rebuilt."
)
OVER = (
    "Detectives arrested a baker from Corland, Ivo Kent, over the fire at the mill. "
    "Kent is a father of two."
)
SAID = "Prosecutors say Ann Ode stole 40 bells from the abbey. Ode, 61, calls it a tale."


def propose(text: str, answer: str, title: str, field: Field | None = None) -> Candidate:
    told = title if field else text
    start = told.rindex(answer)
    whole = next(one for one in split_sentences(told) if one.start <= start < one.end)
    story = Story(id="one", title=title, text=text)
    return Candidate(story, whole, Span(start, start + len(answer)), 0.8, field=field)


def look(question: str, candidate: Candidate) -> Candidate:
    looked = vet(question, candidate, split_sentences(candidate.story.text))
    assert looked is not None
    return looked


@pytest.mark.parametrize(
    ("question", "text", "answer", "told"),
    [
        ("Who set the fire at the mill?", ARREST, "Kent", "on suspicion of setting the fire"),
        ("Who set the mill on fire?", OVER, "Kent", "over the fire"),
        ("Who started the fire at the mill?", OVER, "Kent", "over the fire"),
        ("Who stole the bells?", SAID, "Ode", "Prosecutors say"),
    ],
)
def test_an_accusation_elsewhere_in_the_story_is_told_in_its_own_words(
    question: str, text: str, answer: str, told: str
) -> None:
    looked = look(question, propose(text, answer, "A story"))

    assert told in looked.text
    assert looked.standing is not Standing.ASSERTED


def test_a_headline_that_names_the_accused_gives_way_to_the_text() -> None:
    candidate = propose(ARREST, "Kent", "Kent on bail after mill burns", Field.TITLE)

    looked = look("Who set the fire at the mill?", candidate)

    assert looked.field is None
    assert "on suspicion of" in looked.text


@pytest.mark.parametrize(
    ("question", "text", "answer", "title"),
    [
        (
            "Who set the fire at the mill?",
            f"{ARREST} A court in Velm tried Kent. It found him guilty on Friday. Kent set it.",
            "Kent",
            "A story",
        ),
        ("Who set the fire at the mill?", ARREST, "Kent", "Kent jailed for nine years"),
        (
            "Who set the fire at the mill?",
            "Ruhl said police had arrested a baker, Ivo Kent, over the fire at the mill. "
            "Ruhl set it by mistake.",
            "Ruhl",
            "A story",
        ),
        (
            "Who stole the bells?",
            "Prosecutors say Ann Ode stole a car. Marsh stole the bells.",
            "Marsh",
            "A story",
        ),
    ],
)
def test_a_conviction_or_an_accusation_of_somebody_else_leaves_the_answer(
    question: str, text: str, answer: str, title: str
) -> None:
    looked = look(question, propose(text, answer, title))

    assert looked.text == answer
