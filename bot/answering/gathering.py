"""Lists that a story tells in several sentences, and counts that stand for a list.

Promise: what is gathered stands in neighbouring sentences of one story, each of which tells what
is asked; a count gives way only to a list of as many items.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.agreement import Candidate
from bot.facts import widen_over_hedge
from bot.facts.list_questions import allows_list
from bot.facts.question_kinds import Kind, find_kind
from bot.facts.standing_cues import Standing
from bot.facts.standings import is_one_deed
from embeddings.lexicon import NUMBER_OF, join_pattern
from embeddings.sentences import Span
from embeddings.words import split_content_words, split_words

_LONGEST = 700
"""Code points of sentences that are told together."""
_MOST_BEFORE = 3
"""Words before a name that its sentence begins with: "City Councilman Dev Patel"."""
_COUNT_SHARE = 0.9
"""What a list is worth where the reader pointed at its count."""
_OTHER_LIST = 0.4
"""What a list is worth beside one whose introduction says more of what is asked for."""
# "Patel is also running", "Strand joined the race", "so did Moss"; not "too many", "joined in 2019"
_ADDS = re.compile(
    r"\b(?:also|as well|likewise|so (?:did|has|have|is|are)|another|join(?:s|ed|ing)"
    r"(?= (?:the|him|her|them|it)\b))\b|\btoo\b(?=[,.]|$)"
)
# "Six", "five towns", "Five Liberal candidates", "Four men"
_COUNT = re.compile(
    rf"(?:(?:all|the|these) )?(?P<count>{join_pattern(NUMBER_OF)}|\d{{1,2}})(?: [\w’'-]+){{0,3}}",
    re.IGNORECASE,
)


def gather_lists(
    question: str, candidates: Sequence[Candidate], sentences: Mapping[str, Sequence[Span]]
) -> tuple[Candidate, ...]:
    """Put lists in the place of candidates that are told as their items or their count.

    ``sentences`` are by story id, in order. Where several things are not asked for, all stays.
    """
    if not allows_list(question):
        return tuple(candidates)
    asked = _find_asked(question)
    joined: list[Candidate] = []
    for story in dict.fromkeys(one.story.id for one in candidates):
        own = [one for one in candidates if one.story.id == story]
        joined += _resolve_counts(question, _join_added(asked, own, sentences[story]))
    return _weigh_introduced(question, joined)


def _weigh_introduced(question: str, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Trust a list of lines less where what introduces another of its story has all that the
    question and its own introduction share, and more: "will close" and not "will stay open"."""
    asked = set(split_content_words(question))
    shared = {
        at: (one.story.id, asked & set(split_words(one.before)))
        for at, one in enumerate(candidates)
        if one.items and "\n" in one.before
    }

    def is_other(at: int) -> bool:
        story, own = shared.get(at, ("", asked))
        return any(other == story and own < more for other, more in shared.values())

    return tuple(
        replace(one, confidence=_OTHER_LIST * one.confidence) if is_other(at) else one
        for at, one in enumerate(candidates)
    )


def _find_asked(question: str) -> frozenset[str]:
    """Return the stems of a question's words that are no names."""
    plain = re.sub(r"(?<=\s)[A-Z][\w’'-]*", " ", question)
    return frozenset(split_content_words(plain))


def _join_added(
    asked: frozenset[str], own: Sequence[Candidate], sentences: Sequence[Span]
) -> list[Candidate]:
    """Join each candidate with that of the sentence before, where its own says "also"."""
    places = {one: at for at, one in enumerate(sentences)}
    ordered = sorted(
        (one for one in own if one.sentence in places and one.field is None),
        key=lambda one: one.sentence.start,
    )
    rows: list[list[Candidate]] = []
    for one in ordered:
        before = rows[-1][-1] if rows else None
        next_to = before and places[before.sentence] + 1 == places[one.sentence]
        if before and next_to and _adds(one) and all(_tells(asked, it) for it in (before, one)):
            rows[-1].append(one)
        else:
            rows.append([one])
    lists = [_join(row) for row in rows if len(row) > 1]
    inside = {one.sentence for row in rows if len(row) > 1 for one in row}
    return [*lists, *(one for one in own if one.field is not None or one.sentence not in inside)]


def _adds(candidate: Candidate) -> bool:
    """Say whether a sentence tells more of the one it begins with: "Patel is also running"."""
    begins = len(candidate.before.split()) <= _MOST_BEFORE
    return begins and bool(_ADDS.search(candidate.after))


def _tells(asked: frozenset[str], candidate: Candidate) -> bool:
    """Say whether a candidate is a name of which its sentence tells what is asked."""
    told = set(split_words(f"{candidate.before} {candidate.after}"))
    named = candidate.text[:1].isupper() and not candidate.is_sentence
    fact = candidate.standing is Standing.ASSERTED
    return named and fact and (bool(asked & told) or is_one_deed(asked, told))


def _join(row: Sequence[Candidate]) -> Candidate:
    """Return one candidate for a row of them, as far as its sentences are told together."""
    near = [one for one in row if one.sentence.end - row[0].sentence.start <= _LONGEST]
    surest = max(near, key=lambda one: one.confidence)
    sentence = Span(near[0].sentence.start, near[-1].sentence.end)
    answer = Span(near[0].answer.start, near[-1].answer.end)
    return replace(
        surest,
        sentence=sentence,
        answer=widen_over_hedge(surest.told, answer, sentence),
        items=tuple(item for one in near for item in one.items or (one.answer,)),
    )


def _resolve_counts(question: str, own: Sequence[Candidate]) -> list[Candidate]:
    """Trust a list as much as its count, "five towns", and leave the count out."""
    if find_kind(question) is Kind.NUMBER:
        return list(own)
    kept = list(own)
    for one in own:
        count = _COUNT.fullmatch(one.text)
        number = NUMBER_OF.get(count["count"].lower()) if count else None
        number = number if number or not count else int(count["count"])
        lists = [other for other in kept if number and len(other.items) == number]
        if not lists:
            continue
        best = max(lists, key=lambda other: other.confidence)
        sure = max(best.confidence, _COUNT_SHARE * one.confidence)
        kept = [
            replace(other, confidence=sure) if other is best else other
            for other in kept
            if other is not one
        ]
    return kept
