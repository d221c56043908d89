"""From the passages that were found to the candidates that may answer.

Promise: every candidate is a slice of its story, whole sentences around it, hedges included; none
is what its story tells as replaced.
"""

from collections.abc import Sequence

from bot.agreement import Candidate, prefer_current
from bot.facts import widen_over_hedge
from bot.reading import Page, Reader, Reading
from embeddings.index import Index
from embeddings.retrieval import Hit
from embeddings.sentences import Span


def read_candidates(
    index: Index, reader: Reader, question: str, hits: Sequence[Hit]
) -> tuple[Candidate, ...]:
    """Read the passages found, the likeliest answer first; what stands in two counts once."""
    stories = dict.fromkeys(hit.story.id for hit in hits)
    sentences = {story: index.database.get_sentences(story) for story in stories}
    pages = [make_page(hit, sentences[hit.story.id]) for hit in hits]
    best: dict[tuple[str, int, int], Candidate] = {}
    for reading in reader.read(question, pages):
        hit = hits[reading.page]
        candidate = _make_candidate(hit, reading, sentences[hit.story.id])
        place = candidate.story.id, candidate.sentence.start, candidate.sentence.end
        best.setdefault(place, candidate)
    return prefer_current(question, tuple(best.values()), sentences)


def make_page(hit: Hit, sentences: Sequence[Span]) -> Page:
    """Lay its story's sentences over one of its passages; one that is cut counts as far as it
    goes."""
    start, end = hit.passage.start, hit.passage.end
    laid = tuple(
        Span(max(sentence.start, start) - start, min(sentence.end, end) - start)
        for sentence in sentences
        if sentence.start < end and sentence.end > start
    )
    return Page(hit.passage.text, laid, hit.passage.title, hit.similarity)


def _make_candidate(hit: Hit, reading: Reading, sentences: Sequence[Span]) -> Candidate:
    """Put a reading into the coordinates of its story, with the whole sentence around it."""
    start = hit.passage.start
    answer = Span(start + reading.start, start + reading.end)
    around = [one for one in sentences if one.start < answer.end and answer.start < one.end]
    sentence = Span(
        min([answer.start, *(one.start for one in around)]),
        max([answer.end, *(one.end for one in around)]),
    )
    answer = widen_over_hedge(hit.story.text, answer, sentence)
    return Candidate(hit.story, sentence, answer, reading.confidence, reading.values)
