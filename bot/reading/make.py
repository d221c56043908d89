"""Make the reader that the settings name, and let it read texts of any length."""

from collections.abc import Sequence

from bot.reading.evidence import WordWeight
from bot.reading.reader import Page, Reader, Reading
from bot.reading.sentence_reader import SentenceReader, weigh_alike
from embeddings.encoders import Encoder
from embeddings.sentences import Span, split_sentences

_PAGE_CHARACTERS = 1000


def make_reader(name: str, encoder: Encoder, weigh: WordWeight = weigh_alike) -> Reader:
    """Make the reader called ``name``.

    :raises ValueError: If there is none of that name.
    """
    if name != SentenceReader.name:
        raise ValueError(f"name must be {SentenceReader.name!r}, was: {name!r}")
    return SentenceReader(encoder, weigh)


def read_text(reader: Reader, question: str, text: str) -> Reading | None:
    """Return the likeliest answer in a text of any length, in the text's own coordinates.

    ``None`` where the text has no sentence at all.
    """
    starts, pages = _cut_pages(text)
    readings = reader.read(question, pages)
    if not readings:
        return None
    best = readings[0]
    return Reading(
        page=0,
        start=starts[best.page] + best.start,
        end=starts[best.page] + best.end,
        confidence=best.confidence,
        values=best.values,
    )


def _cut_pages(text: str) -> tuple[list[int], list[Page]]:
    """Cut a text between sentences into pages of about the length of a passage."""
    starts: list[int] = []
    pages: list[Page] = []
    for group in _group_sentences(split_sentences(text)):
        start = group[0].start
        spans = tuple(Span(span.start - start, span.end - start) for span in group)
        starts.append(start)
        pages.append(Page(text[start : group[-1].end], spans))
    return starts, pages


def _group_sentences(sentences: Sequence[Span]) -> list[list[Span]]:
    groups: list[list[Span]] = []
    for sentence in sentences:
        if groups and sentence.end - groups[-1][0].start <= _PAGE_CHARACTERS:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    return groups
