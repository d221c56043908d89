"""Index the words of a story database that is being written, with SQLite's full-text index.

Promise: what is counted and found is the same whether all words were indexed now or those of a few
passages exchanged in the index of the generation before.
"""

from collections.abc import Callable
from typing import Any

_AT_ONCE = 1 << 24
"""Bytes of memory in which words are sorted before they are merged with those that were: with
SQLite's own million, merging takes as long as all else."""
_EXCHANGED = 0.1
"""Up to such a share of rows, words are exchanged rather than all indexed anew."""
_TABLES = ("words_data", "words_idx", "words_docsize", "words_config")
"""In which SQLite keeps the index."""
_COLUMNS = "rowid, title_words, text_words"

Execute = Callable[..., list[tuple[Any, ...]]]


def index_words(execute: Execute, *, passages: int, has_before: bool) -> None:
    """Index the words of all passages; ``execute`` runs a statement and returns its rows.

    ``has_before`` says whether the database of the generation before is attached as ``before``.
    """
    if has_before:
        gone, new = _find_others(execute, "before", "main"), _find_others(execute, "main", "before")
        if len(gone) + len(new) <= _EXCHANGED * passages:
            _exchange(execute, gone, new)
            return
    execute("INSERT INTO words (words, rank) VALUES ('hashsize', ?)", (_AT_ONCE,))
    execute("INSERT INTO words (words) VALUES ('rebuild')")


def _find_others(execute: Execute, one: str, other: str) -> list[tuple[Any, ...]]:
    """Return the rows of one database in which the other has no passage or other words."""
    return execute(
        f"SELECT one.row FROM {one}.passages AS one "  # noqa: S608
        f"LEFT JOIN {other}.passages AS other ON other.row = one.row "
        "WHERE (other.title_words, other.text_words) IS NOT (one.title_words, one.text_words)"
    )


def _exchange(execute: Execute, gone: list[tuple[Any, ...]], new: list[tuple[Any, ...]]) -> None:
    """Copy the index before, and take out of it and put into it the words of some rows."""
    for table in _TABLES:
        execute(f"DELETE FROM {table}")  # noqa: S608
        execute(f"INSERT INTO {table} SELECT * FROM before.{table}")  # noqa: S608
    for row in gone:
        execute(
            f"INSERT INTO words (words, {_COLUMNS}) SELECT 'delete', row, title_words, text_words "  # noqa: S608
            "FROM before.passages WHERE row = ?",
            row,
        )
    for row in new:
        execute(
            f"INSERT INTO words ({_COLUMNS}) SELECT row, title_words, text_words "  # noqa: S608
            "FROM passages WHERE row = ?",
            row,
        )
