"""Time words in a question: which days of publication they ask for.

Promise: a pure function of the question and of today; what is not understood narrows nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from embeddings.lexicon import NUMBER_OF, join_pattern

_NUMBERS = NUMBER_OF | {"a": 1, "an": 1, "few": 3, "couple of": 2}
_COUNT = rf"(?P<count>\d{{1,3}}|{join_pattern(_NUMBERS)})"
_RELATIVE = re.compile(
    r"\b(?P<day>(?:the )?day before yesterday|yesterday|(?<!usa )today)\b"
    r"|\b(?P<which>this|last|previous) (?P<unit>week|weekend|month|year)\b"
    rf"|\b(?:in|over|during|within) the (?:last|past) (?:{_COUNT} )?"
    r"(?P<span>day|week|month|year)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``since`` to ``until``, both included, and the words that ask for them."""

    words: str
    since: date
    until: date


def find_period(question: str, *, today: date) -> Period | None:
    """Return the days of publication that a question asks for, ``None`` if it names none.

    Days, months and years that are named are left alone: what happened "on 13 November", "since
    June" or "in 1996" is told in later stories, too. Nor is "USA Today" a day.
    """
    for match in _RELATIVE.finditer(question):
        if match.start() == 0 or match.group().islower():
            since, until = _read_relative(match, today)
            return Period(match.group(), since, until)
    return None


def _read_relative(match: re.Match[str], today: date) -> tuple[date, date]:
    if match["day"]:
        words = match["day"].lower()
        days = 0 if words == "today" else 2 if "before" in words else 1
        return today - timedelta(days), today - timedelta(days)
    if match["span"]:
        count = (match["count"] or "one").lower()
        number = _NUMBERS.get(count) or int(count)
        return _ago(today, match["span"].lower(), number), today
    first, last = _UNITS[match["unit"].lower()](today)
    if match["which"].lower() == "this":
        return first, last if first > today else min(last, today)
    unit = "week" if match["unit"].lower() == "weekend" else match["unit"].lower()
    return _UNITS[match["unit"].lower()](_ago(today, unit, 1))


def _ago(day: date, unit: str, number: int) -> date:
    """Return the day so many days, weeks, months or years before."""
    back: dict[str, relativedelta] = {
        "day": relativedelta(days=number),
        "week": relativedelta(weeks=number),
        "month": relativedelta(months=number),
        "year": relativedelta(years=number),
    }
    try:
        return day - back[unit]
    except ValueError:  # before the first year
        return date.min


def _week(day: date) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _weekend(day: date) -> tuple[date, date]:
    monday, sunday = _week(day)
    return monday + timedelta(days=5), sunday


def _month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, first + relativedelta(months=1, days=-1)


def _year(day: date) -> tuple[date, date]:
    return day.replace(month=1, day=1), day.replace(month=12, day=31)


_UNITS: dict[str, Callable[[date], tuple[date, date]]] = {
    "week": _week,
    "weekend": _weekend,
    "month": _month,
    "year": _year,
}
