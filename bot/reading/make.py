"""Make the reader that the settings name, and let it read texts of any length."""

from dataclasses import replace

from bot.reading.evidence import WordWeight
from bot.reading.pages import cut_pages
from bot.reading.reader import Reader, Reading
from bot.reading.sentence_reader import SentenceReader, weigh_alike
from embeddings.encoders import Encoder


def make_reader(
    name: str, encoder: Encoder, weigh: WordWeight = weigh_alike, *, pool: int | None = None
) -> Reader:
    """Make the reader called ``name``, for given pages or those picked from a ``pool``.

    :raises ValueError: If there is none of that name.
    """
    if name != SentenceReader.name:
        raise ValueError(f"name must be {SentenceReader.name!r}, was: {name!r}")
    return SentenceReader(encoder, weigh, pool=pool)


def read_text(reader: Reader, question: str, text: str) -> Reading | None:
    """Return the likeliest answer in a text of any length, in the text's own coordinates.

    ``None`` where the text has no sentence at all.
    """
    cut = cut_pages(text)
    readings = reader.read(question, [page for _, page in cut])
    if not readings:
        return None
    best, start = readings[0], cut[readings[0].page][0]
    return replace(best, page=0, start=start + best.start, end=start + best.end)
