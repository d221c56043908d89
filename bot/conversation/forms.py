"""What form a question has beside the one before: whole, elliptical, or leaning on it.

Promise: pure functions of the question alone.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.lexicon import (
    ASKING,
    AUXILIARIES,
    DETERMINERS,
    PERSON_PRONOUNS,
    PLURAL_PRONOUNS,
    PREPOSITIONS,
    THING_PRONOUNS,
)
from bot.conversation.phrases import list_words, looks_like_verb
from bot.conversation.pronouns import Pronoun, find_pronouns


class Form(StrEnum):
    """How a question leans on the one before."""

    PLAIN = "plain"
    REFERENCE = "reference"
    ABOUT = "about"
    ELLIPSIS = "ellipsis"


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
SAID_SO = re.compile(
    r"^who (?:said|says|reported|reports|claims?|claimed|announced|confirmed|revealed|told) "
    r"(?:so|that|this|it)\W*$",
    re.I,
)
"""A question for the source of what was said."""
_HAPPENED = re.compile(
    r"^(?P<asks>.+?) (?:is|was|were|did|does|has) "
    r"(?:(?:that|this|so)|(?:that|this|it) (?:happen|happened|occur|occurred|take place))\W*$",
    re.I,
)
_LONGEST_ELLIPSIS = 4


def read_form(question: str) -> Cues:
    """Say how a question leans on the one before."""
    body = _OPENING.sub("", question).strip()
    opened = body != question.strip()
    if not list_words(body.rstrip("?!. ")):
        return Cues(question, opened, Form.ELLIPSIS)
    if match := _ABOUT.match(body):
        return Cues(body, opened, Form.ABOUT, match.group(1), find_pronouns(match.group(1)))
    bare = body.rstrip("?!. ")
    if asked := _find_ellipsis(bare):
        return Cues(body, opened, Form.ELLIPSIS, asked)
    if _is_fragment(list_words(bare), opened=opened):
        return Cues(body, opened, Form.ABOUT, bare, find_pronouns(bare))
    pronouns = find_pronouns(body)
    return Cues(body, opened, Form.REFERENCE if pronouns else Form.PLAIN, pronouns=pronouns)


def _find_ellipsis(bare: str) -> str:
    """Return what a question without a clause of its own asks for; empty if it has one."""
    if SAID_SO.match(bare) or _asks_only(list_words(bare)):
        return bare
    match = _HAPPENED.match(bare)
    return match["asks"] if match and _asks_only(list_words(match["asks"])) else ""


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
