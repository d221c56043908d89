"""Cut a text of any length into pages of about the length of a passage.

Promise: a page begins and ends with a sentence, and every sentence is on one page.
"""

from collections.abc import Sequence

from bot.reading.reader import Page
from embeddings.sentences import Span, split_sentences

_PAGE_CHARACTERS = 1000


def cut_pages(text: str) -> tuple[tuple[int, Page], ...]:
    """Return pairs (where the page begins in ``text``, page), in order."""
    pages = []
    for group in _group_sentences(split_sentences(text)):
        start = group[0].start
        spans = tuple(Span(span.start - start, span.end - start) for span in group)
        pages.append((start, Page(text[start : group[-1].end], spans)))
    return tuple(pages)


def _group_sentences(sentences: Sequence[Span]) -> list[list[Span]]:
    groups: list[list[Span]] = []
    for sentence in sentences:
        if groups and sentence.end - groups[-1][0].start <= _PAGE_CHARACTERS:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    return groups
