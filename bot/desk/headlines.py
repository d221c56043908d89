"""The headlines of a collection, the newest first, and which of them fit what is being typed.

Promise: what fits is found by sorted words and rows of numbers, in a time that hardly grows with
their number, so that a keystroke is answered at once among a hundred thousand.
"""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from embeddings.retrieval import Filters
from embeddings.stories import Story

_WORD = re.compile(r"\w+")
_AFTER_ALL = "\U0010ffff"
_SLIPS = ((8, 2), (4, 1))
"""How many slips of the finger are forgiven in words of at least so many letters."""
_ALIKE = 8
"""How many words are tried in place of one that no headline holds."""

Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Headline:
    """What a list shows of a story."""

    id: str
    title: str
    publisher: str | None
    authors: tuple[str, ...]
    published: date | None

    @classmethod
    def of(cls, story: Story) -> "Headline":
        """Take a story's headline, else its first words, else its id."""
        title = story.title or " ".join(story.text[:140].split()) or story.id
        return cls(story.id, title, story.publisher, story.authors, story.published)


class Headlines:
    """The headlines in memory."""

    def __init__(self, headlines: Iterable[Headline]) -> None:
        self.newest_first = tuple(
            sorted(headlines, key=lambda one: (-_ordinal(one.published), one.title, one.id))
        )
        self.publishers = tuple(
            sorted({one.publisher for one in self.newest_first if one.publisher})
        )
        self._by_id = {one.id: row for row, one in enumerate(self.newest_first)}
        self._starts, self._start_rows = _sort(
            (one.title.casefold(), row) for row, one in enumerate(self.newest_first)
        )
        self._words, self._places, self._word_rows = self._index_words()
        self._by_length: dict[int, list[str]] = {}
        for word in self._words:
            if word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)

    def _index_words(self) -> tuple[list[str], list[int], Rows]:
        """Return the words in order, where the rows of each begin, and all rows one after another:
        the rows of all words with one beginning are one slice.

        No single step takes long, so that an event loop beside this thread goes on.
        """
        rows_of: dict[str, list[int]] = {}
        for row, one in enumerate(self.newest_first):
            for word in _split(one):
                rows_of.setdefault(word, []).append(row)
        words = sorted(rows_of)
        places = list(itertools.accumulate((len(rows_of[word]) for word in words), initial=0))
        rows = (row for word in words for row in rows_of[word])
        return words, places, np.fromiter(rows, dtype=np.int32, count=places[-1])

    def __len__(self) -> int:
        """How many there are."""
        return len(self.newest_first)

    def get(self, story_id: str) -> Headline | None:
        """Return the headline of a story."""
        row = self._by_id.get(story_id)
        return None if row is None else self.newest_first[row]

    @property
    def newest(self) -> date | None:
        """The latest day of publication."""
        return self.newest_first[0].published if self.newest_first else None

    def choose(self, filters: Filters) -> tuple[Headline, ...]:
        """Return those of a publisher, whose name holds some words, and of some days."""
        return tuple(one for one in self.newest_first if filters.let_pass(one))

    def suggest(self, typed: str, *, most: int) -> tuple[Headline, ...]:
        """Return the headlines that fit: those that begin so, then those that hold the beginnings
        of all words, each newest first; words that none holds are taken for slips."""
        wanted = " ".join(typed.casefold().split())
        if not wanted:
            return self.newest_first[:most]
        begins = self._find_starts(wanted)[:most].tolist()
        holding = self._find_words(_WORD.findall(wanted))[: 2 * most].tolist()
        rows = dict.fromkeys([*begins, *holding])
        return tuple(self.newest_first[row] for row in rows)[:most]

    def identify(self, name: str) -> str | None:
        """Return the id of the story that is called so: by its id, by what a suggestion held of
        it, or by its headline; the nearest where none is called exactly so."""
        if name in self._by_id:
            return name
        wanted = " ".join(name.split()).casefold()
        for row in self._find_starts(wanted):
            headline: Headline = self.newest_first[row]
            if headline.title.casefold() == wanted:
                return headline.id
        if shown := self._find_shown(name):
            return shown
        near = self.suggest(name, most=2)
        return near[0].id if len(near) == 1 else None

    def _find_shown(self, name: str) -> str | None:
        """Return the id that was cut to the length of a suggestion's value."""
        if len(name) < 100:
            return None
        return next((one for one in self._by_id if one.startswith(name)), None)

    def _find_starts(self, wanted: str) -> Rows:
        low = bisect_left(self._starts, wanted)
        high = bisect_left(self._starts, wanted + _AFTER_ALL)
        return np.sort(self._start_rows[low:high])

    def _find_words(self, words: list[str]) -> npt.NDArray[np.intp]:
        if not words:
            return np.zeros(0, dtype=np.intp)
        fitting = np.ones(len(self.newest_first), dtype=bool)
        for word in dict.fromkeys(words):
            fitting &= self._mark(word)
        return np.flatnonzero(fitting)

    def _mark(self, word: str) -> npt.NDArray[np.bool_]:
        """Mark the headlines that hold a word which begins so, or one that was meant."""
        marked = np.zeros(len(self.newest_first), dtype=bool)
        for low, high in self._find_ranges(word):
            marked[self._word_rows[self._places[low] : self._places[high]]] = True
        return marked

    def _find_ranges(self, word: str) -> Iterator[tuple[int, int]]:
        low = bisect_left(self._words, word)
        high = bisect_left(self._words, word + _AFTER_ALL)
        if low < high:
            yield low, high
            return
        slips = next((most for length, most in _SLIPS if len(word) >= length), 0)
        for length in range(len(word) - slips, len(word) + slips + 1) if slips else ():
            words = self._by_length.get(length, [])
            alike: list[Any] = process.extract(
                word, words, scorer=OSA.distance, score_cutoff=slips, limit=_ALIKE
            )
            for meant, _, _ in alike:
                at = bisect_left(self._words, meant)
                yield at, at + 1


def _split(one: Headline) -> set[str]:
    return set(_WORD.findall(f"{one.title} {one.id}".casefold()))


def _sort(pairs: Iterable[tuple[str, int]]) -> tuple[list[str], Rows]:
    ordered = sorted(pairs)
    return [text for text, _ in ordered], np.array([row for _, row in ordered], dtype=np.int32)


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0
