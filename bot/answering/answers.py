"""From a question to a cited answer, or to an honest "the stories do not say".

Promise: every answer is a verbatim slice of a story, with that story cited; the same index,
question and day give the same answer.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from bot.agreement import (
    Candidate,
    Group,
    PhraseLikeness,
    Relation,
    choose_bearing,
    count_origins,
    find_outlets,
    group_candidates,
    group_events,
)
from bot.answering.candidates import choose_read, read_candidates
from bot.answering.citations import Citation, cite
from bot.answering.replies import Answer, Asked, Reply, Timings
from bot.facts.periods import Period, find_period
from bot.reading import Reader, make_reader
from embeddings.errors import UsageError
from embeddings.index import Index
from embeddings.retrieval import ALL_STORIES, Filters, Hit, search
from embeddings.sentences import Span
from embeddings.stories import Story

MAX_QUESTION = 1000
"""Code points. A longer text is no question, and a model would not read it to its end."""
RANKED_PASSAGES, READ_PASSAGES = 24, 6
"""So many of the passages found are ranked by an extract, and so many of those are read whole: the
cost goes with both."""
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Options:
    """How to answer: from which stories, how many answers, and how sure to be (0 to 1).

    ``today`` is what "this week" in a question is seen from; without it time words do nothing.
    """

    confidence: float
    answers: int = 3
    filters: Filters = ALL_STORIES
    today: date | None = None

    def __post_init__(self) -> None:
        check_answers(self.answers)


@dataclass(frozen=True, slots=True)
class _Found:
    """What one look through the stories gave."""

    hits: tuple[Hit, ...]
    candidates: tuple[Candidate, ...]
    sure: tuple[Candidate, ...]
    retrieve_s: float
    read_s: float


def open_reader(name: str, index: Index, *, folder: Path, threads: int | None = None) -> Reader:
    """Make the reader called ``name`` for the passages of an index.

    ``folder`` keeps the exports of other people's readers.

    :raises ModelError: If it cannot be loaded.
    """
    return make_reader(
        name,
        index.encoder,
        index.weigh_word,
        pool=index.manifest.passages,
        folder=folder,
        threads=threads,
    )


def choose_confidence(reader: Reader, wanted: float | None) -> float:
    """Return how sure an answer must be: as is ``wanted``, else as the reader was measured."""
    return reader.least_confidence if wanted is None else wanted


def check_answers(answers: int) -> None:
    """Refuse a number of answers that is none.

    :raises UsageError: If it is less than one.
    """
    if answers < 1:
        raise UsageError(f"--answers must be at least 1, was: {answers}.")


def check_question(question: str) -> str:
    """Return the question without blanks around it.

    :raises UsageError: If it is empty, too long, or no text.
    """
    stripped = " ".join(question.split())
    if any("\ud800" <= char <= "\udfff" for char in stripped):
        raise UsageError("The question holds bytes that are no text: ask in UTF-8.")
    if not stripped:
        raise UsageError("The question is empty: ask something.")
    if len(stripped) > MAX_QUESTION:
        raise UsageError(
            f"The question has {len(stripped):,} characters: ask in at most {MAX_QUESTION:,}."
        )
    return stripped


def answer_question(index: Index, reader: Reader, question: str, options: Options) -> Reply:
    """Answer one question from the index.

    What is plainly misspelt in it is put right first. Where no story from the days that its time
    words ask for answers, all stories are asked.

    :raises UsageError: If the question is empty or too long, or a filter names no story.
    """
    typed = check_question(question)
    started = time.perf_counter()
    question = index.spelling.mend(typed)
    period = _find_period(question, options)
    found = _look(index, reader, question, _narrow(options, period))
    asked = Asked(period, answered=bool(found.sure)) if period else None
    if asked and not asked.answered:
        found = _look(index, reader, question, options)
    groups = _group(index, question, found, options)
    answers = [_make_answer(index, group) for group in _choose(groups, options.answers)]
    return Reply(
        question=typed,
        answer=answers[0] if answers else None,
        others=tuple(answers[1:]),
        nearest=() if answers else _cite_nearest(index, found),
        timings=Timings(
            retrieve=1000 * found.retrieve_s,
            read=1000 * found.read_s,
            total=1000 * (time.perf_counter() - started),
        ),
        asked=asked,
        mended=question if question != typed else None,
    )


def _find_period(question: str, options: Options) -> Period | None:
    """Return the days that the question asks for, unless days are set by the options."""
    if options.today is None or options.filters.since or options.filters.until:
        return None
    return find_period(question, today=options.today)


def _narrow(options: Options, period: Period | None) -> Options:
    if period is None:
        return options
    filters = replace(options.filters, since=period.since, until=period.until)
    return replace(options, filters=filters)


def _look(index: Index, reader: Reader, question: str, options: Options) -> _Found:
    """Search and read, and keep what is sure enough."""
    started = time.perf_counter()
    found = search(index, question, limit=RANKED_PASSAGES, filters=options.filters)
    retrieved = time.perf_counter()
    hits = choose_read(index, reader, question, found, limit=READ_PASSAGES)
    candidates = read_candidates(index, reader, question, hits)
    sure = tuple(one for one in candidates if one.confidence >= options.confidence)
    return _Found(hits, candidates, sure, retrieved - started, time.perf_counter() - retrieved)


def _group(index: Index, question: str, found: _Found, options: Options) -> tuple[Group, ...]:
    bearing = choose_bearing(question, found.candidates, options.confidence)
    events, likeness = _find_events(index, bearing), PhraseLikeness(index.encoder)
    return group_candidates(question, bearing, events, likeness, least=options.confidence)


def _find_events(index: Index, candidates: Sequence[Candidate]) -> Mapping[str, str]:
    stories = {one.story.id: one.story for one in candidates}
    vectors = {
        story: np.stack(
            [index.vectors.get(int(row)) for row in index.database.get_story_rows(story)]
        )
        for story in stories
    }
    return group_events(tuple(stories.values()), vectors)


def _choose(groups: Sequence[Group], answers: int) -> list[Group]:
    """Return the first so many groups, and every one that disagrees with the first."""
    rivals = [one for one in groups[answers:] if one.relation is Relation.DISAGREES]
    return [*groups[:answers], *rivals]


def _make_answer(index: Index, group: Group) -> Answer:
    """Cite each story of a group once, by its surest sentence."""
    citations = tuple(
        _cite(index, n, one.story, one.sentence, one.answer)
        for n, one in enumerate(group.candidates, start=1)
    )
    stories = [one.story for one in group.candidates]
    signatures = {one.id: index.database.get_signature(one.id) or b"" for one in stories}
    return Answer(
        confidence=group.first.confidence,
        citations=citations,
        phrase=group.phrase,
        origins=count_origins(stories, signatures, _list_outlets(citations)),
        relation=group.relation,
        revision=group.revision,
    )


def _cite(index: Index, n: int, story: Story, quoted: Span, answer: Span | None = None) -> Citation:
    """Cite a story with the sources that it names for the answer."""
    return cite(n, story, quoted, answer, index.database.get_attributions(story.id))


def _list_outlets(citations: Sequence[Citation]) -> dict[str, tuple[str, ...]]:
    """Return whom each story credits with the answer: by its attributions, and by the look of its
    sentence."""
    return {
        one.story.id: (
            *(credit.source for credit in one.attribution if credit.named),
            *find_outlets(one.quote),
        )
        for one in citations
    }


def _cite_nearest(index: Index, found: _Found) -> tuple[Citation, ...]:
    """Cite the passages that came nearest to an answer, by what was read in them."""
    read = dict.fromkeys(_find_hit(candidate, found.hits) for candidate in found.candidates)
    order = dict.fromkeys([*read, *range(len(found.hits))])
    nearest = [found.hits[at] for at in order][:NEAREST]
    return tuple(
        _cite(index, n, hit.story, Span(hit.passage.start, hit.passage.end))
        for n, hit in enumerate(nearest, start=1)
    )


def _find_hit(candidate: Candidate, hits: Sequence[Hit]) -> int:
    """Return the first hit that holds some of a candidate."""
    return next(
        at
        for at, hit in enumerate(hits)
        if hit.story.id == candidate.story.id
        and hit.passage.start < candidate.answer.end
        and candidate.answer.start < hit.passage.end
    )
