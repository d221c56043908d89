"""The reader's figures on questions kept aside, worked out by hand."""

from pathlib import Path

import pytest
from tiny_reader import write_tiny_reader

from bot.evaluation import token_f1
from bot.reading.make import open_span_reader
from training.reader.evaluate import (
    Scored,
    choose_kept,
    find_best_threshold,
    measure,
    overall,
    score,
)
from training.reader.questions import TextQuestion, is_kept_aside


@pytest.mark.parametrize(
    ("one", "other", "f1"),
    [
        ("five", "five", 1),
        ("The Five!", "five", 1),
        ("at least five times", "five times", 2 * 2 / (4 + 2)),
        ("five five", "five", 2 / 3),
        ("six", "five", 0),
        ("", "five", 0),
        ("", "", 1),
        ("the", "a", 1),
        ("Lee-Smith", "LeeSmith", 1),
        ("Lee-Smith", "Lee Smith", 0),
    ],
)
def test_token_f1_by_hand(one: str, other: str, f1: float) -> None:
    assert token_f1(one, other) == pytest.approx(f1)
    assert token_f1(other, one) == pytest.approx(f1)


def ask(context: str, *answers: str, group: str = "squad2:a") -> TextQuestion:
    spans = tuple((context.index(one), context.index(one) + len(one)) for one in answers)
    return TextQuestion("q", "how many came?", context, spans, group, "squad2")


ANSWERED, UNANSWERABLE = ask("five", "five"), ask("none")
SCORED = (
    Scored(ANSWERED, f1=1.0, confidence=0.9),
    Scored(ANSWERED, f1=0.5, confidence=0.4),
    Scored(UNANSWERABLE, f1=0.0, confidence=0.6),
    Scored(UNANSWERABLE, f1=0.0, confidence=0.1),
)


def test_an_answer_counts_its_f1_and_a_refusal_that_nothing_was_asked_for() -> None:
    assert overall(SCORED, 0.0) == [1, 0.5, 0, 0]
    assert overall(SCORED, 0.4) == [1, 0.5, 0, 1]
    assert overall(SCORED, 0.5) == [1, 0, 0, 1]
    assert overall(SCORED, 0.7) == [1, 0, 1, 1]
    assert overall(SCORED, 1.0) == [0, 0, 1, 1]


def test_the_best_threshold_is_the_lowest_of_those_with_the_best_f1() -> None:
    assert find_best_threshold(SCORED) == (75.0, 0.62)
    assert find_best_threshold([Scored(ANSWERED, 1.0, 0.0)]) == (100.0, 0.0)


def test_a_source_is_measured_by_reading_it(tmp_path: Path) -> None:
    reader = open_span_reader(write_tiny_reader(tmp_path / "r"))
    questions = [
        ask("Nobody stayed. At least five times.", "five times", "five"),
        ask("Then six came.", "Then"),
        ask("Nobody came."),
        ask("Five came."),
    ]

    figures = measure(reader, questions)

    # "At least five times" has 2/3 of "five times"; "six" nothing of "Then"; "Nobody" is refused
    assert [round(one.f1, 3) for one in score(reader, questions)] == [0.667, 0, 0, 0]
    assert figures == {
        "questions": 4,
        "answerable_f1": 33.33,
        "answerable_right": 50.0,
        "overall_f1": 41.67,
        "best_overall_f1": 50.0,
        "at": 1.0,
        "always_refusing": 50.0,
    }


def test_the_same_questions_kept_aside_are_chosen_every_time() -> None:
    questions = [ask("five", "five", group=f"squad2:{at}") for at in range(400)]

    kept = choose_kept(questions, 10)

    assert kept == choose_kept(questions, 10)
    assert len(kept["squad2"]) == 10
    assert all(map(is_kept_aside, kept["squad2"]))
    assert len(choose_kept(questions, None)["squad2"]) == sum(map(is_kept_aside, questions))
