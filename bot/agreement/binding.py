"""Of figures that differ, which one is of the place or the time that a question names.

Promise: a candidate is never changed but in how likely it is, and never made likelier.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.agreement.candidate import Candidate
from bot.agreement.entries import find_entry, find_minutes, is_clock
from bot.agreement.values import FIGURES, contradict
from bot.facts.names import find_names, same_name
from bot.facts.nowness import find_holder, is_followed
from bot.facts.question_kinds import Kind, find_values
from bot.facts.revisions import asks_for_earlier
from embeddings.lexicon import MONTHS, WEEKDAYS, join_pattern
from embeddings.words import split_content_words

_OTHER, _LEAST_SURE = 0.4, 0.2
"""What a figure of another place or time is worth at most, of the confidence of the one that binds;
what share of the other's confidence that one needs, so that it is no figure of something else."""
_NEAR = 400
"""Code points above an answer in which "he" is named."""
_AT = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Aa]round|[Aa]cross) (?:the )?"
    rf"(?=[A-Z])(?!(?:{join_pattern((*MONTHS, *WEEKDAYS))})\b)"
)

_THEN = re.compile(r"\b(?:when|while|after|until)\b")

_Fits = Callable[[int, int], bool]
"""Whether a candidate is of what is asked for and another is not, by their places in the row."""


def prefer_named(question: str, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Trust a figure less than one that differs from it, where that is of the place, or from the
    entry of the time, that a question names, and this of another: to "How many died in Alm?" both
    "61 died in Orre" and "In Alm, 17 died" look like answers. Where it names no time, the newer
    entry of a live report is the one asked for."""
    places, minutes = find_places(question), find_minutes(question)
    found = tuple(candidates)
    if places:
        found = _bind(question, found, _compare([_is_of_place(one, places) for one in found]))
    if minutes:
        found = _bind(question, found, _compare([_is_of_time(one, minutes) for one in found]))
    elif not _names_time(question):
        asked, row = frozenset(split_content_words(question)), found
        found = _bind(question, row, lambda n, m: _is_newer(asked, places, row[n], row[m]))
    found = tuple(_doubt_clock(question, one, found) for one in found)
    return _prefer_predecessor(question, found)


def _prefer_predecessor(question: str, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Trust others less than whom a story tells as followed by the one before whom a question asks
    who held an office: "Falk beat Kim. He takes over from Holm" tells who led before Falk."""
    holder = find_holder(question)
    if not holder:
        return candidates
    earlier = [one for one in candidates if _precedes(question, one, holder)]
    names, sure = {one.text for one in earlier}, [one.confidence for one in earlier]
    return tuple(one if one.text in names else _doubt(one, sure) for one in candidates)


def _precedes(question: str, candidate: Candidate, holder: frozenset[str]) -> bool:
    """Say whether a candidate is told as followed, near below the name of the holder."""
    start = candidate.answer.start
    near = candidate.told[max(0, start - _NEAR) : start]
    followed = is_followed(question, candidate.before, candidate.after)
    return followed and not holder.isdisjoint(split_content_words(near))


def _doubt(candidate: Candidate, sure: Sequence[float]) -> Candidate:
    """Trust a candidate less than the surest of those that fit better, and are no mere guess."""
    bounds = [_OTHER * one for one in sure if one >= _LEAST_SURE * candidate.confidence]
    return replace(candidate, confidence=min(candidate.confidence, max(bounds, default=1.0)))


def _doubt_clock(question: str, candidate: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """Trust the time above an entry less than a time that another sentence of its report tells with
    more of what is asked: "seen at 9.48" than "18.20: It was found" to "When was it seen?"."""
    if not is_clock(candidate):
        return candidate
    asked = set(split_content_words(question))
    words = asked & set(split_content_words(candidate.sentence_text))
    sure = [
        one.confidence
        for one in candidates
        if one.story.id == candidate.story.id and not is_clock(one)
        and words < asked & set(split_content_words(one.sentence_text))
        and (find_minutes(one.text) or find_values(Kind.TIME, one.text, question))
    ]  # fmt: skip
    return _doubt(candidate, sure)


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


def _compare(told: Sequence[bool | None]) -> _Fits:
    return lambda one, other: told[one] is True and told[other] is False


def _names_time(question: str) -> bool:
    """Say whether a question asks for what held at some time: "on Monday", "when it began"."""
    told = asks_for_earlier(question) or _THEN.search(question)
    return bool(told) or bool(find_values(Kind.TIME, question, ""))


def _is_newer(
    asked: frozenset[str], places: Sequence[str], one: Candidate, other: Candidate
) -> bool:
    """Say whether a newer entry of the same report tells one of two, with all that the other tells
    of what is asked, and of no other place."""
    if one.story.id != other.story.id:
        return False
    newer, older = find_entry(one), find_entry(other)
    if newer is None or older is None or newer >= older:
        return False
    told, words = (asked & set(split_content_words(it.sentence_text)) for it in (one, other))
    near = (*places, *find_places(other.sentence_text))
    return words <= told and _is_of_place(one, near) is not False


def _bind(question: str, candidates: Sequence[Candidate], fits: _Fits) -> tuple[Candidate, ...]:
    """Trust each figure less than the surest of those that differ and fit better."""

    def weigh(at: int, other: Candidate) -> Candidate:
        least = _LEAST_SURE * other.confidence
        fitting = [
            one for n, one in enumerate(candidates) if one.confidence >= least and fits(n, at)
        ]
        value = other.read(question) if fitting else None
        if value is None or value.kind not in FIGURES:
            return other
        sure = [one.confidence for one in fitting if contradict(one.read(question), value)]
        bound = min(other.confidence, _OTHER * max(sure, default=0.0))
        return replace(other, confidence=bound) if sure else other

    return tuple(weigh(at, one) for at, one in enumerate(candidates))
