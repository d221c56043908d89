"""Days, months and years that a text names, as far as it names them.

Promise: what the text leaves out stays out, but for what the story's own date makes plain: the
year of "13 November", the day of "on Tuesday".
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil import parser
from dateutil.relativedelta import relativedelta, weekday

from embeddings.lexicon import MONTHS, MONTHS_SHORT, NEAR_DAYS, SEASONS, WEEKDAYS, join_pattern

_MONTHS = rf"(?:{join_pattern((*MONTHS, *MONTHS_SHORT))})\b\.?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_NAMED = re.compile(
    rf"\b(?P<iso>{_YEAR}-\d\d-\d\d)\b"
    rf"|\b(?P<day>\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS}(?:,? {_YEAR}\b)?)"
    rf"|\b(?P<month>{_MONTHS} (?:\d{{1,2}}(?:st|nd|rd|th)?\b(?!:\d)(?:,? (?:of )?{_YEAR}\b)?"
    rf"|(?:of )?{_YEAR}\b))"
    rf"|(?:(?<=\bin )|(?<=\bsince )|(?<=\buntil )|(?<=\bby )|(?<=\bduring )|(?<=\blast ))"
    rf"(?P<bare>{_MONTHS})(?! \d)"
    rf"|(?:(?<=\bin )|(?<=\bof )|(?<=\bsince )|(?<=\buntil )|(?<=\bby )|(?<=\bduring )"
    rf"|(?<=\bbefore )|(?<=\bafter )|^)(?P<year>{_YEAR})\b(?![-,]?\d)"
)
_SHIFT = re.compile(r",? (?:of )?(?P<which>next|last|this) year\b", re.IGNORECASE)
_YEARS = {"next": 1, "last": -1, "this": 0}
"""Years from the story's own: "May 6 next year"."""
_RELATIVE = re.compile(
    rf"\b(?P<weekday>{join_pattern(WEEKDAYS)})\b"
    rf"|\b(?P<near>the day before yesterday|{join_pattern(NEAR_DAYS)})\b",
    re.IGNORECASE,
)
_NEAR = {"the day before yesterday": -2, "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_FILLERS = (datetime(2004, 1, 1), datetime(2009, 2, 3))
_FAR = timedelta(days=31)

_RELATIVE_WORDS = re.compile(
    rf"\b(?:{join_pattern((*WEEKDAYS, *NEAR_DAYS))}|this morning|overnight"
    r"|(?:last|next|this|past|earlier this|later this) (?:week|weekend|month|year|night"
    rf"|{join_pattern((*SEASONS, *MONTHS))})|(?:\w+ )?(?:days?|weeks?|months?|years?)"
    r" (?:ago|earlier)"
    r"|so far this year)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedDate:
    """A date at ``text[start:end]``; parts that are not named are ``None``."""

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None


def find_dates(text: str, published: date | None = None) -> tuple[NamedDate, ...]:
    """Return the dates that ``text`` names, in order, as seen from the day it was published."""
    found = [_read_named(match, published) for match in _NAMED.finditer(text)]
    if published:
        found += [_read_relative(match, published) for match in _RELATIVE.finditer(text)]
    dates = sorted((one for one in found if one), key=lambda one: (one.start, one.end))
    return tuple(_without_doubles(dates))


def same_date(one: NamedDate, other: NamedDate) -> bool:
    """Say whether two dates may be one: no part that both name differs, and one part is shared."""
    parts = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    shared = [pair for pair in parts if None not in pair]
    return bool(shared) and all(first == second for first, second in shared)


def names_near_day(text: str) -> bool:
    """Say whether a text names a day near that on which it was written: "Thursday", "yesterday"."""
    return _RELATIVE.search(text) is not None


def find_relative_words(text: str) -> tuple[str, ...]:
    """Return the words that mean a day only together with the day on which they were written."""
    return tuple(dict.fromkeys(match.group() for match in _RELATIVE_WORDS.finditer(text)))


def blank_dates(text: str) -> str:
    """Return ``text``, as long as before, with blanks where dates stand."""
    pieces = list(text)
    for match in _NAMED.finditer(text):
        start, end = match.span()
        pieces[start:end] = " " * (end - start)
    return "".join(pieces)


def _read_named(match: re.Match[str], published: date | None) -> NamedDate | None:
    start, end = match.span()
    if match["year"]:
        return NamedDate(start, end, int(match["year"]))
    words = match.group().replace(" of ", " ").rstrip(".")
    shifted = _SHIFT.match(match.string, end)
    try:
        first, second = (parser.parse(words, default=filler, ignoretz=True) for filler in _FILLERS)
    except (ValueError, OverflowError):
        return None
    year, month, day = (
        getattr(first, part) if getattr(first, part) == getattr(second, part) else None
        for part in ("year", "month", "day")
    )
    if year is None and month and published and shifted:
        year = published.year + _YEARS[shifted["which"].lower()]
        end = shifted.end()
    if year is None and month and published:
        year = _guess_year(month, day or 1, published)
    return NamedDate(start, end, year, month, day)


def _guess_year(month: int, day: int, published: date) -> int:
    """Return the year in which a day comes last before the story, or soon after it."""
    this_year = published.replace(day=1) + relativedelta(month=month, day=day)
    return published.year - 1 if this_year - published > 5 * _FAR else published.year


def _read_relative(match: re.Match[str], published: date) -> NamedDate:
    if match["near"]:
        day = published + timedelta(days=_NEAR[match["near"].lower()])
    else:
        number = WEEKDAYS.index(match["weekday"].capitalize())
        day = published + relativedelta(weekday=weekday(number)(-1))
    return NamedDate(*match.span(), day.year, day.month, day.day)


def _without_doubles(dates: list[NamedDate]) -> list[NamedDate]:
    """Drop the "Tuesday" of "Tuesday, 7 May 2024"."""
    kept: list[NamedDate] = []
    for one in dates:
        if kept and one.start - kept[-1].end <= 2 and same_date(kept[-1], one):
            kept.pop()
        kept.append(one)
    return kept
