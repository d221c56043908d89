"""Which words are spelt right as English, and how common they are.

The list is SymSpell's: the words of Google's n-grams that the SCOWL word lists hold, with their
counts. The encoder's own words stand beside it, since they hold names and what is new.

Promise: nothing is read before a word is asked for, and the list once a process.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path

from embeddings.errors import ModelError
from embeddings.lexicon import FUNCTION_WORDS

SHORTEST = 3
"""Letters of the shortest word that is looked at."""
_PACKAGE, _LIST = "symspellpy", "frequency_dictionary_en_82_765.txt"
_COUNTED = 1e12
"""Words that the n-grams count, about."""
_UNLISTED = 200_000
"""How often a word is taken to stand in the n-grams that is not on their list."""
_SHORTEST_PART = 4
_PREFIX = re.compile(r"^(?:un|re|de|dis|mis|non|pre|out|over|under|anti|super)(?=\w{4})")


class English:
    """Words of English by their first letter."""

    def __init__(self, list_more: Callable[[], Iterable[str]]) -> None:
        self._list_more = list_more
        self._words: dict[str, Mapping[str, int]] = {}

    def knows(self, word: str) -> bool:
        """Say whether a word in lower case is one, with a prefix or not."""
        return self._has(word) or self._has(_PREFIX.sub("", word, count=1))

    def joins(self, word: str) -> bool:
        """Say whether two words in lower case stand together in one: "snowplow", "passangers"."""
        cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
        return any(self._has(word[:at]) and self._has(word[at:]) for at in cuts)

    def rate(self, word: str) -> float:
        """Return the share of all words that a word in lower case makes up, 0 to 1."""
        return self.list_words(word[0]).get(word, _UNLISTED) / _COUNTED

    def list_words(self, initial: str) -> Mapping[str, int]:
        """Return the words that begin with a letter, with how often they stand in the n-grams."""
        if initial not in self._words:
            more = dict.fromkeys(self._more.get(initial, ()), _UNLISTED)
            self._words[initial] = more | _list_counted(initial)
        return self._words[initial]

    def _has(self, word: str) -> bool:
        return word in self.list_words(word[0])

    @cached_property
    def _more(self) -> Mapping[str, list[str]]:
        more: dict[str, list[str]] = defaultdict(list)
        for word in (*sorted(FUNCTION_WORDS), *self._list_more()):
            if len(word) >= SHORTEST:
                more[word[0]].append(word)
        return more


@lru_cache(maxsize=64)  # more than there are letters that English words begin with
def _list_counted(initial: str) -> dict[str, int]:
    """Return the words on the list that begin with a letter, with their counts."""
    listed = re.findall(rf"^({re.escape(initial)}\w+) (\d+)$", _read_list(), re.MULTILINE)
    return {word: int(count) for word, count in listed if len(word) >= SHORTEST}


@lru_cache(maxsize=1)
def _read_list() -> str:
    """Return the list as it stands in its file.

    :raises ModelError: If its package is not installed.
    """
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(f"The list of English words is missing: run `pip install {_PACKAGE}`.")
    return (Path(spec.origin).parent / _LIST).read_text(encoding="utf-8-sig")
