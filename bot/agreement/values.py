"""What an answer says, in a form in which equal answers are equal: figures, dates, names, yes or
no, or else its words.

Promise: ``say_the_same`` is symmetric, and every value says the same as itself.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from bot.facts.dates import NamedDate, blank_dates, find_dates, same_date
from bot.facts.names import find_names, same_name
from bot.facts.opposites import find_opposites, says_opposite
from bot.facts.quantities import (
    Quantity,
    find_quantities,
    may_contradict,
    may_count_the_same,
    same_quantity,
)
from bot.facts.question_kinds import Kind, find_kind
from bot.facts.revisions import asks_for_earlier, find_past
from embeddings.words import split_content_words, split_words

LEAST_OVERLAP = 0.7
"""What share of the words of two wordings both must have to say the same."""
LEAST_SHARED = 0.5
"""How much of the shorter of two verdicts the other must hold to be about the same thing."""


class ValueKind(StrEnum):
    """What an answer is a value of."""

    QUANTITY = "quantity"
    DATE = "date"
    NAME = "name"
    VERDICT = "yes or no"
    WORDS = "words"


FIGURES = (ValueKind.QUANTITY, ValueKind.DATE)
"""The kinds whose values change with time."""


@dataclass(frozen=True, slots=True)
class AnswerValue:
    """What an answer says: ``items`` of one kind, and the stems of its content words."""

    kind: ValueKind
    items: tuple[Quantity, ...] | tuple[NamedDate, ...] | tuple[str, ...]
    words: frozenset[str]


_PREFERRED: dict[Kind, tuple[ValueKind, ...]] = {
    Kind.AGE: (ValueKind.QUANTITY,),
    Kind.NUMBER: (ValueKind.QUANTITY, ValueKind.DATE),
    Kind.TIME: (ValueKind.DATE, ValueKind.QUANTITY),
    Kind.PERSON: (ValueKind.NAME,),
    Kind.NAME: (ValueKind.NAME,),
    Kind.PLACE: (ValueKind.NAME,),
    Kind.YES_NO: (ValueKind.VERDICT,),
}
_SHORT = 8
"""Words of an answer that may be a figure alone."""
_HOW_LONG = re.compile(r"\bhow long\b|\buntil when\b", re.IGNORECASE)
_ASKED_NOUN = re.compile(r"\bhow (?:many|much)\s+((?:[\w-]+\s+){0,2}?[\w-]+)\b", re.IGNORECASE)
NEGATION = re.compile(
    r"\b(?:no|not|never|none|neither|nor|nobody|cannot|without|denied|denies|refused|rejected"
    r"|failed to)\b|n['’]t\b",
    re.IGNORECASE,
)


def read_value(
    question: str,
    answer: str,
    published: date | None = None,
    *,
    before: str = "",
    after: str = "",
) -> AnswerValue:
    """Return what ``answer`` says to ``question``, in a story published on a day.

    ``before`` and ``after`` are the rest of its sentence: it may name what a bare figure counts,
    and tell a figure that holds from one that held before.
    """
    kinds: tuple[ValueKind, ...] = (
        (ValueKind.DATE, ValueKind.QUANTITY) if _HOW_LONG.search(question) else ()
    )
    words = frozenset(split_content_words(answer)) or frozenset(split_words(answer))
    if find_kind(question) is Kind.OTHER and len(answer.split()) <= _SHORT:
        kinds = (ValueKind.QUANTITY,) if _is_amount(answer) else kinds
    for kind in kinds or _PREFERRED.get(find_kind(question), ()):
        if items := _READERS[kind](question, answer, after, published):
            if kind in FIGURES and not asks_for_earlier(question):
                items = _drop_past(items, before, answer + after)
            return AnswerValue(kind, items, words)
    return AnswerValue(ValueKind.WORDS, (), words)


def _is_amount(answer: str) -> bool:
    """Say whether a short answer is a figure: "$15", "12 percent", "from $12 to $13"."""
    figures = find_quantities(blank_dates(answer))
    return bool(figures) and any(one.unit or not one.nouns for one in figures)


def say_the_same(one: AnswerValue, other: AnswerValue) -> bool:
    """Say whether two answers to one question are the same answer."""
    if one.words == other.words and one.kind == other.kind and one.items == other.items:
        return True
    if one.kind is not other.kind:
        return False
    if one.kind is ValueKind.WORDS:
        return _overlap(one.words, other.words) >= LEAST_OVERLAP
    if one.kind is ValueKind.VERDICT:
        return one.items == other.items and _tell_of_the_same(one, other)
    return _cover(one.items, other.items, _SAME[one.kind])


def _count_the_same(one: Quantity, other: Quantity) -> bool:
    """Say whether two figures are equal, and may count the same thing."""
    return same_quantity(one, other) and may_count_the_same(one, other)


def contradict(one: AnswerValue, other: AnswerValue) -> bool:
    """Say whether two answers cannot both be right: single values of one kind that differ.

    Names are left out: two people or places may both be right, and only their stories tell.
    """
    if one.kind is not other.kind or say_the_same(one, other):
        return False
    if one.kind is ValueKind.VERDICT:
        return one.items != other.items and _tell_of_the_same(one, other)
    if len(one.items) != 1 or len(other.items) != 1:
        return False
    if one.kind is ValueKind.DATE:
        return True
    (first,), (second,) = one.items, other.items
    return (
        isinstance(first, Quantity)
        and isinstance(second, Quantity)
        and may_contradict(first, second)
    )


def _read_quantities(
    question: str, answer: str, after: str, published: date | None
) -> tuple[Quantity, ...]:
    """Return the figures asked for; those that count what the question names, where any does."""
    told = find_quantities(blank_dates(answer + after))
    found = [one for one in told if one.start < len(answer)]
    asked = find_quantities(blank_dates(question))
    new = [one for one in found if not any(_equal(one, known) for known in asked)]
    noun = _ASKED_NOUN.search(question)
    nouns = frozenset(split_content_words(noun[1])) if noun else frozenset()
    counting = [one for one in new if one.nouns & nouns]
    return tuple(counting or new)


def _drop_past(items: Sequence[Any], before: str, text: str) -> tuple[Any, ...]:
    """Return the figures that hold, of those told in ``text``; all where none does."""
    sentence, at = before + text, len(before)
    holding = [one for one in items if not find_past(sentence, at + one.start, at + one.end)]
    return tuple(holding or items)


def _equal(one: Quantity, other: Quantity) -> bool:
    return (one.low, one.high, one.unit) == (other.low, other.high, other.unit)


def _read_dates(
    question: str, answer: str, after: str, published: date | None
) -> tuple[NamedDate, ...]:
    return find_dates(answer, published)


def _read_names(question: str, answer: str, after: str, published: date | None) -> tuple[str, ...]:
    asked = find_names(question)
    folded = f" {' '.join(split_words(question))} "
    return tuple(
        name
        for name in find_names(answer)
        if f" {' '.join(split_words(name))} " not in folded
        and not any(same_name(name, known) for known in asked)
    )


def _read_verdict(
    question: str, answer: str, after: str, published: date | None
) -> tuple[str, ...]:
    """Read "no" where the answer denies or says the opposite of what is asked, but not both."""
    denied = _denies(answer, question) is not _denies(question, answer)
    return ("no",) if denied is not says_opposite(question, answer) else ("yes",)


def _denies(text: str, other: str) -> bool:
    """Say whether a text has a negation beside such as are the opposite of a word of the other:
    who "rejected" what was to be approved is told of by opposites already."""
    opposites = find_opposites(other)
    return any(opposites.isdisjoint(split_words(one)) for one in NEGATION.findall(text))


_READERS: dict[ValueKind, Callable[[str, str, str, date | None], Any]] = {
    ValueKind.QUANTITY: _read_quantities,
    ValueKind.DATE: _read_dates,
    ValueKind.NAME: _read_names,
    ValueKind.VERDICT: _read_verdict,
}
_SAME: dict[ValueKind, Callable[[Any, Any], bool]] = {
    ValueKind.QUANTITY: _count_the_same,
    ValueKind.DATE: same_date,
    ValueKind.NAME: same_name,
}


def _cover(one: Sequence[Any], other: Sequence[Any], same: Callable[[Any, Any], bool]) -> bool:
    """Say whether every item of each has its like in the other."""
    return all(any(same(a, b) for b in other) for a in one) and all(
        any(same(a, b) for a in one) for b in other
    )


def _tell_of_the_same(one: AnswerValue, other: AnswerValue) -> bool:
    """Say whether two verdicts are about one thing; "yes" and "no" alone always are."""
    verdicts = {"yes", "no"}
    plain = (one.words - verdicts, other.words - verdicts)
    shared = len(plain[0] & plain[1]) / max(min(len(plain[0]), len(plain[1])), 1)
    return not all(plain) or shared >= LEAST_SHARED


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of all words of two wordings that both have, 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 1.0
