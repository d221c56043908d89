"""Quantities: value, range, unit and hedge of the figures in an answer.

Promise: ``same_quantity`` is symmetric, and every quantity is the same as itself.
"""

import re
from dataclasses import dataclass, replace

from bot.facts import Bound, Number, find_numbers, find_range, read_bound
from embeddings.lexicon import CURRENCY_SIGNS, DOLLAR_LANDS, FUNCTION_WORDS, join_pattern
from embeddings.words import split_words

# the words of a unit, the one it is measured in, and how many of that one it is
_UNITS: tuple[tuple[str, str, float], ...] = (
    (r"%|per ?cent|percent|pct|percentage points?", "percent", 1),
    (r"kilomet(?:er|re)s?|kms?", "metre", 1000),
    (r"centimet(?:er|re)s?|cms?", "metre", 0.01),
    (r"millimet(?:er|re)s?|mms?", "metre", 0.001),
    (r"met(?:er|re)s?|m", "metre", 1),
    (r"miles?", "metre", 1609.344),
    (r"yards?", "metre", 0.9144),
    (r"feet|foot|ft", "metre", 0.3048),
    (r"inch(?:es)?", "metre", 0.0254),
    (r"kilograms?|kilos?|kgs?", "kilogram", 1),
    (r"tonnes?|metric tons?", "kilogram", 1000),
    (r"tons?", "ton", 1),
    (r"seconds?|secs?", "second", 1),
    (r"minutes?|mins?", "second", 60),
    (r"hours?|hrs?", "second", 3600),
    (r"days?", "day", 1),
    (r"weeks?", "day", 7),
    (r"months?", "month", 1),
    (r"years?|yrs?", "month", 12),
    (r"degrees?|°[CF]?", "degree", 1),
    (r"(?:US |U\.S\. )?dollars?|bucks", "$", 1),
    (r"euros?", "€", 1),
    (r"pounds?", "£", 1),
    (r"yen", "¥", 1),
    (r"rupees?", "₹", 1),
    (r"won", "₩", 1),
)
_MORE = "more|further|additional|extra|full"
_AFTER = tuple(
    (
        re.compile(rf"(?:\s+(?:{_MORE}))?[\s-]?(?:{words})(?!\w)", re.I),
        unit,
        factor,
    )
    for words, unit, factor in _UNITS
)
_OTHER_LANDS = join_pattern(land for land in DOLLAR_LANDS if land != "US")
_CURRENCY = re.compile(rf"(?P<land>{_OTHER_LANDS})?(?:US)?(?P<sign>[{CURRENCY_SIGNS}])\s?$")
_NOUN = re.compile(r"[\s-]*(?:of\s+)?((?:[^\W\d_]+[\s-]+){0,2}[^\W\d_]+)")
_VERB = re.compile(r"\w+ed", re.IGNORECASE)
_PEOPLE = frozenset(
    split_words("people person persons victims deaths fatalities dead bodies lives")
)
_UNIT_TOLERANCE = 0.02
_MOST_ROUNDING = 0.05


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of a text, at ``text[start:end]`` with its hedge and unit.

    ``low`` and ``high`` are in ``unit`` ("" for a bare count) and differ for a range; ``nouns`` are
    the stems of what is counted.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str = ""
    bound: Bound = Bound.EXACT
    nouns: frozenset[str] = frozenset()
    step: float = 0.0
    """What one unit of the last figure written is worth: 100 for "about 1,200"."""
    factor: float = 1.0
    """How much of ``unit`` the unit written is: 0.01 for centimetres."""


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of ``text``, in order; a range is one."""
    numbers = find_numbers(text)
    found, at = [], 0
    while at < len(numbers):
        first = last = numbers[at]
        begin = first.start
        if at + 1 < len(numbers):
            opened = find_range(text, first, numbers[at + 1])
            if opened is not None:
                begin, last = opened, numbers[at + 1]
        found.append(_make_quantity(text, first, last, begin))
        at += 2 if last is not first else 1
    return tuple(found)


def count_the_same(one: Quantity, other: Quantity) -> bool:
    """Say whether two figures are of the same things, or in the same unit."""
    return bool(one.nouns & other.nouns) or (bool(one.unit) and one.unit == other.unit)


def same_quantity(one: Quantity, other: Quantity) -> bool:
    """Say whether two figures can be told of one thing without contradiction.

    Equal figures are the same however they are hedged, unless one is a least and the other a
    most; a rounded figure is the same as what rounds to it.
    """
    if one.unit and other.unit and one.unit != other.unit:
        return False
    if {one.bound, other.bound} == {Bound.AT_LEAST, Bound.AT_MOST}:
        return False
    one, other = _measure_alike(one, other), _measure_alike(other, one)
    if one.low != one.high or other.low != other.high:
        return _same_range(one, other)
    largest = max(abs(one.low), abs(other.low))
    tolerance = max(1e-9 * largest, _tolerate(one, other, largest), _tolerate(other, one, largest))
    return abs(one.low - other.low) <= tolerance


def may_contradict(one: Quantity, other: Quantity) -> bool:
    """Say whether two figures tell of the same kind of thing, and differ."""
    same_unit = one.unit == other.unit
    alike = bool(one.unit) or may_count_the_same(one, other)
    return same_unit and alike and not same_quantity(one, other)


def may_count_the_same(one: Quantity, other: Quantity) -> bool:
    """Say whether nothing shows that two figures count different things."""
    both_people = bool(one.nouns & _PEOPLE and other.nouns & _PEOPLE)
    return not one.nouns or not other.nouns or bool(one.nouns & other.nouns) or both_people


def _measure_alike(one: Quantity, other: Quantity) -> Quantity:
    """Return a bare figure in the unit of the other: "24" beside "24 years"."""
    if one.unit or not other.unit:
        return one
    factor = other.factor
    return replace(one, low=one.low * factor, high=one.high * factor, step=one.step * factor)


def _same_range(one: Quantity, other: Quantity) -> bool:
    """Say whether two ranges are equal, or one is a single figure within the other."""
    if (one.low, one.high) == (other.low, other.high):
        return True
    single = one.low == one.high or other.low == other.high
    return single and max(one.low, other.low) <= min(one.high, other.high)


def _tolerate(quantity: Quantity, other: Quantity, largest: float) -> float:
    """Return how far another figure may be from a rounded one, or from one in another unit."""
    converted = quantity.unit == other.unit and quantity.factor != other.factor
    slack = _UNIT_TOLERANCE * largest if converted else 0.0
    if quantity.bound is not Bound.ROUND:
        return slack
    return max(slack, min(quantity.step / 2, _MOST_ROUNDING * largest))


def _make_quantity(text: str, first: Number, last: Number, begin: int) -> Quantity:
    currency = _CURRENCY.search(text[: first.start])
    begin = min(begin, currency.start() if currency else begin)
    unit, factor, end = _read_unit(text, last.end)
    if currency:
        unit, factor, end = f"{currency['land'] or ''}{currency['sign']}", 1.0, last.end
    bound, begin = read_bound(text, begin, end)
    if first is last and first.low != first.high:
        bound = Bound.ROUND
    return Quantity(
        start=begin,
        end=end,
        low=first.low * factor,
        high=last.high * factor,
        unit=unit,
        bound=bound,
        nouns=frozenset() if unit else _read_nouns(text[end:]),
        step=_find_step(last.high) * factor,
        factor=factor,
    )


def _read_unit(text: str, at: int) -> tuple[str, float, int]:
    for pattern, unit, factor in _AFTER:
        if match := pattern.match(text, at):
            return unit, factor, match.end()
    return "", 1.0, at


def _read_nouns(after: str) -> frozenset[str]:
    """Return the stems of the words that follow a number up to a verb, a function word or a
    stop."""
    match = _NOUN.match(after)
    nouns: list[str] = []
    for word in re.split(r"[\s-]+", match[1]) if match else ():
        if word.lower() in FUNCTION_WORDS or _VERB.fullmatch(word):
            break
        nouns += split_words(word)
    return frozenset(nouns)


def _find_step(value: float) -> float:
    """Return the place value of the last figure that is not zero: 100 for 1,200."""
    if value == 0:
        return 1.0
    digits = f"{abs(value):.12g}"
    if "e" in digits:
        return float(10 ** float(digits.split("e")[1]))
    whole, _, rest = digits.partition(".")
    if rest:
        return float(10 ** -len(rest))
    return float(10 ** (len(whole) - len(whole.rstrip("0"))))
