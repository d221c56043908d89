"""Corrections and updates: a story that says that a figure was another one before.

Promise: pure functions of a story's words.
"""

import re
from enum import StrEnum

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
_UPDATE = re.compile(
    r"\bupdat(?:e|es|ed)\b|\brevis(?:e|ed|es|ion)\b|\b(?:lowered|raised|increased|reduced|cut|rose"
    r"|risen|rises|climbed|fell|fallen|dropped) (?:\w+ ){0,8}?(?:to|from)\b|\bdown from\b"
    r"|\bup from\b|\bno longer\b",
    re.IGNORECASE,
)
_TELL = r"(?:said|reported|put|thought|believed|estimated|announced|given|counted|told)"
_BEFORE = r"(?:earlier|previously|initially|originally|at first)"
_EARLIER = re.compile(
    rf"\b(?:had|has|have) {_BEFORE}\b|\b{_BEFORE} {_TELL}\b"
    rf"|\b(?:had|has|have) (?:been )?{_TELL} (?:\w+ ){{0,4}}?(?:before|{_BEFORE})\b"
    r"|\b(?:down|up) from\b|\bin an earlier version\b"
    r"|\b(?:earlier|previous) (?:figure|count|toll|report|estimate|version)s?\b"
    r"|\b(?:raised|lowered|revised|cut) (?:\w+ ){0,6}?from\b",
    re.IGNORECASE,
)
_REACH = 40
"""Code points before a figure in which "down from" still speaks of it."""


_AROUND = 200
"""Code points before and after a sentence that speak of the same figure."""


def tells_of_earlier(text: str, sentence: Span, answer: Span) -> bool:
    """Say whether a story gives an answer only as what was said before."""
    before = text[sentence.start : answer.start]
    if answer == sentence:
        before = text[sentence.start : sentence.end]
        return bool(_EARLIER.search(before)) and not _UPDATE.search(before)
    found = [match.end() for match in _EARLIER.finditer(before)]
    return bool(found) and (len(before) - found[-1] <= _REACH)


def find_revision(title: str, text: str, sentence: Span) -> Revision | None:
    """Return what a story says of the figure in a sentence, in its headline or right around it."""
    around = f"{title}\n{text[max(0, sentence.start - _AROUND) : sentence.end + _AROUND]}"
    if _CORRECTION.search(around):
        return Revision.CORRECTION
    return Revision.UPDATE if _UPDATE.search(around) or _EARLIER.search(around) else None
