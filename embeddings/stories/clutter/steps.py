"""The steps that find the clutter of one story, in the order in which each builds on the last."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from embeddings.stories.clutter.lines import name_line
from embeddings.stories.clutter.rules.boxes import mark_boxes, mark_inside_boxes
from embeddings.stories.clutter.rules.heads import find_noted, find_reached, mark_head
from embeddings.stories.clutter.rules.inline import find_boxes, find_signatures
from embeddings.stories.clutter.rules.line_context import (
    Marks,
    mark_biographies,
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

_BOXES = {"newsletter box", "subscribe line"}
_STATEMENT = re.compile(r"\w.{20,}[.!?][\"”’]?$")

Boxes = list[list[tuple[int, int, str]]]


@dataclass(slots=True)
class Draft:
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


def _cut_boxes(draft: Draft) -> None:
    """Boxes and signatures within a line of the article."""
    lines, marks = draft.lines, draft.marks
    draft.boxes = [_find_boxes(line, marks, at) for at, line in enumerate(lines)]
    for at, box in find_signatures(lines).items():
        if not marks[at] and not draft.boxes[at]:
            draft.boxes[at].append(box)


def _learn_outlets(draft: Draft) -> None:
    """The outlets that the clutter so far names, and lines that hold nothing but such a name."""
    draft.outlets = find_outlets(_clutter_lines(draft.lines, draft.marks, draft.boxes))
    mark_site_names(draft.lines, draft.marks, draft.known)


def _mark_by_neighbours(draft: Draft) -> None:
    """What touches a box or a credit, stands twice, or stands in a list of other headlines."""
    for mark in (
        *(mark_boxes, mark_inside_boxes, mark_captions, mark_copies, mark_headline_lists),
        mark_signatures,
    ):
        mark(draft.lines, draft.marks)


def _learn_authors(draft: Draft) -> None:
    """The by-line above the article, biographies below it, captions that others have signed."""
    lines, marks = draft.lines, draft.marks
    draft.heads = mark_head(lines, marks)
    draft.described = mark_biographies(
        lines, marks, authors=(*draft.authors, *draft.heads), outlets=draft.known
    )
    mark_signed_captions(lines, marks, authors=(*draft.authors, *draft.described))


def _mark_links(draft: Draft) -> None:
    """Headlines of other stories: by their labels, and by what stands below them."""
    mark_link_lines(draft.lines, draft.marks)
    mark_unrelated(draft.lines, draft.marks)


def _sign(draft: Draft) -> None:
    """Who signs the story; with links gone, a by-line may have become the first line."""
    lines, marks = draft.lines, draft.marks
    draft.signed = [
        *(draft.heads or mark_head(lines, marks)),
        *_cut_signatures(lines, marks, draft.boxes, draft.described),
        *(name for name in draft.described if " " in name),
        *find_reached(lines, marks),
    ]
    draft.signed = draft.signed or find_noted(lines, marks)


def _find_boxes(line: str, marks: Marks, at: int) -> list[tuple[int, int, str]]:
    """The boxes within a line; a line that holds more than its box is no clutter as a whole."""
    if marks[at] and marks[at] not in _BOXES:
        return []
    boxes = find_boxes(line)
    if marks[at]:
        outside = line
        for start, end, _ in reversed(boxes):
            outside = outside[:start] + outside[end:]
        outside = outside.strip()
        if not boxes or name_line(outside) or not _STATEMENT.search(outside):
            return []
        marks[at] = None
    return boxes


def _clutter_lines(lines: list[str], marks: Marks, boxes: Boxes) -> list[str]:
    found = [line for line, mark in zip(lines, marks, strict=True) if mark]
    return found + [
        line[start:end] for line, spans in zip(lines, boxes, strict=True) for start, end, _ in spans
    ]


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


STEPS: tuple[Callable[[Draft], None], ...] = (
    _cut_boxes,
    _learn_outlets,
    _mark_by_neighbours,
    _learn_authors,
    _mark_links,
    _sign,
)
"""In this order, since each builds on the marks before: a name is known as the outlet's only when
its boxes are, an author by the biography only when the lines below the article are gone."""
