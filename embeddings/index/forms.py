"""How a word of the keyword index is written in the stories, on whatever engine they are."""

from collections import Counter
from collections.abc import Iterator

from embeddings.index.seams import Stories
from embeddings.words import find_beside, find_forms

_FORMS_FROM, _BESIDE_FROM = 8, 60
"""How many passages tell how a word is written, and what stands beside it."""


def count_forms(stories: Stories, word: str) -> Counter[str]:
    """Count how a folded and stemmed word is written in a few passages that hold it."""
    texts = _find_texts(stories, word, _FORMS_FROM)
    return Counter(form for text in texts for form in find_forms(text, word))


def count_beside(stories: Stories, word: str, *, after: bool) -> Counter[str]:
    """Count the words, as written, right behind or before a folded and stemmed one, in some
    passages that hold it."""
    texts = _find_texts(stories, word, _BESIDE_FROM)
    return Counter(one for text in texts for one in find_beside(text, word, after=after))


def _find_texts(stories: Stories, word: str, limit: int) -> Iterator[str]:
    """Yield the texts of up to so many passages that hold a word."""
    rows = [row for row, _ in stories.search_words([word], limit=limit)]
    for passage, _ in stories.get_passages(rows):
        yield passage.text
