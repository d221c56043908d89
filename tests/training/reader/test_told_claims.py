"""Claims out of questions and their answers."""

from dataclasses import replace

import pytest

from training.reader.claims import Claim
from training.reader.questions import TextQuestion
from training.reader.told_claims import tell, tell_questions

TEXT = "Anna Berg wrote the report in 1990. Karl Lund printed the report. The fee was 12 crowns."


def make_question(asked: str, answer: str, *, name: str = "q", pair: str = "") -> TextQuestion:
    start = TEXT.index(answer) if answer else 0
    spans = ((start, start + len(answer)),) if answer else ()
    return TextQuestion(name, asked, TEXT, spans, "group", "squad2-train", pair)


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("Who wrote the report?", "Anna Berg wrote the report."),
        ("What was the fee?", "Anna Berg was the fee."),
        ("who was named head of the office?", "Anna Berg was named head of the office."),
    ],
)
def test_an_answer_takes_the_place_of_the_word_that_asks(question: str, claim: str) -> None:
    assert tell(question, "Anna Berg") == claim


@pytest.mark.parametrize(
    "question",
    [
        "Who did the office name?",
        "What is the fee for?",
        "When was it?",
        "What was the man called?",
    ],
)
def test_where_more_would_have_to_move_nothing_is_claimed(question: str) -> None:
    assert tell(question, "Anna Berg") is None


def test_the_answer_is_supported_and_another_like_it_contradicted() -> None:
    asked = [
        make_question("Who wrote the report?", "Anna Berg", name="a"),
        make_question("Who printed the report?", "Karl Lund", name="b"),
        make_question("What was the fee?", "12 crowns", name="c"),
    ]

    made = {(one.claim, one.accepted) for one in tell_questions(asked, 1)}

    assert made == {
        ("Anna Berg wrote the report.", (1, 0, 0)),
        ("Karl Lund wrote the report.", (0, 1, 0)),
        ("Karl Lund printed the report.", (1, 0, 0)),
        ("Anna Berg printed the report.", (0, 1, 0)),
        ("12 crowns was the fee.", (1, 0, 0)),
    }


def test_what_a_text_only_seems_to_answer_is_never_supported() -> None:
    asked = [
        make_question("Who wrote the report?", "Anna Berg", name="a"),
        make_question("Who wrote the law?", "", name="b", pair="a"),
    ]

    made = tell_questions(asked, 1)

    assert Claim("Anna Berg wrote the law.", TEXT, (0, 1, 1), "group", "told") in made


def test_long_texts_are_left() -> None:
    long = replace(make_question("Who wrote the report?", "Anna Berg"), context=TEXT * 30)

    assert tell_questions([long], 1) == []
