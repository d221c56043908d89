"""Corrections and updates: a story that says that a figure was another one before.

Promise: pure functions of a story's words.
"""

import re
from enum import StrEnum

from bot.facts import find_numbers
from embeddings.sentences import Span


class Revision(StrEnum):
    """What a story says of its own figure."""

    CORRECTION = "correction"
    UPDATE = "update"


_CORRECTION = re.compile(
    r"\bcorrection\b|\bcorrected\b|\bcorrects\b|\bwas wrong\b|\bwere wrong\b|\bincorrectly\b"
    r"|\bin error\b|\berroneous(?:ly)?\b|\bmisstated\b",
    re.IGNORECASE,
)
_RAISED = r"lowered|raised|revised|increased|reduced|corrected|adjusted"
_MOVED = r"rose|risen|rises|climbed|jumped|grew|grown|fell|fallen|dropped|gone|went|cut"
_UPDATE = re.compile(
    rf"\bupdat(?:e|es|ed)\b|\brevis(?:e|ed|es|ion)\b"
    rf"|\b(?:{_RAISED}|{_MOVED}) (?:\w+ ){{0,8}}?(?:to|from)\b|\b(?:down|up) from\b|\bno longer\b",
    re.IGNORECASE,
)
_TELL = (
    r"(?:said|reported|put|thought|believed|estimated|announced|given|counted|told|listed|claimed"
    r"|expected|planned|scheduled|set|feared|recorded)"
)
_BEFORE = r"(?:earlier|previously|initially|originally|at first)"
_COUNT = r"(?:figure|count|toll|report|estimate|version|number|total|tally|projection)s?"
_ON = r"(?:(?![,;:()–—]|\b(?:but|now|instead|while|although)\b).){0,60}$"
"""How a clause goes on, from the words that mean "before" to the figure that they mean."""
_FROM = (
    r" from(?: (?:an?|the|its|their|earlier|previous|initial|original|high|peak|total|of)){0,5}\s+$"
)
_TO = re.compile(r"(?: \w+){0,4}? to\b", re.IGNORECASE)
_NEAR = 40
"""Code points within which "to" leads to the new figure."""
_MOVED_FROM = re.compile(rf"\b(?:{_MOVED})\b(?: \w+){{0,8}}?{_FROM}", re.IGNORECASE)
_REPLACED = re.compile(
    rf"\b(?:(?:{_RAISED})(?: [\w,]+){{0,12}}?|down|up){_FROM}"
    rf"|\b(?:earlier|previous|original|old) {_COUNT}\b{_ON}|\bin an earlier version\b{_ON}",
    re.IGNORECASE,
)
_SAID_BEFORE = (
    rf"(?:\b(?:had|has|have) (?:been )?{_TELL} (?:\w+ ){{0,4}}?(?:before|{_BEFORE})\b"
    rf"|\b{_BEFORE} (?:been )?{_TELL}\b|\b(?:first|initial) {_COUNT}\b)"
)
_SAID_FIRST = re.compile(_SAID_BEFORE + _ON, re.IGNORECASE)
_AS_SAID_FIRST = re.compile(
    rf"(?: \w+){{0,4}}?,?(?: (?:that|which))?(?: (?:had|has|have|was|were))?(?: been)?"
    rf" (?:(?:{_BEFORE}|first) {_TELL}|{_TELL} {_BEFORE})\b",
    re.IGNORECASE,
)
_HINT = re.compile(r"\b(?:from|first|before|old|earlier|previous|initial|original)", re.IGNORECASE)
"""A word of every cue above."""
_ASKS_FOR_EARLIER = re.compile(
    rf"\b(?:{_BEFORE}|before|first|previous|initial|original|used to|start(?:ed)?|begin|began)\b",
    re.IGNORECASE,
)
_ANY_EARLIER = re.compile(
    rf"{_SAID_BEFORE}|\b(?:had|has|have) {_BEFORE}\b|\b(?:down|up) from\b"
    rf"|\bin an earlier version\b|\b(?:earlier|previous) {_COUNT}\b",
    re.IGNORECASE,
)
_AROUND = 200
"""Code points before and after a sentence that speak of the same figure."""


class Past(StrEnum):
    """How a sentence puts a figure into the past: as one that another replaced, or as one that
    was said before and may still hold."""

    REPLACED = "replaced"
    SAID_BEFORE = "said before"


def may_tell_past(sentence: str) -> bool:
    """Say whether a sentence may put a figure into the past: most do not, and need no more."""
    return bool(_HINT.search(sentence))


def find_past(sentence: str, start: int, end: int) -> Past | None:
    """Return how a sentence puts its figure ``sentence[start:end]`` into the past, if it does."""
    if not may_tell_past(sentence):
        return None
    before = sentence[:start]
    if _REPLACED.search(before) or (_MOVED_FROM.search(before) and _goes_to(sentence, end)):
        return Past.REPLACED
    if _SAID_FIRST.search(before) or _AS_SAID_FIRST.match(sentence, end):
        return Past.SAID_BEFORE
    return None


def _goes_to(sentence: str, end: int) -> bool:
    """Tell "from 5 to 7" from "from 20 feet to the ground"."""
    to = _TO.match(sentence, end)
    return bool(to) and any(end < one.start <= end + _NEAR for one in find_numbers(sentence))


def asks_for_earlier(question: str) -> bool:
    """Say whether a question asks for what was said or held before."""
    return bool(_ASKS_FOR_EARLIER.search(question))


def tells_of_change(text: str) -> bool:
    """Say whether a text tells that a figure changed."""
    return bool(_CORRECTION.search(text) or _UPDATE.search(text))


def find_revision(title: str, text: str, sentence: Span) -> Revision | None:
    """Return what a story says of the figure in a sentence: there, or else in its headline or
    right around it."""
    around = text[max(0, sentence.start - _AROUND) : sentence.end + _AROUND]
    for told in (text[sentence.start : sentence.end], f"{title}\n{around}"):
        if _CORRECTION.search(told):
            return Revision.CORRECTION
        if _UPDATE.search(told) or _ANY_EARLIER.search(told):
            return Revision.UPDATE
    return None
