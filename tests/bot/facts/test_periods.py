"""Time words in a question, seen from a given day."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts.periods import Period, find_period

TUESDAY = date(2024, 3, 26)


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("Who was shot this week?", ("this week", date(2024, 3, 25), TUESDAY)),
        ("Who fell last week?", ("last week", date(2024, 3, 18), date(2024, 3, 24))),
        ("What fell yesterday?", ("yesterday", date(2024, 3, 25), date(2024, 3, 25))),
        ("today, who fell?", ("today", TUESDAY, TUESDAY)),
        ("Who left last month?", ("last month", date(2024, 2, 1), date(2024, 2, 29))),
        ("Who left last year?", ("last year", date(2023, 1, 1), date(2023, 12, 31))),
        ("Who left last weekend?", ("last weekend", date(2024, 3, 23), date(2024, 3, 24))),
        ("Who fell in January 2024?", ("in January 2024", date(2024, 1, 1), date(2024, 1, 31))),
        ("Who fell in January?", ("in January", date(2024, 1, 1), date(2024, 1, 31))),
        ("Who fell in December?", ("in December", date(2023, 12, 1), date(2023, 12, 31))),
        ("What changed since January?", ("since January", date(2024, 1, 1), None)),
        ("What changed after 3 March 2024?", ("after 3 March 2024", date(2024, 3, 4), None)),
        ("Who fell before May 2020?", ("before May 2020", None, date(2020, 4, 30))),
        ("Who ran it until 2019?", ("until 2019", None, date(2019, 12, 31))),
        (
            "Who fell in the last three weeks?",
            ("in the last three weeks", date(2024, 3, 5), TUESDAY),
        ),
    ],
)
def test_time_words_ask_for_days(
    question: str, period: tuple[str, date | None, date | None]
) -> None:
    assert find_period(question, today=TUESDAY) == Period(*period)


@pytest.mark.parametrize(
    "question",
    [
        "How many times was he shot?",
        "Who may resign?",
        "What happened on 13 November 2017?",
        "Which animal was cloned in 1996?",
        "In which earlier years did soldiers flee?",
        "What did he say on Tuesday?",
    ],
)
def test_what_names_no_days_of_publication_narrows_nothing(question: str) -> None:
    assert find_period(question, today=TUESDAY) is None


@settings(deadline=None)
@given(
    st.sampled_from(["this", "last", "previous"]),
    st.sampled_from(["week", "weekend", "month", "year"]),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
)
def test_a_period_is_never_empty_and_never_ahead_but_for_its_weekend(
    which: str, unit: str, today: date
) -> None:
    period = find_period(f"who left {which} {unit}?", today=today)

    assert period is not None
    assert period.since is not None
    assert period.until is not None
    assert period.since <= period.until
    assert period.until <= today or unit == "weekend"
