"""Widen a span over what belongs to it: whole words, the hedge before a figure, the unit after.

Promise: the widened span holds the given one and stays in its sentence.
"""

import re

from embeddings.sentences import Span

_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|hundreds?|thousands?|millions?|billions?|half|a third|a quarter)\b"
)
_NUMBER = rf"(?:[$£€]?\d|(?:a )?{_NUMBER_WORD})"
_FIGURE = re.compile(
    r"[$£€#]?\d+(?:[.,]\d+)*|\b(?:twen|thir|for|fif|six|seven|eigh|nine)ty-\w+", re.IGNORECASE
)
_STARTS_WITH_NUMBER = re.compile(_NUMBER, re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:at (?:least|most)|more than|less than|fewer than|no (?:more|less|fewer) than|up to"
    r"|as (?:many|much|few|little|high|low) as|about|around|approximately|roughly|nearly|almost"
    r"|over|under|close to|an? estimated|some|an? (?:average|total) of|well over"
    r"|just (?:over|under)|only)\s+$",
    re.IGNORECASE,
)
_FIRST = rf"{_NUMBER}[\w,.%-]*\s+"
_RANGE_START = re.compile(
    rf"(?<![\w,.%-])(?:between\s+{_FIRST}and|(?:from\s+)?{_FIRST}(?:to|or))\s+$", re.IGNORECASE
)
_UNIT = re.compile(
    r"-years?-olds?\b"
    r"|\s?(?:%|percent\b|per cent\b|(?:thousand|million|billion|trillion)\b(?:\s(?:dollars|pounds"
    r"|euros|people))?|°[CF]?|(?:kilo|centi|milli)?met(?:re|er)s?\b|kilograms?\b|km\b|kg\b|miles?\b"
    r"|feet\b|foot\b|inch(?:es)?\b|mph\b|kph\b|times\b|years?(?: old)?\b|months?\b|weeks?\b|days?\b"
    r"|hours?\b|minutes?\b|seconds?\b|degrees?\b|dollars?\b|pounds?\b|euros?\b|cents?\b|tons?\b"
    r"|tonnes?\b|acres?\b|gallons?\b|litres?\b|liters?\b|points?\b)",
    re.IGNORECASE,
)
_ENDS_WITH_NUMBER = re.compile(rf"(?:\d|\b{_NUMBER_WORD})[,.]*$", re.IGNORECASE)
_TITLE = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Capt|Sen|Rep|Gov|Rev|Prof|St)\.?|President|Vice President"
    r"|Prime Minister|Senator|Governor|Mayor|General|Colonel|Captain|Sergeant|Judge|Justice|King"
    r"|Queen|Prince|Princess|Pope|Professor|Sir|Lord|Lady|Chancellor|Secretary)\s+$"
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
    if _STARTS_WITH_NUMBER.match(text[start:end]):
        start = _over(_RANGE_START, text, sentence, start)
        start = _over(_HEDGE, text, sentence, start)
    elif text[start:end][:1].isupper():
        start = _over(_TITLE, text, sentence, start)
    if _ENDS_WITH_NUMBER.search(text[start:end]) and (unit := _UNIT.match(text, end, sentence.end)):
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
