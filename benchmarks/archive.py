"""The archive that questions are asked of: 1,200 stories, indexed once and kept.

Promise: an index that is kept in the work folder is built anew where Byline cannot open it.
"""

import gzip
import itertools
import sys
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.command import Arguments
from benchmarks.data import find_data, read_rows
from bot.config import Settings
from bot.evaluation import KnownQuestion
from bot.newsroom import Newsroom
from embeddings.default_model import DEFAULT_MODEL
from embeddings.errors import UnusableIndexError
from embeddings.index import IndexFolder
from embeddings.index.build import build_index

STORIES, QUESTIONS = "rtqa-2024-stories.jsonl.gz", "rtqa-2024-questions.jsonl.gz"
FILES = (STORIES, QUESTIONS)


def open_archive(arguments: Arguments) -> Newsroom:
    """Open the archive, and build its index first where there is none that opens."""
    stories = copy_stories(arguments)
    return open_or_build(stories, find_index(arguments))


def find_index(arguments: Arguments, name: str = "archive") -> Path:
    """Return where the index of the archive, or of so many of its stories, is kept."""
    return arguments.work / f"{name}-index-{arguments.stories or 'whole'}"


def copy_stories(arguments: Arguments) -> Path:
    """Return a folder that holds the archive's stories alone."""
    name = f"archive-{arguments.stories or 'whole'}"
    return copy_some(arguments, name, slice(arguments.stories))


def copy_some(arguments: Arguments, name: str, rows: slice) -> Path:
    """Return a folder of that name in the work folder that holds these rows' stories alone."""
    source = find_data(STORIES, arguments.data)
    folder = arguments.work / name
    folder.mkdir(exist_ok=True)
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        chosen = "".join(itertools.islice(lines, rows.start, rows.stop))
    (folder / "archive.jsonl").write_text(chosen, encoding="utf-8")
    return folder


def open_or_build(stories: Path, index: Path) -> Newsroom:
    """Open the index of a stories folder, or build it."""
    settings = Settings(stories=stories, index=index)
    try:
        return Newsroom.open(settings)
    except UnusableIndexError:
        print(f"building the index of {stories} …", file=sys.stderr)
        build_index(stories, IndexFolder(index), model=DEFAULT_MODEL, progress=_say_nothing)
    return Newsroom.open(settings)


def _say_nothing(what: str, done: int, of: int) -> None:
    """Take progress in silence."""


def read_archive_questions(arguments: Arguments) -> list[tuple[KnownQuestion, date]]:
    """Return the questions, or a sample of them, each with the day on which it was asked."""
    rows = arguments.sample(read_rows(QUESTIONS, arguments.data))
    return [(_make_question(row), _read_day(row["date"])) for row in rows]


def _make_question(row: dict[str, Any]) -> KnownQuestion:
    return KnownQuestion(
        id=row["id"],
        question=" ".join(row["question"].split()),
        answers=(row["gold"],) if row["answerable"] else (),
        stories=tuple(row["supporting"]),
    )


def _read_day(written: str) -> date:
    return date.fromisoformat(written.replace("/", "-"))
