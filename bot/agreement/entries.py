"""Live reports: of entries with a time above each, the newest tells what holds now.

Promise: what stands in a candidate's place is a slice of the same story.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.agreement.candidate import Candidate
from bot.facts import widen_over_hedge
from bot.facts.dates import find_dates
from bot.facts.nowness import asks_for_latest
from bot.facts.quantities import Quantity, find_quantities
from embeddings.sentences import Span
from embeddings.words import split_content_words

_CLOCK = re.compile(
    r"^[ \t]*(?:\*\*)?(?:(?P<day>\d{1,2} [A-Z]\w+ \d{4}), )?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)\s*(?P<half>[ap]\.?m\.?)?"
    r"(?:\s+[A-Z]{2,4})?(?:\*\*)?[ \t]*(?:$|[-–—:|]\s)",
    re.MULTILINE | re.IGNORECASE,
)
# "at 9:05 a.m.", "at 6.10pm", "by 9 am"; a figure like one is the time of no entry
_TIME = re.compile(
    r"(?<![\d$£€.,:])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)(?!\d)|(?=\s*[ap]\.?m\b))"
    r"\s*(?P<half>[ap]\.?m\b)?",
    re.IGNORECASE,
)
_FEWEST_ENTRIES = 3
_LEAST_LIKENESS, _ABOUT = 0.6, 0.5
"""From which share of common words on sentences tell of one thing; how sure it is at least that the
newest entry tells the latest of what the report is about."""
_FEWEST_WORDS = 3
"""Words of a sentence that tells something: "Update" does not."""


@dataclass(frozen=True, slots=True)
class _Entry:
    moment: tuple[int, int, int, int]
    """Year, month and day, each 0 where it is not given, and the minute of the day."""
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
        new = _renew(one, entries, sentences[one.story.id]) if entries else one
        newest = entries and entries[0].start <= new.sentence.start < entries[0].end
        if newest and _is_about(question, one):
            new = replace(new, confidence=max(new.confidence, _ABOUT))
        kept.setdefault((new.story.id, new.field, new.sentence), new)
    return tuple(kept.values())


def _is_about(question: str, candidate: Candidate) -> bool:
    """Say whether a headline names all that the latest is asked of."""
    asked = set(split_content_words(question)) - set(split_content_words("latest newest now"))
    return bool(asked) and asked <= set(split_content_words(candidate.story.title))


def find_entries(text: str) -> tuple[_Entry, ...]:
    """Return the entries of a live report, the newest first; none where a text has no such form."""
    clocks = list(_CLOCK.finditer(text))
    if len(clocks) < _FEWEST_ENTRIES:
        return ()
    ends = [one.start() for one in clocks[1:]] + [len(text)]
    entries = [
        _Entry(_read_clock(one), one.start(), one.end(), end)
        for one, end in zip(clocks, ends, strict=True)
    ]
    times = [one.moment for one in entries]
    if times == sorted(times, reverse=True):
        return tuple(entries)
    return tuple(reversed(entries)) if times == sorted(times) else ()


def find_minutes(text: str) -> frozenset[int]:
    """Return the minutes of the day that a text names: both halves of it for "at 9:05"."""
    times = [(_read_minute(one), one["half"]) for one in _TIME.finditer(text)]
    later = {minute + 12 * 60 for minute, half in times if not half and minute < 12 * 60}
    return frozenset(later | {minute for minute, _ in times})


def find_entry_minute(candidate: Candidate) -> int | None:
    """Return at which minute of the day the entry is from in which a candidate stands."""
    entries = () if candidate.field is not None else find_entries(candidate.story.text)
    at = candidate.answer.start
    return next((one.moment[-1] for one in entries if one.start <= at < one.end), None)


def _read_minute(match: re.Match[str]) -> int:
    hour = int(match["hour"]) % (12 if match["half"] else 24)
    afternoon = (match["half"] or "").lower().startswith("p")
    return 60 * (hour + 12 * afternoon) + int(match["minute"] or 0)


def _read_clock(match: re.Match[str]) -> tuple[int, int, int, int]:
    minute = _read_minute(match)
    day = next(iter(find_dates(match["day"] or "")), None)
    return (day.year or 0, day.month or 0, day.day or 0, minute) if day else (0, 0, 0, minute)


def _renew(candidate: Candidate, entries: Sequence[_Entry], sentences: Sequence[Span]) -> Candidate:
    """Return what a newer entry says of the same thing, else what the newest says at all."""
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
    figured = bool(find_quantities(text[told : candidate.answer.end])) and not candidate.is_sentence
    newest = [one for one in sentences if entries[0].start <= one.start < entries[0].end]
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
