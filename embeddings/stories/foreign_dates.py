"""Dates in other languages than English, by dateparser; loaded only when one is met."""

import functools
from datetime import date

import dateparser

_SETTINGS = {
    "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    # Only absolute dates: "yesterday" would otherwise be resolved against today's clock.
    "PARSERS": ["absolute-time"],
    "RETURN_AS_TIMEZONE_AWARE": False,
}


@functools.lru_cache(maxsize=10_000)
def read_foreign_date(text: str) -> date | None:
    """Return the day that ``text`` names in any language, or ``None``."""
    try:
        found = dateparser.parse(text, settings=_SETTINGS)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    return found.date() if found else None
