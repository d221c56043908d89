"""A server that dies, freezes, refuses or holds another key: told in one line, and survived."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from kept_places import ServerPlace
from postgres_server import PostgresServer

from bot.config import Settings
from bot.desk.question_store import QuestionStore
from bot.desk.questions import Question
from bot.desk.state import postgres
from bot.desk.state.opening import open_store, purge
from bot.desk.state.postgres_schema import MIGRATIONS
from embeddings.errors import BylineError, ServiceError, SettingsError

pytestmark = pytest.mark.slow

ASKED = Question("ask", 7, "what fell?", ("bridge",), answered=True, generation="g0001")
RECOVERED_SECONDS = 10.0


@pytest.fixture
def server_place(postgres_server: PostgresServer, tmp_path: Path) -> Iterator[ServerPlace]:
    """A database; whatever a test does to the server, it runs again for the next one."""
    yield ServerPlace(tmp_path, postgres_server, postgres_server.make_database())
    if postgres_server.process is None or postgres_server.process.poll() is not None:
        postgres_server.start()


def list_processes(server: PostgresServer) -> list[int]:
    assert server.process is not None
    found = subprocess.run(
        ["pgrep", "-P", str(server.process.pid)], capture_output=True, text=True, check=False
    )
    return [server.process.pid, *map(int, found.stdout.split())]


def ask_until_kept(store: QuestionStore) -> float:
    """Ask again and again, and return how long it took until a question was kept."""
    start = time.monotonic()
    while not store.add(ASKED):
        assert time.monotonic() - start < 60
        time.sleep(0.1)
    return time.monotonic() - start


def test_a_server_that_dies_is_told_in_one_line_and_used_again_once_it_is_back(
    server_place: ServerPlace,
) -> None:
    store = server_place.open()
    token = store.add(ASKED, 5)
    server_place.server.stop()

    assert store.add(ASKED) == ""
    for _ in range(3):
        with pytest.raises(ServiceError, match="cannot be kept on postgresql://") as caught:
            store.get(token)
        assert "\n" not in str(caught.value)
    server_place.server.start()
    took = ask_until_kept(store)

    assert took < RECOVERED_SECONDS
    assert store.get(token) == ASKED
    assert store.is_asker(token, 5)
    store.close()


def test_a_connection_that_the_server_ends_is_made_anew_unseen(server_place: ServerPlace) -> None:
    store, other = server_place.open(), server_place.open()
    token = store.add(ASKED)
    other.database.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )

    assert store.get(token) == ASKED
    store.close()
    other.close()


def test_a_server_that_says_nothing_is_not_waited_for_long(
    server_place: ServerPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.desk.state.postgres._CONNECT_SECONDS", 2)
    store = server_place.open()
    token = store.add(ASKED)
    frozen = list_processes(server_place.server)
    for process in frozen:
        os.kill(process, signal.SIGSTOP)
    try:
        start = time.monotonic()
        with pytest.raises(ServiceError, match="start the server"):
            store.get(token)
        took = time.monotonic() - start
        start = time.monotonic()
        with pytest.raises(ServiceError):
            store.get(token)
        again = time.monotonic() - start
    finally:
        for process in frozen:
            os.kill(process, signal.SIGCONT)

    assert took < 8
    assert again < 0.5, "nobody else waits for it"
    assert ask_until_kept(store) < RECOVERED_SECONDS
    store.close()


def test_a_call_that_never_ends_is_cut(
    server_place: ServerPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.desk.state.postgres.CALL_SECONDS", 0.5)
    store = server_place.open()

    with pytest.raises(ServiceError, match="cannot be kept"):
        store.database.query("SELECT pg_sleep(30)")

    assert store.get(store.add(ASKED)) == ASKED
    store.close()


def test_tables_that_are_written_anew_are_not_waited_for_long(server_place: ServerPlace) -> None:
    store, other = server_place.open(), server_place.open()
    token = store.add(ASKED)
    with other.database.writing() as writer:
        writer.execute("LOCK TABLE questions IN ACCESS EXCLUSIVE MODE")
        start = time.monotonic()
        answered = [store.add(ASKED) for _ in range(20)]
        took = time.monotonic() - start

    assert answered == [""] * 20
    assert took < 5
    assert ask_until_kept(store) < RECOVERED_SECONDS
    assert store.get(token) == ASKED
    store.close()
    other.close()


def test_another_key_is_refused_and_may_take_over_what_was_emptied(
    server_place: ServerPlace, tmp_path: Path
) -> None:
    first = server_place.open()
    first.add(ASKED, 5)
    first.close()
    other = Settings.from_env(
        server_place.settings | {"BYLINE_KEY_FILE": str(tmp_path / "other.key")}
    )

    with pytest.raises(SettingsError, match=r"other\.key is not the one .* BYLINE_KEY_FILE"):
        open_store(other)
    removed = purge(other)
    open_store(other).close()
    with pytest.raises(SettingsError, match=r"bot\.key is not the one"):
        server_place.open()

    assert removed == 1


def describe_tables(store: QuestionStore) -> list[tuple[str, ...]]:
    """Return what the tables and their indexes are."""
    return [
        *store.database.query(
            "SELECT table_name, column_name, data_type, is_nullable "
            "FROM information_schema.columns WHERE table_schema = 'byline' ORDER BY 1, 2"
        ),
        *store.database.query(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'byline' ORDER BY 1"
        ),
    ]


def test_a_database_of_the_first_version_is_taken_over(
    server_place: ServerPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = ServerPlace(tmp_path, server_place.server, server_place.server.make_database()).open()
    monkeypatch.setattr(postgres, "MIGRATIONS", MIGRATIONS[:1])
    store = server_place.open()
    store.database.query("SELECT 1")
    with store.database.writing() as writer:
        writer.execute(
            "INSERT INTO questions (token, asked_at, kind, channel, person, private, question, "
            "title, stories, answered, generation, cited, others) VALUES ('early', '2026-01-02', "
            "'ask', '', '', FALSE, ?, '', '[]', TRUE, 'g0001', '[]', '[]')",
            ("what fell?",),
        )
    store.close()
    monkeypatch.undo()

    taken_over, beside = server_place.open(), server_place.open()
    late = taken_over.add(ASKED, 5)

    assert [one["question"] for one in beside.export()] == ["what fell?", ASKED.question]
    assert beside.get(late) == ASKED
    assert describe_tables(taken_over) == describe_tables(fresh)
    for one in (taken_over, beside, fresh):
        one.close()


def test_a_database_of_a_newer_version_is_refused(server_place: ServerPlace) -> None:
    store = server_place.open()
    with store.database.writing() as writer:
        writer.execute("INSERT INTO version (number) VALUES (?)", (99,))
    store.close()

    with pytest.raises(SettingsError, match="was written by a newer Byline"):
        server_place.open()


def test_whoever_may_make_no_tables_is_told_so(server_place: ServerPlace) -> None:
    store = server_place.open()
    store.database.query("SELECT 1")
    with store.database.writing() as writer:
        writer.execute("DROP ROLE IF EXISTS guest")
        writer.execute("CREATE ROLE guest LOGIN PASSWORD 'secret'")
        writer.execute("DROP SCHEMA byline CASCADE")
    store.close()
    address = server_place.server.address(server_place.database, password="")

    with pytest.raises(SettingsError, match="may not make the tables"):
        open_store(make_settings(server_place, address.replace("byline@", "guest:secret@", 1)))


@pytest.mark.parametrize(
    ("make", "kind", "said"),
    [
        pytest.param(
            lambda server, name: server.address(name, password="wrong"),
            SettingsError, "password authentication failed", id="wrong password",
        ),
        pytest.param(
            lambda server, name: server.address(name, password=""),
            SettingsError, "BYLINE_STATE_PASSWORD_FILE", id="no password",
        ),
        pytest.param(
            lambda server, name: server.address("nowhere"),
            SettingsError, 'database "nowhere" does not exist', id="no database",
        ),
        pytest.param(
            lambda server, name: server.address(name) + "&colour=red",
            SettingsError, "cannot be understood", id="odd option",
        ),
        pytest.param(
            lambda server, name: f"postgresql://byline@127.0.0.1:1/{name}",
            ServiceError, "Connection refused", id="nobody listens",
        ),
    ],
)  # fmt: skip
def test_a_server_that_lets_nobody_in_says_why(
    server_place: ServerPlace, make, kind: type[BylineError], said: str
) -> None:
    address = make(server_place.server, server_place.database)

    with pytest.raises(kind, match=said) as caught:
        open_store(make_settings(server_place, address))

    assert "\n" not in str(caught.value)
    assert "wrong@" not in str(caught.value)
    assert "made-up-password" not in str(caught.value)


def make_settings(place: ServerPlace, address: str) -> Settings:
    return Settings.from_env({"BYLINE_INDEX": str(place.folder), "BYLINE_STATE": address})
