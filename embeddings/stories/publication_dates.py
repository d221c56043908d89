"""From the many ways to write a day to ``datetime.date``. A doubtful date gives ``None``."""

import re
from datetime import date, datetime

from dateutil import parser

_MAX_LENGTH = 120
_NUMBER = re.compile(r"\d+")
_FILLERS = (datetime(2004, 1, 1), datetime(2009, 2, 3))
"""What dateutil fills in for what a text leaves out: where both give one day, nothing was."""


def read_date(value: object) -> date | None:
    """Return the day that ``value`` names, as written there (no change of time zone).

    ``None`` for anything relative ("yesterday"), without a year, or ambiguous: "03/04/2017" may be
    in March or in April.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if len(text) > _MAX_LENGTH or not any(char.isdigit() for char in text):
        return None
    days = [_read_day(text, day_first=day_first) for day_first in _list_orders(text)]
    if any(days):
        return days[0] if len(set(days)) == 1 else None
    return _read_other_language(text) if _may_be_day(text) else None


def _may_be_day(text: str) -> bool:
    """Whether a text has what a day in another language needs: letters, a year and a day.

    Asking takes a tenth of a second, which a table of thousands of rows has not.
    """
    numbers = _NUMBER.findall(text)
    year = any(len(number) == 4 for number in numbers)
    return len(numbers) > 1 and year and any(char.isalpha() for char in text)


def _list_orders(text: str) -> tuple[bool, ...]:
    """Return which orders of day and month a text may mean: after a year, the month is first."""
    return (False,) if text[:4].isdigit() else (False, True)


def _read_day(text: str, *, day_first: bool) -> date | None:
    """Return the day if the text names its year, month and day."""
    try:
        found = {
            parser.parse(text, default=filler, dayfirst=day_first, fuzzy=True, ignoretz=True).date()
            for filler in _FILLERS
        }
    except (ValueError, OverflowError, TypeError):
        return None
    return found.pop() if len(found) == 1 else None


def _read_other_language(text: str) -> date | None:
    # dateparser takes half a second to load, and only a date in another language needs it.
    from embeddings.stories.foreign_dates import read_foreign_date  # noqa: PLC0415

    return read_foreign_date(text)
