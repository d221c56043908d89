"""Find the clutter in one story's text, cut it out, and say what it told about the story."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from embeddings.stories.clutter.cutting import Piece, cut_pieces
from embeddings.stories.clutter.lines import name_line
from embeddings.stories.clutter.repeats import MAX_REPEATED, line_key
from embeddings.stories.clutter.rules.credit_names import NAMES
from embeddings.stories.clutter.rules.inline import find_boxes
from embeddings.stories.clutter.rules.line_context import Marks
from embeddings.stories.clutter.steps import STEPS, Draft
from embeddings.stories.story import Removed

_BYLINE = re.compile(rf"(?i:(?:(?:words|story|written) )?by):? (?P<names>{NAMES})")
_PICTURES = {"photo gallery", "image caption"}


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
    raw = text.split("\n")
    lines = [line.strip() for line in raw]
    marks = [_name_line(line, repeated, apart) for line in lines]
    draft = Draft(lines, marks, tuple(authors), publisher)
    for step in STEPS:
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


def _keep_pictures(draft: Draft) -> None:
    draft.marks = [None if mark in _PICTURES else mark for mark in draft.marks]
    draft.boxes = [
        [] if mark else find_boxes(line)
        for line, mark in zip(draft.lines, draft.marks, strict=True)
    ]


def _bylines(lines: list[str], marks: Marks) -> list[str]:
    """The names in the first line that begins with "By", without outlet, place and day."""
    lines = [line for line, mark in zip(lines, marks, strict=True) if mark == "byline"]
    found = [match["names"] for line in lines[:1] if (match := _BYLINE.match(line))]
    return [re.sub(r"(?:,| and| &) [A-Z]{2,}(?: [A-Z]{2,})*$", "", names) for names in found]


def _make_pieces(raw: list[str], draft: Draft) -> list[Piece]:
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
