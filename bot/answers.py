"""From a question to a cited answer, or to an honest "the stories do not say".

Promise: every answer is a verbatim slice of a story, with that story cited; the same index and
question give the same answer.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.citations import Citation, cite
from bot.reading import Page, Reader, Reading, make_reader
from embeddings.attribution import Attribution
from embeddings.errors import UsageError
from embeddings.index import Index
from embeddings.retrieval import ALL_STORIES, Filters, Hit, search
from embeddings.sentences import Span
from embeddings.stories import Story

MAX_QUESTION = 1000
"""Code points. A longer text is no question, and a model would not read it to its end."""
READ_PASSAGES = 6
"""Reading more takes longer in proportion and found no more right answers."""
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Options:
    """How to answer: from which stories, how many answers, and how sure to be (0 to 1)."""

    confidence: float
    answers: int = 3
    filters: Filters = ALL_STORIES

    def __post_init__(self) -> None:
        check_answers(self.answers)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, the probability that it is right, and the stories that give it."""

    confidence: float
    citations: tuple[Citation, ...]

    @property
    def text(self) -> str:
        """The answer in the words of the first story cited."""
        return self.citations[0].answer_text


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds."""

    retrieve: float
    read: float
    total: float


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to a question: an answer and others, or the nearest passages."""

    question: str
    answer: Answer | None
    others: tuple[Answer, ...]
    nearest: tuple[Citation, ...]
    timings: Timings


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A reading in the coordinates of its story, and the sentence it lies in."""

    story: Story
    span: Span
    quoted: Span
    reading: Reading
    attributions: tuple[Attribution, ...]


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

    :raises UsageError: If the question is empty or too long, or a filter names no story.
    """
    question = check_question(question)
    started = time.perf_counter()
    hits = search(index, question, limit=READ_PASSAGES, filters=options.filters)
    retrieved = time.perf_counter()
    candidates = _read(index, reader, question, hits)
    sure = [one for one in candidates if one.reading.confidence >= options.confidence]
    answers = _group(sure)[: options.answers]
    read = time.perf_counter()
    return Reply(
        question=question,
        answer=answers[0] if answers else None,
        others=tuple(answers[1:]),
        nearest=() if answers else _cite_nearest(hits, candidates),
        timings=Timings(
            retrieve=1000 * (retrieved - started),
            read=1000 * (read - retrieved),
            total=1000 * (read - started),
        ),
    )


def _read(
    index: Index, reader: Reader, question: str, hits: Sequence[Hit]
) -> tuple[_Candidate, ...]:
    """Read the passages found; a sentence in two overlapping passages counts once."""
    pages = [make_page(index, hit) for hit in hits]
    said = {hit.story.id: index.database.get_attributions(hit.story.id) for hit in hits}
    best: dict[tuple[str, int, int], _Candidate] = {}
    for reading in reader.read(question, pages):
        hit = hits[reading.page]
        span = Span(hit.passage.start + reading.start, hit.passage.start + reading.end)
        quoted = _find_sentence(index, hit, span)
        candidate = _Candidate(hit.story, span, quoted, reading, said[hit.story.id])
        best.setdefault((hit.story.id, quoted.start, quoted.end), candidate)
    return tuple(best.values())


def _find_sentence(index: Index, hit: Hit, span: Span) -> Span:
    """Return the part of the passage's sentence that holds a span."""
    start, end = hit.passage.start, hit.passage.end
    return next(
        (
            Span(max(sentence.start, start), min(sentence.end, end))
            for sentence in index.database.get_sentences(hit.story.id)
            if sentence.start <= span.start and span.end <= sentence.end
        ),
        span,
    )


def make_page(index: Index, hit: Hit) -> Page:
    """Lay the story's sentences over one of its passages; one that is cut counts as far as it
    goes."""
    start, end = hit.passage.start, hit.passage.end
    sentences = tuple(
        Span(max(sentence.start, start) - start, min(sentence.end, end) - start)
        for sentence in index.database.get_sentences(hit.story.id)
        if sentence.start < end and sentence.end > start
    )
    return Page(hit.passage.text, sentences, hit.passage.title, hit.similarity)


def _group(candidates: Sequence[_Candidate]) -> list[Answer]:
    """Gather the candidates that say the same, in the order of the surest of each."""
    groups: list[list[_Candidate]] = []
    for candidate in candidates:
        for group in groups:
            if _say_the_same(group[0], candidate):
                group.append(candidate)
                break
        else:
            groups.append([candidate])
    return [_make_answer(group) for group in groups]


def _say_the_same(one: _Candidate, other: _Candidate) -> bool:
    """Equal words say the same, and so do equal figures or names where those were asked for."""
    if _normalise(one) == _normalise(other):
        return True
    return bool(one.reading.values) and one.reading.values == other.reading.values


def _normalise(candidate: _Candidate) -> str:
    text = candidate.story.text[candidate.span.start : candidate.span.end]
    return " ".join(text.split()).casefold()


def _make_answer(group: Sequence[_Candidate]) -> Answer:
    """Cite each story of a group once, by its surest sentence."""
    by_story: dict[str, _Candidate] = {}
    for candidate in group:
        by_story.setdefault(candidate.story.id, candidate)
    citations = tuple(
        cite(
            n,
            candidate.story,
            candidate.quoted,
            candidate.span,
            attributions=candidate.attributions,
        )
        for n, candidate in enumerate(by_story.values(), start=1)
    )
    return Answer(group[0].reading.confidence, citations)


def _cite_nearest(hits: Sequence[Hit], candidates: Sequence[_Candidate]) -> tuple[Citation, ...]:
    """Cite the passages that came nearest to an answer, by what was read in them."""
    read = dict.fromkeys(candidate.reading.page for candidate in candidates)
    order = [*read, *(page for page in range(len(hits)) if page not in read)]
    nearest = [hits[page] for page in order[:NEAREST]]
    return tuple(
        cite(n, hit.story, Span(hit.passage.start, hit.passage.end))
        for n, hit in enumerate(nearest, start=1)
    )
