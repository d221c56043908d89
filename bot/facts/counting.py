"""What a figure counts, beside what a question asks to have counted or paid.

Promise: pure functions of their text; where nothing shows that a figure counts something else, it
may answer.
"""

import re

from bot.facts.numbers import find_numbers
from bot.facts.quantities import find_quantities
from embeddings.lexicon import CURRENCY_SIGNS
from embeddings.words import split_content_words, split_words

_ASKED_COUNT = re.compile(r"\bhow many (?P<counted>(?:[\w-]+ )?[\w-]+)", re.IGNORECASE)
"""With the noun counted, or an adjective or a verb beside it: "more people", "times was"."""
_MEASURES = re.compile(
    r"times|years?|months?|weeks?|days?|hours?|minutes?|seconds?|percent\w*|points?|dollars?"
    r"|pounds?|euros?|miles?|kilo\w*|met(?:er|re)s?|degrees?|tons?|tonnes?|feet|inches|more|are|is",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(r"(?:19|20)\d\d(?:$|[,;:] )")
_TIMES = re.compile(r"\d+ times|\w+ times\b|\b(?:once|twice)\b", re.IGNORECASE)
# "how much will a vial cost", "how much did they pay"; not "how much did costs rise"
_ASKED_MONEY = re.compile(
    r"""
    \bhow\ much\ (?:money\b | (?:does|did|do|will|would|can|could|has|have|is|are|was|were)\b
        (?:\ [\w'’-]+){0,6}?\ (?:cost|pay|paid|paying|spend|spent|spending|earn|earned|earning
            |owe|charge|donate|donated|raise\ for|sell\ for|sold\ for|go\ for)\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "how far does it run", "what is the distance"; not "how far back", "how fast did it go the way"
_ASKED_LENGTH = re.compile(
    r"\bhow far (?!back|apart|ahead|away|off|along|behind|in)"
    r"|\b(?:what|how (?:long|great)) (?:(?:is|was) (?:the |its |their )?)?(?:\w+ )?distance\b",
    re.IGNORECASE,
)
_SPEED = re.compile(
    r"\b(?:an?|per|each|every) (?:hour|minute|second)\b|\b(?:mph|kph)\b|/[hs]\b", re.IGNORECASE
)
_CHANGE = re.compile(
    r"\bhow much (?:more|less)\b|\b(?:rise|rose|risen|fall|fell|fallen|drop|dropped|grow|grew|grown"
    r"|increase[ds]?|decrease[ds]?|percent\w*|share)\b",
    re.IGNORECASE,
)
# "30% of the bill", "half of their rent"; not "30% of households", "78% in May"
_SHARE_OF_MONEY = re.compile(
    r"""
    (?:%|\bper\ ?cent|\b(?:half|third|quarter))\ of\ (?:[a-z]+\ ){0,2}
    (?:bills?|costs?|prices?|expenses|fees?|rents?|sums?|fares?|wages?|pay|salar(?:y|ies)|incomes?
        |earnings|premiums?|money|damages?)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MOVED = (
    r"(?:r[io]se|risen|fall|fell|fallen|drop|dropped|gr[eo]w|grown|decline[ds]?|slip|slipped|shr[au]nk"
    r"|climb(?:ed)?|increase[ds]?|decrease[ds]?|go|went|gone|cut|raised?|lower(?:ed)?|reduced?)"
)
_ASKS_CHANGE = re.compile(rf"\bby how (?:much|many)\b.*\b{_MOVED}\b", re.IGNORECASE)
# "fell by 14% last year to"; not "rose from 5 to"
_CHANGED_TO = re.compile(
    rf"\b{_MOVED}\b(?: up| down)?(?: by (?=[\w$€£])| (?=[$€£\d]))(?P<by>[^,;]*?)"
    r"(?: [a-z]+){0,4} to (?:[a-z]+ ){0,2}$",
    re.IGNORECASE,
)
_MONEY = frozenset(CURRENCY_SIGNS)
_REMAINDER = re.compile(r"\b(?:the|all|both) other [$€£¥₹₩]?$", re.IGNORECASE)
"""Before a figure: "the other two" leaves out those that were told before."""
_NONE_OF = re.compile(r"\bnone (?=of (?:the|its|their|his|her|our|those|these) $)", re.IGNORECASE)
_ASKS_TOTAL = re.compile(
    r"\bhow many [\w' -]+? (?:is|are|was|were) (?:there\b|on\b|in\b|at\b|aboard\b)", re.IGNORECASE
)
_COUNTED = re.compile(r"^(?:the )?(?:\S+ )?(?:[\w-]+ ){0,3}(?P<noun>[a-z-]+s)$")
_ASKS_SHARE = re.compile(r"\bper ?cent(?:age)?\b", re.IGNORECASE)
_TELLS_SHARE = re.compile(
    r"%|\bper ?cent\b|\bpercent|\b(?:half|third|quarter|fifth|tenth)s?\b"
    r"|\b(?:one|two|three|four|nine|\d+) (?:in|of|out of) (?:every )?(?:three|four|five|ten|\d+)\b",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\bhow (?:many|much)\b.*\b(?:each|every|per|an?) (?P<unit>year|month|week|day|hour|minute"
    r"|season)\b",
    re.IGNORECASE,
)
_RATES = {"year": "annual|yearly", "month": "monthly", "week": "weekly", "day": "dai"}
_NAMED = re.compile(
    r"candidates|states|countries|nations|cities|towns|companies|firms|teams|clubs|players|actors"
    r"|actresses|directors|films|movies|books|songs|newspapers|senators|governors|airlines",
    re.IGNORECASE,
)
"""What has a name of its own each."""
_FATES = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        "kill(?:ed)?|dead|died?|deaths?|fatalit(?:y|ies)|lives lost|lost their li(?:fe|ves)"
        "|perished",
        "injur(?:ed|y|ies)|wound(?:ed|s)|hurt|hospitali[sz]ed",
        "missing|unaccounted(?: for)?",
        "surviv(?:ed?|ors?|ing)|rescued|alive",
        "arrest(?:ed|s)?|detained|in custody",
        "evacuat(?:ed?|ions?|ees)|displaced|homeless|fled",
    )
)
"""What becomes of people: who is counted under one is not counted under another."""
_NEXT_FATE = 45
"""Code points behind a figure in which it stands whom it counts: "12 people were wounded"."""
_WHICH = re.compile(r"^\W*(?P<word>which|what) (?:[\w-]+ ){0,2}?(?P<noun>[a-z-]{3,}s)\b", re.I)


def counts_other(question: str, answer: str, after: str) -> bool:
    """Say whether "how many soldiers" is answered with "five times" or "30 percent", or the dead
    with the missing.

    ``after`` are the words of the sentence that follow.
    """
    if _counts_other_fate(question, answer, after):
        return True
    asked = _ASKED_COUNT.search(question)
    if asked and _is_year(question, answer, after):
        return True
    if not asked or any(map(_MEASURES.fullmatch, asked["counted"].split())):
        return False
    figures = find_quantities(answer + after)
    inside = [one for one in figures if one.start < len(answer)]
    times = _TIMES.search(answer)
    return bool(inside) and (bool(times) or all(one.unit not in {"", "percent"} for one in inside))


def _counts_other_fate(question: str, answer: str, after: str) -> bool:
    """Say whether a question asks for the dead, and a figure counts the missing.

    ``after`` are the words of the sentence that follow.
    """
    asked = [fate for fate in _FATES if fate.search(question)]
    if len(asked) != 1:
        return False
    end = re.split(r"[,;:.]\s| and (?=[\w\s]*\d)", after)[0][:_NEXT_FATE]
    told = [fate for fate in _FATES if fate.search(answer + end)]
    return bool(told) and asked[0] not in told


def _is_year(question: str, answer: str, after: str) -> bool:
    """Say whether a bare "2024", or one with a clause of its own behind it, stands before no word
    of the question: "2024 winners" to "how many prizes"."""
    follows = split_words(after)[:1]
    return bool(_BARE_YEAR.match(answer)) and not set(follows) & set(split_words(question))


def counts_remainder(before: str, answer: str) -> bool:
    """Say whether a figure counts what is left: "the other two" are not all of them."""
    found = find_numbers(answer)
    return bool(found) and bool(_REMAINDER.search(before + answer[: found[0].start]))


def is_no_amount(question: str, answer: str, after: str = "") -> bool:
    """Say whether a question asks what is paid, and an answer gives a length, a day, or a share
    of something else than money.

    ``after`` are the words of the sentence that follow.
    """
    if not _ASKED_MONEY.search(question) or _CHANGE.search(question):
        return False
    share = _SHARE_OF_MONEY.search(answer + after)
    if share and share.start() < len(answer):
        return False
    figures = find_quantities(answer)
    return bool(figures) and all(one.unit and one.unit[-1] not in _MONEY for one in figures)


def is_no_length(question: str, answer: str, after: str) -> bool:
    """Say whether a question asks how far it is, and an answer gives a speed, or years.

    ``after`` are the words of the sentence that follow.
    """
    if not _ASKED_LENGTH.search(question) or _SPEED.search(question):
        return False
    figures = find_quantities(answer)
    if figures and _SPEED.match(after.lstrip()):
        return True
    return bool(_SPEED.search(answer)) or any(one.unit == "month" for one in figures[:1])


def lacks_rate(question: str, sentence: str) -> bool:
    """Say whether a question asks for how many in each year or day, and a sentence tells of no
    such time."""
    asked = _RATE.search(question)
    if not asked:
        return False
    unit = asked["unit"].lower()
    return not re.search(rf"\b(?:{unit}|{_RATES.get(unit, unit)})", sentence, re.IGNORECASE)


def lacks_share(question: str, sentence: str) -> bool:
    """Say whether a question asks for a percentage, and a sentence tells no share."""
    return bool(_ASKS_SHARE.search(question)) and not _TELLS_SHARE.search(sentence)


def find_none(question: str, before: str) -> tuple[int, int] | None:
    """Return where "None" stands in ``before``, which ends with "None of the", if it answers.

    Of "None of the 177 passengers was hurt" 177 were on board, and none was hurt.
    """
    found = _NONE_OF.search(before)
    if not found or _ASKS_TOTAL.search(question):
        return None
    return found.start(), found.end() - 1


def find_change(question: str, before: str) -> tuple[int, int] | None:
    """Return where "14%" stands in ``before``, which ends with "fell by 14% last year to", if a
    question asks by how much, and not to what."""
    found = _CHANGED_TO.search(before) if _ASKS_CHANGE.search(question) else None
    figures = find_quantities(found["by"]) if found else ()
    if not found or not figures:
        return None
    return found.start("by") + figures[0].start, found.start("by") + figures[0].end


def names_none(question: str, answer: str) -> bool:
    """Say whether a question asks which ones, and an answer says only how many or of what kind.

    "Five states" names no state, nor "Republican candidates" a candidate.
    """
    asked, told = _WHICH.match(question), _COUNTED.match(answer)
    if not asked or not told or re.search(r"[,:;]| and ", answer):
        return False
    same = split_words(asked["noun"]) == split_words(told["noun"])
    if same and _NAMED.fullmatch(asked["noun"]):
        return True
    numbers = find_numbers(answer)
    opens = bool(numbers) and not split_content_words(answer[: numbers[0].start])
    return opens and (same or asked["word"].lower() == "which")
