"""What is kept of questions outlives kills, full disks, other processes and copies."""

import os
import random
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.desk.people import read_key
from bot.desk.question_store import QuestionStore
from bot.desk.questions import Question
from bot.desk.state.opening import open_file
from bot.desk.state.sqlite import STATE_FILE
from embeddings.errors import SettingsError

ASKED = Question("ask", 7, "what fell?", ("bridge",), answered=True, generation="g0001")


def limit_pages(store: QuestionStore, pages: int) -> None:
    """Let the file have no room to grow: what SQLite then says is what a full disk makes it say."""
    store.database.query(f"PRAGMA max_page_count = {pages}")


def fill(store: QuestionStore) -> int:
    """Ask until there is no more room, and return how many questions were kept."""
    kept = 0
    while store.add(ASKED):
        kept += 1
        assert kept < 10_000
    return kept


def rate_at_length(store: QuestionStore, token: str) -> None:
    """Let many people say much about one question."""
    for person in range(1000):
        store.rate(token, person, "bad", "x" * 5000)


def test_a_full_disk_loses_nothing_and_is_told_in_one_line(tmp_path: Path) -> None:
    store = open_file(tmp_path / "bot.sqlite")
    first = store.add(ASKED)
    limit_pages(store, 30)
    kept = fill(store)

    assert store.add(ASKED) == ""
    with pytest.raises(SettingsError, match=r"is full.*: make room, or name another") as caught:
        rate_at_length(store, first)
    assert "\n" not in str(caught.value)
    assert store.get(first) == ASKED

    limit_pages(store, 10_000)
    assert store.add(ASKED)
    assert len(list(store.export())) == kept + 2
    store.close()


def test_two_processes_keep_what_both_are_told(tmp_path: Path) -> None:
    stores = [open_file(tmp_path / "bot.sqlite") for _ in range(2)]

    with ThreadPoolExecutor(max_workers=2) as people:
        tokens = list(people.map(lambda number: stores[number % 2].add(ASKED), range(60)))

    assert len(set(tokens)) == 60
    assert all(store.get(token) == ASKED for store in stores for token in tokens)
    for store in stores:
        store.close()


def test_two_processes_that_bring_a_file_up_to_date_do_it_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(max_workers=4) as openers:
        paths = [tmp_path / "bot.sqlite"] * 8
        for store in openers.map(open_file, paths):
            store.close()

    store = open_file(tmp_path / "bot.sqlite")
    assert store.get(store.add(ASKED)) == ASKED
    store.close()


def test_all_who_want_a_key_at_once_have_the_same(tmp_path: Path) -> None:
    for number in range(30):
        with ThreadPoolExecutor(max_workers=8) as readers:
            keys = set(readers.map(read_key, [tmp_path / f"{number}.key"] * 8))
        assert len(keys) == 1
        assert os.name == "nt" or not (tmp_path / f"{number}.key").stat().st_mode & 0o077


def test_a_copy_that_sqlite_makes_while_the_bot_runs_holds_all(tmp_path: Path) -> None:
    """The way of ``docs/deploy.md``: the newest entries stand in the log, which ``cp`` leaves."""
    store = open_file(tmp_path / "bot.sqlite")
    tokens = [store.add(ASKED) for _ in range(20)]
    source, copy = (sqlite3.connect(tmp_path / name) for name in ("bot.sqlite", "copy.sqlite"))
    source.backup(copy)
    source.close()
    copy.close()
    after = store.add(ASKED)
    store.close()

    back = open_file(tmp_path / "copy.sqlite")
    assert [back.get(token) for token in tokens] == [ASKED] * 20
    assert back.get(after) is None
    back.close()


@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")
def test_a_kill_at_any_moment_loses_nothing_that_was_told(tmp_path: Path, kills: int) -> None:
    """A child asks and says each token that it was given; then it is killed."""
    draw = random.Random(1)
    for _ in range(max(kills // 5, 20)):
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(ours)
            store = open_file(tmp_path / "bot.sqlite")
            while True:
                os.write(theirs, store.add(ASKED).encode() + b"\n")
        os.close(theirs)
        time.sleep(draw.uniform(0.02, 0.2))
        os.kill(child, 9)
        os.waitpid(child, 0)
        with os.fdopen(ours, "rb") as told:
            tokens = [line.decode().strip() for line in told.readlines() if line.endswith(b"\n")]
        store = open_file(tmp_path / "bot.sqlite")
        assert all(store.get(token) == ASKED for token in tokens)
        assert store.database.query("PRAGMA integrity_check") == [("ok",)]
        store.forget(-1)
        store.close()


def test_what_is_removed_while_somebody_reads_goes_from_the_bytes_at_the_next_time(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = open_file(tmp_path / STATE_FILE)
    store.database._connection.execute("PRAGMA busy_timeout = 50")
    store.add(Question("ask", 7, "what xylophone fell?"), 5)
    reader = sqlite3.connect(tmp_path / STATE_FILE)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM questions").fetchone()
    store.forget_person(5)
    told = caplog.text
    reader.close()
    store.forget(90)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    store.close()

    assert "something is reading" in told
    assert b"xylophone" not in kept
