"""What held before is no answer to a question for now."""

import pytest

from bot.facts.nowness import asks_for_now, asks_for_state, is_gone, is_replaced, tells_of_former


@pytest.mark.parametrize(
    "sentence",
    [
        "Prior to the cuts, a vial cost nearly $300.",
        "The toll had stood at 12.",
        "Before opening, the museum sold tickets for $5.",
        "The bridge used to be free.",
        "The fee, which previously was $5, covered both.",
    ],
)
def test_what_held_before_is_known(sentence: str) -> None:
    assert tells_of_former(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "A vial costs $35.",
        "The prior owner sold the bridge before noon.",
        "The ban holds until May.",
        "Wages in 23 states will rise as part of previously scheduled steps.",
        "They had been warned that a ticket costs $5.",
    ],
)
def test_what_holds_is_not_taken_for_it(sentence: str) -> None:
    assert not tells_of_former(sentence)


@pytest.mark.parametrize(
    ("question", "now"),
    [
        ("what does insulin cost now", True),
        ("who is the prime minister of France", True),
        ("what did insulin cost before the cuts", False),
        ("when does the ban start", False),
    ],
)
def test_a_question_for_now_is_known(question: str, *, now: bool) -> None:
    assert asks_for_now(question) == now


@pytest.mark.parametrize(
    ("before", "gone"),
    [
        ("Falk, 34, replaced ", True),
        ("He took over from then minister ", True),
        ("Holm was replaced by the younger ", False),
        ("It replaced the bridge, said ", False),
        ("", False),
    ],
)
def test_who_is_told_as_replaced_holds_no_more(before: str, *, gone: bool) -> None:
    assert is_replaced(before) == gone


@pytest.mark.parametrize(
    ("after", "gone"),
    [
        (", who was mayor of Alm from 1990 to 1996, said so.", True),
        (" served as mayor between May 2001 and June 2004.", True),
        (", mayor in the hungry years, dies at 91", True),
        (", 91, has died.", True),
        (" was elected to lead Alm from 2022 to 2026.", False),
        (", mayor of Alm, spoke where her father died.", False),
        (" was in Alm from 9 to 11.", False),
    ],
)
def test_who_held_for_years_or_died_holds_no_more(after: str, *, gone: bool) -> None:
    assert is_gone(after) == gone


@pytest.mark.parametrize(
    ("question", "state"),
    [
        ("Is the ferry running again?", True),
        ("Hasn't the ban ended?", True),
        ("Did the ban end?", False),
        ("Is it the ban of 2019?", False),
        ("What is the ban?", False),
    ],
)
def test_a_question_whether_something_is_so_now_is_known(question: str, *, state: bool) -> None:
    assert asks_for_state(question) == state
