"""The words that a misspelt word may stand for, and how likely each is.

Promise: the index is read letter by letter, when a word that begins with it is first asked for.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from embeddings.lexicon import FUNCTION_WORDS
from embeddings.spelling.edits import LONG, Edit, find_edit, weigh_edit
from embeddings.spelling.english import SHORTEST, English
from embeddings.words import stem_word

_UNSEEN_PASSAGES = 1000
_UNSEEN = 0.3
"""In how many passages a word is taken to stand that stands in none."""
_FUNCTION_WORD_SHARE = 0.1
"""The share of passages that a function word is taken to stand in, however few the stories."""
_LETTER = 0.5
"""How much likelier each letter makes it that a word is misspelt rather than unknown."""


class StoryWords(Protocol):
    """The keyword index of the stories, whose words are folded and stemmed."""

    def count_passages(self) -> int:
        """Count all passages."""

    def count_word(self, word: str) -> int:
        """Count the passages that hold a word."""

    def list_words(self, initial: str) -> Mapping[str, int]:
        """Count the passages of every word that begins with a letter."""

    def find_forms(self, word: str) -> Mapping[str, int]:
        """Count how a word is written in some of its passages."""

    def find_beside(self, word: str, *, after: bool) -> Mapping[str, int]:
        """Count what stands right behind or before a word in some of its passages."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that may be meant, in the form nearest to what was typed.

    ``passages`` counts those that hold a word of its stem; ``likelihood`` is a logarithm.
    """

    form: str
    stem: str
    edit: Edit
    passages: int
    likelihood: float


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The words of one initial: those of English, and the stories' others by their stem."""

    english: tuple[str, ...]
    others: tuple[str, ...]
    counts: Mapping[str, int]


class Corrections:
    """Every word that may be meant, of the stories and of English."""

    def __init__(self, stories: StoryWords, english: English) -> None:
        self._stories, self._english = stories, english
        self._shelves: dict[str, _Shelf] = {}

    def find(self, typed: str, *, long: int = LONG) -> tuple[Correction, ...]:
        """Return the words near one in lower case, each by one form, the likeliest first.

        They begin with its first letter or its second, since the first two may be swapped; from
        ``long`` letters on there may be two slips.
        """
        near = self._list_near(typed, 2 if len(typed) >= long else 1)
        found = sorted(near, key=lambda one: (-one.likelihood, one.form))
        best: dict[str, Correction] = {}
        for candidate in found:
            best.setdefault(candidate.stem, candidate)
        return tuple(best.values())

    def _list_near(self, typed: str, farthest: int) -> Iterator[Correction]:
        for initial in dict.fromkeys(typed[:2]):
            shelf = self._get_shelf(initial)
            forms = dict.fromkeys(_extract(typed, shelf.english, farthest))
            for word in dict.fromkeys([typed, stem_word(typed)]):
                for stem in _extract(word, shelf.others, farthest):
                    written = self._stories.find_forms(stem)
                    forms |= dict.fromkeys(form.lower() for form in written)
            for form in forms:
                if edit := find_edit(typed, form):
                    yield self._make(typed, form, edit, shelf)

    def _make(self, typed: str, form: str, edit: Edit, shelf: _Shelf) -> Correction:
        """Weigh a word by how common it is in English and in the stories, and by its edit."""
        stem = stem_word(form)
        passages = shelf.counts.get(stem, 0)
        share = (passages + _UNSEEN) / (self._passages + _UNSEEN_PASSAGES)
        if form in FUNCTION_WORDS:
            share = _FUNCTION_WORD_SHARE
        common = (math.log(self._english.rate(form)) + math.log(share)) / 2
        letters = _LETTER * min(len(typed), LONG)
        likelihood = common + letters - weigh_edit(typed, form, edit)
        return Correction(form, stem, edit, passages, likelihood)

    @cached_property
    def _passages(self) -> int:
        return self._stories.count_passages()

    def _get_shelf(self, initial: str) -> _Shelf:
        if initial not in self._shelves:
            self._shelves[initial] = self._fill_shelf(initial)
        return self._shelves[initial]

    def _fill_shelf(self, initial: str) -> _Shelf:
        english = tuple(self._english.list_words(initial))
        known = set(map(stem_word, english))
        counts = {
            stem: count
            for stem, count in self._stories.list_words(initial).items()
            if stem.isalpha() and len(stem) >= SHORTEST
        }
        return _Shelf(english, tuple(stem for stem in counts if stem not in known), counts)


def _extract(word: str, words: Sequence[str], farthest: int) -> list[str]:
    found = process.extract(word, words, scorer=OSA.distance, score_cutoff=farthest, limit=None)
    return [one for one, _, _ in found]
