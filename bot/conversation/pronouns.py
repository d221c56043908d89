"""The words of a question that stand for something said before.

Promise: pure functions of the question alone.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.lexicon import (
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    PERSON_PRONOUNS,
    PLURAL_PRONOUNS,
    POSSESSIVES,
    PREPOSITIONS,
    THING_PRONOUNS,
    TIMES,
)
from bot.conversation.phrases import TOKEN, Phrase, find_phrases, list_words
from embeddings.sentences import Span

_GENERIC = frozenset(["man", "woman", "boy", "girl", "child", "couple", "pair", "former", "latter"])
_EXPLETIVE = frozenset(["true", "possible", "that", "rain", "likely", "known"])


class Refers(StrEnum):
    """The kind of thing that a pronoun stands for."""

    PERSON = "person"
    THING = "thing"
    PLURAL = "plural"
    PLACE = "place"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A word that stands for something said before; ``possessive`` as in "his escape"."""

    span: Span
    refers: Refers
    possessive: bool = False


def find_pronouns(text: str) -> tuple[Pronoun, ...]:
    """Return the words that stand for something which the text itself does not name before."""
    tokens = list(TOKEN.finditer(text))
    words = [token.group().lower() for token in tokens]
    phrases = find_phrases(text)
    found = []
    for number, token in enumerate(tokens):
        pronoun = _read_pronoun(words, number, Span(token.start(), token.end()))
        if pronoun and not _has_antecedent(pronoun, words[number], phrases, text):
            found.append(pronoun)
    return tuple(found)


def fits(phrase: Phrase, refers: Refers) -> bool:
    """Say whether a pronoun of a kind can stand for a phrase."""
    if refers is Refers.PERSON:
        return phrase.is_person and not phrase.is_plural
    if refers is Refers.THING:
        return not phrase.is_person and not phrase.is_plural
    if refers is Refers.PLURAL:
        return phrase.is_plural
    return refers is Refers.PLACE and phrase.is_place


def _read_pronoun(words: list[str], number: int, span: Span) -> Pronoun | None:
    """Return the pronoun at a place, unless the word there is something else."""
    word = words[number]
    before = words[number - 1] if number else ""
    follows = words[number + 1] if number + 1 < len(words) else ""
    possessive = word in POSSESSIVES and follows.isalpha() and follows not in PREPOSITIONS
    if word in PERSON_PRONOUNS:
        return Pronoun(span, Refers.PERSON, possessive)
    if word in THING_PRONOUNS:
        expletive = follows in _EXPLETIVE or (follows.startswith("take") and "to" in words[number:])
        return None if expletive else Pronoun(span, Refers.THING, possessive)
    if word in PLURAL_PRONOUNS:
        shown = word in {"these", "those"} and follows.isalpha() and follows not in AUXILIARIES
        return Pronoun(span, Refers.UNSAID if shown else Refers.PLURAL, possessive)
    if not _points(word, before, follows):
        return None
    return Pronoun(span, Refers.PLACE if word == "there" else Refers.UNSAID)


def _points(word: str, before: str, follows: str) -> bool:
    """Tell "that man", "who lives there" and "which one" from the other uses of these words."""
    if word in {"that", "this"}:
        return follows not in TIMES and (not before or before in AUXILIARIES | PREPOSITIONS)
    if word == "the":
        return follows in _GENERIC
    if word == "there":
        return before not in BE and follows not in BE
    if word in {"one", "ones"}:
        return before.isalpha() and before not in PREPOSITIONS and not follows.isalpha()
    return word == "then" and not follows.isalpha()


def _has_antecedent(pronoun: Pronoun, word: str, phrases: tuple[Phrase, ...], text: str) -> bool:
    """Say whether an earlier phrase of the text may be meant.

    An object pronoun never means the subject of its own clause: "what did Lee say about him?"
    """
    for phrase in phrases:
        if phrase.span.end > pronoun.span.start or not fits(phrase, pronoun.refers):
            continue
        between = list_words(text[phrase.span.end : pronoun.span.start])
        if phrase.asked and between and all(one in AUXILIARIES for one in between):
            continue  # "which flag does it fly": the flag is not what flies
        if word not in {"him", "them", "her"} or pronoun.possessive or {*between} & CONJUNCTIONS:
            return True
    return False
