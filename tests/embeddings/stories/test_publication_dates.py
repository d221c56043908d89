from datetime import UTC, date, datetime

import pytest

from embeddings.stories.publication_dates import read_date


@pytest.mark.parametrize(
    "text",
    [
        "2017-11-24",
        "2017/11/24",
        "2017.11.24",
        "20171124",
        "2017-11-24T10:00:00Z",
        "2017-11-24 23:30:00-05:00",
        "Nov. 24, 2017",
        "Nov 24 2017",
        "November 24th, 2017",
        "24 November 2017",
        "24-Nov-2017",
        "the 24th of November 2017",
        "Fri, 24 Nov 2017 10:00:00 GMT",
        "Published 9:14 AM EST, November 24, 2017",
        "24/11/2017",
        "11/24/2017",
        "24.11.2017",
        "24 novembre 2017",
        "24. November 2017",
    ],
)
def test_common_forms_give_the_day(text: str) -> None:
    assert read_date(text) == date(2017, 11, 24)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "yesterday",
        "2 days ago",
        "Tuesday",
        "November 24",
        "03/04/2017",
        "2017",
        "2017-13-45",
        "Nov. 24, 2017 and Nov. 25, 2017",
        "2017 reasons to stay",
        "no date at all " * 30,
        1511517600,
        None,
        ["2017-11-24"],
    ],
)
def test_a_doubtful_date_is_no_date(value: object) -> None:
    assert read_date(value) is None


def test_days_and_times_that_yaml_made_are_taken() -> None:
    assert read_date(date(2017, 11, 24)) == date(2017, 11, 24)
    assert read_date(datetime(2017, 11, 24, 23, 59, tzinfo=UTC)) == date(2017, 11, 24)


def test_a_day_equal_to_its_month_is_not_ambiguous() -> None:
    assert read_date("05/05/2017") == date(2017, 5, 5)
