"""Of figures that differ, which one is of the place or the time that a question names.

Promise: a candidate is never changed but in how likely it is, and never made likelier.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.agreement.candidate import Candidate
from bot.agreement.entries import find_entry, find_minutes
from bot.agreement.values import FIGURES, contradict
from bot.facts.names import find_names, same_name
from embeddings.lexicon import MONTHS, WEEKDAYS, join_pattern

_OTHER, _LEAST_SURE = 0.4, 0.2
"""What a figure of another place or time is worth at most, of the confidence of the one that binds;
what share of the other's confidence that one needs, so that it is no figure of something else."""
_AT = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Aa]round|[Aa]cross) (?:the )?"
    rf"(?=[A-Z])(?!(?:{join_pattern((*MONTHS, *WEEKDAYS))})\b)"
)

_Fits = Callable[[Candidate], bool | None]
"""Whether a candidate is of what a question names, or of another; ``None`` where it names none."""


def prefer_named(question: str, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Trust a figure less than one that differs from it, where that is of the place, or from the
    entry of the time, that a question names, and this of another: to "How many died in Alm?" both
    "61 died in Orre" and "In Alm, 17 died" look like answers."""
    places, minutes = find_places(question), find_minutes(question)
    found = tuple(candidates)
    if places:
        found = _bind(question, found, lambda one: _is_of_place(one, places))
    if minutes:
        found = _bind(question, found, lambda one: _is_of_time(one, minutes))
    return found


def find_places(text: str) -> tuple[str, ...]:
    """Return the names at which a text says that something is: "in Alm", "near Orre Lake"."""
    ends = [one.end() for one in _AT.finditer(text)]
    return tuple(name for end in ends for name in find_names(f"x {text[end:]}")[:1])


def _is_of_place(candidate: Candidate, places: Sequence[str]) -> bool | None:
    told = find_names(f"x {candidate.sentence_text}")
    if any(same_name(one, other) for one in places for other in told):
        return True
    return False if find_places(candidate.sentence_text) else None


def _is_of_time(candidate: Candidate, minutes: frozenset[int]) -> bool | None:
    entry = find_entry(candidate)
    return None if entry is None else entry[1] in minutes


def _bind(question: str, candidates: Sequence[Candidate], fits: _Fits) -> tuple[Candidate, ...]:
    """Trust each figure that does not fit less than the surest of those that differ and fit."""
    fitting = [one for one in candidates if fits(one)]

    def weigh(other: Candidate) -> Candidate:
        value = other.read(question)
        if not fitting or value.kind not in FIGURES or fits(other) is not False:
            return other
        least = _LEAST_SURE * other.confidence
        sure = [
            one.confidence
            for one in fitting
            if one.confidence >= least and contradict(one.read(question), value)
        ]
        bound = min(other.confidence, _OTHER * max(sure, default=0.0))
        return replace(other, confidence=bound) if sure else other

    return tuple(weigh(one) for one in candidates)
