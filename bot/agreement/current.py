"""What a story says now, where a reader chose what it tells as said before.

Promise: a figure that its story tells as replaced by another is never what that story says, unless
the question asks for it; what stands in its place is a slice of the same story.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.agreement.candidate import Candidate
from bot.agreement.values import FIGURES, AnswerValue, contradict, read_value
from bot.facts import widen_over_hedge
from bot.facts.dates import NamedDate, find_dates, same_date
from bot.facts.nowness import asks_for_now, find_successor, has_left, is_replaced
from bot.facts.quantities import Quantity
from bot.facts.revisions import (
    Past,
    asks_for_earlier,
    find_past,
    may_tell_past,
    tells_of_change,
)
from embeddings.sentences import Span, split_sentences
from embeddings.words import split_words

_PART_OF = re.compile(r"\s+of (?:the|them|those|these|his|her|its|their)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Earlier:
    """A figure that a candidate gives, and how its sentence puts it into the past."""

    value: AnswerValue
    past: Past


def prefer_current(
    question: str, candidates: Sequence[Candidate], sentences: Mapping[str, Sequence[Span]]
) -> tuple[Candidate, ...]:
    """Put what holds now in the place of what a story tells as said before.

    ``candidates`` are the likeliest first, and so is the result, one a sentence; ``sentences``
    are by story id, in order. The figure that holds is looked for in the sentence of the other
    and, where a change is told of, in those beside it. Where it stands elsewhere, or the other
    was replaced, the candidate is left out.
    """
    if asks_for_earlier(question):
        return tuple(candidates)
    kept: dict[tuple[str, Span], Candidate] = {}
    headlines = [one for one in candidates if one.field is not None]
    for one in candidates:
        if one.field is not None:
            continue
        earlier = _find_earlier(question, one)
        if earlier is None:
            kept.setdefault((one.story.id, one.sentence), one)
        elif current := _find_current(question, one, earlier, sentences[one.story.id]):
            kept.setdefault((one.story.id, current.sentence), current)
        elif not (
            earlier.past is Past.REPLACED or _gives_other(question, earlier, one, candidates)
        ):
            kept.setdefault((one.story.id, one.sentence), one)
    return tuple(sorted((*kept.values(), *headlines), key=lambda one: one.order))


def hand_over(question: str, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Trust who replaced somebody as much as who was replaced, where it is asked who holds now:
    "Falk replaced Holm" makes Falk of the same story as sure as an older story makes Holm, and
    "Holm resigned, and Falk has taken over" tells of Falk alone.

    The result is the likeliest first.
    """
    if not asks_for_now(question):
        return tuple(candidates)
    candidates = [_succeed(question, one) for one in candidates]
    gone = [one for one in candidates if is_replaced(one.before)]
    trusted = (_trust(one, gone, candidates) for one in candidates)
    return tuple(sorted(trusted, key=lambda one: one.order))


def _succeed(question: str, candidate: Candidate) -> Candidate:
    """Return who took over from a candidate, by the rest of its sentence or by the next one."""
    own, start = candidate.sentence, candidate.answer.end
    text = candidate.told
    if not has_left(question, text[start : own.end]):
        return candidate
    following = split_sentences(text[own.end :].partition("\n")[0])[:1]
    for end in (own.end, *(own.end + one.end for one in following)):
        if place := find_successor(text[start:end]):
            answer = Span(start + place[0], start + place[1])
            sentence = Span(own.start, end)
            return Candidate(
                candidate.story, sentence, answer, candidate.confidence, field=candidate.field
            )
    return candidate


def _trust(
    candidate: Candidate, gone: Sequence[Candidate], candidates: Sequence[Candidate]
) -> Candidate:
    """Return a candidate as sure as the surest that its own story tells as replaced by it."""
    name = split_words(candidate.text)[-1:]
    replaced = {
        one.text
        for one in gone
        if one.story.id == candidate.story.id and {*name} & {*split_words(one.before)}
    }
    sure = [one.confidence for one in candidates if one.text in replaced]
    return replace(candidate, confidence=max([candidate.confidence, *sure]))


def _find_earlier(question: str, candidate: Candidate) -> _Earlier | None:
    """Return the figure of a candidate that gives none but what was said before."""
    own, at = candidate.sentence, len(candidate.before)
    sentence = candidate.story.text[own.start : own.end]
    if not may_tell_past(sentence):
        return None
    value = candidate.read(question)
    if value.kind not in FIGURES or _asks_for_day(question, candidate.after):
        return None
    places = [(at + item.start, at + item.end) for item in _list_figures(value)]
    pasts = [find_past(sentence, start, end) for start, end in places]
    return _Earlier(value, pasts[0]) if pasts and pasts[0] and all(pasts) else None


def _asks_for_day(question: str, after: str) -> bool:
    """Say whether a question names the day or year to which an earlier figure belongs."""
    asked, told = find_dates(question), find_dates(after)
    return any(same_date(one, other) for one in asked for other in told)


def _find_current(
    question: str, candidate: Candidate, earlier: _Earlier, sentences: Sequence[Span]
) -> Candidate | None:
    """Return the candidate with the figure that holds, as likely as the one that it replaces."""
    text, own = candidate.story.text, candidate.sentence
    before = [one for one in sentences if one.end <= own.start][-1:]
    after = [one for one in sentences if one.start >= own.end][:1]
    told = tells_of_change(text[own.start : own.end]) or earlier.past is Past.REPLACED
    changing = [one for one in (*before, *after) if tells_of_change(text[one.start : one.end])]
    for sentence in (*([own] if told else ()), *changing):
        if figure := _find_rival(question, earlier.value, candidate, sentence):
            answer = sentence if candidate.is_sentence else figure
            answer = widen_over_hedge(text, answer, sentence)
            return Candidate(candidate.story, sentence, answer, candidate.confidence)
    return None


def _find_rival(
    question: str, earlier: AnswerValue, candidate: Candidate, sentence: Span
) -> Span | None:
    """Return where a sentence gives another figure of the same kind, which holds."""
    text = candidate.story.text[sentence.start : sentence.end]
    for item in _list_figures(read_value(question, text, candidate.story.published)):
        value = AnswerValue(earlier.kind, (item,), frozenset())  # type: ignore[arg-type]
        holds = not find_past(text, item.start, item.end) and not _PART_OF.match(text, item.end)
        if holds and contradict(earlier, value):
            return Span(sentence.start + item.start, sentence.start + item.end)
    return None


def _gives_other(
    question: str, earlier: _Earlier, candidate: Candidate, candidates: Sequence[Candidate]
) -> bool:
    """Say whether its story has another figure of the same kind, which holds."""
    return any(
        other.story.id == candidate.story.id
        and contradict(earlier.value, other.read(question))
        and not _find_earlier(question, other)
        for other in candidates
    )


def _list_figures(value: AnswerValue) -> list[Quantity | NamedDate]:
    return [item for item in value.items if not isinstance(item, str)]
