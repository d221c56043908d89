"""Scores: every figure worked out by hand."""

from pathlib import Path

import pytest

from bot.evaluation import contains, exact_match, read_questions, token_f1
from embeddings.errors import UsageError


@pytest.mark.parametrize(
    ("given", "accepted", "exact", "f1"),
    [
        ("at least five times", "at least five times", 1, 1),
        ("The Guardian", "guardian", 1, 1),
        ("“doctors”", "doctors", 1, 1),
        ("at least five times", "five times", 0, 2 * 2 / 6),
        ("five", "six", 0, 0),
        ("", "", 1, 1),
        ("five", "", 0, 0),
        ("1,200", "1200", 1, 1),
        ("U.S.", "US", 1, 1),
        ("$5", "5", 1, 1),
        ("£5", "5", 0, 0),
        ("ten-year-old", "ten year old", 0, 0),
        ("ten-year-old", "ten–year–old", 1, 1),
        ("Jones’s house", "jones's  house", 1, 1),
        ("a theatre, an answer", "theatre answer", 1, 1),
        ("the", "", 1, 1),
        ("3.5 million", "35 million", 1, 1),
    ],
)
def test_answers_are_compared_as_squad_does(
    given: str, accepted: str, exact: float, f1: float
) -> None:
    assert exact_match(given, accepted) == exact
    assert token_f1(given, accepted) == pytest.approx(f1)


@pytest.mark.parametrize(
    ("text", "answer", "held"),
    [
        ("A ten-year-old won.", "ten", True),
        ("A ten-year-old won.", "ten year old", True),
        ("Tenants won.", "ten", False),
        ("It cost $5.", "$5", True),
        ("It cost $5.", "5", False),
        ("The U.S. won.", "the U.S.", True),
    ],
)
def test_a_text_holds_an_answer_as_whole_words_in_a_row(text: str, answer: str, held: bool) -> None:
    assert contains(text, answer) is held


def test_a_question_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(
        '{"question": "Who?", "answers": ["me"], "stories": ["a"]}\n\n{"question": "?"}'
    )

    first, second = read_questions(path)

    assert (first.id, first.question, first.answers, first.stories) == (
        "1",
        "Who?",
        ("me",),
        ("a",),
    )
    assert (second.id, second.answers, second.stories) == ("3", (), ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no question"),
        ("{", "Line 1 is no question"),
        ("[1]", "Line 1 is no question"),
        ('{"question": ""}', "The question is empty"),
    ],
)
def test_a_bad_question_file_is_refused_in_a_sentence(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(text)

    with pytest.raises(UsageError, match=message):
        read_questions(path)


def test_a_missing_question_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_questions(tmp_path / "none.jsonl")
