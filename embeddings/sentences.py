"""Where the sentences of a text begin and end.

Promise: sentences are in order, never overlap, never cross a line break, hold no blank at either
end, and every character of the text that is not white space lies in exactly one of them.
"""

import re
from dataclasses import dataclass

import sentencex

_WHITE_SPACE = re.compile(r"[^\S\n]")
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


def split_sentences(text: str, *, language: str = "en") -> tuple[Span, ...]:
    """Return the sentences of ``text``, line by line.

    A line break always ends a sentence: in news copy it stands between paragraphs, headings and
    list items.
    """
    spans: list[Span] = []
    at = 0
    for line in text.split("\n"):
        for start, end in _split_line(line, language):
            blanks = len(line[start:end]) - len(line[start:end].lstrip())
            stripped = line[start:end].strip()
            if stripped:
                first = at + start + blanks
                spans.append(Span(first, first + len(stripped)))
        at += len(line) + 1
    return tuple(spans)


def _split_line(line: str, language: str) -> list[tuple[int, int]]:
    """Cut one line into pieces that join back to it.

    sentencex works on bytes and panics on one letter before a multi-byte blank and a dot, so it
    is given ASCII blanks, one for one. Should another text still provoke its panic, end marks
    decide.
    """
    plain = _WHITE_SPACE.sub(" ", line)
    if not plain.strip():
        return []
    try:
        found = sentencex.get_sentence_boundaries(language, plain)
        return [(piece["start_index"], piece["end_index"]) for piece in found]
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        ends = [match.end() for match in _END_MARK.finditer(plain)]
        return list(zip([0, *ends], [*ends, len(plain)], strict=True))
