"""Find the clutter in one story's text, cut it out, and say what it told about the story."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
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
    mark_inside_boxes,
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


Boxes = list[list[tuple[int, int, str]]]


@dataclass(slots=True)
class _Draft:
    """One story while its clutter is looked for: which lines go and why, and what they told."""

    lines: list[str]
    marks: Marks
    authors: Sequence[str]
    publisher: str | None
    boxes: Boxes = field(default_factory=list)
    outlets: tuple[str, ...] = ()
    heads: list[str] = field(default_factory=list)
    described: list[str] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)

    @property
    def known(self) -> tuple[str, ...]:
        """The outlets whose names may stand alone in a line."""
        return (*self.outlets, self.publisher) if self.publisher else self.outlets


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
    raw = text.split("\n")
    lines = [line.strip() for line in raw]
    marks = [_name_line(line, repeated, apart) for line in lines]
    draft = _Draft(lines, marks, tuple(authors), publisher)
    for step in _STEPS:
        step(draft)
    clean, removed = cut_pieces(_make_pieces(raw, draft))
    if not clean:
        # A slide show without an article: then its captions are the story.
        _keep_pictures(draft)
        clean, removed = cut_pieces(_make_pieces(raw, draft))
    signed = (*_bylines(draft.lines, draft.marks), *draft.signed)
    return Cleared(clean, removed, draft.outlets, tuple(dict.fromkeys(signed)))


def _name_line(line: str, repeated: Collection[str], apart: Mapping[str, str]) -> str | None:
    """Why a line is clutter by itself: by its wording, by its markup, or by standing everywhere."""
    reason = name_line(line) or apart.get(line)
    if reason or not repeated or len(line) > MAX_REPEATED:
        return reason
    return "repeated across stories" if line_key(line) in repeated else None


def _cut_boxes(draft: _Draft) -> None:
    """Boxes and signatures within a line of the article."""
    lines, marks = draft.lines, draft.marks
    draft.boxes = [_find_boxes(line, marks, at) for at, line in enumerate(lines)]
    for at, box in find_signatures(lines).items():
        if not marks[at] and not draft.boxes[at]:
            draft.boxes[at].append(box)


def _learn_outlets(draft: _Draft) -> None:
    """The outlets that the clutter so far names, and lines that hold nothing but such a name."""
    draft.outlets = find_outlets(_clutter_lines(draft.lines, draft.marks, draft.boxes))
    mark_site_names(draft.lines, draft.marks, draft.known)


def _mark_by_neighbours(draft: _Draft) -> None:
    """What touches a box or a credit, stands twice, or stands in a list of other headlines."""
    for mark in (
        *(mark_boxes, mark_inside_boxes, mark_captions, mark_copies, mark_headline_lists),
        mark_signatures,
    ):
        mark(draft.lines, draft.marks)


def _learn_authors(draft: _Draft) -> None:
    """The by-line above the article, biographies below it, captions that others have signed."""
    lines, marks = draft.lines, draft.marks
    draft.heads = mark_head(lines, marks)
    draft.described = mark_biographies(
        lines, marks, authors=(*draft.authors, *draft.heads), outlets=draft.known
    )
    mark_signed_captions(lines, marks, authors=(*draft.authors, *draft.described))


def _mark_links(draft: _Draft) -> None:
    """Headlines of other stories: by their labels, and by what stands below them."""
    mark_link_lines(draft.lines, draft.marks)
    mark_unrelated(draft.lines, draft.marks)


def _sign(draft: _Draft) -> None:
    """Who signs the story; with links gone, a by-line may have become the first line."""
    lines, marks = draft.lines, draft.marks
    draft.signed = [
        *(draft.heads or mark_head(lines, marks)),
        *_cut_signatures(lines, marks, draft.boxes, draft.described),
        *(name for name in draft.described if " " in name),
        *find_reached(lines, marks),
    ]


_STEPS: tuple[Callable[[_Draft], None], ...] = (
    _cut_boxes,
    _learn_outlets,
    _mark_by_neighbours,
    _learn_authors,
    _mark_links,
    _sign,
)
"""In this order, since each builds on the marks before: a name is known as the outlet's only when
its boxes are, an author by the biography only when the lines below the article are gone."""


def _keep_pictures(draft: _Draft) -> None:
    draft.marks = [None if mark in _PICTURES else mark for mark in draft.marks]
    draft.boxes = [
        [] if mark else find_boxes(line)
        for line, mark in zip(draft.lines, draft.marks, strict=True)
    ]


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


def _make_pieces(raw: list[str], draft: _Draft) -> list[Piece]:
    lines, marks, boxes = draft.lines, draft.marks, draft.boxes
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
