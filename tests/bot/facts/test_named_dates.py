"""Dates in an answer, as far as it names them."""

from datetime import date

import pytest

from bot.facts.dates import (
    blank_dates,
    find_dates,
    find_relative_words,
    names_near_day,
    same_date,
)

WEDNESDAY = date(2017, 11, 22)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("on 13 November 2017", (2017, 11, 13)),
        ("November 13th, 2017", (2017, 11, 13)),
        ("2017-11-13", (2017, 11, 13)),
        ("in November 2017", (2017, 11, None)),
        ("in 2017", (2017, None, None)),
        ("2024", (2024, None, None)),
        ("13 November", (2017, 11, 13)),
        ("on 24 December", (2017, 12, 24)),
        ("on 3 May", (2017, 5, 3)),
        ("on Tuesday", (2017, 11, 21)),
        ("on Wednesday", (2017, 11, 22)),
        ("yesterday", (2017, 11, 21)),
        ("through April 1st of 2023", (2023, 4, 1)),
    ],
)
def test_a_date_is_read_as_far_as_it_goes(
    text: str, parts: tuple[int, int | None, int | None]
) -> None:
    (found,) = find_dates(text, WEDNESDAY)

    assert (found.year, found.month, found.day) == parts


@pytest.mark.parametrize("text", ["five times", "he may 5", "2,017 men", "", "at 13:05"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert find_dates(text, WEDNESDAY) == ()


def test_a_year_is_found_across_the_new_year() -> None:
    (found,) = find_dates("on 24 December", date(2018, 1, 3))

    assert (found.year, found.month, found.day) == (2017, 12, 24)


def test_a_weekday_beside_its_date_is_one_date() -> None:
    found = find_dates("on Tuesday, 21 November 2017", WEDNESDAY)

    assert [(one.year, one.month, one.day) for one in found] == [(2017, 11, 21)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("13 November 2017", "November 13, 2017", True),
        ("in November 2017", "13 November 2017", True),
        ("13 November", "on 13 November 2017", True),
        ("13 November 2017", "14 November 2017", False),
        ("in 2017", "in 2018", False),
    ],
)
def test_dates_are_the_same_if_no_part_differs(one: str, other: str, same: bool) -> None:
    (first,), (second,) = find_dates(one), find_dates(other)

    assert same_date(first, second) is same is same_date(second, first)
    assert same_date(first, first)


def test_words_that_need_the_day_of_the_story_are_found() -> None:
    assert find_relative_words("He fled last week, on Tuesday, not on 3 May 2017.") == (
        "last week",
        "Tuesday",
    )


def test_blanked_dates_leave_the_other_figures_in_place() -> None:
    text = "On 13 November 2017 five men"

    assert blank_dates(text) == "On                  five men"


@pytest.mark.parametrize(
    ("question", "day"),
    [("Who died in the flood on Monday?", True), ("Who died in the flood?", False)],
)
def test_a_day_near_its_stories_is_known(question: str, *, day: bool) -> None:
    assert names_near_day(question) is day
