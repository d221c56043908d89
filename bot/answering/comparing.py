"""What a sentence says to a claim: whether it supports it, contradicts it, or is about it alone.

Promise: nothing supports a claim unless something that can be checked agrees, and none of that is
missing: its figures, its dates, its names with the words told of them, and what it denies.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.agreement.values import NEGATION
from bot.facts.ages import find_ages
from bot.facts.dates import NamedDate, blank_dates, find_dates, same_date
from bot.facts.hedges import is_unsure
from bot.facts.names import find_names, same_name
from bot.facts.opposites import find_opposites, says_opposite
from bot.facts.quantities import (
    Quantity,
    count_the_same,
    find_quantities,
    may_contradict,
    same_quantity,
)
from bot.facts.revisions import find_past
from embeddings.words import split_content_words, split_words

LEAST_RELATED, LEAST_CHECKED, LEAST_TOLD = 0.4, 0.66, 0.8
"""What share of the claim's words a sentence must hold to be about it; to differ from it; to
support it: "six were missing" does not support "six were killed"."""
_NEGATED_WORDS = 3
_CLAUSE_END = re.compile(r"[,;:.!?]|\b(?:but|and|although|though|while)\b", re.IGNORECASE)
_BY = re.compile(r"\bby\b", re.IGNORECASE)


class Stance(StrEnum):
    """How a sentence stands to a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    RELATED = "related"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a sentence stands to a claim and why, and what share of the claim's words it has.

    ``complete`` says that nothing checkable of the claim is missing in it.
    """

    stance: Stance
    reason: str
    share: float
    complete: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """What can be checked in a claim or a sentence; a figure that was replaced says nothing."""

    text: str
    words: frozenset[str]
    quantities: tuple[Quantity, ...]
    dates: tuple[NamedDate, ...]
    names: tuple[str, ...]
    negated: frozenset[str]
    ages: tuple[int, ...] = ()

    @classmethod
    def read(cls, text: str, published: date | None = None) -> "_Told":
        dateless = blank_dates(text)
        ages = find_ages(dateless)
        quantities = [
            _count_times(dateless, one)
            for one in find_quantities(dateless)
            if not any(age.start <= one.start < age.end for age in ages)
        ]
        holding = tuple(one for one in quantities if not find_past(text, one.start, one.end))
        denied = frozenset(split_content_words(" ".join(NEGATION.findall(text))))
        return cls(
            text,
            frozenset(split_content_words(_blank(dateless, quantities))) - denied,
            holding,
            find_dates(text, published),
            find_names(dateless),
            frozenset(_find_negated(text)),
            tuple(one.years for one in ages),
        )


def _count_times(text: str, one: Quantity) -> Quantity:
    """Let "twice" count times, as "two times" does."""
    word = text[one.start : one.end].lower().split()[-1]
    counting = word in {"once", "twice", "thrice"}
    return replace(one, nouns=frozenset(split_words("times"))) if counting else one


def _blank(text: str, quantities: Sequence[Quantity]) -> str:
    """Return ``text``, as long as before, with blanks where figures stand."""
    for one in quantities:
        text = f"{text[: one.start]}{' ' * (one.end - one.start)}{text[one.end :]}"
    return text


def compare(claim: str, sentence: str, published: date | None = None) -> Comparison:
    """Return how a sentence of a story, published on a day, stands to a claim."""
    told, other = _Told.read(claim), _Told.read(sentence, published)
    stance, reason = _compare(told, other)
    return Comparison(stance, reason, _share(told, other), _holds_all(told, other))


def _share(claim: _Told, sentence: _Told) -> float:
    """Return the share of a claim's words that a sentence has, itself or by their opposite."""
    same = claim.words & sentence.words
    opposed = {word for word in claim.words - same if find_opposites(word) & sentence.words}
    return len(same | opposed) / max(len(claim.words), 1)


def _compare(claim: _Told, sentence: _Told) -> tuple[Stance, str]:
    unsure = Stance.RELATED, "is about this, without confirming it"
    share = _share(claim, sentence)
    hedged = is_unsure(sentence.text) and not is_unsure(claim.text)
    if share < LEAST_CHECKED or hedged:
        return unsure
    differences = [*_list_denials(claim, sentence), *_list_others(claim, sentence)]
    if differences:
        return Stance.CONTRADICTS, "; ".join(differences)
    agreed = [
        "says the same figure" if claim.quantities else "",
        "names the same date" if claim.dates else "",
        "gives the same age" if claim.ages else "",
    ]
    agreed = [one for one in agreed if one]
    if not _holds_all(claim, sentence):
        return unsure
    if share < LEAST_TOLD:
        return (
            Stance.RELATED,
            f"{'; '.join(agreed)}, perhaps of something else" if agreed else unsure[1],
        )
    if not agreed and claim.names and _tells_in_order(claim, sentence):
        agreed = [f"tells the same of {', '.join(claim.names)}"]
    return (Stance.SUPPORTS, "; ".join(agreed)) if agreed else unsure


def _list_denials(claim: _Told, sentence: _Told) -> Iterator[str]:
    shared = claim.words & sentence.words if _share(claim, sentence) >= LEAST_TOLD else frozenset()
    if shared & (sentence.negated - claim.negated):
        yield "says it is not so"
    elif shared & (claim.negated - sentence.negated):
        yield "says it is so"
    elif _share(claim, sentence) >= LEAST_CHECKED and says_opposite(claim.text, sentence.text):
        yield "says the opposite"


def _list_others(claim: _Told, sentence: _Told) -> Iterator[str]:
    """Phrase the figures and dates that stand where the claim has others."""
    for quantity in claim.quantities:
        rivals = [one for one in sentence.quantities if count_the_same(quantity, one)]
        if rivals and all(may_contradict(quantity, one) for one in rivals):
            said = " or ".join(sentence.text[one.start : one.end].strip() for one in rivals)
            yield f"says another figure: {said}"
    for day in claim.dates:
        rivals_of = [one for one in sentence.dates if _name_alike(day, one)]
        if rivals_of and not any(same_date(day, one) for one in sentence.dates):
            first = sentence.dates[0]
            yield f"names another date: {sentence.text[first.start : first.end]}"
    if claim.ages and sentence.ages and not set(claim.ages) & set(sentence.ages):
        yield f"gives another age: {' or '.join(map(str, sentence.ages))}"


def _name_alike(one: NamedDate, other: NamedDate) -> bool:
    """Say whether two dates name the same parts, so that they can differ."""
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return any(None not in pair for pair in pairs)


def _holds_all(claim: _Told, sentence: _Told) -> bool:
    """Say whether every figure, date and name of a claim stands in a sentence too."""
    figures = all(
        any(count_the_same(one, other) and same_quantity(one, other)
            for other in sentence.quantities)
        for one in claim.quantities
    )  # fmt: skip
    dates = all(any(same_date(one, other) for other in sentence.dates) for one in claim.dates)
    ages = set(claim.ages) <= set(sentence.ages)
    return figures and dates and ages and _holds_names(claim, sentence)


def _holds_names(claim: _Told, sentence: _Told) -> bool:
    return all(any(same_name(one, other) for other in sentence.names) for one in claim.names)


def _tells_in_order(claim: _Told, sentence: _Told) -> bool:
    """Say whether names stand in the order of the claim, both with or both without "by", so that
    who did it and whom it was done to are not exchanged."""
    places = [
        next(at for at, other in enumerate(sentence.names) if same_name(one, other))
        for one in claim.names
    ]
    same_voice = bool(_BY.search(claim.text)) == bool(_BY.search(sentence.text))
    return places == sorted(places) and (same_voice or len(places) < 2)


def _find_negated(text: str) -> Iterator[str]:
    """Yield the stems that follow a negation within its clause."""
    for match in NEGATION.finditer(text):
        clause = _CLAUSE_END.split(text[match.end() :], maxsplit=1)[0]
        yield from split_content_words(clause)[:_NEGATED_WORDS]
