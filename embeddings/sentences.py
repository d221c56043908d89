"""Where the sentences of a text begin and end.

Promise: sentences are in order, never overlap, never cross a line break, hold no blank at either
end, and every character of the text that is not white space lies in exactly one of them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import sentencex

_WHITE_SPACE = re.compile(r"[^\S\n]")
# Speech that a machine wrote down: long stretches without a mark.
_MARK = re.compile(r"[.!?;:,—–]")
_MOST_UNMARKED, _LONGEST, _SHORTEST = 400, 240, 80
_JOINT = re.compile(r"\s(?=(?:and then|and|so|but|because|then|while|which|when|if|or|well|um)\s)")
_END_MARK = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")

_PANIC = "PanicException"
"""What a library written in Rust raises for a fault of its own: a ``BaseException`` whose class
no module exports, so that only its name tells it from Ctrl-C."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A slice of a text: ``text[start:end]``, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span must satisfy 0 <= start < end, was: {self.start}, {self.end}")

    def overlaps(self, other: "Span") -> bool:
        """Say whether both have a code point in common."""
        return self.start < other.end and other.start < self.end

    def surround(self, sentences: Iterable["Span"]) -> "Span":
        """Return the span widened over all of the sentences that it touches."""
        touched = [self, *(one for one in sentences if self.overlaps(one))]
        return Span(min(one.start for one in touched), max(one.end for one in touched))


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of ``text``, line by line.

    A line break always ends a sentence: in news copy it stands between paragraphs, headings and
    list items.
    """
    spans: list[Span] = []
    at = 0
    for line in text.split("\n"):
        for start, end in _split_line(line):
            blanks = len(line[start:end]) - len(line[start:end].lstrip())
            stripped = line[start:end].strip()
            if stripped:
                first = at + start + blanks
                spans.append(Span(first, first + len(stripped)))
        at += len(line) + 1
    return tuple(spans)


def _split_line(line: str) -> list[tuple[int, int]]:
    """Cut one line into pieces that join back to it.

    sentencex works on bytes and panics on one letter before a multi-byte blank and a dot, so it
    is given ASCII blanks, one for one. Should another text still provoke its panic, end marks
    decide.
    """
    plain = _WHITE_SPACE.sub(" ", line)
    if not plain.strip():
        return []
    return [piece for start, end in _find_ends(plain) for piece in _cut_long(plain, start, end)]


def _find_ends(plain: str) -> list[tuple[int, int]]:
    """Cut at the ends of sentences, by sentencex or, where it panics, by end marks."""
    try:
        found = sentencex.get_sentence_boundaries("en", plain)
        return [(piece["start_index"], piece["end_index"]) for piece in found]
    except BaseException as error:
        # a lone surrogate is no character that sentencex could be handed
        if type(error).__name__ != _PANIC and not isinstance(error, UnicodeEncodeError):
            raise
        ends = [match.end() for match in _END_MARK.finditer(plain)]
        return list(zip([0, *ends], [*ends, len(plain)], strict=True))


def _cut_long(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut speech without marks into pieces of a few lines, where a clause begins if one does."""
    marks = len(_MARK.findall(plain, start, end))
    if (end - start) <= _MOST_UNMARKED * (marks + 1):
        return [(start, end)]
    pieces = []
    while end - start > _LONGEST:
        joints = [match.end() for match in _JOINT.finditer(plain, start, start + _LONGEST)]
        at = joints[-1] if joints and joints[-1] - start >= _SHORTEST else 0
        at = at or plain.rfind(" ", start + 1, start + _LONGEST) + 1 or end
        pieces.append((start, at))
        start = at
    return [*pieces, (start, end)] if end > start else pieces
