"""Questions for yes or no, out of claims."""

import pytest

from training.reader.claims import Claim
from training.reader.yes_no import ask_claims, turn

SUPPORTED, CONTRADICTED, NOT_STATED, UNCLEAR = (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 1, 1)


def make_claim(evidence: str, accepted: tuple[int, ...], group: str = "ship") -> Claim:
    return Claim("The ship was towed to Bergen.", evidence, accepted, group, "fm2")


STRANGERS = [
    Claim(f"Claim {n} is one.", f"Sentence {n} of another text.", NOT_STATED, f"g{n}", "fm2")
    for n in range(6)
]


@pytest.mark.parametrize(
    ("claim", "question"),
    [
        ("The ship was towed to Bergen.", "was The ship towed to Bergen?"),
        ("Global warming is driving bears north", "is Global warming driving bears north?"),
        ("She can swim.", "can She swim?"),
    ],
)
def test_a_claim_with_an_auxiliary_is_turned_into_a_question(claim: str, question: str) -> None:
    assert turn(claim) == question


@pytest.mark.parametrize("claim", ["The ship sank.", "Towed, the ship was saved.", "is"])
def test_a_claim_that_takes_more_than_moving_a_word_is_left(claim: str) -> None:
    assert turn(claim) is None


@pytest.mark.parametrize("accepted", [SUPPORTED, CONTRADICTED])
def test_what_settles_a_question_is_its_answer_among_other_sentences(
    accepted: tuple[int, ...],
) -> None:
    claims = [make_claim("Tugs pulled it there", accepted), *STRANGERS]

    asked = ask_claims(claims, 1)[0]

    assert [asked.context[start:end] for start, end in asked.answers] == ["Tugs pulled it there."]
    assert len(asked.context) > len("Tugs pulled it there.")


def test_evidence_that_states_nothing_answers_nothing() -> None:
    asked = ask_claims([make_claim("It was built in 1990.", NOT_STATED), *STRANGERS], 1)[0]

    assert asked.answers == ()


def test_evidence_that_leaves_open_what_it_says_makes_no_question() -> None:
    asked = ask_claims([make_claim("It may have been towed.", UNCLEAR)], 1)

    assert asked == []


def test_some_questions_come_again_without_what_settles_them() -> None:
    claims = [make_claim(f"Tug {n} pulled it there.", SUPPORTED, f"ship{n}") for n in range(20)]

    asked = ask_claims([*claims, *STRANGERS], 1)
    again = [one for one in asked if one.id.endswith("-untold")]

    assert 4 < len(again) < 16
    assert all(one.answers == () for one in again)
    assert len({one.id for one in asked}) == len(asked)
