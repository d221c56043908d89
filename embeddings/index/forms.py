"""How a word of the keyword index is written in the stories, on whatever engine they are."""

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from embeddings.passages import Passage
from embeddings.stories import Story
from embeddings.words import find_forms

_FORMS_FROM = 8
"""How many passages tell how a word is written."""


class SearchedPassages(Protocol):
    """What is asked for the forms of a word."""

    def search_words(self, words: Sequence[str], *, limit: int) -> tuple[tuple[int, float], ...]:
        """Return up to ``limit`` pairs (passage row, BM25), the best first, of any of ``words``."""

    def get_passages(self, rows: Sequence[int]) -> tuple[tuple[Passage, Story], ...]:
        """Return the passages in some rows, in their order, each with its story."""


def count_forms(passages: SearchedPassages, word: str) -> Counter[str]:
    """Count how a folded and stemmed word is written in a few passages that hold it."""
    forms: Counter[str] = Counter()
    rows = [row for row, _ in passages.search_words([word], limit=_FORMS_FROM)]
    for passage, _ in passages.get_passages(rows):
        forms.update(find_forms(passage.text, word))
    return forms
