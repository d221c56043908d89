"""Tables (.csv, .tsv): a story a row, under whatever usual names its columns have."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from embeddings.errors import UnreadableSourceError
from embeddings.stories.faults import skip_unexpected
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.decoding import decode
from embeddings.stories.sources.field_names import field_of
from embeddings.stories.sources.fields import KNOWN_FIELDS, read_fields
from embeddings.stories.sources.place import Place

_DELIMITERS = (",", ";", "\t", "|")
_SEPARATOR = re.compile(r"\A\ufeff?sep=.\r?\n")
"""A spreadsheet's own first line, which names what stands between cells."""
_MAX_FIELD = 5_000_000
_HEAD = 8_192


def read(place: Place, data: bytes, _max_bytes: int) -> tuple[RawStory | Skipped, ...]:
    """Return a story for each row of a table, numbered from 1 below its head."""
    text = _SEPARATOR.sub("", decode(data))
    if csv.field_size_limit() < _MAX_FIELD:
        csv.field_size_limit(_MAX_FIELD)
    names, delimiter = _read_head(text)
    if not any(field_of(name) == "text" for name in names):
        shown = ", ".join(name for name in names if name.strip())[:80]
        raise UnreadableSourceError(
            f"no column with the stories' text (its columns: {shown}); read are {KNOWN_FIELDS}"
        )
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    next(rows, None)
    return tuple(_read_rows(place, names, rows))


def _read_head(text: str) -> tuple[Sequence[str], str]:
    """The names of the columns and what stands between them: that which gives most known ones."""
    head = text[:_HEAD]
    best: tuple[Sequence[str], str] = ((), ",")
    for delimiter in _DELIMITERS:
        try:
            names = next(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter), [])
        except csv.Error:
            continue
        if _count_known(names) > _count_known(best[0]) or not best[0]:
            best = names, delimiter
    return best


def _count_known(names: Sequence[str]) -> int:
    return sum(field_of(name) is not None for name in names)


def _read_rows(
    place: Place, names: Sequence[str], rows: Iterator[list[str]]
) -> Iterator[RawStory | Skipped]:
    number = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Skipped(place.path, f"broken table below row {number}: {error}")
            return
        if any(cell.strip() for cell in row):
            number += 1
            yield _read_row(place.at(number), names, row)


def _read_row(place: Place, names: Sequence[str], row: Sequence[str]) -> RawStory | Skipped:
    try:
        return read_fields(dict(zip(names, row, strict=False)), place.stem, place.path)
    except UnreadableSourceError as reason:
        return Skipped(place.path, str(reason))
    except Exception as error:
        # Each row is a source of its own: the others of a large table are still read.
        return skip_unexpected(place.path, error)
