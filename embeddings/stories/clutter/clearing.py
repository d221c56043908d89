"""Find the clutter in one story's text, cut it out, and say what it told about the story."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from embeddings.stories.clutter.cutting import Piece, cut_pieces
from embeddings.stories.clutter.lines import name_line
from embeddings.stories.clutter.repeats import MAX_REPEATED, line_key
from embeddings.stories.clutter.rules.credit_names import NAMES
from embeddings.stories.clutter.rules.heads import find_reached, mark_head
from embeddings.stories.clutter.rules.inline import find_boxes, find_signatures
from embeddings.stories.clutter.rules.line_context import (
    Marks,
    mark_biographies,
    mark_boxes,
    mark_captions,
    mark_copies,
    mark_signatures,
    mark_signed_captions,
    mark_site_names,
)
from embeddings.stories.clutter.rules.link_lines import mark_link_lines
from embeddings.stories.clutter.rules.other_headlines import mark_headline_lists
from embeddings.stories.clutter.rules.signs import find_outlets
from embeddings.stories.clutter.rules.unrelated import mark_unrelated
from embeddings.stories.story import Removed

_BYLINE = re.compile(rf"(?i:(?:(?:words|story|written) )?by):? (?P<names>{NAMES})")
_PICTURES = {"photo gallery", "image caption"}
_BOXES = {"newsletter box", "subscribe line"}


@dataclass(frozen=True, slots=True)
class Cleared:
    """A story's text without clutter, and the names that only the clutter gave."""

    text: str
    removed: tuple[Removed, ...]
    outlets: tuple[str, ...] = ()
    """Outlets that the page names as its own, each once."""

    signed_by: tuple[str, ...] = ()
    """Authors that a by-line names, or whose biography and signature the page holds."""


def clear_text(
    text: str,
    *,
    authors: Collection[str] = (),
    publisher: str | None = None,
    repeated: Collection[str] = frozenset(),
    apart: Mapping[str, str] = MappingProxyType({}),
) -> Cleared:
    """Return ``text`` without clutter. ``text`` must be normalised and start below the headline.

    ``repeated`` holds the keys of lines that ``find_repeated`` found all over the folder;
    ``apart`` the lines that the page's markup sets apart, each with a reason.
    """
    lines = [line.strip() for line in text.split("\n")]
    marks: Marks = [name_line(line) or apart.get(line) for line in lines]
    for at, line in enumerate(lines):
        if repeated and not marks[at] and len(line) <= MAX_REPEATED and line_key(line) in repeated:
            marks[at] = "repeated across stories"
    boxes = [_find_boxes(line, marks, at) for at, line in enumerate(lines)]
    for at, box in find_signatures(lines).items():
        if not marks[at] and not boxes[at]:
            boxes[at].append(box)
    outlets = find_outlets(_clutter_lines(lines, marks, boxes))
    known = (*outlets, publisher) if publisher else outlets
    mark_site_names(lines, marks, known)
    mark_boxes(lines, marks)
    mark_captions(lines, marks)
    mark_copies(lines, marks)
    mark_headline_lists(lines, marks)
    mark_signatures(lines, marks)
    heads = mark_head(lines, marks)
    described = mark_biographies(lines, marks, authors=(*authors, *heads), outlets=known)
    mark_signed_captions(lines, marks, authors=(*authors, *described))
    mark_link_lines(lines, marks)
    mark_unrelated(lines, marks)
    signed = [
        *(heads or mark_head(lines, marks)),
        *_cut_signatures(lines, marks, boxes, described),
        *(name for name in described if " " in name),
        *find_reached(lines, marks),
    ]
    clean, removed = cut_pieces(_make_pieces(text.split("\n"), lines, marks, boxes))
    if not clean:
        # A slide show without an article: then its captions are the story.
        marks = [None if mark in _PICTURES else mark for mark in marks]
        boxes = [[] if marks[at] else find_boxes(line) for at, line in enumerate(lines)]
        clean, removed = cut_pieces(_make_pieces(text.split("\n"), lines, marks, boxes))
    return Cleared(
        clean, removed, outlets, tuple(dict.fromkeys((*_bylines(lines, marks), *signed)))
    )


Boxes = list[list[tuple[int, int, str]]]


def _find_boxes(line: str, marks: Marks, at: int) -> list[tuple[int, int, str]]:
    """The boxes within a line; a line that holds more than its box is no clutter as a whole."""
    if marks[at] and marks[at] not in _BOXES:
        return []
    boxes = find_boxes(line)
    if marks[at]:
        outside = line
        for start, end, _ in reversed(boxes):
            outside = outside[:start] + outside[end:]
        if not boxes or not re.search(r"\w.{20,}[.!?][\"”’]?$", outside.rstrip()):
            return []
        marks[at] = None
    return boxes


def _clutter_lines(lines: list[str], marks: Marks, boxes: Boxes) -> list[str]:
    found = [line for line, mark in zip(lines, marks, strict=True) if mark]
    return found + [
        line[start:end] for line, spans in zip(lines, boxes, strict=True) for start, end, _ in spans
    ]


def _bylines(lines: list[str], marks: Marks) -> list[str]:
    """The names in the first line that begins with "By", without outlet, place and day."""
    lines = [line for line, mark in zip(lines, marks, strict=True) if mark == "byline"]
    found = [match["names"] for line in lines[:1] if (match := _BYLINE.match(line))]
    return [re.sub(r"(?:,| and| &) [A-Z]{2,}(?: [A-Z]{2,})*$", "", names) for names in found]


def _cut_signatures(
    lines: list[str], marks: Marks, boxes: Boxes, described: list[str]
) -> list[str]:
    """Cut a name that ends a paragraph, when a biography shows that it is the author's."""
    signed = []
    for name in dict.fromkeys(described):
        ending = re.compile(rf"(?<=[.!?”\"]) {re.escape(name)}$")
        for at, line in enumerate(lines):
            match = None if marks[at] else ending.search(line)
            if match:
                boxes[at].append((match.start() + 1, match.end(), "signature"))
                signed.append(name)
    return signed


def _make_pieces(raw: list[str], lines: list[str], marks: Marks, boxes: Boxes) -> list[Piece]:
    pieces: list[Piece] = []
    for at, line in enumerate(lines):
        if marks[at] or not boxes[at]:
            pieces.append(Piece(line if marks[at] else raw[at], marks[at]))
            continue
        done, joins = 0, False
        for start, end, reason in boxes[at]:
            if line[done:start].strip():
                pieces.append(Piece(line[done:start], None, joins))
                joins = True
            pieces.append(Piece(line[start:end], reason, joins))
            done, joins = end, True
        if line[done:].strip():
            pieces.append(Piece(line[done:], None, joins))
    return pieces
