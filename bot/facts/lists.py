"""Lists that stand in lines: what leads to them, and the items below it.

Promise: pure functions of a text; an item is a line or its label, and a list has two at least.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from bot.facts.list_questions import asks_for_one_name
from bot.facts.names import find_names, same_name
from bot.facts.question_kinds import Kind, find_kind
from embeddings.words import split_content_words, split_words

Place = tuple[int, int]

_LONGEST_ITEM, _LONGEST_BULLET, _LONGEST_LABELLED = 120, 400, 80
_LONGEST_INTRO = 300
_LEAST_LABELS = 3
"""So many labelled lines make the line above them a heading, where it ends with no colon."""
_BULLET = re.compile(r"^\s*(?:[-*•·–—]|\d{1,2}[.)])\s+")
_LABEL = re.compile(
    r"^\s*(?:[-*•·–—]\s+|\|\s*)?(?P<label>[^\W\d_a-z][\w’'.& -]{1,40}?)(?: \([^()]{1,40}\))?"
    r"\s*(?::|\s[-–—]|\|)\s*"
)
_TIME = re.compile(r"^\s*\d{1,2}[:.]\d\d")
_STORIES = 32
"""More than one question reads: each sentence of a story asks for all of its lines."""
_NO_ITEM = re.compile(r"^\s*(?:Sources?|Notes?|Photos?|Read more)\b", re.IGNORECASE)
# "Rep. Ada Cole, D-Okla."
_SHORT_NAME = re.compile(r"(?:[A-Z][\w.’'-]*,? ){1,4}(?:[A-Z]-)?[A-Z][a-z]{1,4}\.")
_CELLS = re.compile(r"\s\|\s")
_ASKS_FOR_ALL = frozenset({Kind.PERSON, Kind.NAME, Kind.PLACE, Kind.OTHER})


@dataclass(frozen=True, slots=True)
class Listing:
    """A list at ``text[start:end]``: where its introduction begins, and where its items stand."""

    intro: int
    start: int
    end: int
    items: tuple[Place, ...]


class _Style(Enum):
    BULLET = "bullet"
    LABEL = "label"
    PLAIN = "plain"


def find_listing(text: str, at: int) -> Listing | None:
    """Return the list whose introduction or one of whose items stands at ``at``."""
    lines = _split_lines(text)
    mine = next((n for n, (start, end) in enumerate(lines) if start <= at <= end), None)
    if mine is None:
        return None
    intro = mine
    while intro >= 0 and not _introduces(text, lines, intro):
        if not _find_style(text, lines[intro]):
            return None
        intro -= 1
    if intro < 0:
        return None
    style = _find_style(text, lines[intro + 1]) if intro + 1 < len(lines) else None
    last = intro
    while style and last + 1 < len(lines) and _fits(style, _find_style(text, lines[last + 1])):
        last += 1
    if last - intro < 2 or mine > last:
        return None
    items = _find_items(text, lines[intro + 1 : last + 1])
    return Listing(lines[intro][0], items[0][0], items[-1][1], items)


def asks_for_all(question: str, text: str, listing: Listing, at: int) -> bool:
    """Say whether a question asks for what a list is introduced as, and not for the item at ``at``.

    "Who will testify?" above "Who will testify" and three names asks for all of them; "Who found
    the money?" for the one of whom that is told.
    """
    if find_kind(question) not in _ASKS_FOR_ALL or asks_for_one_name(question):
        return False
    asked = set(split_content_words(question))
    intro = set(split_words(text[listing.intro : listing.start]))
    line = next((one for one in _split_lines(text) if one[0] <= at <= one[1]), (at, at))
    told = set(split_words(text[slice(*line)])) if at >= listing.start else set()
    return bool(asked & intro) and not asked & (told - intro)


def leads_to(listing: Listing, text: str, end: int, *, finished: bool) -> bool:
    """Say whether the sentence that ends at ``end`` is short and the last above a list.

    Unless it may be ``finished``, one with a full stop tells something by itself.
    """
    last = "\n" in text[end : end + 2] and listing.start - listing.intro < _LONGEST_INTRO
    return last and (finished or not text[:end].endswith((".", "!", "”", '"')))


def names_item(question: str, text: str, listing: Listing) -> bool:
    """Say whether a question names one of the items of a list, so that it asks about that one."""
    labels = (_LABEL.match(text[start:end]) for start, end in listing.items)
    return any(label and _names(question, label["label"]) for label in labels)


def marks_item(text: str, start: int, end: int) -> bool:
    """Say whether a span is but the number or the sign of an item: the "1" of "1) a bill"."""
    line = text.rfind("\n", 0, start) + 1
    mark = _BULLET.match(text[line:])
    return bool(mark) and line <= start and end <= line + mark.end()  # type: ignore[union-attr]


def find_sibling(text: str, at: int, question: str) -> Place | None:
    """Return the line that a question names by its label, where ``at`` stands in a like line with
    another label: of "Corland: 12" and "Dorland: 9" the second, where Dorland is asked about."""
    lines = _split_lines(text)
    own = next(((start, end) for start, end in lines if start <= at <= end), None)
    label = own and _LABEL.match(text[own[0] : own[1]])
    if not own or not label or _names(question, label["label"]):
        return None
    for n, (start, end) in enumerate(lines):
        other = _LABEL.match(text[start:end])
        if _is_header(text, lines, n) or not other or not _names(question, other["label"]):
            continue
        if start + other.end() < end:
            return start + other.end(), end
    return None


def _is_header(text: str, lines: Sequence[Place], n: int) -> bool:
    """Say whether a line is the first of a table."""
    rows = [bool(_CELLS.search(text[slice(*line)])) for line in lines[max(0, n - 1) : n + 2]]
    return rows[-2:] == [True, True] and (n == 0 or not rows[0])


def _names(question: str, label: str) -> bool:
    asked = re.sub(r"[^\w ]", " ", question.lower())
    named = any(same_name(label, name) for name in find_names(f"x {question}"))
    return named or f" {label.lower()} " in f" {asked} "


def _introduces(text: str, lines: Sequence[Place], n: int) -> bool:
    """Say whether a line leads to a list: by its colon, by the bullets below, or as a heading above
    labelled lines."""
    line = text[slice(*lines[n])]
    styles = [_find_style(text, one) for one in lines[n : n + 1 + _LEAST_LABELS]]
    if line.endswith(":") or (styles[1:2] == [_Style.BULLET] and styles[0] is not _Style.BULLET):
        return True
    return styles == [_Style.PLAIN, *[_Style.LABEL] * _LEAST_LABELS]


def _find_style(text: str, line: Place) -> _Style | None:
    """Return what kind of item a line is, if it is one."""
    words = text[slice(*line)]
    if _TIME.match(words) or _NO_ITEM.match(words) or words.endswith(("?", ":")):
        return None
    if _BULLET.match(words):
        return _Style.BULLET if len(words) <= _LONGEST_BULLET else None
    if len(words) > _LONGEST_ITEM or words.endswith(("!", "”")) or _CELLS.search(words):
        return None
    if words.endswith(".") and not _SHORT_NAME.fullmatch(words):
        return None
    return _Style.LABEL if _LABEL.match(words) else _Style.PLAIN


def _fits(style: _Style, other: _Style | None) -> bool:
    """Say whether a line goes on with a list: bullets with bullets, labels with labels."""
    return other is style or (style is _Style.PLAIN and other is _Style.LABEL)


def _find_items(text: str, lines: Sequence[Place]) -> tuple[Place, ...]:
    """Return lines without their bullets, or their labels alone where one is long."""
    bullets = [_BULLET.match(text[start:end]) for start, end in lines]
    bare = [
        (start + (bullet.end() if bullet else 0), end)
        for (start, end), bullet in zip(lines, bullets, strict=True)
    ]
    if all(end - start <= _LONGEST_LABELLED for start, end in bare):
        return tuple(bare)
    labels = [_LABEL.match(text[start:end]) for start, end in bare]
    return tuple(
        (start, start + label.end("label") if label else end)
        for (start, end), label in zip(bare, labels, strict=True)
    )


@lru_cache(maxsize=_STORIES)
def _split_lines(text: str) -> tuple[Place, ...]:
    """Return the lines that hold something, by their first and past their last sign."""
    lines, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            lines.append((start, at + len(line.rstrip())))
        at += len(line) + 1
    return tuple(lines)
