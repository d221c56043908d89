"""Lists that stand in lines: an introduction that ends with a colon, and the items below it.

Promise: pure functions of a text; an item is a short line, and a list has two at least.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.facts.names import find_names, same_name

_LONGEST_ITEM = 120
_BULLET = re.compile(r"^\s*(?:[-*•·–—]|\d{1,2}[.)])\s+")
_LABEL = re.compile(
    r"^\s*(?:[-*•·–—]\s+|\|\s*)?(?P<label>[A-Z][\w’'.& -]{1,40}?)\s*(?::|\s[-–—]|\|)\s*"
)
_TIME = re.compile(r"^\s*\d{1,2}[:.]\d\d")
_STORIES = 32
"""More than one question reads: each sentence of a story asks for all of its lines."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list at ``text[start:end]``: where its introduction begins, and where its first item."""

    intro: int
    start: int
    end: int


def find_listing(text: str, at: int) -> Listing | None:
    """Return the list whose introduction or one of whose items stands at ``at``."""
    lines = _split_lines(text)
    mine = next((n for n, (start, end) in enumerate(lines) if start <= at <= end), None)
    if mine is None:
        return None
    intro = mine
    while intro >= 0 and not _introduces(text, lines[intro]):
        if not _is_item(text, lines[intro]):
            return None
        intro -= 1
    last = intro
    while last + 1 < len(lines) and _is_item(text, lines[last + 1]):
        last += 1
    if intro < 0 or last - intro < 2 or mine > last:
        return None
    first = lines[intro + 1]
    return Listing(lines[intro][0], first[0], lines[last][1])


def find_sibling(text: str, at: int, question: str) -> tuple[int, int] | None:
    """Return the line that a question names by its label, where ``at`` stands in a like line with
    another label: of "Corland: 12" and "Dorland: 9" the second, where Dorland is asked about."""
    lines = _split_lines(text)
    own = next(((start, end) for start, end in lines if start <= at <= end), None)
    label = own and _LABEL.match(text[own[0] : own[1]])
    if not own or not label or _names(question, label["label"]):
        return None
    for start, end in lines:
        other = _LABEL.match(text[start:end])
        if other and _names(question, other["label"]) and start + other.end() < end:
            return start + other.end(), end
    return None


def _names(question: str, label: str) -> bool:
    return any(same_name(label, name) for name in find_names(f"x {question}")) or (
        f" {label.lower()} " in f" {re.sub(r'[^a-z0-9 ]', ' ', question.lower())} "
    )


def _introduces(text: str, line: tuple[int, int]) -> bool:
    return text[line[0] : line[1]].rstrip().endswith(":")


def _is_item(text: str, line: tuple[int, int]) -> bool:
    words = text[line[0] : line[1]].strip()
    if _TIME.match(words) or words.endswith(("?", ":")) or len(words) > _LONGEST_ITEM:
        return False
    return bool(_BULLET.match(words)) or not words.endswith((".", "!", "”"))


@lru_cache(maxsize=_STORIES)
def _split_lines(text: str) -> tuple[tuple[int, int], ...]:
    """Return the lines that hold something, by their first and past their last sign."""
    lines, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            lines.append((start, at + len(line.rstrip())))
        at += len(line) + 1
    return tuple(lines)
