"""The numbers in a text, in figures and in English words, with their places.

Promise: pure functions of the text; a number that is part of a name, an ordinal or a clock time
("AK-47", "3rd", "9:30") is none.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from text_to_num import text2num

from embeddings.lexicon import FRACTIONS, ONES, SCALES, SHORT_SCALES, TEENS, TENS, join_pattern

_ONES, _TEENS, _TENS = join_pattern(ONES), join_pattern(("zero", *TEENS)), join_pattern(TENS)
_SCALES = SCALES | SHORT_SCALES
_VAGUE = {
    "dozens": (24.0, 99.0),
    "scores": (40.0, 99.0),
    "hundreds": (200.0, 999.0),
    "thousands": (2e3, 9999.0),
    "tens of thousands": (2e4, 99_999.0),
    "hundreds of thousands": (2e5, 999_999.0),
    "millions": (2e6, 9.999e6),
    "billions": (2e9, 9.999e9),
}
"""What a plural without a number may mean."""
_SINGLE = {
    "another": 1.0,
    "once": 1.0,
    "twice": 2.0,
    "both": 2.0,
    "a couple": 2.0,
    "a pair": 2.0,
    "thrice": 3.0,
}
_MANY = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}

_HUNDREDTHS = rf"(?:(?:{_TENS})(?:[ -](?:{_ONES})\b)?|{_TEENS}|{_ONES})"
_THOUSANDTHS = rf"(?:(?:{_ONES}) hundred(?:(?: and)? {_HUNDREDTHS})?|{_HUNDREDTHS})"
_WORDS = rf"(?:{_THOUSANDTHS} thousand(?: and)? {_THOUSANDTHS}|{_THOUSANDTHS})"
_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_LONG_SCALES = join_pattern(SCALES)
_SHORT_SCALES = rf"(?:{join_pattern(SHORT_SCALES)})(?![\w/])"
_PATTERN = re.compile(
    rf"(?<![\w.:/#])(?<![^\W\d]-)(?<!\d,)(?:"
    rf"(?P<vague>(?:(?:tens|hundreds) of thousands|dozens|scores|hundreds|thousands|millions"
    rf"|billions)\b(?!-))"
    rf"|(?P<half>half (?:a|an) (?P<halved>{_LONG_SCALES})\b)"
    rf"|(?P<part>(?:(?P<many>a|one|two|three|four)[ -])?(?P<whole>{join_pattern(FRACTIONS)})"
    rf"s?\b(?=\s+(?:of|the|a|an|its|his|her|their|all)\b|\W*$))"
    rf"|(?P<single>another(?= (?:second|minute|hour|day|week|month|year|mile)\b)"
    r"|once|twice|thrice|both|a couple|a pair)\b"
    rf"|(?P<article>an?\s+(?P<alone>{_LONG_SCALES})\b)"
    rf"|(?P<number>{_FIGURES}|{_WORDS}\b)(?!\d|:\d|(?:st|nd|rd|th)\b)"
    rf"(?P<plus>\s+and\s+a\s+half)?"
    rf"(?P<scales>(?:[\s-]?(?:{_LONG_SCALES})\b|\s?{_SHORT_SCALES})*)"
    rf")",
    re.IGNORECASE,
)
_NO_NUMBER_BEFORE = re.compile(
    r"\b(?:no|any|every|this|that|the|which|each|another|some)\s+$", re.IGNORECASE
)
_NO_NUMBER_AFTER = re.compile(
    r"\s*(?:of|by|another|who|that|is|was|can|has|could|may)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``text[start:end]``: ``low`` and ``high`` differ where the words are vague."""

    start: int
    end: int
    low: float
    high: float


@lru_cache(maxsize=512)
def find_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of ``text``, in order."""
    found = []
    for match in _PATTERN.finditer(text):
        if not _is_pronoun(match, text):
            low, high = _read(match)
            found.append(Number(match.start(), match.end(), low, high))
    return tuple(found)


def _is_pronoun(match: re.Match[str], text: str) -> bool:
    """Tell the "one" of "no one" and "one of them" from the number."""
    if match.group().lower() != "one":
        return False
    return bool(
        _NO_NUMBER_BEFORE.search(text[: match.start()]) or _NO_NUMBER_AFTER.match(text, match.end())
    )


def _read(match: re.Match[str]) -> tuple[float, float]:
    """Return the least and the greatest value that the words of a number may mean."""
    words = " ".join(match.group().lower().split())
    if match["vague"]:
        return _VAGUE[words]
    if match["part"]:
        many = _MANY.get((match["many"] or "a").lower())
        value = (many or 1) * FRACTIONS[match["whole"].lower()]
    elif match["half"]:
        value = 0.5 * _SCALES[match["halved"].lower()]
    elif match["single"]:
        value = _SINGLE[words]
    elif match["article"]:
        value = _SCALES[match["alone"].lower()]
    else:
        value = _read_number(match)
    return value, value


def _read_number(match: re.Match[str]) -> float:
    number = match["number"].lower()
    if number[0].isdigit():
        value = float(number.replace(",", ""))
    else:
        value = float(text2num(" ".join(number.split()), "en"))
    value += 0.5 if match["plus"] else 0
    for scale in re.findall(r"[a-z]+", match["scales"].lower()):
        value *= _SCALES[scale]
    return value
