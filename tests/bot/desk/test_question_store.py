"""Questions and feedback are kept, counted once for each person, and forgotten in time."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversation import Turn
from bot.desk.people import hash_openly
from bot.desk.question_store import Count, QuestionStore
from bot.desk.questions import Cited, Question
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


def test_a_question_is_found_again_after_a_restart(tmp_path: Path) -> None:
    store = QuestionStore(tmp_path / "bot.sqlite")
    number = store.add(ASKED)
    store.close()

    again = QuestionStore(tmp_path / "bot.sqlite")
    assert again.get(number) == ASKED
    assert again.get(number[:-1] + "!") is None
    again.close()


def test_what_a_follow_up_goes_by_is_kept_as_long_as_its_question(tmp_path: Path) -> None:
    store = QuestionStore(tmp_path / "bot.sqlite")
    turn = Turn("what fell?", ("bridge",), "A bridge “falls”", mentions=("in the river",))
    number = store.add(replace(ASKED, asked_of=("bridge", "canal"), turn=turn))
    kept = store.get(number)
    store.forget(-1)
    gone = store.get(number)
    store.close()

    assert kept == replace(ASKED, asked_of=("bridge", "canal"), turn=turn)
    assert gone is None
    with sqlite3.connect(tmp_path / "bot.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM turns").fetchone() == (0,)
    connection.close()


def test_a_person_counts_once_and_is_not_named(tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite"
    store = QuestionStore(path)
    number = store.add(ASKED)
    for person, verdict, comment in (
        (987654321, "good", ""), (987654321, "bad", "No."), (5, "bad", ""), (6, "good", "Yes.")
    ):  # fmt: skip
        assert store.rate(number, person, verdict, comment)
    (found,) = store.list_feedback(limit=5)
    store.close()

    assert (found.good, found.bad, found.comments) == (1, 2, ("No.", "Yes."))
    with sqlite3.connect(path) as connection:
        assert "987654321" not in "".join(connection.iterdump())
    connection.close()


def test_what_is_listed_is_rated_or_unanswered_and_the_latest_first(tmp_path: Path) -> None:
    store = QuestionStore(tmp_path / "bot.sqlite")
    good, _, _, bad = (
        store.add(Question("ask", server, text, answered=answered))
        for server, text, answered in (
            (7, "a", True),
            (7, "b", True),
            (8, "c", False),
            (7, "d", True),
        )
    )
    store.add(Question("search", 7, "words"))
    store.rate(good, 1, "good")
    store.rate(bad, 1, "bad")
    numbers = [
        [one.question for one in store.list_feedback(limit=limit, server=server, bad_only=only)]
        for limit, server, only in (
            (9, None, False),
            (9, 7, False),
            (1, None, False),
            (9, None, True),
        )
    ]
    store.close()

    assert numbers == [["d", "c", "a"], ["d", "a"], ["d"], ["d"]]


def test_what_is_old_is_forgotten_with_its_feedback(tmp_path: Path) -> None:
    store = QuestionStore(tmp_path / "bot.sqlite")
    number = store.add(ASKED)
    store.rate(number, 1, "good")

    assert store.forget(1) == 0
    assert store.forget(-1) == 1
    assert not store.rate(number, 1, "good")
    assert store.list_feedback(limit=5) == ()
    store.close()


def test_a_file_that_cannot_be_written_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="name another file with BYLINE_STATE"):
        QuestionStore(tmp_path / "nowhere" / "bot.sqlite", tmp_path / "key")


def test_a_comment_is_not_erased_by_a_later_rating_without_one(tmp_path: Path) -> None:
    store = QuestionStore(tmp_path / "bot.sqlite")
    token = store.add(ASKED)
    for verdict, comment in (("bad", "it was six"), ("bad", ""), ("good", "")):
        store.rate(token, 1, verdict, comment)
    (found,) = store.list_feedback(limit=5)
    store.close()

    assert (found.good, found.bad, found.comments) == (1, 0, ("it was six",))


def test_a_token_cannot_be_guessed_from_another(tmp_path: Path) -> None:
    store = QuestionStore(tmp_path / "bot.sqlite")
    tokens = {store.add(ASKED) for _ in range(50)}
    store.close()

    assert len(tokens) == 50
    assert {len(token) for token in tokens} == {16}


def test_only_whoever_asked_is_its_asker(tmp_path: Path) -> None:
    store = QuestionStore(tmp_path / "bot.sqlite")
    token = store.add(ASKED, 5)
    found = [store.is_asker(one, person) for one, person in ((token, 5), (token, 6), ("x", 5))]
    store.close()

    assert found == [True, False, False]


def test_what_was_asked_in_private_is_not_listed_unless_its_asker_comments(tmp_path: Path) -> None:
    store = QuestionStore(tmp_path / "bot.sqlite")
    secret = store.add(Question("ask", 7, "secret", private=True), 5)
    store.add(Question("ask", None, "by direct message"), 5)
    lists = [store.list_feedback(limit=5)]
    for person, comment in ((5, ""), (6, "by another"), (5, "please look")):
        store.rate(secret, person, "bad", comment)
        lists.append(store.list_feedback(limit=5))
    store.close()

    assert [[one.question for one in found] for found in lists] == [[], [], [], ["secret"]]
    assert lists[-1][0].private


def test_nothing_that_a_person_wrote_is_left_in_the_bytes_once_they_are_forgotten(
    tmp_path: Path,
) -> None:
    store = QuestionStore(tmp_path / "bot.sqlite")
    turn = Turn("xylophone question", ("bridge",))
    for number in range(200):
        store.add(replace(ASKED, question=f"xylophone question {number} " * 9, turn=turn), 5)
        other = store.add(replace(ASKED, question="marimba question"), 6)
        store.rate(other, 5, "bad", f"zither comment {number} " * 9)
    before = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    counted, forgotten = store.count_person(5), store.forget_person(5)

    after = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    left = store.count_person(6), store.count_person(5)
    store.close()
    assert counted == forgotten == Count(200, 200)
    assert b"xylophone" in before
    assert b"zither" in before
    assert b"xylophone" not in after
    assert b"zither" not in after
    assert left == (Count(200, 0), Count(0, 0))


def test_a_deleted_answer_is_gone_from_the_bytes(tmp_path: Path) -> None:
    store = QuestionStore(tmp_path / "bot.sqlite")
    token = store.add(replace(ASKED, question="xylophone"), 5)
    assert (store.delete(token), store.delete(token)) == (True, False)
    after = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    store.close()

    assert b"xylophone" not in after


def test_people_cannot_be_found_by_trying_all_members(tmp_path: Path) -> None:
    store = QuestionStore(tmp_path / "bot.sqlite")
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

    store = QuestionStore(path)
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
    QuestionStore(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()

    with pytest.raises(SettingsError, match="was written by a newer Byline"):
        QuestionStore(path)


def test_a_damaged_file_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite").write_bytes(b"no database at all" * 100)

    with pytest.raises(SettingsError, match="not a database"):
        QuestionStore(tmp_path / "bot.sqlite")


def test_the_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    QuestionStore(tmp_path / "bot.sqlite").close()

    assert (tmp_path / "bot.key").stat().st_mode & 0o077 == 0


def test_everything_can_be_exported_and_purged(tmp_path: Path) -> None:
    store = QuestionStore(tmp_path / "bot.sqlite")
    token = store.add(ASKED, 5)
    store.rate(token, 6, "bad", "No.")
    (exported,) = store.export()
    purged, left = store.purge(), list(store.export())
    store.close()

    assert (exported["question"], exported["server"]) == ("what fell?", 7)
    assert exported["feedback"][0]["comment"] == "No."
    assert token not in str(exported)
    assert (purged, left) == (1, [])
