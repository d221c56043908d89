"""The names that a text mentions: runs of capitalised words.

Promise: a name's words stand together in the text, without the titles before them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from embeddings.attribution.lexicon import (
    BODY_NOUNS,
    OUTLET_MARKS,
    OUTLET_NOUNS,
    PLACE_WORDS,
    TIMES,
)
from embeddings.attribution.phrases import Phrase, opens_name
from embeddings.attribution.statements import Statement
from embeddings.lexicon import PRONOUNS, TITLES

_INNER = {"of", "for", "and", "the", "&"}
"""Small words that a name may hold: "Ministry of the Interior", "Centers for Disease Control"."""


NO_PERSON = OUTLET_MARKS | OUTLET_NOUNS | BODY_NOUNS | PLACE_WORDS | _INNER | {"a", "an"}
"""Words that no person's name holds."""

_NO_NAMES = PRONOUNS | TIMES


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands, its words folded, and whether a title or its place at the head of a
    sentence makes it what the sentence is about."""

    text: str
    words: tuple[str, ...]
    leads: bool = False

    @property
    def is_outlet(self) -> bool:
        """Whether a paper, an agency or a broadcaster may bear it."""
        return not OUTLET_MARKS.isdisjoint(self.words)

    @property
    def is_person(self) -> bool:
        """Whether a person may bear it: two to four words, none of which marks something else."""
        return 1 < len(self.words) < 5 and NO_PERSON.isdisjoint(self.words)


def list_names(statement: Statement, *, first: int = 0, end: int | None = None) -> list[Name]:
    """Return the names between two tokens of a statement, in order."""
    size = len(statement.tokens) if end is None else end
    return [_make_name(statement, run) for run in _list_runs(statement, first, size)]


def _list_runs(statement: Statement, first: int, size: int) -> Iterator[Phrase]:
    at = first
    while at < size:
        end = at
        while end < size and _belongs(statement, end, opens=end == at):
            end += 1
        while end > at and statement.tokens[end - 1].lower in _INNER:
            end -= 1
        start = _skip_titles(statement, at, end)
        if start < end:
            yield start, end
        at = max(end, at + 1)


def _belongs(statement: Statement, at: int, *, opens: bool) -> bool:
    token = statement.tokens[at]
    if token.is_capital and token.is_word:
        return token.lower not in _NO_NAMES or opens_name(statement, at)
    following = statement.tokens[at + 1 : at + 3]
    goes_on = any(one.is_capital and one.is_word for one in following)
    return not opens and token.lower in {"of", "for", "the", "&"} and goes_on


def _skip_titles(statement: Statement, at: int, end: int) -> int:
    """Step over titles, and over an article unless an outlet may bear it."""
    words = [token.lower for token in statement.tokens[at:end]]
    if words and words[0] == "the" and OUTLET_MARKS.isdisjoint(words):
        at += 1
    while at < end - 1 and statement.tokens[at].lower.strip(".") in TITLES:
        at += 1
    return at


def _make_name(statement: Statement, run: Phrase) -> Name:
    first, end = run
    tokens = statement.tokens[first:end]
    titled = statement.get_lower(first - 1).strip(".") in TITLES
    text = " ".join(token.text for token in tokens)
    return Name(text, tuple(one.lower for one in tokens), leads=titled or first < 2)
