"""Words that say the opposite of each other without a word of negation: "missing" and "found".

Promise: symmetric; a word is never its own opposite.
"""

import re

from embeddings.words import split_words

_PAIRS = (
    ("missing lost disappeared unaccounted", "found located discovered rescued traced"
     " recovered"),
    ("alive survived survive living", "dead died killed die death perished"),
    ("open opened reopened reopen", "closed close shut shuttered"),
    ("won win victorious", "lost lose defeated"),
    ("guilty convicted", "acquitted innocent cleared exonerated"),
    ("rise rose risen increase increased climbed grew up", "fall fell fallen decrease decreased"
     " dropped declined shrank down"),
    ("safe", "unsafe dangerous hazardous"),
    ("legal allowed permitted legalised legalized", "illegal banned forbidden outlawed prohibited"),
    ("accepted accept agreed approved backed passed", "rejected reject refused vetoed blocked"
     " opposed failed"),
    ("arrived came", "left departed"),
    ("free freed released", "jailed imprisoned detained held arrested"),
    ("begun began started start", "ended finished cancelled canceled postponed delayed"),
    ("true", "false untrue"),
    ("married", "divorced single unmarried"),
    ("resumed", "suspended halted stopped"),
    ("present attended", "absent skipped missed"),
    ("stay stayed remain remained", "leave left quit resigned"),
    ("succeeded succeed", "failed fail"),
    ("awake conscious", "asleep unconscious"),
    ("kept keep", "dropped scrapped abandoned"),
)  # fmt: skip
_STATED = re.compile(r"\b(?:is|are|was|were|been|now)\s+(?:\w+ly\s+)?(\w+)", re.IGNORECASE)
"""What is said of something: the missing who "have been found" are found."""
_PHRASES = (
    (re.compile(r"\b(?:turn(?:s|ed|ing)?|vot(?:es|ed|ing)|struck) down\b", re.I), "refused"),
    (re.compile(r"\b(?:goes|gone|went) on strike\b|\bwalk(?:s|ed) out\b", re.I), "began"),
    (re.compile(r"\bover(?=\W*$)", re.I), "ended"),
)
"""What several words say, or one at the end: "is the strike over?"."""
_OPPOSITES: dict[str, frozenset[str]] = {}
for _one, _other in _PAIRS:
    for _these, _those in ((_one, _other), (_other, _one)):
        for _word in split_words(_these):
            _OPPOSITES[_word] = _OPPOSITES.get(_word, frozenset()) | frozenset(split_words(_those))


def find_opposites(text: str) -> frozenset[str]:
    """Return the stems of the words that say the opposite of one in ``text``."""
    found = [_OPPOSITES.get(word, frozenset()) for word in split_words(text)]
    return frozenset().union(*found)


def says_opposite(question: str, answer: str) -> bool:
    """Say whether an answer has the opposite of a word of the question, and not that word too,
    unless the opposite alone is what it states.

    Of two opposites in the question the last is asked for: "Was the missing boy found?".
    """
    asked, told = _split_plain(question), frozenset(_split_plain(answer))
    stated = frozenset(split_words(" ".join(_STATED.findall(answer))))
    return any(
        (opposites & told and word not in told and not _same(word, told))
        or (opposites & stated and word not in stated and not _same(word, stated))
        for at, word in enumerate(asked)
        if (opposites := _OPPOSITES.get(word, frozenset())).isdisjoint(asked[at + 1 :])
    )


def _split_plain(text: str) -> tuple[str, ...]:
    """Return the stems of a text, one word for each of its phrases."""
    for phrase, word in _PHRASES:
        text = phrase.sub(word, text)
    return split_words(text)


def _same(word: str, told: frozenset[str]) -> bool:
    """Whether a text has another word of the same side."""
    return any(
        word in frozenset(split_words(side)) and frozenset(split_words(side)) & told
        for pair in _PAIRS
        for side in pair
    )
