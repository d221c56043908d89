"""The words of a text as the keyword index sees them: folded, stemmed, function words known.

Promise: a question and a story are cut into words by the same function, so that equal words meet.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

import Stemmer

from embeddings.lexicon import FUNCTION_WORDS

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., p.m.
    r"|\d+(?:[.,]\d+)*"  # 1,200 and 3.5
    r"|[^\W_]+"
)
_INSIDE = re.compile(r"[\w,)’'-]\s")
"""What stands before a word inside a sentence."""
_SHORT, _REMEMBERED = 400, 1024
"""Code points of a text whose words are remembered, and of how many: a question, a sentence and a
headline are cut many times for one answer."""
_STEMMER = Stemmer.Stemmer("english")


def split_words(text: str) -> tuple[str, ...]:
    """Return every word of ``text``, in order, folded and stemmed.

    An abbreviation that looks like a function word is told from it: "US" and "U.S." give
    "usabbr", unless the whole text is in capitals.
    """
    return _split_short(text) if len(text) <= _SHORT else _split(text)


def _split(text: str) -> tuple[str, ...]:
    shouting = text.upper() == text
    return tuple(_fold(word, shouting=shouting) for word in _WORD.findall(_plain(text)))


_split_short = lru_cache(maxsize=_REMEMBERED)(_split)


def split_content_words(text: str) -> tuple[str, ...]:
    """Return the words that say what ``text`` is about, each once, in order."""
    return tuple(dict.fromkeys(word for word in split_words(text) if word not in _STEMMED))


def stem_word(word: str) -> str:
    """Return the stem of a word in lower case, as the keyword index holds it."""
    return _stem(word)


def find_forms(text: str, stem: str) -> tuple[str, ...]:
    """Return the words of ``text`` that have a stem, as they are written, without accents.

    The first word of a sentence is given in lower case: its capital says nothing.
    """
    plain = _plain(text)
    found = [
        match for match in _WORD.finditer(plain) if _fold(match.group(), shouting=False) == stem
    ]
    return tuple(
        match.group()
        if _INSIDE.fullmatch(plain, max(match.start() - 2, 0), match.start())
        else match.group().lower()
        for match in found
    )


def find_beside(text: str, stem: str, *, after: bool) -> tuple[str, ...]:
    """Return the words, as written and without accents, with nothing but a blank between them and
    a word of this stem: those behind it, or those before it."""
    plain = _plain(text)
    matches = list(_WORD.finditer(plain))
    found: list[str] = []
    for one, other in pairwise(matches):
        known, beside = (one, other) if after else (other, one)
        if plain[one.end() : other.start()] == " " and (
            _fold(known.group(), shouting=False) == stem
        ):
            found.append(beside.group())
    return tuple(found)


def _plain(text: str) -> str:
    """Take the accents off and make the apostrophes one kind."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _fold(word: str, *, shouting: bool) -> str:
    folded = word.lower().replace(",", "")
    if not word[0].isdigit():
        folded = folded.replace(".", "")
    if folded in FUNCTION_WORDS and len(word) > 1 and word.isupper() and not shouting:
        return f"{folded}abbr"
    return _stem(folded)


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))


_STEMMED = frozenset(_stem(word) for word in FUNCTION_WORDS)
