"""Follow-ups by table: their form, what they are asked as, and when a subject is new."""

import json
from dataclasses import asdict

import pytest

from bot.conversation import Turn, understand
from bot.conversation.forms import Form, read_form
from bot.conversation.subject import SubjectFit

SHOT = Turn("How many times was the defector shot?", ("escape",), "Soldier flees", "", (), ())
BRIDGE = Turn("What made the bridge in Baltimore fall?", ("bridge",), "Bridge falls", "", (), ())
TOLL = Turn("How many people died in the flood?", ("flood",), "Flood", "", (), ())
FELL = Turn("How many people were hurt by the storm?", ("storm",), "Storm", "", (), ())
GOVERNOR = Turn("Who is the governor of Utah?", ("utah",), "Utah", "Ann Lee", (), ())
LENGTH = Turn("What is the length of the ferry?", ("ferry",), "Ferry", "", (), ())
LEADS = Turn("Who heads ESA?", ("esa",), "ESA", "", (), ())
CROSSED = Turn(
    "Where did the soldier cross?", ("area",), "Soldier crosses", "Wex Central Station", (), ()
)
GOING = Turn("Where was the ferry going?", (), "", "", (), ())
OWNER = Turn("Who is the Alba's owner?", ("alba",), "Alba", "", (), ())
FIRST = Turn("Who showed Kim's first pictures?", ("kim",), "Kim", "", (), ())
FITS = SubjectFit(2, 1.0, 0.5, 0.6, 0.4)
STRAYS = SubjectFit(2, 0.0, 1.0, 0.1, 0.6)


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
        (
            "why was it lowered?",
            TOLL,
            "why was the number of people that died in the flood lowered?",
        ),
        ("was it so high?", FELL, "was the number of people that were hurt by the storm so high?"),
        ("when did it begin?", TOLL, "when did the flood begin?"),
        ("And the governor of Utah?", TOLL, "who is the governor of Utah?"),
        ("and the officials?", TOLL, "who are the officials?"),
        ("and the cost?", TOLL, "what is the cost?"),
        ("and the number of boats?", TOLL, "what is the number of boats?"),
        ("and of Ohio?", GOVERNOR, "Who is the governor of Ohio?"),
        ("and the governor of Ohio?", GOVERNOR, "Who is the governor of Ohio?"),
        ("who shot him?", CROSSED, "who shot the soldier?"),
        ("who owns it?", LENGTH, "who owns the ferry?"),
        ("which flag does it fly?", LENGTH, "which flag does the ferry fly?"),
        ("and JAXA?", LEADS, "Who heads JAXA?"),
        ("how large is it?", LEADS, "how large is ESA?"),
        ("and its flag?", GOING, "what is the ferry's flag?"),
        ("and the Alba's captain?", OWNER, "Who is the Alba's captain?"),
        ("and the second one?", FIRST, "Who showed the second pictures?"),
        ("who announced it?", TOLL, "who announced it: How many people died in the flood?"),
    ],
)
def test_a_follow_up_is_asked_in_whole(question: str, previous: Turn, understood: str) -> None:
    found = understand(question, previous, FITS)

    assert (found.question, found.follow_up) == (understood, True)
    assert found.stories == previous.stories


def test_a_person_never_takes_the_place_of_a_thing() -> None:
    previous = Turn("How many people died in the flood?", ("flood",), "Flood", "", (), ())

    found = understand("And the governor of Utah?", previous, STRAYS)

    assert found.question == "who is the governor of Utah?"


def test_a_new_subject_carries_nothing_over() -> None:
    found = understand("How long is the Dali?", SHOT, STRAYS)

    assert (found.question, found.follow_up, found.stories) == ("How long is the Dali?", False, ())


def test_without_a_turn_before_a_question_stays_as_it_is() -> None:
    assert understand("and where was he hit?", None).question == "and where was he hit?"


def test_a_turn_comes_back_from_json() -> None:
    turn = Turn("q?", ("a", "b"), "Headline", "Ann Lee", ("the ship",), ("ship",))

    assert Turn.from_fields(json.loads(json.dumps(asdict(turn)))) == turn
