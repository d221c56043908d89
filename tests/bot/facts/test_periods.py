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
        ("Today, who fell?", ("Today", TUESDAY, TUESDAY)),
        ("What did USA Today say yesterday?", ("yesterday", date(2024, 3, 25), date(2024, 3, 25))),
        ("Who left last month?", ("last month", date(2024, 2, 1), date(2024, 2, 29))),
        ("Who left last year?", ("last year", date(2023, 1, 1), date(2023, 12, 31))),
        ("Who left last weekend?", ("last weekend", date(2024, 3, 23), date(2024, 3, 24))),
        (
            "Who fell in the last three weeks?",
            ("in the last three weeks", date(2024, 3, 5), TUESDAY),
        ),
    ],
)
def test_time_words_ask_for_days(question: str, period: tuple[str, date, date]) -> None:
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
        "Who fell in January 2024?",
        "Why was the park shut down after being closed since June 13?",
        "Who left before May 2020?",
        "Who ran it until 2019?",
        "Which museum did USA TODAY choose?",
        "Which museum did USA Today choose?",
        "which museum did usa today choose?",
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
    assert period.since <= period.until
    assert period.until <= today or unit == "weekend"
