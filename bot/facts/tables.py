"""Tables of rows whose cells a "|" parts: the column or the cell that a question asks for.

Promise: pure functions of text and question; a column is told whole, or not at all.
"""

import re
from collections.abc import Sequence, Set

from bot.facts.lists import Listing, Place
from bot.facts.names import find_names, same_name
from embeddings.words import split_content_words, split_words

_CELL = re.compile(r"[^|\n]+")
_COMPARES = re.compile(
    r"\b(?:most|more|least|fewe(?:r|st)|less|than|over|under|above|below|top|best|worst|first|last"
    r"|\w{3,}est|\d+)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\b(?:all|overall|total|sum)\b", re.IGNORECASE)
_BEGINNING = 4
"""Letters by which a word and another of one land or town are known."""
_NOTHING = re.compile(r"(?:0|[-–—]|none|no)?", re.IGNORECASE)

_Row = tuple[Place, ...]


def find_column(text: str, at: int, question: str) -> Listing | None:
    """Return the column asked for of the table that stands at ``at``, or in the lines below it.

    "Which countries won gold?" asks for the cells below "Country", but for rows without gold. No
    column answers a question that compares rows, nor one whose rows do not stand together.
    """
    rows = _find_rows(text, at)
    if len(rows) < 3 or _COMPARES.search(question):
        return None
    header, *body = rows
    column = _choose_column(text, header, question)
    body = [row for row in body if len(row) > column]
    wanted = [row for row in body if _belongs(text, header, row, body, (column, question))]
    if len(wanted) < 2 or body[body.index(wanted[0]) :][: len(wanted)] != wanted:
        return None
    cells = {text[slice(*row[column])]: row[column] for row in reversed(wanted)}
    items = tuple(sorted(cells.values()))
    return Listing(header[0][0], items[0][0], items[-1][1], items)


def find_cell(text: str, at: int, question: str) -> tuple[Place, Place] | None:
    """Return the row and the cell asked for of the table that stands at ``at``: "How many gold
    medals did Norway win?" names one row and the heading of one column."""
    rows = _find_rows(text, at)
    asked = set(split_words(question))
    if len(rows) < 3 or _COMPARES.search(question):
        return None
    header, *body = rows

    def is_named(place: Place) -> bool:
        words = set(split_words(text[slice(*place)]))
        return bool(words) and words <= asked

    columns = [column for column, place in enumerate(header) if column and is_named(place)]
    named = [row for row in body if is_named(row[0])]
    if len(columns) != 1 or len(named) != 1 or len(named[0]) != len(header):
        return None
    (row,) = named
    return (row[0][0], row[-1][1]), row[columns[0]]


def lacks_row(text: str, at: int, question: str) -> bool:
    """Say whether ``at`` stands in a row of a table of which a question names the heading of a
    column, no row, and somebody whom the text does not name: no cell answers for Peru in its place.
    """
    rows = _find_rows(text, at)
    if len(rows) < 3 or _COMPARES.search(question):
        return False
    header, *body = rows
    asked = set(split_content_words(question))
    headed = any(set(split_words(text[slice(*place)])) & asked for place in header[1:])
    if not headed or at < body[0][0][0]:
        return False
    names = tuple(asked) if question.islower() else find_names(question)
    missing = any(set(split_words(name)).isdisjoint(split_words(text)) for name in names)
    return missing and not any(_is_near(text[slice(*row[0])], asked, names) for row in body)


def _is_near(label: str, asked: Set[str], names: Sequence[str]) -> bool:
    """Say whether the label of a row may be what a question names: its name, a word that begins
    like one, as "Peru" for "Peruvians", or all rows together."""
    begun = {word[:_BEGINNING] for word in asked}
    alike = any(word[:_BEGINNING] in begun for word in split_content_words(label))
    return alike or bool(_WHOLE.search(label)) or any(same_name(label, name) for name in names)


def _find_rows(text: str, at: int) -> list[_Row]:
    """Return the cells of the rows around ``at``, or of those that begin in the next line."""
    rows: list[_Row] = []
    if " | " not in text:  # each candidate of a question asks, and few stories hold a table
        return rows
    met = False
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        if " | " in line.group():
            rows.append(_split_cells(text, line.start(), line.end()))
            met = met or at <= line.end()
        elif met:
            break
        else:
            rows = []
            met = line.start() <= at <= line.end()
    return rows if met else []


def _split_cells(text: str, start: int, end: int) -> _Row:
    cells = []
    for cell in _CELL.finditer(text, start, end):
        blank = len(cell.group()) - len(cell.group().lstrip())
        cells.append((cell.start() + blank, cell.start() + len(cell.group().rstrip())))
    return tuple(one for one in cells if one[0] < one[1])


def _choose_column(text: str, header: _Row, question: str) -> int:
    """Return the column whose heading the question's first words name, else the first."""
    asked = split_content_words(question)[:2]
    named = (
        at
        for word in asked
        for at, place in enumerate(header)
        if word in split_words(text[slice(*place)])
    )
    return next(named, 0)


def _belongs(text: str, header: _Row, row: _Row, body: list[_Row], asked: tuple[int, str]) -> bool:
    """Say whether a row is among those asked for: "in Kansas" leaves out those with another cell,
    and "gold" those without any."""
    column, question = asked
    words = set(split_content_words(question))
    for at, place in enumerate(row):
        if at == column or at >= len(header):
            continue
        cell, title = text[slice(*place)], set(split_words(text[slice(*header[at])]))
        if title & words and _NOTHING.fullmatch(cell):
            return False
        others = {text[slice(*other[at])] for other in body if len(other) > at}
        named = [one for one in others if set(split_content_words(one)) & words]
        if named and cell not in named:
            return False
    return True
