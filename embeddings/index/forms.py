"""How a word of the keyword index is written in the stories, on whatever engine they are."""

from collections import Counter

from embeddings.index.seams import Stories
from embeddings.words import find_forms

_FORMS_FROM = 8
"""How many passages tell how a word is written."""


def count_forms(stories: Stories, word: str) -> Counter[str]:
    """Count how a folded and stemmed word is written in a few passages that hold it."""
    forms: Counter[str] = Counter()
    rows = [row for row, _ in stories.search_words([word], limit=_FORMS_FROM)]
    for passage, _ in stories.get_passages(rows):
        forms.update(find_forms(passage.text, word))
    return forms
