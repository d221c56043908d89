"""What is kept in a file: its versions, its faults, and a key that gives nobody away."""

import sqlite3
import sys
from pathlib import Path

import pytest

from bot.config import Settings
from bot.desk.people import hash_openly
from bot.desk.questions import Cited, Question
from bot.desk.state.opening import open_file, open_store
from embeddings.errors import SettingsError

ASKED = Question(
    "ask", 7, "what fell?", ("bridge",), answered=True, generation="g0001",
    cited=(Cited("bridge", 0, 9, 2, 8, "ff"),),
)  # fmt: skip

FIRST_VERSION = """
CREATE TABLE questions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, asked_at TEXT NOT NULL, kind TEXT NOT NULL,
    server INTEGER, question TEXT NOT NULL, stories TEXT NOT NULL, answered INTEGER NOT NULL,
    generation TEXT NOT NULL, cited TEXT NOT NULL
) STRICT;
CREATE TABLE feedback (
    question INTEGER NOT NULL REFERENCES questions (id) ON DELETE CASCADE, person TEXT NOT NULL,
    verdict TEXT NOT NULL, comment TEXT NOT NULL, given_at TEXT NOT NULL,
    PRIMARY KEY (question, person)
) STRICT;
CREATE TABLE turns (
    question INTEGER PRIMARY KEY REFERENCES questions (id) ON DELETE CASCADE,
    asked_of TEXT NOT NULL, turn TEXT NOT NULL
) STRICT;
INSERT INTO questions VALUES (1, '2026-01-01', 'ask', 7, 'what fell?', '[]', 1, 'g0001', '[]');
INSERT INTO questions VALUES
    (2, '2026-01-01', 'claim', 7, 'words of somebody else', '[]', 0, '', '[]');
"""


def test_a_file_that_cannot_be_written_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="name another file with BYLINE_STATE"):
        open_file(tmp_path / "nowhere" / "bot.sqlite", tmp_path / "key")


def test_people_cannot_be_found_by_trying_all_members(tmp_path: Path) -> None:
    store = open_file(tmp_path / "bot.sqlite")
    token = store.add(ASKED, 77_777)
    store.rate(token, 77_777, "good")
    store.close()
    with sqlite3.connect(tmp_path / "bot.sqlite") as connection:
        kept = {who for (who,) in connection.execute("SELECT person FROM feedback")}
    connection.close()
    tried = {hash_openly(1, person) for person in range(77_000, 78_000)}

    assert len(kept) == 1
    assert not kept & tried


def test_a_file_of_the_first_version_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite"
    with sqlite3.connect(path) as connection:
        connection.executescript(FIRST_VERSION)
        connection.execute(
            "INSERT INTO feedback VALUES (1, ?, 'bad', 'No.', '2026-01-02')", (hash_openly(1, 5),)
        )
    connection.close()

    store = open_file(path)
    (found,) = store.list_feedback(limit=9)
    kept = [one["kind"] for one in store.export()]
    store.rate(next(iter(_list_tokens(path))), 5, "good")
    (again,) = store.list_feedback(limit=9)
    content = path.read_bytes()
    store.close()

    assert (found.question, found.bad, found.comments) == ("what fell?", 1, ("No.",))
    assert (again.good, again.bad) == (1, 0)
    assert kept == ["ask"]
    assert b"somebody else" not in content


def _list_tokens(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        tokens = [one for (one,) in connection.execute("SELECT token FROM questions ORDER BY id")]
    connection.close()
    return tokens


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite"
    open_file(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()

    with pytest.raises(SettingsError, match="was written by a newer Byline"):
        open_file(path)


def test_a_damaged_file_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite").write_bytes(b"no database at all" * 100)

    with pytest.raises(SettingsError, match="not a database"):
        open_file(tmp_path / "bot.sqlite")


def test_the_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    open_file(tmp_path / "bot.sqlite").close()

    assert (tmp_path / "bot.key").stat().st_mode & 0o077 == 0


def test_a_server_without_its_client_is_told_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "bot.desk.state.postgres", raising=False)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    given = {"BYLINE_INDEX": str(tmp_path), "BYLINE_STATE": "postgresql://byline@db/news"}

    with pytest.raises(
        SettingsError, match=r"need psycopg: run `pip install 'byline\[postgres\]'`"
    ):
        open_store(Settings.from_env(given))


def test_a_password_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    pytest.importorskip("psycopg", reason="the extra [postgres] is not installed")
    given = {
        "BYLINE_INDEX": str(tmp_path),
        "BYLINE_STATE": "postgresql://byline@127.0.0.1:1/news",
        "BYLINE_STATE_PASSWORD_FILE": str(tmp_path / "nothing"),
    }

    with pytest.raises(SettingsError, match="nothing cannot be read: let BYLINE_STATE_PASSWORD"):
        open_store(Settings.from_env(given))
