"""The few sentences of a page that share most with a question: enough to tell whether to read it.

Promise: an extract is a run of whole sentences of its page, at least one, of about so many words.
"""

from bot.reading.evidence import WordWeight
from bot.reading.reader import Page
from embeddings.sentences import Span
from embeddings.words import split_content_words, split_words

EXTRACT_WORDS = 45


def weigh_asked(question: str, weigh: WordWeight) -> dict[str, float]:
    """Return how telling each word of a question is."""
    return {word: weigh(word) for word in split_content_words(question)}


def make_extract(page: Page, asked: dict[str, float], *, words: int = EXTRACT_WORDS) -> Page:
    """Return the run of sentences of a page that holds most of what is asked, the first of equals.

    A page of no sentence stays as it is.
    """
    if not page.sentences:
        return page
    texts = [split_words(page.text[one.start : one.end]) for one in page.sentences]
    best = max(
        (_take_run(texts, first, words) for first in range(len(texts))),
        key=lambda run: (_weigh_run(texts, run, asked), -run[0]),
    )
    taken = page.sentences[best[0] : best[1]]
    start, end = taken[0].start, taken[-1].end
    spans = tuple(Span(one.start - start, one.end - start) for one in taken)
    return Page(page.text[start:end], spans, page.title, page.similarity)


def _take_run(texts: list[tuple[str, ...]], first: int, words: int) -> tuple[int, int]:
    """Return the (first, behind the last) sentences of about so many words."""
    last, count = first + 1, len(texts[first])
    while last < len(texts) and count + len(texts[last]) <= words:
        count += len(texts[last])
        last += 1
    return first, last


def _weigh_run(
    texts: list[tuple[str, ...]], run: tuple[int, int], asked: dict[str, float]
) -> float:
    held = frozenset(word for text in texts[run[0] : run[1]] for word in text)
    return sum(weight for word, weight in asked.items() if word in held)
