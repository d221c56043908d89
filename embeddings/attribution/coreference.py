"""Who a source is: names for "he", "the newspaper", "the ministry" and for surnames alone.

Promise: a name is made of words that stand in the text up to the source or beside it; where none
fits there is none.
"""

import re
from collections.abc import Iterable

from embeddings.attribution.lexicon import BODY_NOUNS, GROUPS, OUTLET_MARKS, OUTLET_NOUNS
from embeddings.attribution.mentions import NO_PERSON, Name, list_names
from embeddings.attribution.phrases import RELATIVES, Phrase, find_antecedent
from embeddings.attribution.statements import Statement
from embeddings.lexicon import DETERMINERS, PRONOUNS

_PERSON = {"he", "she", "him", "her"}
_GROUP, _POINTING = {"they", "them"}, {"the", "this", "that"}


class Resolver:
    """Remembers the names and sources of a story in reading order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._names: list[Name] = []
        self._persons: list[str] = []
        self._groups: list[str] = []
        self._called: dict[str, str] = {}

    def read(self, statement: Statement) -> None:
        """Take in the names of a statement, for the sources of later ones."""
        self._names += list_names(statement)

    def name(self, statement: Statement, phrase: Phrase) -> str | None:
        """Return who the phrase means, and remember it as the last source."""
        names = [*self._names, *list_names(statement, end=phrase[0])]
        name = self._resolve(statement, phrase, names)
        if name is not None:
            self._remember(name, statement.get_lower(phrase[1] - 1))
        return name

    def find_full_name(self, name: str) -> str:
        """Return the longer name that the text has for "Ms. Adler", else the name itself."""
        surname = name.rsplit(maxsplit=1)[-1].lower()
        return _find_full_name(surname, self._names) or name

    def _resolve(self, statement: Statement, phrase: Phrase, names: list[Name]) -> str | None:
        first, end = phrase
        head = statement.get_lower(end - 1)
        if end - first == 1 and head in PRONOUNS | _PERSON:
            return self._resolve_pronoun(statement, first, names)
        found = None
        if statement.get_lower(first) in _POINTING:
            found = _find_meant(head, names, alone=end - first == 2)
        elif end - first == 1 and statement.tokens[first].is_capital:
            found = _find_full_name(head, names)
        return found or _find_apposition(statement, phrase) or self._read(statement, phrase)

    def _resolve_pronoun(self, statement: Statement, at: int, names: list[Name]) -> str | None:
        pronoun = statement.get_lower(at)
        if pronoun in _PERSON:
            return self._find_person(pronoun, names)
        if pronoun in RELATIVES:
            phrase = find_antecedent(statement, (at, at + 1))
            return self._resolve(statement, phrase, names) if phrase[0] < at else None
        if pronoun in _GROUP and self._groups:
            return self._groups[-1]
        return None

    def _find_person(self, pronoun: str, names: list[Name]) -> str | None:
        """Return the last person who was a source, else the last named, leaving out whoever the
        story calls otherwise."""
        gender = {"him": "he", "her": "she"}.get(pronoun, pronoun)
        mentioned = (name.text for name in reversed(names) if name.is_person and name.leads)
        candidates = (*reversed(self._persons), *mentioned)
        return next((one for one in candidates if self._called.get(one, gender) == gender), None)

    def _read(self, statement: Statement, phrase: Phrase) -> str:
        """Return the phrase as it stands, but for a genitive at its end and a capital that only
        the start of its sentence gives it."""
        first, end = phrase
        while end - first > 1 and statement.get_lower(end - 1) in {"'s", "'", "’"}:
            end -= 1
        tokens = statement.tokens
        name = " ".join(self._text[tokens[first].start : tokens[end - 1].end].split())
        opening = tokens[first]
        words = {token.lower for token in tokens[first:end]}
        common = opening.lower in DETERMINERS or opening.lower in GROUPS
        small = common and OUTLET_MARKS.isdisjoint(words)
        alone = end - first == 1 or not tokens[first + 1].is_capital
        if first == 0 and (small or (alone and self._stands(opening.lower))):
            return name[0].lower() + name[1:]
        return name

    def _stands(self, word: str) -> bool:
        """Whether the story has a word of several letters small, so that it is no name."""
        small = re.search(rf"\b{re.escape(word)}\b", self._text)
        return len(word) > 3 and small is not None

    def _remember(self, name: str, called: str) -> None:
        stands = name.split()
        words = [word.lower() for word in stands]
        if called in _PERSON:
            self._called[name] = {"him": "he", "her": "she"}.get(called, called)
        if words[-1] in GROUPS or (stands[-1].endswith("s") and stands[-1] == words[-1]):
            self._groups.append(name)
        elif stands[-1][0].isupper() and NO_PERSON.isdisjoint(words):
            self._persons.append(name)


def _find_meant(noun: str, names: Iterable[Name], *, alone: bool) -> str | None:
    """Return the last name that "the newspaper" or "the ministry" can mean."""
    if noun in OUTLET_NOUNS:
        fitting = [name.text for name in names if name.is_outlet]
    elif noun in BODY_NOUNS and alone:
        fitting = [
            name.text
            for name in names
            if len(name.words) > 1
            and (name.words[-1] == noun or name.words[:2] in {(noun, "of"), (noun, "for")})
        ]
    else:
        fitting = []
    return fitting[-1] if fitting else None


def _find_full_name(part: str, names: Iterable[Name]) -> str | None:
    """Return the first longer name of a person that a surname stands for."""
    fuller = [name for name in names if name.is_person]
    for place in (-1, 0):  # in some languages the surname comes first
        for name in fuller:
            if name.words[place] == part:
                return name.text
    return None


def _find_apposition(statement: Statement, phrase: Phrase) -> str | None:
    """Return the name that follows a common noun between commas: "the surgeon, Lee, said"."""
    end = phrase[1]
    if statement.tokens[end - 1].is_capital or statement.get_lower(end) != ",":
        return None
    names = list_names(statement, first=end + 1)
    if not names or not names[0].is_person:
        return None
    after = end + 1 + len(names[0].words)
    opens = statement.tokens[end + 1].is_capital
    closed = after >= len(statement.tokens) or not statement.tokens[after].is_word
    return names[0].text if opens and closed else None
