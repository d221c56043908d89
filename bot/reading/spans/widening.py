"""Widen a span over what belongs to it: whole words, the hedge before a figure, the unit after.

Promise: the widened span holds the given one and stays in its sentence.
"""

import re

from bot.facts import find_numbers, widen_over_hedge
from embeddings.lexicon import CURRENCY_SIGNS, SCALES, TENS, TITLES_LONG, TITLES_SHORT, join_pattern
from embeddings.sentences import Span

_FIGURE = re.compile(
    rf"[{CURRENCY_SIGNS}#]?\d+(?:[.,]\d+)*|\b(?:{join_pattern(TENS)})-\w+", re.IGNORECASE
)
_UNIT = re.compile(
    r"-years?-olds?\b"
    rf"|\s?(?:%|percent\b|per cent\b|(?:{join_pattern(SCALES)})\b(?:\s(?:dollars|pounds"
    r"|euros|people))?|°[CF]?|(?:kilo|centi|milli)?met(?:re|er)s?\b|kilograms?\b|km\b|kg\b|miles?\b"
    r"|feet\b|foot\b|inch(?:es)?\b|mph\b|kph\b|times\b|years?(?: old)?\b|months?\b|weeks?\b|days?\b"
    r"|hours?\b|minutes?\b|seconds?\b|degrees?\b|dollars?\b|pounds?\b|euros?\b|cents?\b|tons?\b"
    r"|tonnes?\b|acres?\b|gallons?\b|litres?\b|liters?\b|points?\b)",
    re.IGNORECASE,
)
_TITLE = re.compile(
    rf"\b(?:(?:{join_pattern(TITLES_SHORT)})\.?"
    rf"|(?:(?:Vice|Prime|Deputy) )?(?:{join_pattern(word.title() for word in TITLES_LONG)}))\s+$"
)
_QUOTES = (("“", "”"), ("‘", "’"), ('"', '"'))


def widen(text: str, sentence: Span, start: int, end: int) -> tuple[int, int]:
    """Return the span ``text[start:end]`` widened within its sentence, until nothing is missing."""
    given = None
    while given != (start, end):
        given = start, end
        start, end = _widen_once(text, sentence, start, end)
    return start, end


def _widen_once(text: str, sentence: Span, start: int, end: int) -> tuple[int, int]:
    start, end = _to_words(text, sentence, start, end)
    hedged = widen_over_hedge(text, Span(start, end), sentence)
    start, end = hedged.start, hedged.end
    if text[start].isupper():
        start = _over(_TITLE, text, sentence, start)
    ends_with_figure = any(one.end == end - start for one in find_numbers(text[start:end]))
    if ends_with_figure and (unit := _UNIT.match(text, end, sentence.end)):
        end = unit.end()
    return _to_quotes(text, sentence, start, end)


def _to_words(text: str, sentence: Span, start: int, end: int) -> tuple[int, int]:
    """Let no word be cut in two, nor a figure from its currency or a decimal."""
    while start > sentence.start and _joined(text[start - 1], text[start]):
        start -= 1
    while end < sentence.end and _joined(text[end - 1], text[end]):
        end += 1
    for figure in _FIGURE.finditer(text, sentence.start, sentence.end):
        if figure.start() < start < figure.end():
            start = figure.start()
        if figure.start() < end < figure.end():
            end = figure.end()
    return start, end


def _joined(left: str, right: str) -> bool:
    return (left.isalnum() or left == "’") and (right.isalnum() or right == "’")


def _over(before: re.Pattern[str], text: str, sentence: Span, start: int) -> int:
    found = before.search(text[sentence.start : start])
    return sentence.start + found.start() if found else start


def _to_quotes(text: str, sentence: Span, start: int, end: int) -> tuple[int, int]:
    """Take in the second of a pair of quotation marks where the span holds the first."""
    inside = text[start:end]
    for opening, closing in _QUOTES:
        lone = inside.count(opening) != inside.count(closing) or (
            opening == closing and inside.count(opening) % 2
        )
        if not lone:
            continue
        rest = re.compile(rf"[,.!?]?{closing}").match(text, end, sentence.end)
        if inside.startswith(opening) and rest:
            return start, rest.end()
        if inside.endswith(closing) and start > sentence.start and text[start - 1] == opening:
            return start - 1, end
    return start, end
