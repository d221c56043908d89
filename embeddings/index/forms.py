"""How a word of the keyword index is written in the stories, on whatever engine they are."""

from collections import Counter

from embeddings.index.seams import Stories
from embeddings.words import find_beside, find_forms

_FORMS_FROM, _BESIDE_FROM = 8, 60
"""How many passages tell how a word is written, and what stands beside it."""


def count_forms(stories: Stories, word: str) -> Counter[str]:
    """Count how a folded and stemmed word is written in a few passages that hold it."""
    forms: Counter[str] = Counter()
    rows = [row for row, _ in stories.search_words([word], limit=_FORMS_FROM)]
    for passage, _ in stories.get_passages(rows):
        forms.update(find_forms(passage.text, word))
    return forms


def count_beside(stories: Stories, word: str, *, after: bool) -> Counter[str]:
    """Count the words, as written, right behind or before a folded and stemmed one, in some
    passages that hold it."""
    beside: Counter[str] = Counter()
    rows = [row for row, _ in stories.search_words([word], limit=_BESIDE_FROM)]
    for passage, _ in stories.get_passages(rows):
        beside.update(find_beside(passage.text, word, after=after))
    return beside
