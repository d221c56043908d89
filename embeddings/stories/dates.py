"""From the many ways to write a day to ``datetime.date``. A doubtful date gives ``None``."""

import re
from datetime import date, datetime

_MONTH_NAMES = (
    *("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july"),
    *("aug august", "sep sept september", "oct october", "nov november", "dec december"),
)
_MONTHS = {
    name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()
}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)(?!\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}\s?(?P<mark>[-/.])\s?(?P<month>\d\d?)\s?(?P=mark)\s?(?P<day>\d\d?)(?!\d)",
        r"^(?P<year>(?:1[6-9]|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?=T|$|\s)",
        rf"\b{_MONTH}\s*{_DAY}(?:\s*,\s*|\s+){_YEAR}",
        rf"(?<!\d){_DAY}[\s-]*(?:of\s+)?{_MONTH}[\s,-]*{_YEAR}",
        rf"(?<!\d){_YEAR}[\s,-]+{_MONTH}[\s-]+{_DAY}(?!\d)",
    )
)
_DAY_AND_MONTH = re.compile(rf"(?<!\d)(\d\d?)([/.-])(\d\d?)\2{_YEAR}")
_HAS_YEAR = re.compile(rf"(?<!\d){_YEAR}")
_MAX_LENGTH = 120


def read_date(value: object) -> date | None:
    """Return the day that ``value`` names, as written there (no change of time zone).

    ``None`` for anything relative ("yesterday"), without a year, or ambiguous: "03/04/2017" may be
    in March or in April, and "04.05.2017 and 06.05.2017" names two days.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if len(text) > _MAX_LENGTH or not (_HAS_YEAR.search(text) or text[:8].isdigit()):
        return None
    found = _find_days(text)
    if found:
        return found.pop() if len(found) == 1 else None
    return None if _DAY_AND_MONTH.search(text) else _read_other_language(text)


def _find_days(text: str) -> set[date]:
    found = set()
    for form in _FORMS:
        for match in form.finditer(text):
            month = match["month"].lower()
            day = _make_day(match["year"], str(_MONTHS.get(month, month)), match["day"])
            found |= {day} - {None}
    for match in _DAY_AND_MONTH.finditer(text):
        found |= _day_and_month(match)
    return {day for day in found if day is not None}


def _day_and_month(match: re.Match[str]) -> set[date | None]:
    first, second = int(match[1]), int(match[3])
    if match[2] == ".":
        # Only day.month.year is written with dots.
        return {_make_day(match["year"], match[3], match[1])}
    if first <= 12 and second <= 12 and first != second:
        return set()
    day, month = (first, second) if first > 12 else (second, first)
    return {_make_day(match["year"], str(month), str(day))}


def _make_day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _read_other_language(text: str) -> date | None:
    # dateparser takes half a second to load, and only a date in another language needs it.
    from embeddings.stories.foreign_dates import read_foreign_date  # noqa: PLC0415

    return read_foreign_date(text)
