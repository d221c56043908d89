"""How a typed word differs from a right one, and how likely a slip of the hand is to explain it.

Promise: pure functions of two words in lower case.
"""

from enum import Enum

from rapidfuzz.distance import OSA, Postfix, Prefix


class Edit(Enum):
    """What was done to a word."""

    SWAPPED = "two letters swapped"
    DOUBLED = "a letter doubled, or one of two left out"
    LEFT_OUT = "a letter left out"
    ADDED = "a letter added"
    REPLACED = "a letter replaced"
    TWICE = "two of these"


LONG = 8
"""Letters from which a word may hold two slips, and a name is known with a letter wrong."""
_COSTS = {
    Edit.SWAPPED: 0.0,
    Edit.DOUBLED: 0.5,
    Edit.LEFT_OUT: 1.5,
    Edit.ADDED: 1.5,
    Edit.REPLACED: 2.0,
    Edit.TWICE: 4.0,
}
_ODD_LETTER, _OTHER_BEGINNING = 2.0, 6.0
_ALIKE = ("aeiouy", "cksz", "dt", "fpv", "vw", "bp", "gj", "mn", "lr")
"""Letters that sound alike."""
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST_NAME = 5
_LETTERS_A_SLIP, _SHORTEST_BESIDE = 3, 4
_TOLD_BY = 3
"""The letters at its beginning by which a word with two slips is known."""


def find_edit(typed: str, right: str) -> Edit | None:
    """Return what makes ``typed`` of ``right``; ``None`` if nothing or more than two edits do."""
    distance = OSA.distance(typed, right, score_cutoff=2)
    if distance != 1:
        return Edit.TWICE if distance == 2 else None
    if len(typed) == len(right):
        return Edit.SWAPPED if sorted(typed) == sorted(right) else Edit.REPLACED
    longer, at = max(typed, right, key=len), Prefix.similarity(typed, right)
    if longer[at] in {longer[at - 1 : at], longer[at + 1 : at + 2]}:
        return Edit.DOUBLED
    return Edit.LEFT_OUT if len(typed) < len(right) else Edit.ADDED


def measure_slips(typed: str, right: str) -> int | None:
    """Return how many slips make ``typed`` of ``right`` where that is plain from what stands
    beside it: a letter of every three, behind the first; ``None`` if there are more or none."""
    most = (len(typed) + 1) // _LETTERS_A_SLIP
    distance = OSA.distance(typed, right, score_cutoff=most)
    near = 0 < distance <= most and typed[0] == right[:1]
    return distance if near and len(right) >= _SHORTEST_BESIDE else None


def weigh_edit(typed: str, right: str, edit: Edit) -> float:
    """Return how unlikely an edit is as a slip: 0 for the likeliest, on a logarithmic scale.

    A letter is mostly mistaken for one that sounds like it or lies beside it, and the first is
    seldom wrong unless it was swapped with the second.
    """
    cost, at = _COSTS[edit], Prefix.similarity(typed, right)
    if edit is Edit.SWAPPED:
        return cost
    if edit is Edit.TWICE:
        told = at >= _TOLD_BY and min(len(typed), len(right)) >= LONG
        return cost if told else cost + _OTHER_BEGINNING
    if not at:
        return cost + _OTHER_BEGINNING
    return cost + _ODD_LETTER if _is_odd(typed, right, edit) else cost


def is_same_name(typed: str, right: str, edit: Edit) -> bool:
    """Say whether an edit leaves a name that of the same person or place.

    It does not where the names of two people differ so: at their beginning or end, or by a letter
    that sounds alike ("Hansen" and "Hanson").
    """
    at, shortest = Prefix.similarity(typed, right), min(len(typed), len(right))
    if edit is Edit.TWICE or shortest < _SHORTEST_NAME:
        return False
    if edit is Edit.DOUBLED:
        return True
    if not at or edit is Edit.SWAPPED:
        return bool(at)
    alike = edit is Edit.REPLACED and _sound_alike(typed[at], right[at])
    return shortest >= LONG and bool(Postfix.similarity(typed, right)) and not alike


def _is_odd(typed: str, right: str, edit: Edit) -> bool:
    """Whether a wrong letter neither sounds like the right one nor lies near those around it."""
    at = Prefix.similarity(typed, right)
    if edit is Edit.ADDED:
        around = typed[at - 1 : at] + typed[at + 1 : at + 2]
        return not any(_lie_together(typed[at], letter) for letter in around)
    if edit is Edit.REPLACED:
        pair = typed[at], right[at]
        return not (_sound_alike(*pair) or _lie_together(*pair))
    return False


def _sound_alike(one: str, other: str) -> bool:
    return any(one in letters and other in letters for letters in _ALIKE)


def _lie_together(one: str, other: str) -> bool:
    """Whether two letters lie beside each other on a keyboard, or one above the other."""
    place, beside = _find_key(one), _find_key(other)
    if place is None or beside is None:
        return False
    return abs(place[0] - beside[0]) <= 1 and abs(place[1] - beside[1]) <= 1


def _find_key(letter: str) -> tuple[int, int] | None:
    rows = ((row, keys.find(letter)) for row, keys in enumerate(_KEYS))
    return next(((row, column) for row, column in rows if column >= 0), None)
