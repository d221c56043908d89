"""Files that real programs wrote (see tests/program_files) are read to what they say.

``program_files/told.tsv`` holds what a person reads in each: it was made from the stories that the
programs were given, never from what was read.
"""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest

from embeddings.stories.story import Story
from tests.told_stories import read_stories

_FOLDER = Path(__file__).parent / "program_files"
_BETWEEN = " ‖ "
_ALIKE = str.maketrans("“”„‘’–—\u00a0\u202f", '"""\'\'--  ')
_MAX_BEHIND = 60
"""How many letters of a note may stand behind the last words of a text."""
Row = dict[str, str]


def _rows() -> tuple[Row, ...]:
    with (_FOLDER / "told.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t"))


def _fold(text: str) -> str:
    """Return a text without what is a matter of typesetting: kinds of quotes, cells' bars."""
    return re.sub(r"[\s|]+", " ", text.translate(_ALIKE)).strip()


def list_losses(story: Story, row: Row) -> Iterator[str]:
    """Say what of a row its story lacks."""
    authors = tuple(row["authors"].split(_BETWEEN)) if row["authors"] else ()
    day = date.fromisoformat(row["day"]) if row["day"] else None
    pairs = (
        ("headline", _fold(story.title), _fold(row["headline"])),
        ("day", story.published, day),
        ("authors", story.authors, authors),
        ("address", story.url and unquote(story.url), unquote(row["url"]) or None),
    )
    yield from (f"{name}: {read!r}, not {told!r}" for name, read, told in pairs if read != told)
    text = _fold(story.text)
    if not text.startswith(_fold(row["first"])):
        yield f"begins: {text[:80]!r}"
    behind = text.rpartition(_fold(row["last"]))
    if not behind[1] or len(behind[2]) > _MAX_BEHIND:
        yield f"ends: {text[-120:]!r}"
    facts = row["facts"].split(_BETWEEN)
    yield from (f"lacks {fact!r}" for fact in facts if _fold(fact) not in text)


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["file"] + row["number"])
def test_a_programs_file_is_read_to_what_it_says(row: Row) -> None:
    stories = read_stories(row["file"], (_FOLDER / row["file"]).read_bytes())
    alone = sum(one["file"] == row["file"] for one in _rows())

    assert len(stories) == alone
    assert list(list_losses(stories[int(row["number"] or 1) - 1], row)) == []


def test_every_file_has_its_row() -> None:
    assert {row["file"] for row in _rows()} == {path.name for path in _FOLDER.iterdir()} - {
        "told.tsv"
    }
