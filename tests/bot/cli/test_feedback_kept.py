"""``byline feedback --export`` and ``--purge``."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from command_lines import Done
from postgres_server import PostgresServer

from bot.config import Settings
from bot.desk.questions import Question
from bot.desk.state.opening import open_file, open_store

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


def test_a_server_that_cannot_be_reached_is_told_in_one_line(
    byline: Byline, tiny_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("psycopg", reason="the extra [postgres] is not installed")
    monkeypatch.setenv("BYLINE_STATE", "postgresql://byline:very-secret@127.0.0.1:1/news")
    listed = byline("feedback", "--index", tiny_index)
    emptied = byline("feedback", "--purge", "--yes", "--index", tiny_index)
    looked = byline("doctor", "--index", tiny_index)

    assert (listed.code, emptied.code, looked.code) == (69, 69, 1)
    assert listed.err == emptied.err
    assert listed.err.startswith(
        "byline: Questions cannot be kept on postgresql://byline:…@127.0.0.1:1/news (connection"
    )
    assert len(listed.err.splitlines()) == 1
    assert "✗ questions cannot be kept" in looked.out
    assert "very-secret" not in listed.err + looked.out


@pytest.mark.slow
def test_what_a_server_keeps_is_listed_exported_and_removed(
    byline: Byline,
    tiny_index: Path,
    postgres_server: PostgresServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database = postgres_server.make_database()
    address = postgres_server.address(database, password="")
    given = {"BYLINE_STATE": address, "BYLINE_STATE_PASSWORD_FILE": postgres_server.password_file}
    for name, value in given.items():
        monkeypatch.setenv(name, str(value))
    settings = {name: str(value) for name, value in given.items()}
    store = open_store(Settings.from_env(settings | {"BYLINE_INDEX": str(tiny_index)}))
    store.rate(store.add(Question("ask", 7, "what fell?"), 5), 6, "bad", "No.")
    store.close()

    looked = byline("doctor", "--index", tiny_index)
    listed = byline("feedback", "--bad", "--index", tiny_index)
    exported = byline("feedback", "--export", "--index", tiny_index)
    asked = byline("feedback", "--purge", "--index", tiny_index)
    done = byline("feedback", "--purge", "--yes", "--index", tiny_index)
    empty = byline("feedback", "--export", "--index", tiny_index)

    assert f"✓ questions on {address}, which answers" in looked.out
    assert "what fell?" in listed.out
    assert json.loads(exported.out)["feedback"][0]["comment"] == "No."
    assert f"every question in {address}: say --yes" in asked.err
    assert (asked.code, done.code, empty.code) == (1, 0, 1)
    assert done.out == "Removed 1 question with all feedback.\n"
