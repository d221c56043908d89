"""From the passages that were found to the candidates that may answer.

Promise: every candidate is a slice of its story, whole sentences around it, hedges included; none
is what its story tells as replaced.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.agreement import (
    Candidate,
    Field,
    hand_over,
    prefer_current,
    prefer_named,
    prefer_newest_entry,
)
from bot.answering.gathering import gather_lists
from bot.answering.vetting import find_asking, vet
from bot.facts import widen_over_hedge
from bot.reading import Page, Reader, Reading
from embeddings.index import Index
from embeddings.retrieval import Hit
from embeddings.sentences import Span
from embeddings.stories import Story

_Place = tuple[str, Field | None, int, int]
"""A story, which of its fields, and where a sentence of it starts and ends."""
_HEADLINE_SHARE = 0.6
"""A headline tells the same as the text below it, shorter and without its source."""
_REPLY_SHARE = 0.85
_LONGEST_LABEL = 25
"""Code points of a speaker's label that is cut off as a sentence of its own: "[0:12] MS."."""
_LONGEST_SENTENCE, _AROUND = 700, 250
"""Code points: what a person reads as one quote, and how much around an answer tells its sense."""


def read_candidates(
    index: Index, reader: Reader, question: str, hits: Sequence[Hit]
) -> tuple[Candidate, ...]:
    """Read the passages found and the headlines of their stories, the likeliest answer first.

    What stands in two passages counts once; what may not be told as it stands is mended or left
    out.
    """
    stories = dict.fromkeys(hit.story.id for hit in hits)
    sentences = {story: index.database.get_sentences(story) for story in stories}
    titled = [hit for hit in _choose_titled(hits) if _adds_headline(hit.story)]
    pages = make_pages(hits, sentences)
    pages += [_make_headline_page(hit, hits.index(hit)) for hit in titled]
    best: dict[_Place, Candidate] = {}
    bound: set[_Place] = set()
    asked: dict[tuple[str, int], float] = {}
    for reading in reader.read(question, pages):
        if reading.page < len(hits):
            hit = hits[reading.page]
            made = _make_candidate(hit, reading, sentences[hit.story.id])
        else:
            made = _make_headline_candidate(titled[reading.page - len(hits)].story, reading)
        if made.field is None and (asking := find_asking(question, made)):
            asked.setdefault((made.story.id, made.sentence.end), asking)
        if candidate := vet(question, made, sentences[made.story.id]):
            own = candidate.sentence
            place = candidate.story.id, candidate.field, own.start, own.end
            if own != made.sentence:
                bound.add(place)
            known = best.get(place)
            best[place] = _pool(known, candidate, bound=place in bound) if known else candidate
    replied = [_trust_reply(one, asked, sentences[one.story.id]) for one in best.values()]
    gathered = gather_lists(question, replied, sentences)
    candidates = sorted(prefer_named(question, gathered), key=lambda one: one.order)
    newest = prefer_newest_entry(question, candidates, sentences)
    return hand_over(question, prefer_current(question, newest, sentences))


def _pool(first: Candidate, other: Candidate, *, bound: bool) -> Candidate:
    """Return the surer of two that stand in one place.

    A list, to which the reader pointed by several of its items or by what introduces them, and a
    line or a cell, to which the question's words bound what it pointed at beside it, is as sure as
    any of them is right.
    """
    same = (first.answer, first.items) == (other.answer, other.items)
    if not same or not (bound or first.items):
        return first
    wrong = (1 - first.confidence) * (1 - other.confidence)
    return replace(first, confidence=1 - wrong)


def _trust_reply(
    candidate: Candidate, asked: Mapping[tuple[str, int], float], sentences: Sequence[Span]
) -> Candidate:
    """Trust the sentence below a question as much as the question looked like the answer."""
    if candidate.field is not None or not asked:
        return candidate
    before = [one for one in sentences if one.end <= candidate.sentence.start][-2:]
    if before and not _is_label(candidate.story.text[before[-1].start : before[-1].end]):
        before = before[-1:]
    chance = max((asked.get((candidate.story.id, one.end), 0.0) for one in before), default=0.0)
    return replace(candidate, confidence=max(candidate.confidence, _REPLY_SHARE * chance))


def _is_label(sentence: str) -> bool:
    return len(sentence) <= _LONGEST_LABEL and not sentence.endswith("?")


def _choose_titled(hits: Sequence[Hit]) -> list[Hit]:
    """Return the first hit of each story."""
    return list({hit.story.id: hit for hit in reversed(hits)}.values())[::-1]


def _adds_headline(story: Story) -> bool:
    """Say whether a headline stands outside the text, so that only it can tell what it tells."""
    return bool(story.title.strip()) and story.title.strip() not in story.text


def _make_headline_page(hit: Hit, place: int) -> Page:
    title = hit.story.title
    return Page(title, (Span(0, len(title)),), "", hit.similarity, place=place)


def _make_headline_candidate(story: Story, reading: Reading) -> Candidate:
    whole = Span(0, len(story.title))
    answer = widen_over_hedge(story.title, Span(reading.start, reading.end), whole)
    chance = _HEADLINE_SHARE * reading.confidence
    return Candidate(story, whole, answer, chance, reading.values, field=Field.TITLE)


def make_pages(hits: Sequence[Hit], sentences: Mapping[str, Sequence[Span]]) -> list[Page]:
    """Return a page for each passage found, the best first; ``sentences`` are by story id."""
    return [_make_page(hit, sentences[hit.story.id], at) for at, hit in enumerate(hits)]


def _make_page(hit: Hit, sentences: Sequence[Span], place: int) -> Page:
    """Lay its story's sentences over one of its passages; one that is cut counts as far as it
    goes."""
    start, end = hit.passage.start, hit.passage.end
    laid = tuple(
        Span(max(sentence.start, start) - start, min(sentence.end, end) - start)
        for sentence in sentences
        if sentence.start < end and sentence.end > start
    )
    depth = sum(one.end <= start for one in sentences)
    return Page(hit.passage.text, laid, hit.passage.title, hit.similarity, depth, place)


def _make_candidate(hit: Hit, reading: Reading, sentences: Sequence[Span]) -> Candidate:
    """Put a reading into the coordinates of its story, with the whole sentence around it."""
    start = hit.passage.start
    answer = Span(start + reading.start, start + reading.end)
    sentence = _narrow(hit.story.text, answer.surround(sentences), answer)
    answer = widen_over_hedge(hit.story.text, answer, sentence)
    return Candidate(hit.story, sentence, answer, reading.confidence, reading.values)


def _narrow(text: str, sentence: Span, answer: Span) -> Span:
    """Cut a sentence of unpunctuated speech down to the words around the answer."""
    if sentence.end - sentence.start <= _LONGEST_SENTENCE:
        return sentence
    start = max(sentence.start, answer.start - _AROUND)
    end = min(sentence.end, answer.end + _AROUND)
    if start > sentence.start:
        start = text.find(" ", start, answer.start) + 1 or answer.start
    if end < sentence.end:
        blank = text.rfind(" ", answer.end, end)
        end = blank if blank > answer.end else answer.end
    return Span(start, end)
