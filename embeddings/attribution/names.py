"""Who a source is: names for "he", "the newspaper", "the ministry" and for surnames alone.

Promise: a name is words that stand in the text up to the source; where none fits there is none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from embeddings.attribution.lexicon import (
    BODY_NOUNS,
    DETERMINERS,
    OUTLET_MARKS,
    OUTLET_NOUNS,
    PRONOUNS,
    TIMES,
    TITLES,
)
from embeddings.attribution.phrases import Phrase, find_phrase_before
from embeddings.attribution.statements import Statement

_SINGULAR, _RELATIVE = {"he", "she", "him", "her"}, {"who", "which", "that"}
_FIRST, _PLURAL = {"i", "we"}, {"they", "them"}
_GROUPS = {"police", "officials", "authorities", "prosecutors", "people", "investigators"}


@dataclass(frozen=True, slots=True)
class _Name:
    """A run of capitalised words: as it stands, and its words folded."""

    text: str
    words: tuple[str, ...]

    @property
    def is_outlet(self) -> bool:
        return bool(OUTLET_MARKS & set(self.words))

    @property
    def is_person(self) -> bool:
        """Two words or more, none of which marks an outlet or a body."""
        return len(self.words) > 1 and not (OUTLET_MARKS | BODY_NOUNS) & set(self.words)


class Resolver:
    """Remembers the names and sources of a story in reading order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._names: list[_Name] = []
        self._persons: list[str] = []
        self._groups: list[str] = []
        self._pronouns: dict[str, str] = {}

    def read(self, statement: Statement) -> None:
        """Take in the names of a statement, for the sources of later ones."""
        self._names += _list_names(statement)

    def name(self, statement: Statement, phrase: Phrase) -> str | None:
        """Return who the phrase means, and remember it as the last source."""
        first, end = phrase
        own = [name for name in _list_names(statement, until=first)]
        name = self._resolve(statement, phrase, [*self._names, *own])
        if name is not None:
            self._remember(name, statement.get_lower(end - 1))
        return name

    def _resolve(self, statement: Statement, phrase: Phrase, names: list[_Name]) -> str | None:
        first, end = phrase
        head, opening = statement.get_lower(end - 1), statement.get_lower(first)
        if end - first == 1 and head in _SINGULAR:
            return self._find_person(head, names)
        if end - first == 1 and head in _RELATIVE:
            return self._find_antecedent(statement, first)
        if end - first == 1 and head in _PLURAL:
            return self._groups[-1] if self._groups else None
        if end - first == 1 and head in PRONOUNS:
            return None
        if opening in {"the", "this", "that"} and head in OUTLET_NOUNS:
            return _last(name.text for name in names if name.is_outlet) or self._read(
                statement, phrase
            )
        if opening in {"the", "this", "that"} and head in BODY_NOUNS and end - first == 2:
            bodies = (name.text for name in names if head in name.words and len(name.words) > 1)
            return _last(bodies) or self._read(statement, phrase)
        if end - first == 1 and statement.tokens[first].is_capital:
            return _find_full_name(head, names) or self._read(statement, phrase)
        return self._read(statement, phrase)

    def _find_person(self, pronoun: str, names: list[_Name]) -> str | None:
        """Return the last person who was a source and is not called otherwise, else the last."""
        for person in [*reversed(self._persons), *(n.text for n in reversed(names) if n.is_person)]:
            if self._pronouns.get(person, pronoun) == pronoun:
                return person
        return None

    def _find_antecedent(self, statement: Statement, at: int) -> str | None:
        left = at - 1 if statement.get_lower(at - 1) == "," else at
        phrase = find_phrase_before(statement, left)
        return None if phrase is None else self._resolve(statement, phrase, self._names)

    def _read(self, statement: Statement, phrase: Phrase) -> str:
        """Return the phrase as it stands, without a genitive at its end or a time at its start."""
        first, end = phrase
        while end - first > 1 and statement.get_lower(end - 1) in {"'s", "'"}:
            end -= 1
        tokens = statement.tokens
        return " ".join(self._text[tokens[first].start : tokens[end - 1].end].split())

    def _remember(self, name: str, called: str) -> None:
        words = name.split()
        lower = {word.lower() for word in words}
        outlet = bool(lower & (OUTLET_MARKS | OUTLET_NOUNS | BODY_NOUNS))
        if called in _SINGULAR:
            self._pronouns[name] = called
        if words[-1][0].isupper() and not outlet:
            self._persons.append(name)
        elif words[-1].lower() in _GROUPS or words[-1].endswith("s"):
            self._groups.append(name)


def _last(names: Iterator[str]) -> str | None:
    return next(reversed(list(names)), None)


def _find_full_name(surname: str, names: list[_Name]) -> str | None:
    """Return the first longer name that ends in a surname: "Ted Cruz" for "Cruz"."""
    fuller = (name for name in names if name.is_person and name.words[-1] == surname)
    return next((name.text for name in fuller), None)


def _list_names(statement: Statement, until: int | None = None) -> list[_Name]:
    """Return the runs of capitalised words, in order, titles and "The" before them left out
    unless an outlet bears it."""
    names: list[_Name] = []
    run: list[int] = []
    for at, token in enumerate(statement.tokens[:until]):
        opens = token.is_capital and token.is_word and token.lower not in PRONOUNS | TIMES
        if opens and not (at == 0 and token.lower in DETERMINERS - {"the"}):
            run.append(at)
            continue
        names += _make_name(statement, run)
        run = []
    return names + _make_name(statement, run)


def _make_name(statement: Statement, run: list[int]) -> list[_Name]:
    tokens = [statement.tokens[at] for at in run]
    while tokens and tokens[0].lower.strip(".") in TITLES:
        tokens = tokens[1:]
    if tokens and tokens[0].lower == "the" and not OUTLET_MARKS & {one.lower for one in tokens}:
        tokens = tokens[1:]
    if not tokens:
        return []
    words = tuple(token.lower for token in tokens)
    return [_Name(" ".join(token.text for token in tokens), words)]
