"""``byline feedback --export`` and ``--purge``."""

import json
from collections.abc import Callable
from pathlib import Path

from command_lines import Done

from bot.desk.questions import Question
from bot.desk.state.opening import open_file

Byline = Callable[..., Done]


def keep_one(index: Path) -> None:
    store = open_file(index / "bot.sqlite")
    store.add(Question("ask", 7, "what fell?"), 5)
    store.close()


def test_everything_that_is_kept_is_printed(byline: Byline, tiny_index: Path) -> None:
    keep_one(tiny_index)
    done = byline("feedback", "--export", "--index", tiny_index)

    assert done.code == 0
    assert json.loads(done.out)["question"] == "what fell?"


def test_everything_is_removed_only_where_that_is_said_twice(
    byline: Byline, tiny_index: Path
) -> None:
    keep_one(tiny_index)
    asked = byline("feedback", "--purge", "--index", tiny_index)
    left = byline("feedback", "--export", "--index", tiny_index)
    done = byline("feedback", "--purge", "--yes", "--index", tiny_index)
    empty = byline("feedback", "--export", "--index", tiny_index)

    assert (asked.code, left.code, done.code, empty.code) == (1, 0, 0, 1)
    assert done.out == "Removed 1 question with all feedback.\n"
    assert b"what fell" not in (tiny_index / "bot.sqlite").read_bytes()
