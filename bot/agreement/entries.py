"""Live reports: of entries with a time above each, the newest tells what holds now.

Promise: what stands in a candidate's place is a slice of the same story.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from bot.agreement.candidate import Candidate
from bot.facts import widen_over_hedge
from bot.facts.dates import find_dates
from bot.facts.nowness import asks_for_latest
from bot.facts.quantities import Quantity, find_quantities
from embeddings.lexicon import WEEKDAYS
from embeddings.sentences import Span
from embeddings.words import split_content_words

_DAYS = tuple(day[:3].lower() for day in WEEKDAYS)
_CLOCK = re.compile(
    rf"^[ \t]*(?:\*\*)?(?:(?P<weekday>{'|'.join(_DAYS)})[a-z]*\.?,? )?"
    r"(?:(?P<day>\d{1,2} [A-Z]\w+(?: \d{4})?|[A-Z]\w+\.? \d{1,2}(?:, \d{4})?),? )?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)\s*(?P<half>[ap]\.?m\.?)?"
    r"(?:\s+[A-Z]{2,4})?(?:\*\*)?[ \t]*(?:$|[-–—:|]\s|(?= (?-i:[A-Z“])[^\n.?!;]{2,80}$))",
    re.MULTILINE | re.IGNORECASE,
)
"""Takes "18:40", "18:40 Roads shut", "Tuesday 6.20am: …" and "2 August 2024, 00:15 – …"; leaves
"18:40 was the last train."."""
# "at 9:05 a.m.", "at 6.10pm", "by 9 am"; a figure like one is the time of no entry
_TIME = re.compile(
    r"(?<![\d$£€.,:])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)(?!\d)|(?=\s*[ap]\.?m\b))"
    r"\s*(?P<half>[ap]\.?m\b)?",
    re.IGNORECASE,
)
# "the latest on the fire", "the latest news from Alm"; not "the latest toll of the fire"
_NEWS = re.compile(
    r"\b(?:latest|newest)(?: (?:news|updates?|developments?))? (?:on|about|from|in|with|of)\b",
    re.IGNORECASE,
)
_FEWEST_ENTRIES = 3
_DAY = 24 * 60
_STORIES = 32
"""More than one question reads: each of a story's candidates asks for its entries."""
_LEAST_LIKENESS, _ABOUT = 0.6, 0.5
"""From which share of common words on sentences tell of one thing; how sure it is at least that the
newest entry tells the latest of what the report is about."""
_FEWEST_WORDS = 3
"""Words of a sentence that tells something: "Update" does not."""


@dataclass(frozen=True, slots=True)
class _Entry:
    minute: int
    """Of the day."""
    start: int
    told: int
    """Where its time ends and its words begin."""
    end: int


def prefer_newest_entry(
    question: str, candidates: Sequence[Candidate], sentences: Mapping[str, Sequence[Span]]
) -> tuple[Candidate, ...]:
    """Put what the newest entry of a live report says in the place of what older ones say, where
    a question asks for the latest."""
    if not asks_for_latest(question):
        return tuple(candidates)
    kept: dict[tuple[str, object, Span], Candidate] = {}
    for one in candidates:
        entries = () if one.field is not None else find_entries(one.story.text)
        new = _renew(question, one, entries, sentences[one.story.id]) if entries else one
        newest = entries and entries[0].start <= new.sentence.start < entries[0].end
        if newest and _is_about(question, one):
            new = replace(new, confidence=max(new.confidence, _ABOUT))
        kept.setdefault((new.story.id, new.field, new.sentence), new)
    return tuple(kept.values())


def _is_about(question: str, candidate: Candidate) -> bool:
    """Say whether a headline names all that the latest is asked of."""
    asked = set(split_content_words(question)) - set(split_content_words("latest newest now"))
    return bool(asked) and asked <= set(split_content_words(candidate.story.title))


@lru_cache(maxsize=_STORIES)
def find_entries(text: str) -> tuple[_Entry, ...]:
    """Return the entries of a live report, the newest first; none where a text has no such form."""
    clocks = list(_CLOCK.finditer(text))
    if len(clocks) < _FEWEST_ENTRIES:
        return ()
    ends = [one.start() for one in clocks[1:]] + [len(text)]
    entries = tuple(
        _Entry(_read_minute(one), one.start(), one.end(), end)
        for one, end in zip(clocks, ends, strict=True)
    )
    moments, cycle = _read_moments(clocks)
    if _are_in_order(moments[::-1], cycle):
        return entries
    return entries[::-1] if _are_in_order(moments, cycle) else ()


def _read_moments(clocks: Sequence[re.Match[str]]) -> tuple[list[int], int]:
    """Return the minutes at which entries are from, and after how many the clock is where it was:
    never where each has a date, after a week where each has its day of the week."""
    days = [next(iter(find_dates(one["day"] or "")), None) for one in clocks]
    dated = [372 * (one.year or 0) + 31 * (one.month or 0) + (one.day or 0) for one in days if one]
    named = [_DAYS.index(one["weekday"].lower()) for one in clocks if one["weekday"]]
    known = next((each for each in (dated, named) if len(each) == len(clocks)), [0] * len(clocks))
    cycle = 0 if known is dated else 7 * _DAY if known is named else _DAY
    return [_DAY * day + _read_minute(one) for day, one in zip(known, clocks, strict=True)], cycle


def _are_in_order(moments: Sequence[int], cycle: int) -> bool:
    """Say whether each moment is no earlier than the one before, where a step of less than half a
    cycle may lead past its end: from 23:15 to 00:40."""
    steps = [later - one for one, later in pairwise(moments)]
    return min(steps) >= 0 or (cycle > 0 and all(2 * (step % cycle) < cycle for step in steps))


def find_minutes(text: str) -> frozenset[int]:
    """Return the minutes of the day that a text names: both halves of it for "at 9:05"."""
    times = [(_read_minute(one), one["half"]) for one in _TIME.finditer(text)]
    later = {minute + 12 * 60 for minute, half in times if not half and minute < 12 * 60}
    return frozenset(later | {minute for minute, _ in times})


def find_entry(candidate: Candidate) -> tuple[int, int] | None:
    """Return the place among the entries of its story, 0 for the newest, of the one in which a
    candidate stands, and at which minute of the day that is from."""
    at = candidate.answer.start
    places = enumerate(_list_entries(candidate))
    return next(((n, one.minute) for n, one in places if one.start <= at < one.end), None)


def is_clock(candidate: Candidate) -> bool:
    """Say whether a candidate is the time above an entry, and nothing that the entry tells."""
    place = candidate.answer
    return any(
        one.start <= place.start and place.end <= one.told for one in _list_entries(candidate)
    )


def _list_entries(candidate: Candidate) -> tuple[_Entry, ...]:
    """Return the entries of the text that a candidate stands in; a field of a story has none."""
    return () if candidate.field is not None else find_entries(candidate.story.text)


def _read_minute(match: re.Match[str]) -> int:
    hour = int(match["hour"]) % (12 if match["half"] else 24)
    afternoon = (match["half"] or "").lower().startswith("p")
    return 60 * (hour + 12 * afternoon) + int(match["minute"] or 0)


def _renew(
    question: str, candidate: Candidate, entries: Sequence[_Entry], sentences: Sequence[Span]
) -> Candidate:
    """Return what a newer entry says of the same thing, else what the newest says at all: but for
    a figure, unless news is asked for."""
    text = candidate.story.text
    at = candidate.answer.start
    own = next((n for n, one in enumerate(entries) if one.start <= at < one.end), len(entries))
    words = _list_words(text, candidate.sentence)
    for entry in entries[:own]:
        for sentence in sentences:
            inside = entry.start <= sentence.start < entry.end
            if inside and _are_alike(words, _list_words(text, sentence)):
                return _retell(candidate, sentence)
    told = max(at, entries[own].told) if own < len(entries) else at
    other = _NEWS.search(question) or candidate.is_sentence
    figured = not other and bool(find_quantities(text[told : candidate.answer.end]))
    newest = [one for one in sentences if entries[0].told < one.end <= entries[0].end]
    telling = [one for one in newest if len(_list_words(text, one)) >= _FEWEST_WORDS] or newest
    clock = own < len(entries) and candidate.answer.end <= entries[own].told
    if not telling or (not clock and (figured or own == 0)):
        return candidate
    return replace(candidate, sentence=telling[0], answer=telling[0], items=())


def _retell(candidate: Candidate, sentence: Span) -> Candidate:
    """Move a candidate to the figure of the same unit in another sentence, or to all of that."""
    text = candidate.story.text
    units = {one.unit for one in find_quantities(candidate.text)}
    told = text[sentence.start : sentence.end]
    figures: list[Quantity] = [one for one in find_quantities(told) if one.unit in units]
    answer = sentence
    if figures and not candidate.is_sentence:
        first = figures[0]
        answer = Span(sentence.start + first.start, sentence.start + first.end)
    answer = widen_over_hedge(text, answer, sentence)
    return replace(candidate, sentence=sentence, answer=answer, items=())


def _list_words(text: str, sentence: Span) -> frozenset[str]:
    words = split_content_words(text[sentence.start : sentence.end])
    return frozenset(word for word in words if not word[0].isdigit())


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _LEAST_LIKENESS * max(len(one | other), 1)
