"""Hedges: the words that say how sure or how exact a statement is.

Promise: an answer that was widened holds every hedge that belongs to it, and widening it again
changes nothing.
"""

import itertools
import re
from enum import StrEnum

from bot.facts.numbers import Number, find_numbers
from embeddings.lexicon import CURRENCY_SIGNS, DOLLAR_LANDS, ONES, TEENS, join_pattern
from embeddings.sentences import Span


class Bound(StrEnum):
    """What a hedge makes of a figure: ``ROUND`` ones are near it, from either side."""

    EXACT = ""
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ROUND = "about"


_FIGURE_HEDGES: tuple[tuple[Bound, str], ...] = (
    (
        Bound.AT_LEAST,
        r"at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of|minimum"
        r"|as (?:few|little|low) as|at a minimum",
    ),
    (
        Bound.AT_MOST,
        r"at (?:the )?most|up to|no more than|not more than|as (?:many|much|high|long|far) as"
        r"|a maximum of|maximum",
    ),
    (
        Bound.ROUND,
        r"about|around|approximately|approx\.?|roughly|some|circa|ca\.|an estimated|estimated"
        r"|close to|nearly|almost|(?:(?:a )?(?:little|bit) |slightly |just |well |far |much )?"
        r"(?:more|less|fewer) than|(?:(?:a )?little |slightly |just |well )?(?:over|under|above"
        r"|below)|upwards of|in excess of|only|exactly|in the region of|something like"
        r"|an? (?:average|total) of",
    ),
)
_TRAILING_HEDGES: tuple[tuple[Bound, str], ...] = (
    (Bound.AT_LEAST, r"or (?:more|above|longer|higher)|at (?:the )?least|plus|\+"),
    (Bound.AT_MOST, r"or (?:fewer|less|under|below)|at (?:the )?most"),
    (Bound.ROUND, r"or so|or thereabouts|give or take|approximately"),
)
_NO_HEDGE = frozenset({"only", "exactly", "a total of"})
_CLAIM_HEDGES = (
    r"allegedly|alleged|reportedly|unconfirmed|unverified|supposedly|supposed|purportedly"
    r"|purported|apparently|apparent|possibly|possible|probably|probable|presumably|presumed"
    r"|suspected|believed to (?:be|have|have been)|thought to (?:be|have|have been)|feared"
    r"|(?:is|are|was|were) (?:expected|likely|due|set|believed|thought|said|feared|understood) to"
    r"(?: (?:be|have(?: been)?))?"
    r"|expected to(?: (?:be|have(?: been)?))?|likely to(?: (?:be|have(?: been)?))?|likely|expected"
    r"|(?-i:may|might|could)(?: (?:be|have(?: been)?))?|perhaps|maybe|potentially|potential"
    r"|preliminary|provisional|planned|proposed"
)
_UNSURE = re.compile(
    r"\?|\b(?:if|whether|unless|would|could|(?-i:may)|might|expected|planned|likely|allegedly|alleged"
    r"|reportedly|rumou?r\w*|suspected|possibly|perhaps)\b",
    re.IGNORECASE,
)
_DETERMINER = r"(?:(?:a|an|the|his|her|its|their|another|further)\s+)?"
_LAND = join_pattern(DOLLAR_LANDS)
_CURRENCY = rf"(?:(?:{_LAND})?[{CURRENCY_SIGNS}]\s?)?"

_ANY_FIGURE_HEDGE = "|".join(pattern for _, pattern in _FIGURE_HEDGES)
_ANY_TRAILING_HEDGE = "|".join(pattern for _, pattern in _TRAILING_HEDGES)
_BEFORE_FIGURE = re.compile(
    rf"(?<![\w-])(?P<hedge>{_ANY_FIGURE_HEDGE})\s+{_DETERMINER}{_CURRENCY}$", re.IGNORECASE
)
_AFTER_FIGURE = re.compile(
    rf"(?:\s+\w+)??(?:\s+|(?=\+))(?P<hedge>{_ANY_TRAILING_HEDGE})(?!\w)(?!\s+(?:than|to)\b)"
    rf"(?!\s+{_CURRENCY}(?:\d|(?:{join_pattern((*ONES, *TEENS))})\b))",
    re.IGNORECASE,
)
_BEFORE_CLAIM = re.compile(rf"(?<![\w-])(?:{_CLAIM_HEDGES})\s+{_DETERMINER}$", re.IGNORECASE)
_HEDGED_START = re.compile(
    rf"(?:(?:{_ANY_FIGURE_HEDGE}|{_CLAIM_HEDGES}|between|from)\s+{_DETERMINER})*{_CURRENCY}",
    re.IGNORECASE,
)
_HEDGED_CLOCK = re.compile(
    rf"(?:(?:{_ANY_FIGURE_HEDGE})\s+)*(?:\d{{1,2}}:\d\d|noon|midnight)\b", re.IGNORECASE
)
_BEFORE_AMOUNT = re.compile(rf"(?:\b(?:{_LAND}))?[{CURRENCY_SIGNS}]\s?$")
_RANGE_START = re.compile(r"(?<!\w)(?:between|from)\s+$", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:rose|risen|grew|grown|climbed|jumped|increased|raised"
    r"|revised|went|gone|up)\b[^.;]{0,40}\bfrom\s+$",
    re.IGNORECASE,
)
"""Before "97 to 115": a figure and what became of it are no range."""
_RANGE_JOIN = re.compile(
    rf"\s*(?:%|[a-z]{{1,12}})?\s*(?P<join>and|to|or|[-–—])\s*{_CURRENCY}", re.IGNORECASE
)
_MAX_WORDS_AFTER = 3


def is_unsure(text: str) -> bool:
    """Say whether a text leaves open what it tells: "six may be missing", not "in May six were"."""
    return bool(_UNSURE.search(text))


def read_bound(text: str, start: int, end: int) -> tuple[Bound, int]:
    """Return what the words around the figure ``text[start:end]`` make of it, and where figure and
    hedge begin."""
    for match, hedges in (
        (_BEFORE_FIGURE.search(text[:start]), _FIGURE_HEDGES),
        (_AFTER_FIGURE.match(text, end), _TRAILING_HEDGES),
    ):
        words = " ".join(match["hedge"].lower().split()) if match else ""
        if match and words not in _NO_HEDGE:
            bound = next(
                bound for bound, pattern in hedges if re.fullmatch(pattern, words, re.IGNORECASE)
            )
            return bound, min(start, match.start())
    return Bound.EXACT, start


def widen_over_hedge(text: str, answer: Span, within: Span) -> Span:
    """Return ``answer`` with the hedges of ``within`` (its sentence) that belong to it.

    A figure that was cut in two is made whole, and so is a range.
    """
    sentence = text[within.start : within.end]
    numbers = find_numbers(sentence)
    span = answer.start - within.start, answer.end - within.start
    while True:
        widened = _widen_once(sentence, *span, numbers)
        if widened == span:
            return Span(span[0] + within.start, span[1] + within.start)
        span = widened


def keeps_hedge(text: str, answer: Span, within: Span) -> bool:
    """Say whether ``answer`` holds every hedge that belongs to it."""
    return widen_over_hedge(text, answer, within) == answer


def _widen_once(
    sentence: str, start: int, end: int, numbers: tuple[Number, ...]
) -> tuple[int, int]:
    touched = [one for one in numbers if one.start < end and start < one.end]
    if touched:
        start, end = min(start, touched[0].start), max(end, touched[-1].end)
        start, end = _widen_over_range(sentence, start, end, numbers)
    opens_with_figure = touched and _HEDGED_START.fullmatch(sentence, start, touched[0].start)
    opens_with_figure = opens_with_figure or _HEDGED_CLOCK.match(sentence, start)
    patterns = (_BEFORE_AMOUNT, _BEFORE_FIGURE) if opens_with_figure else ()
    for pattern in (*patterns, _BEFORE_CLAIM):
        if match := pattern.search(sentence[:start]):
            start = match.start()
    ends_with_figure = touched and len(sentence[touched[-1].end : end].split()) <= _MAX_WORDS_AFTER
    trailing = _AFTER_FIGURE.match(sentence, end) if ends_with_figure else None
    return start, trailing.end() if trailing else end


def _widen_over_range(
    sentence: str, start: int, end: int, numbers: tuple[Number, ...]
) -> tuple[int, int]:
    """Take in the other end of "between five and seven", "two or three" and "5-7"."""
    for first, second in itertools.pairwise(numbers):
        touched = start < second.end and first.start < end
        if touched and (opened := find_range(sentence, first, second)) is not None:
            start, end = min(start, opened), max(end, second.end)
    return start, end


def find_range(sentence: str, first: Number, second: Number) -> int | None:
    """Return where a range of two neighbouring numbers begins, ``None`` if they are none."""
    joined = _RANGE_JOIN.fullmatch(sentence, first.end, second.start)
    if not joined or first.low > second.low:
        return None
    before = _BEFORE_AMOUNT.sub("", sentence[: first.start])
    if _CHANGE.search(before):
        return None
    opening = _RANGE_START.search(before)
    if opening:
        return opening.start()
    return None if joined["join"].lower() == "and" else first.start
