"""To which year a sentence and a question belong.

Promise: pure functions; a text that names no year belongs to none.
"""

import re
from datetime import date

from embeddings.lexicon import ONES, TEENS, TENS, join_pattern

_YEAR = re.compile(r"(?<![\d,.$£€-])(?:1[5-9]|20)\d\d(?![\d%]|[,-]\d)")
_EARLIER = re.compile(
    r"\b(?:a (?:decade|century|generation) (?:ago|earlier)"
    r"|\w+ (?:decades|centuries) (?:ago|earlier)"
    rf"|(?:[2-9]|[1-9]\d+|{join_pattern((*ONES[1:], *TEENS, *TENS))}) years"
    r" (?:ago|earlier|before))\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:by|until|toward|towards|before) (?:the end of )?20\d\d\b", re.IGNORECASE)
"""A goal that an old story tells of is not what was so in that year."""
_NEAR_YEARS = 1
"""A story may tell of last year and next as of now."""


def find_years(text: str) -> frozenset[int]:
    """Return the years that a text names."""
    return frozenset(int(match.group()) for match in _YEAR.finditer(text))


def tells_of_earlier(sentence: str, published: date | None) -> bool:
    """Say whether a sentence tells of a year well before its story alone: "in the 1977 storm"."""
    if published is None:
        return False
    years = find_years(sentence)
    if years:
        return max(years) < published.year - _NEAR_YEARS
    return bool(_EARLIER.search(sentence))


def fits_year(question: str, sentence: str, published: date | None, title: str = "") -> bool:
    """Say whether a sentence below a headline may tell of the year that a question names, if it
    names one."""
    asked = find_years(question)
    if not asked:
        return True
    told = find_years(sentence)
    if told and published and published.year + _NEAR_YEARS < min(asked):
        return bool(asked & find_years(_UNTIL.sub(" ", sentence)))
    if told:
        return bool(asked & told)
    if headed := find_years(title):
        return bool(asked & headed)
    if published is None:
        return True
    return any(abs(published.year - year) <= _NEAR_YEARS for year in asked)
