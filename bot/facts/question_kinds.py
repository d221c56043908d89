"""What kind of thing a question asks for, and whether a sentence holds such a thing.

These are the surface cues of English: a question word names the kind, and a figure, a
capitalised name or a weekday shows it. They are evidence among other evidence, never a verdict.

Promise: pure functions of their text.
"""

import re
from enum import StrEnum
from functools import lru_cache

from bot.facts.names import find_names
from embeddings.lexicon import (
    DAY_PARTS,
    FRACTIONS,
    FUNCTION_WORDS,
    MONTHS,
    MONTHS_SHORT,
    NEAR_DAYS,
    NUMBER_OF,
    SCALES,
    SEASONS,
    TENS,
    WEEKDAYS,
    join_pattern,
)


class Kind(StrEnum):
    """The kind of thing that a question asks for."""

    AGE = "age"
    NUMBER = "number"
    PERSON = "person"
    NAME = "name"
    PLACE = "place"
    TIME = "time"
    REASON = "reason"
    QUOTE = "quote"
    ABBREVIATION = "abbreviation"
    YES_NO = "yes or no"
    OTHER = "other"


CUED_KINDS = (
    Kind.AGE, Kind.NUMBER, Kind.PERSON, Kind.NAME, Kind.PLACE, Kind.TIME, Kind.REASON, Kind.QUOTE,
    Kind.ABBREVIATION,
)  # fmt: skip
"""The kinds that a sentence can be seen to hold."""

YES_NO = re.compile(
    r"^\W*(?:and |so |but )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should"
    r"|may|might)(?:n['’]?t)?\b",
    re.IGNORECASE,
)
"""How a question begins that asks for yes or no: "did", "so is", "hasn't"."""

_QUESTION_CUES: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Kind.OTHER, r"^\W*list\b|^\W*name (?:all|every\w*|each|some|two|three|four|five)\b"),
        (
            Kind.ABBREVIATION,
            r"\bwhat (does|do|did|is|are) (the )?\w+ (stand|short|mean)s?( for)?\W*$"
            r"|\b(stands? for|short for|abbreviation|acronym)\b",
        ),
        (
            Kind.AGE,
            r"\bhow old\b|\bwhat age\b"
            r"|^(?!.*\b(?:say|said|tell|told)\b).*\b(his|her|their|the \w+'?s?) age\b",
        ),
        (Kind.REASON, r"\bwhy\b|\bwhat (was|is|were) the (reason|cause)\b|\bhow come\b"),
        (
            Kind.TIME,
            r"\bwhen\b|\b(what|which) (year|month|day|date|time|week|decade|century)\b"
            r"|\bhow long ago\b|\bhow recently\b",
        ),
        (
            Kind.NUMBER,
            r"\bhow (many|much|often)( times)?\b|\bhow (far|fast|long|high|tall|big|large|deep"
            r"|heavy|wide)\b|\b(what|which) (share|percentage|percent|proportion|number|amount"
            r"|price|figure|score|distance|fraction|sum|total|rate|salary|cost|size)( of)?\b"
            r"|\b(?<!\ba )number of\b",
        ),
        (
            Kind.PLACE,
            r"\bwhere\b|\b(what|which) (country|city|town|state|place|county|region|continent"
            r"|hospital|river|island|village|province|street|building)\b",
        ),
        (Kind.PERSON, r"^\W*who(m|se)?\b|\bwho(m|se)?\b(?!.*\b(what|which)\b)"),
        (Kind.NAME, r"\bwhich\b|\b(his|her|its|their|the) names?\b|'s name\b|\bcalled what\b"),
        (
            Kind.QUOTE,
            r"\bwhat (did|does|do|has|have|had|was|were|is) .*\b(say|said|saying|tell|told|call"
            r"|called|claim|claimed|warn|argue|announce|comment)\b|\bhow (did|does|do|has|have) "
            r".*\b(react|respond|describe|explain|comment|answer)\w*\b|\breaction\b",
        ),
        (Kind.YES_NO, YES_NO.pattern),
    )
)

_ASKING = re.compile(
    r"\b(?:wh(?:o|om|ose|at|en|ere|y|ich)|how|is|are|was|were|do|does|did|has|have|had|can|could|will"
    r"|would|should|name|list)\b",
    re.IGNORECASE,
)
# "lantus price cut percent", "crash death toll": key words, the last of which asks
_LAST_WORD_CUES: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{words})\W*$", re.IGNORECASE))
    for kind, words in (
        (Kind.AGE, "age"),
        (Kind.REASON, "reason|cause|motive"),
        (Kind.TIME, "date|day|year"),
        (
            Kind.NUMBER,
            "percent|percentage|score|toll|count|price|cost|size|speed|salary|total|number|amount"
            "|turnout|attendance",
        ),
        (Kind.PLACE, "location|place|venue"),
    )
)

_NUMBERS = {word: str(number) for word, number in NUMBER_OF.items()} | {
    "once": "1",
    "single": "1",
    "twice": "2",
    "both": "2",
    "couple": "2",
    "dozen": "12",
}
_NUMBER_WORD = (
    rf"(?:{join_pattern(_NUMBERS)}|{join_pattern(TENS)}|(?:{join_pattern(SCALES)})s?"
    rf"|{join_pattern(FRACTIONS)}|first|second)"
)
_MONTH = rf"(?:{join_pattern(MONTHS)}|(?:{join_pattern(MONTHS_SHORT)})\.)"
_DATE = re.compile(
    rf"\b\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?|{_MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?(?!\w)"
    rf"|{_MONTH}\s+\d{{4}}|\b(?i:in|of|since) (?:1[89]|20)\d\d\b|\b\d{{1,2}}:\d\d\b"
)
_DAY = rf"(?:{join_pattern(WEEKDAYS)})"

_ANSWER_CUES: dict[Kind, re.Pattern[str]] = {
    Kind.AGE: re.compile(r"\b\d{1,3}[- ]years?[- ]old\b|\baged?\s+\d|,\s\d{1,3},", re.IGNORECASE),
    Kind.NUMBER: re.compile(rf"\d+(?:[.,]\d+)*|\b{_NUMBER_WORD}\b", re.IGNORECASE),
    Kind.TIME: re.compile(
        rf"\b(?:1[89]|20)\d\d\b|\b{_MONTH}(?!\w)|\b{_DAY}\b|\b\d{{1,2}}(?::\d\d)?\s*[ap]\.?m\b"
        rf"|\b(?i:{join_pattern((*NEAR_DAYS, *DAY_PARTS))}"
        rf"|ago|(?:last|next|this) (?:week|month|year|{join_pattern(SEASONS)})"
        r"|weekend|century|decade)\b"
    ),
    Kind.REASON: re.compile(
        r"\b(because|since|due to|reason|in order to|so that|as a result|owing to|thanks to"
        r"|prompted|caused?|blamed?|motivated?|after|amid|over|to [a-z]+)\b",
        re.IGNORECASE,
    ),
    Kind.QUOTE: re.compile(
        r"[“”\"]|\b(said|says|told|tells|called|calls|claimed|claims|warned|argued|added|adds|tweeted"
        r"|wrote|announced|according to|denied|insisted|described)\b",
        re.IGNORECASE,
    ),
}  # fmt: skip

_CONTRACTED = re.compile(
    r"\b(?:ca|wo|do|does|did|is|are|was|were|has|have|had|would|could|should)nt\b", re.IGNORECASE
)


def find_kind(question: str) -> Kind:
    """Return what ``question`` asks for."""
    return _find_cue(question)[0]


@lru_cache(maxsize=64)  # each candidate asks it several times of the same question
def _find_cue(question: str) -> tuple[Kind, re.Pattern[str] | None]:
    """Return what a question asks for, and the cue that shows it, if one does."""
    cues = _QUESTION_CUES if _ASKING.search(question) else (*_QUESTION_CUES, *_LAST_WORD_CUES)
    return next((one for one in cues if one[1].search(question)), (Kind.OTHER, None))


def strip_cue(question: str) -> str:
    """Return ``question`` without the words that only say which kind of thing is asked for.

    They need not stand in an answer: "how many times", "what year", nor "wasnt" typed so.
    """
    question = _CONTRACTED.sub(" ", question)
    kind, cue = _find_cue(question)
    if cue is None or kind in (Kind.YES_NO, Kind.QUOTE, Kind.ABBREVIATION):
        return question
    return cue.sub(" ", question)


def holds_kind(kind: Kind, sentence: str, question: str) -> bool:
    """Say whether ``sentence`` holds a thing of the kind that ``question`` does not hold itself."""
    if kind is Kind.ABBREVIATION:
        return any(cue.search(sentence) for cue in _make_abbreviation_cues(question))
    if kind in (Kind.QUOTE, Kind.REASON):
        return bool(_ANSWER_CUES[kind].search(sentence))
    return bool(find_values(kind, sentence, question))


def find_values(kind: Kind, sentence: str, question: str) -> tuple[str, ...]:
    """Return the things of a kind in ``sentence`` that ``question`` does not name.

    Lower-cased, small numbers in figures, and no numbers out of dates. None for a kind that has
    no values of its own, such as a reason or a yes.
    """
    if kind in (Kind.PERSON, Kind.NAME, Kind.PLACE):
        found = list(find_names(sentence))
    elif kind in (Kind.AGE, Kind.NUMBER, Kind.TIME):
        searched = _DATE.sub(" ", sentence) if kind is Kind.NUMBER else sentence
        found = [match.group() for match in _ANSWER_CUES[kind].finditer(searched)]
    else:
        found = []
    asked = question.lower()
    values = (value.lower() for value in found if value.lower() not in asked)
    return tuple(_NUMBERS.get(value, value.replace(",", "")) for value in values)


def _make_abbreviation_cues(question: str) -> list[re.Pattern[str]]:
    """Return patterns for "the zone [DMZ]" and "DMZ (the zone)" for each short word asked about."""
    return [
        re.compile(
            rf"[(\[]{re.escape(word)}[)\]]|\b{re.escape(word)},? ([(\[]|is short|stands for|means)",
            re.IGNORECASE,
        )
        for word in _split_short_words(question)
    ]


def _split_short_words(question: str) -> tuple[str, ...]:
    """Return the words of a question that may be abbreviations: two to six letters, no verb."""
    words = re.findall(r"\b[A-Za-z][A-Za-z0-9&]{1,5}\b", question)
    return tuple(word for word in words if word.lower() not in _NO_ABBREVIATIONS)


_NO_ABBREVIATIONS = FUNCTION_WORDS | {"stand", "stands", "short", "mean", "means"}
