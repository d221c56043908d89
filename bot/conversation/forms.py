"""What form a question has beside the one before: whole, elliptical, or leaning on it.

Promise: pure functions of the question alone.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.lexicon import (
    ASKING,
    AUXILIARIES,
    BE,
    DETERMINERS,
    PERSON_PRONOUNS,
    PLURAL_PRONOUNS,
    POSSESSIVES,
    PREPOSITIONS,
    THING_PRONOUNS,
)
from bot.conversation.phrases import TOKEN, Phrase, find_phrases, looks_like_verb
from embeddings.sentences import Span


class Form(StrEnum):
    """How a question leans on the one before."""

    PLAIN = "plain"
    REFERENCE = "reference"
    ABOUT = "about"
    ELLIPSIS = "ellipsis"


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


@dataclass(frozen=True, slots=True)
class Cues:
    """A question without its opening, and what in it points back.

    ``opened`` says that it began with "and" or the like; ``what`` is the "X" of "what about X?",
    or what an elliptical question asks with.
    """

    body: str
    opened: bool
    form: Form
    what: str = ""
    pronouns: tuple[Pronoun, ...] = ()


_OPENING = re.compile(r"^(?:(?:and|but|so|or|also|ok|okay|well|then|yes|no)\b[,\s]*)+", re.I)
_ABOUT = re.compile(r"^(?:what|how) about\s+(.+?)\W*$", re.I)
_SAID_SO = re.compile(r"^who (?:said|says|reported|claims?|claimed) (?:so|that|this|it)\W*$", re.I)
_HAPPENED = re.compile(
    r"^(?P<asks>.+?) (?:is|was|were|did|does|has) "
    r"(?:(?:that|this|so)|(?:that|this|it) (?:happen|happened|occur|occurred|take place))\W*$",
    re.I,
)
_LONGEST_ELLIPSIS = 4
_CLAUSES = frozenset(
    [
        "when",
        "while",
        "after",
        "before",
        "if",
        "because",
        "that",
        "who",
        "which",
        "and",
        "but",
        "since",
    ]
)
_TIMES = frozenset(
    ["week", "month", "year", "morning", "afternoon", "evening", "time", "day", "weekend", "season"]
)


def read_form(question: str) -> Cues:
    """Say how a question leans on the one before."""
    body = _OPENING.sub("", question).strip()
    opened = body != question.strip()
    if not _split(body.rstrip("?!. ")):
        return Cues(question, opened, Form.ELLIPSIS)
    if match := _ABOUT.match(body):
        return Cues(body, opened, Form.ABOUT, match.group(1), find_pronouns(match.group(1)))
    bare = body.rstrip("?!. ")
    if asked := _find_ellipsis(bare):
        return Cues(body, opened, Form.ELLIPSIS, asked)
    if _is_fragment(_split(bare), opened=opened):
        return Cues(body, opened, Form.ABOUT, bare, find_pronouns(bare))
    pronouns = find_pronouns(body)
    return Cues(body, opened, Form.REFERENCE if pronouns else Form.PLAIN, pronouns=pronouns)


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


def _find_ellipsis(bare: str) -> str:
    """Return what a question without a clause of its own asks for; empty if it has one."""
    if _SAID_SO.match(bare) or _asks_only(_split(bare)):
        return bare
    match = _HAPPENED.match(bare)
    return match["asks"] if match and _asks_only(_split(match["asks"])) else ""


def _split(text: str) -> list[str]:
    return [token.group().lower() for token in TOKEN.finditer(text)]


def _asks_only(words: list[str]) -> bool:
    """Tell "where", "by whom" and "how many people" from a question with a clause."""
    asking = words[1:] if words and words[0] in PREPOSITIONS else words
    if not asking or asking[0] not in ASKING or len(words) > _LONGEST_ELLIPSIS:
        return False
    if asking[0] in _ASK_ALONE and any(word not in _AFTER_ASKING for word in asking[1:]):
        return False
    return not any(
        word in AUXILIARIES or word in _PRONOUNS or looks_like_verb(word) for word in words
    )


_ASK_ALONE = frozenset(["who", "whom", "where", "when", "why"])
_AFTER_ASKING = frozenset(
    ["exactly", "else", "not", "then", "again", "precisely", "to", "from", "by", "in", "at", "on"]
)
_PRONOUNS = PERSON_PRONOUNS | THING_PRONOUNS | PLURAL_PRONOUNS


def _is_fragment(words: list[str], *, opened: bool) -> bool:
    """Tell "and the ship", "in Baltimore" and "the other one" from a question or a search."""
    if words[0] in ASKING or any(word in AUXILIARIES for word in words):
        return False
    if opened:
        return not looks_like_verb(words[0])
    begins = words[0] in PREPOSITIONS or (words[0] in DETERMINERS and {*words} & _ONES)
    return bool(begins) and len(words) <= 2 * _LONGEST_ELLIPSIS


_ONES = frozenset({"one", "ones", "other", "others"})


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


_GENERIC = frozenset(["man", "woman", "boy", "girl", "child", "couple", "pair", "former", "latter"])
_EXPLETIVE = frozenset(["true", "possible", "that", "rain", "likely", "known"])


def _points(word: str, before: str, follows: str) -> bool:
    """Tell "that man", "who lives there" and "which one" from the other uses of these words."""
    if word in {"that", "this"}:
        return follows not in _TIMES and (not before or before in AUXILIARIES | PREPOSITIONS)
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
        between = _split(text[phrase.span.end : pronoun.span.start])
        if word not in {"him", "them", "her"} or pronoun.possessive or {*between} & _CLAUSES:
            return True
    return False
