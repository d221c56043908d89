"""From a question to a cited answer, or to an honest "the stories do not say".

Promise: every answer is a verbatim slice of a story, with that story cited; the same index,
question and day give the same answer.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.agreement import (
    Candidate,
    Field,
    Group,
    PhraseLikeness,
    Relation,
    choose_bearing,
    group_candidates,
    names_outlet,
)
from bot.answering.candidates import read_candidates
from bot.answering.citations import Citation
from bot.answering.composing import find_events, make_answer
from bot.answering.metadata import find_metadata, lacks_author
from bot.answering.refusing import asks_which, find_nearest, list_events
from bot.answering.replies import Asked, Refusal, Reply, Timings
from bot.answering.saying import find_outlet, heed_speaker
from bot.facts.periods import Period, find_period
from bot.reading import Reader, make_reader
from embeddings.errors import UsageError
from embeddings.index import Index
from embeddings.retrieval import ALL_STORIES, Filters, Hit, search
from embeddings.stories import Story
from embeddings.words import split_words

MAX_QUESTION = 1000
"""Code points. A longer text is no question, and a model would not read it to its end."""
MAX_CLAIM = 10_000
"""Code points of a text that is checked at once."""
READ_PASSAGES = 6
"""Of 257 questions to 1,200 stories, the expected words stand in the first 3, 6, 8, 10, 14 and 20
passages for 51, 60, 63, 65, 68 and 72 in a hundred; the sentence with the highest margin holds them
for 33, 33, 35, 34, 34 and 33: what is read further back misleads as often as it tells. Answered
rightly, of those shown, are 62 of 104, 60 of 107 and 59 of 109 with five, six and eight; of 400
plain questions to 150 stories 140 of 188, 142 of 187 and 143 of 191 with four, six and eight."""
_TOLD = 0.3
"""From this probability on, an outlet that the text names is meant, and not the story's own."""


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
    metadata: Candidate | None = None


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


def check_claim(text: str) -> str:
    """Return a text to be checked without blanks around it, its lines kept.

    :raises UsageError: If it is empty, too long, or no text.
    """
    stripped = "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()
    if any("\ud800" <= char <= "\udfff" for char in stripped):
        raise UsageError("The text holds bytes that are no text: write it in UTF-8.")
    if not stripped:
        raise UsageError("The text is empty: give a sentence to check.")
    if len(stripped) > MAX_CLAIM:
        raise UsageError(
            f"The text has {len(stripped):,} characters: check at most {MAX_CLAIM:,} at a time."
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
    vague = asks_which(question) and not options.filters.stories
    groups = () if vague else _group(index, question, found, options)
    answers = [make_answer(index, group) for group in _choose(groups, options.answers)]
    refused = None if answers else _refuse(index, question, found, options)
    return Reply(
        question=typed,
        answer=answers[0] if answers else None,
        others=tuple(answers[1:]),
        nearest=refused[1] if refused else (),
        timings=Timings(
            retrieve=1000 * found.retrieve_s,
            read=1000 * found.read_s,
            total=1000 * (time.perf_counter() - started),
        ),
        asked=asked,
        mended=question if question != typed else None,
        refusal=refused[0] if refused else None,
        events=refused[2] if refused else (),
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
    hits = search(index, question, limit=READ_PASSAGES, filters=options.filters)
    retrieved = time.perf_counter()
    metadata, candidates = _read(index, reader, question, hits)
    sure = tuple(one for one in candidates if one.confidence >= options.confidence)
    if metadata:
        sure = (metadata,)
    read_s = time.perf_counter() - retrieved
    return _Found(hits, candidates, sure, retrieved - started, read_s, metadata)


def _read(
    index: Index, reader: Reader, question: str, hits: Sequence[Hit]
) -> tuple[Candidate | None, tuple[Candidate, ...]]:
    """Return what the stories' own fields or outlets answer, or else what their text does."""
    known = find_outlet(index, question, hits) or find_metadata(question, hits)
    if known and known.field is not Field.PUBLISHER:
        return known, ()
    if lacks_author(question, hits):
        return None, ()
    read = read_candidates(index, reader, question, hits)
    if known and not any(names_outlet(one.text) and one.confidence >= _TOLD for one in read[:1]):
        return known, ()
    return None, heed_speaker(index, question, hits, read)


def _group(index: Index, question: str, found: _Found, options: Options) -> tuple[Group, ...]:
    if found.metadata is not None:
        return group_candidates(question, [found.metadata], {}, lambda one, other: 0.0)
    bearing = choose_bearing(question, found.candidates, options.confidence)
    events, likeness = find_events(index, bearing), PhraseLikeness(index.encoder)
    return group_candidates(question, bearing, events, likeness, least=options.confidence)


def _choose(groups: Sequence[Group], answers: int) -> list[Group]:
    """Return the first so many groups that say something new, and every one that disagrees with
    the first."""
    told: list[Group] = []
    for one in groups:
        if one.relation is Relation.DISAGREES or not any(
            _repeats(one, known) or _is_outside(one, known) for known in told
        ):
            told.append(one)
    rivals = [one for one in told[answers:] if one.relation is Relation.DISAGREES]
    return [*told[:answers], *rivals]


def _is_outside(group: Group, known: Group) -> bool:
    """Say whether a story that gives a list names one thing beside it, which is not on the list."""
    lists, single = len(known.first.items) > 1, len(group.first.items) < 2
    return lists and single and {one.story.id for one in group.candidates} <= {known.first.story.id}


def _repeats(group: Group, known: Group) -> bool:
    """Say whether an answer is another one with words more or less: "Jo Koy", "Comedian Jo Koy"."""
    if group.relation is Relation.OTHER_EVENT and group.event != known.event:
        return False
    words, others = (set(split_words(one.first.text)) for one in (group, known))
    longer = others <= words and len(group.first.items) <= max(1, len(known.first.items))
    return bool(words and others) and (words <= others or longer)


def _refuse(
    index: Index, question: str, found: _Found, options: Options
) -> tuple[Refusal, tuple[Citation, ...], tuple[Story, ...]]:
    """Return why there is no answer, what comes nearest, and the events to choose from."""
    if asks_which(question) and not options.filters.stories:
        events = list_events(index, question, options.filters, found.hits)
        return Refusal.WHICH, (), events
    kind, nearest = find_nearest(index, question, found.hits, found.candidates)
    return kind, nearest, ()
