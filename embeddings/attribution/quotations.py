"""What stands between quotation marks.

Promise: quotations are in order, never overlap and never cross a line break; one that is opened
and not closed before its line ends counts as running to that end, as news set long quotations.
"""

import re

from embeddings.sentences import Span

_MARKS = re.compile(r"[“”\"«»]|''|``|(?<!\w)[‘'](?=\w)|(?<=[.,?!…])['’](?!\w)")
_CLOSES = {
    "“": "”", "«": "»", "‘": "’", '"': '"', "'": "'", "''": "''", "``": "''",
}  # fmt: skip
"""Typewriters and wire services write double marks as two single ones."""
_DOUBLE = {"”", "»", '"', "''"}
_MIXED = {"“": '"', '"': "”"}
"""What closes a quotation whose own mark its line lacks: “…" and "…”."""


def find_quotations(text: str) -> tuple[Span, ...]:
    """Return the quotations of ``text``, their marks included."""
    spans: list[Span] = []
    at = 0
    for line in text.split("\n"):
        spans += [Span(at + start, at + end) for start, end in _find_in_line(line)]
        at += len(line) + 1
    return tuple(spans)


def _find_in_line(line: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for match in _MARKS.finditer(line):
        mark = match.group()
        if opened is None:
            if mark in _CLOSES:
                opened = match.start(), _choose_close(mark, line[match.end() :])
        elif mark == opened[1]:
            found.append((opened[0], match.end()))
            opened = None
    if opened is not None and opened[1] in _DOUBLE and len(line.rstrip()) > opened[0] + 1:
        found.append((opened[0], len(line.rstrip())))
    return found


def _choose_close(mark: str, rest: str) -> str:
    own, other = _CLOSES[mark], _MIXED.get(mark, "")
    return other if other and own not in rest and other in rest else own
