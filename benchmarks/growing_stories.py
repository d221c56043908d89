"""Grow the story database of an index to any number of passages: see ``growing.py``.

Promise: rows, tables and words are laid out as a build lays them out.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from itertools import count, islice
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.index.schema import create_tables
from embeddings.signatures import SIGNATURE_BYTES

_INSERT_STORY = "INSERT INTO stories VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_PASSAGE = "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_WORDS_AT, _DIGEST_AT = 4, 5
"""Where a passage's words and its digest stand, after its row and its story."""

Row = tuple[Any, ...]


def grow_stories(source: Path, target: Path, passages: int) -> int:
    """Write a story database of so many passages; return how many stories it has."""
    stories, own = _read(source)
    connection = sqlite3.connect(target, isolation_level=None)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        create_tables(connection)
        connection.execute("BEGIN")
        grown = islice(_repeat(stories, own), passages)
        number, last = 0, None
        for row, (story, passage) in enumerate(grown, start=1):
            if story is not last:
                number, last = number + 1, story
                connection.execute(_INSERT_STORY, (number, *story))
            connection.execute(_INSERT_PASSAGE, (row, number, *passage))
        connection.execute(
            "INSERT INTO signatures SELECT row, zeroblob(?) FROM stories", (SIGNATURE_BYTES,)
        )
        connection.execute("INSERT INTO words (words) VALUES ('rebuild')")
        connection.execute("COMMIT")
    finally:
        connection.close()
    return number


def _read(source: Path) -> tuple[list[Row], dict[int, list[Row]]]:
    """Return the stories of a database with their rows, and the passages of each row."""
    connection = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        stories = connection.execute("SELECT * FROM stories ORDER BY row").fetchall()
        own: dict[int, list[Row]] = {}
        for _, story, *rest in connection.execute("SELECT * FROM passages ORDER BY row"):
            own.setdefault(story, []).append(tuple(rest))
    finally:
        connection.close()
    return stories, own


def _repeat(stories: list[Row], own: Mapping[int, list[Row]]) -> Iterator[tuple[Row, Row]]:
    """Give every passage after its story, first as they are, then others of them without end."""
    for row, *columns in stories:
        story = tuple(columns)
        yield from ((story, passage) for passage in own.get(row, []))
    words = [passage[_WORDS_AT] for passages in own.values() for passage in passages]
    draw = np.random.default_rng(2)
    for turn in count(1):
        for row, story_id, *columns, origin in stories:
            story = (f"{story_id}~{turn}", *columns, f"{origin}~{turn}")
            for passage in own.get(row, []):
                mixed = _mix(passage[_WORDS_AT], words[draw.integers(len(words))])
                yield story, (*passage[:_WORDS_AT], mixed, draw.bytes(len(passage[_DIGEST_AT])))


def _mix(one: str, other: str) -> str:
    """Return the first half of one text's words and the second half of another's."""
    first, second = one.split(), other.split()
    return " ".join([*first[: len(first) // 2], *second[len(second) // 2 :]])
