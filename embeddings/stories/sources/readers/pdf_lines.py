"""From the pieces of text on a PDF's pages to lines, and from lines to paragraphs.

Promise: pieces keep the order in which the page writes them, which is the one to read them in.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from embeddings.stories.normalise import join_lines, normalise_line
from embeddings.stories.sources.head_lines import is_byline, read_day_line
from embeddings.stories.sources.prints import is_print_line

Matrix = Sequence[float]
_POWERS = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_BULLET = re.compile(r"^[•●▪◦‣–*·-]\s*(?=\w)|^\d{1,2}[.)]\s")
_RAISABLE = re.compile(r"\d$|\b(?:[kcdm]?m|ft|in|mi|yd|CO|s)$")
_PAGE_NUMBER = re.compile(
    r"(?:page\s)?[–-]?\s?\d{1,4}\s?[–-]?(?:\s?(?:/|of)\s?(?P<of>\d{1,4}))?", re.IGNORECASE
)
_END = re.compile(r"[.!?:…]['\"”’)\]]*$")
_MOST_BYLINE = 4
_MOST_ABOVE, _LONGEST_ABOVE = 3, 80
_SMALLER, _LARGER = 0.82, 1.15
_WIDE_GAP, _SHORT = 1.35, 0.62


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its text, its page from 1, where it begins in points, and its letters' height."""

    text: str
    page: int
    x: float
    y: float
    size: float


@dataclass(slots=True)
class Piece:
    """A piece of text as the page writes it; "\\n" ends a line."""

    text: str
    x: float
    y: float
    size: float


def place_piece(text: str, cm: Matrix, tm: Matrix, size: float) -> Piece:
    """Return a piece with its place on the page, in points from the lower left corner."""
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    scale = (abs(tm[3]) + abs(tm[1])) * (abs(cm[3]) + abs(cm[1]))
    return Piece(text, x, y, abs(size) * scale)


def make_lines(pieces: Iterable[Piece], page: int) -> tuple[Line, ...]:
    """Return a page's lines; small raised digits become powers."""
    lines: list[Line] = []
    row: list[Piece] = []
    for piece in (*pieces, Piece("\n", 0, 0, 0)):
        first, *rest = piece.text.split("\n")
        if first.strip():
            row.append(Piece(first, piece.x, piece.y, piece.size))
        elif first and row:
            row.append(Piece(" ", piece.x, row[-1].y, row[-1].size))
        for part in rest:
            _end_line(row, page, lines)
            row = [Piece(part, piece.x, piece.y, piece.size)] if part.strip() else []
    return tuple(lines)


def _end_line(row: list[Piece], page: int, lines: list[Line]) -> None:
    if not any(piece.text.strip() for piece in row):
        return
    main = max(row, key=lambda piece: len(piece.text.strip()))
    text = ""
    for piece in row:
        text += _raise(piece, main, text)
    text = _LIGATURE.sub(lambda match: _LIGATURES[match[0]], text)
    tidy = normalise_line(text.replace("\u00ad", "-") if text.rstrip().endswith("\u00ad") else text)
    if tidy:
        lines.append(Line(tidy, page, row[0].x, main.y, main.size))


def _raise(piece: Piece, main: Piece, before: str) -> str:
    """A small digit above the line is a power behind a number or a unit, else a note's mark."""
    text = piece.text.strip()
    small = piece.size < _SMALLER * main.size or (piece.size < 0.9 * main.size and piece.y > main.y)
    if small and piece.y > main.y + 0.1 * main.size and re.fullmatch(r"[-−]?\d{1,3}", text):
        return text.translate(_POWERS) if _RAISABLE.search(before) else ""
    return piece.text


def leave_out_margins(lines: Sequence[Line], pages: int) -> tuple[Line, ...]:
    """Return the lines without page numbers, and heads and feet that pages repeat."""
    margins = _find_margins(lines)
    seen = Counter((_plain(line.text), round(line.y / 4)) for line in lines if line in margins)
    kept = []
    for line in lines:
        repeated = seen[(_plain(line.text), round(line.y / 4))] if line in margins else 0
        number = _PAGE_NUMBER.fullmatch(line.text) if line in margins else None
        if is_print_line(line.text) or (number and (pages > 1 or number["of"] == str(pages))):
            continue
        most = 2 if pages == 2 else max(3, pages // 2)
        if pages > 1 and repeated >= most and len(line.text) < 120:
            continue
        kept.append(line)
    return tuple(kept)


def _find_margins(lines: Sequence[Line]) -> frozenset[Line]:
    """The highest and lowest lines of each page."""
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    found: set[Line] = set()
    for page in by_page.values():
        ordered = sorted(page, key=lambda line: -line.y)
        each = 2 if len(ordered) > 8 else 1
        found.update((*ordered[:each], *ordered[-each:]))
    return frozenset(found)


def _plain(text: str) -> str:
    return re.sub(r"\d+", "0", text.casefold())


def body_size(lines: Sequence[Line]) -> float:
    """Return the height of most letters, or 0 where there are none."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def find_headline(lines: Sequence[Line]) -> str:
    """Return the line of the largest letters on the first page, or "" where none stands out."""
    first = [line for line in lines if line.page == lines[0].page][:40] if lines else []
    usual = body_size(lines)
    large = [line for line in first if line.size > _LARGER * usual and len(line.text) > 3]
    if not large:
        return ""
    largest = max(line.size for line in large)
    at = next(
        at for at, line in enumerate(first) if line.size >= 0.97 * largest and len(line.text) > 3
    )
    words = [first[at].text]
    for line in first[at + 1 :]:
        if abs(line.size - first[at].size) > 0.05 * largest or len(words) > 5:
            break
        words.append(line.text)
    return join_lines(words)


def find_letterhead(lines: Sequence[Line], title: str) -> tuple[Line, ...]:
    """Return the few short lines above the headline: who sends it, or what section it is of."""
    start = " ".join(title.split()[:2])
    at = next((at for at, line in enumerate(lines) if line.text.startswith(start)), 0)
    above = lines[:at] if start and at <= _MOST_ABOVE else ()
    short = all(len(one.text) < _LONGEST_ABOVE and not _END.search(one.text) for one in above)
    told = any(is_byline(one.text) or read_day_line(one.text) for one in above)
    return tuple(above) if short and not told else ()


def join_paragraphs(lines: Sequence[Line]) -> tuple[tuple[str, int], ...]:
    """Return paragraphs, each with the page on which it begins.

    Sentences that go on in the next column or on the next page are whole again.
    """
    widest = _measure_widths(lines)
    leading = _measure_leading(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, widest, leading):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple((join_lines([line.text for line in group]), group[0].page) for group in groups)


def _is_day_below(group: Sequence[Line], line: Line) -> bool:
    """Whether the by-line ends above the day, or the day above the text."""
    if len(group) == 1 and read_day_line(group[0].text):
        return True
    return read_day_line(line.text) is not None and is_byline(
        " ".join(one.text for one in group[-_MOST_BYLINE:])
    )


def _measure_widths(lines: Sequence[Line]) -> dict[float, int]:
    """About how many letters a full line of each size has."""
    lengths: dict[float, list[int]] = {}
    for line in lines:
        lengths.setdefault(round(line.size), []).append(len(line.text))
    return {size: sorted(found)[int(0.9 * (len(found) - 1))] for size, found in lengths.items()}


def _measure_leading(lines: Sequence[Line]) -> float:
    """How far apart the lines of a paragraph usually are, in heights of their letters."""
    gaps = [
        (before.y - line.y) / line.size
        for before, line in pairwise(lines)
        if line.size > 0 and before.page == line.page and 0 < before.y - line.y < 3 * line.size
    ]
    return median(gaps) if gaps else 1.2


def _goes_on(group: Sequence[Line], line: Line, widest: dict[float, int], leading: float) -> bool:
    before = group[-1]
    if (
        _is_day_below(group, line)
        or abs(before.size - line.size) > 0.08 * max(before.size, line.size)
        or _BULLET.match(line.text)
    ):
        return False
    short = len(before.text) < _SHORT * widest.get(round(before.size), 0)
    fall = before.y - line.y
    if before.page != line.page or fall < -0.5 * line.size or fall > 4 * line.size:
        # The next column or page: a sentence that did not end goes on there.
        return not _END.search(before.text) and not short
    if fall > _WIDE_GAP * leading * line.size or (short and _END.search(before.text)):
        return False
    indented = line.x - min(one.x for one in group) > 0.6 * line.size
    return not short and not (indented and len(group) > 1 and _END.search(before.text) is not None)
