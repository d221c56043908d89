"""Follow-ups by table: their form, what they are asked as, and when a subject is new."""

import json
from dataclasses import asdict

import pytest

from bot.conversation import Turn, understand
from bot.conversation.forms import Form, read_form
from bot.conversation.subject import Evidence

SHOT = Turn("How many times was the defector shot?", ("escape",), "Soldier flees", "", (), ())
BRIDGE = Turn("What made the bridge in Baltimore fall?", ("bridge",), "Bridge falls", "", (), ())
FITS = Evidence(2, 1.0, 0.5, 0.6, 0.4)
STRAYS = Evidence(2, 0.0, 1.0, 0.1, 0.6)


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("where?", Form.ELLIPSIS),
        ("by whom?", Form.ELLIPSIS),
        ("and when did that happen?", Form.ELLIPSIS),
        ("what about the ship?", Form.ABOUT),
        ("and in Baltimore?", Form.ABOUT),
        ("where was he hit?", Form.REFERENCE),
        ("why did that ship stop?", Form.REFERENCE),
        ("How long is the Dali?", Form.PLAIN),
        ("What did Joe Biden say when he visited Lahaina?", Form.PLAIN),
        ("How many people were there?", Form.PLAIN),
    ],
)
def test_the_form_of_a_question_is_told(question: str, form: Form) -> None:
    assert read_form(question).form is form


@pytest.mark.parametrize(
    ("question", "previous", "understood"),
    [
        ("and where was he hit?", SHOT, "where was the defector hit?"),
        ("by whom?", SHOT, "by whom was the defector shot?"),
        ("how long is it?", BRIDGE, "how long is the bridge?"),
        ("who lives there?", BRIDGE, "who lives in Baltimore?"),
        ("what about the surgeon?", SHOT, "How many times was the surgeon shot?"),
    ],
)
def test_a_follow_up_is_asked_in_whole(question: str, previous: Turn, understood: str) -> None:
    found = understand(question, previous, FITS)

    assert (found.question, found.follow_up) == (understood, True)
    assert found.stories == previous.stories


def test_a_new_subject_carries_nothing_over() -> None:
    found = understand("How long is the Dali?", SHOT, STRAYS)

    assert (found.question, found.follow_up, found.stories) == ("How long is the Dali?", False, ())


def test_without_a_turn_before_a_question_stays_as_it_is() -> None:
    assert understand("and where was he hit?", None).question == "and where was he hit?"


def test_a_turn_comes_back_from_json() -> None:
    turn = Turn("q?", ("a", "b"), "Headline", "Ann Lee", ("the ship",), ("ship",))

    assert Turn.from_fields(json.loads(json.dumps(asdict(turn)))) == turn
