"""The words and marks of a text, each knowing where it stands.

Promise: ``text[token.start:token.end] == token.text``; tokens are in order and never overlap.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from embeddings.attribution.lexicon import SAYING
from embeddings.lexicon import TITLES_SHORT, join_pattern

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|[A-Z]\.(?= [A-Z][\w’'-])"  # John F. Kennedy
    rf"|(?:{join_pattern(TITLES_SHORT)}|Jr|Sr|No)\."
    r"|['’](?:s|S|re|ve|ll|d|m)\b"
    r"|[@#$£€]?\w+(?:[-/&.,@](?=\w)\w+|['’](?!(?:s|S|re|ve|ll|d|m)\b)\w+)*"
    r"|\S"
)
_STEMMER = Stemmer.Stemmer("english")
_IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "thought": "think",
    "found": "find", "shown": "show", "knew": "know", "known": "know", "felt": "feel",
    "saw": "see", "spoke": "speak", "swore": "swear", "heard": "hear", "held": "hold",
    "meant": "mean", "sought": "seek", "gave": "give", "given": "give", "made": "make",
    "took": "take", "put": "put", "spoken": "speak", "seen": "see", "sent": "send",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark: its place, its words as they stand, folded, and stemmed."""

    start: int
    end: int
    text: str
    lower: str
    stem: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number, and not a mark."""
        return self.text[-1].isalnum() or self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it begins as a name does."""
        return self.text[0].isupper() or self.text[0] in "@#"


def read_tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the tokens of ``text[start:end]``, in order."""
    return tuple(
        _make_token(match.start(), match.end(), match.group())
        for match in _TOKEN.finditer(text, start, end)
    )


def _make_token(start: int, end: int, text: str) -> Token:
    lower, stem = _fold(text)
    return Token(start, end, text, lower, stem)


@lru_cache(maxsize=50_000)
def _fold(text: str) -> tuple[str, str]:
    lower = text.lower().replace("’", "'")
    return lower, stem_word(lower)


def stem_word(lower: str) -> str:
    """Return the stem that the forms of a word share: "say" for "says" and "said"."""
    return _IRREGULAR.get(lower) or str(_STEMMER.stemWord(lower))


SAYING_STEMS = frozenset(stem_word(word) for word in SAYING)
