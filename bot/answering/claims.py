"""What passages say to a claim: whether they support it, differ from it, or are about it alone.

Promise: nothing supports a claim unless something that can be checked agrees, and none of that is
missing: its figures, its dates, its names with the words told of them, and what it denies.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.agreement.values import NEGATION
from bot.facts.dates import NamedDate, blank_dates, find_dates, same_date
from bot.facts.names import find_names, same_name
from bot.facts.quantities import Quantity, find_quantities, may_contradict, same_quantity
from bot.facts.revisions import find_past
from embeddings.retrieval import Hit
from embeddings.sentences import split_sentences
from embeddings.words import split_content_words

LEAST_RELATED, LEAST_CHECKED, LEAST_TOLD = 0.4, 0.66, 0.8
"""What share of the claim's words a sentence must hold to be about it; to differ from it; to
support it: "six were missing" does not support "six were killed"."""
_NEGATED_WORDS = 3
_CLAUSE_END = re.compile(r"[,;:.!?]|\b(?:but|and|although|though|while)\b", re.IGNORECASE)
_UNSURE = re.compile(
    r"\?|\b(?:if|whether|unless|would|could|may|might|expected|planned|likely|allegedly|alleged"
    r"|reportedly|rumou?r\w*|suspected|possibly|perhaps)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\b", re.IGNORECASE)


class Stance(StrEnum):
    """How a passage stands to a claim."""

    SUPPORTS = "supports"
    DIFFERS = "differs"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Finding:
    """The sentence of a passage that is nearest to a claim, how it stands to it, and why."""

    hit: Hit
    sentence: str
    stance: Stance
    reason: str


@dataclass(frozen=True, slots=True)
class _Told:
    """What can be checked in a claim or a sentence; a figure that was replaced says nothing."""

    text: str
    words: frozenset[str]
    quantities: tuple[Quantity, ...]
    dates: tuple[NamedDate, ...]
    names: tuple[str, ...]
    negated: frozenset[str]

    @classmethod
    def read(cls, text: str, published: date | None = None) -> "_Told":
        dateless = blank_dates(text)
        quantities = find_quantities(dateless)
        holding = tuple(one for one in quantities if not find_past(text, one.start, one.end))
        denied = frozenset(split_content_words(" ".join(NEGATION.findall(text))))
        return cls(
            text,
            frozenset(split_content_words(_blank(dateless, quantities))) - denied,
            holding,
            find_dates(text, published),
            find_names(dateless),
            frozenset(_find_negated(text)),
        )


def _blank(text: str, quantities: Sequence[Quantity]) -> str:
    """Return ``text``, as long as before, with blanks where figures stand."""
    for one in quantities:
        text = f"{text[: one.start]}{' ' * (one.end - one.start)}{text[one.end :]}"
    return text


def check_hits(claim: str, hits: Sequence[Hit]) -> tuple[Finding, ...]:
    """Return what each passage that is about a claim says to it, the nearest in words first.

    A sentence that several passages share is named once.
    """
    told = _Told.read(claim)
    found: dict[tuple[str, str], tuple[float, Finding]] = {}
    for hit in hits:
        spans = split_sentences(hit.passage.text)
        sentences = [hit.passage.text[span.start : span.end] for span in spans]
        best = max(
            (_Told.read(one, hit.story.published) for one in sentences),
            key=lambda one: _share(told, one),
            default=None,
        )
        if best and (share := _share(told, best)) >= LEAST_RELATED:
            finding = Finding(hit, best.text.strip(), *_compare(told, best))
            found.setdefault((hit.story.id, finding.sentence), (share, finding))
    return tuple(one for _, one in sorted(found.values(), key=lambda pair: -pair[0]))


def _share(claim: _Told, sentence: _Told) -> float:
    return len(claim.words & sentence.words) / max(len(claim.words), 1)


def _compare(claim: _Told, sentence: _Told) -> tuple[Stance, str]:
    unsure = Stance.RELATED, "is about this, without confirming it"
    share = _share(claim, sentence)
    if share < LEAST_CHECKED or _UNSURE.search(sentence.text):
        return unsure
    differences = [*_list_denials(claim, sentence), *_list_others(claim, sentence)]
    if differences:
        return Stance.DIFFERS, "; ".join(differences)
    agreed = [
        "says the same figure" if claim.quantities else "",
        "names the same date" if claim.dates else "",
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


def _list_others(claim: _Told, sentence: _Told) -> Iterator[str]:
    """Phrase the figures and dates that stand where the claim has others."""
    for quantity in claim.quantities:
        rivals = [one for one in sentence.quantities if _count_the_same(quantity, one)]
        if rivals and all(may_contradict(quantity, one) for one in rivals):
            said = " or ".join(sentence.text[one.start : one.end].strip() for one in rivals)
            yield f"says another figure: {said}"
    for day in claim.dates:
        if sentence.dates and not any(same_date(day, one) for one in sentence.dates):
            first = sentence.dates[0]
            yield f"names another date: {sentence.text[first.start : first.end]}"


def _count_the_same(one: Quantity, other: Quantity) -> bool:
    return bool(one.nouns & other.nouns) or (bool(one.unit) and one.unit == other.unit)


def _holds_all(claim: _Told, sentence: _Told) -> bool:
    """Say whether every figure, date and name of a claim stands in a sentence too."""
    figures = all(
        any(_count_the_same(one, other) and same_quantity(one, other)
            for other in sentence.quantities)
        for one in claim.quantities
    )  # fmt: skip
    dates = all(any(same_date(one, other) for other in sentence.dates) for one in claim.dates)
    return figures and dates and _holds_names(claim, sentence)


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
