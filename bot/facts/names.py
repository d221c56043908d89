"""Names of people, places and outlets: which words of a text they are, and which are one's own.

Promise: ``same_name`` is symmetric, and a name is the same as itself.
"""

import re
import unicodedata
from functools import lru_cache

from embeddings.lexicon import (
    NAME_ENDS,
    NAME_LINKS,
    OUTLET_WORDS,
    PARTICLES,
    TITLES,
    join_pattern,
)

_UNTELLING = TITLES | NAME_ENDS | {"the", "a", "an"}
_PARTICLES = rf"(?:{join_pattern((*NAME_LINKS, *PARTICLES))})"
_CAPITALISED = r"[^\W\d_a-z][\w’'.&-]*"
_LINK = rf"(?:{join_pattern(link for link in (*NAME_LINKS, *PARTICLES) if link != 'and')})"
_ON = rf"(?:\s+(?:{_LINK}\s+){{0,2}}{_CAPITALISED})"
_NAME = re.compile(
    rf"""
    \b{_CAPITALISED}(?:\s+{_CAPITALISED})*           # Ada Cole
    (?:\s+(?:of|for){_ON}+\s+and\s+{_CAPITALISED})?  # Centers for Disease Control and Prevention,
                                                    # but two names: The Guardian and The Times
    {_ON}*                                          # Bank of England, Vincent van Gogh
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_OUTLET_TAILS = frozenset(
    ["news", "tv", "radio", "television", "online", "media", "newspaper", "agency", "com"]
)
"""What an outlet's name goes without: "ABC News", "ABC"."""
_POSSESSIVE = re.compile(r"['’]s\b")


@lru_cache(maxsize=256)  # those of a question are asked for with each candidate
def find_names(text: str) -> tuple[str, ...]:
    """Return the capitalised names of ``text``, in order.

    A single word that only opens the text is no name, unless it is all of it.
    """
    names = []
    for match in _NAME.finditer(text):
        name = _POSSESSIVE.sub("", match.group()).strip(".")
        alone = not text[match.end() :].strip(" .,;:!?”\"'")
        if match.start() == 0 and " " not in name and not name.isupper() and not alone:
            continue
        if fold_name(name):
            names.append(name)
    return tuple(names)


@lru_cache(maxsize=2048)
def fold_name(name: str) -> tuple[str, ...]:
    """Return the words of a name without titles, accents, possessives and initials."""
    plain = _POSSESSIVE.sub("", name)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    words = [word.lower() for word in _WORD.findall(plain.replace(".", ". "))]
    telling = [word for word in words if word not in _UNTELLING and len(word) > 1]
    return tuple(telling or [word for word in words if word not in _UNTELLING])


def same_name(one: str, other: str) -> bool:
    """Say whether two names may be one's: equal, a last name of a full one, or its acronym."""
    first, second = fold_name(one), fold_name(other)
    if not first or not second:
        return one.casefold() == other.casefold()
    if first == second:
        return True
    shorter, longer = sorted((first, second), key=lambda words: (len(words), words))
    if tuple(word for word in longer if word not in _OUTLET_TAILS) == shorter:
        return True
    if len(shorter) == 1:
        return shorter[0] == _abbreviate(longer) or (
            shorter[0] == longer[-1] and shorter[0] not in OUTLET_WORDS
        )
    if len(shorter) == len(longer):
        return False
    return shorter[0] == longer[0] and shorter[-1] == longer[-1]


def _abbreviate(words: tuple[str, ...]) -> str:
    """Return "fbi" for the Federal Bureau of Investigation."""
    telling = [word for word in words if not re.fullmatch(_PARTICLES, word)]
    return "".join(word[0] for word in telling) if len(telling) > 1 else ""
