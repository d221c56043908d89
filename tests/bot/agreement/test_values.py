"""What answers say, whatever their words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agreement.values import ValueKind, contradict, read_value, say_the_same

HOW_MANY = "How many times was he shot?"
WHEN = "When did he flee?"
WHO = "Who is the surgeon?"
LONG = "How long will it last?"
DID = "Did North Korea reply?"
PASSED = "Did the council approve the plan?"
REJECTED = "Was the plan rejected?"
WHY = "Why did he flee?"
OLD = "How old is he?"


@pytest.mark.parametrize(
    ("question", "one", "other", "same", "against"),
    [
        (HOW_MANY, "at least five times", "five", True, False),
        (HOW_MANY, "at least five times", "six times", False, True),
        (HOW_MANY, "He was shot five times by four men.", "five", True, False),
        (HOW_MANY, "five times", "about 40 percent", False, False),
        (WHEN, "13 November 2017", "on November 13, 2017", True, False),
        (WHEN, "13 November 2017", "14 November 2017", False, True),
        (WHO, "Dr Lee Cook-jong", "Lee Cook-jong", True, False),
        (WHO, "Lee Cook-jong", "John Byrd", False, False),
        (LONG, "until July 2024", "until July 1, 2024", True, False),
        (LONG, "three years", "three more years", True, False),
        (LONG, "three years", "two years", False, True),
        (LONG, "three years", "until July 2024", False, False),
        (DID, "Yes", "No", False, True),
        (DID, "had not answered", "has not answered the command", True, False),
        (DID, "had not answered", "had answered", False, True),
        (PASSED, "The council rejected the plan.", "The plan was not approved.", True, False),
        (PASSED, "The council rejected the plan.", "It approved the plan.", False, True),
        (PASSED, "The plan was never rejected.", "It approved the plan.", True, False),
        (REJECTED, "The council rejected the plan.", "It approved the plan.", False, True),
        (WHY, "because of hunger", "hunger", True, False),
        (WHY, "because of hunger", "to see his brother", False, False),
        (OLD, "24-year-old", "24", True, False),
    ],
)
def test_answers_are_the_same_by_what_they_say(
    question: str, one: str, other: str, same: bool, against: bool
) -> None:
    first, second = read_value(question, one), read_value(question, other)

    assert say_the_same(first, second) is same
    assert contradict(first, second) is against


def test_what_the_question_names_is_no_value() -> None:
    value = read_value("How many of the 40 rounds hit Lee?", "five of the 40 rounds")

    assert [item.low for item in value.items] == [5]
    assert read_value("Who shot Lee?", "Lee was shot by Kim").items == ("Kim",)


def test_a_figure_that_counts_what_is_asked_for_goes_first() -> None:
    value = read_value("How many people died?", "In six hours 97 people died.")

    assert [item.low for item in value.items] == [97]


def test_an_answer_without_a_value_is_its_words() -> None:
    assert read_value(WHY, "hunger").kind is ValueKind.WORDS
    assert read_value(HOW_MANY, "nobody knows").kind is ValueKind.WORDS


questions = st.sampled_from([HOW_MANY, WHEN, WHO, LONG, DID, WHY, OLD])
phrases = st.lists(
    st.sampled_from(
        "at least five six about 1,200 not no yes Lee John Byrd 13 November 2017 years %".split()  # noqa: SIM905
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@settings(deadline=None)
@given(questions, phrases, phrases)
def test_saying_the_same_is_symmetric_and_reflexive(question: str, one: str, other: str) -> None:
    first, second = read_value(question, one), read_value(question, other)

    assert say_the_same(first, first)
    assert say_the_same(first, second) is say_the_same(second, first)
    assert contradict(first, second) is contradict(second, first)
    assert not (say_the_same(first, second) and contradict(first, second))
