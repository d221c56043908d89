"""Questions and feedback are kept, counted once for each person, and forgotten in time."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversation import Turn
from bot.desk.question_store import Cited, Question, QuestionStore
from embeddings.errors import SettingsError

ASKED = Question(
    "ask", 7, "what fell?", ("bridge",), answered=True, generation="g0001",
    cited=(Cited("bridge", 0, 9, 2, 8, "ff"),),
)  # fmt: skip


def test_a_question_is_found_again_after_a_restart(tmp_path: Path) -> None:
    store = QuestionStore(tmp_path / "bot.sqlite")
    number = store.add(ASKED)
    store.close()

    again = QuestionStore(tmp_path / "bot.sqlite")
    assert again.get(number) == ASKED
    assert again.get(number + 1) is None
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
    good, silent, lost, bad = (
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
        [one.question_id for one in store.list_feedback(limit=limit, server=server, bad_only=only)]
        for limit, server, only in (
            (9, None, False),
            (9, 7, False),
            (1, None, False),
            (9, None, True),
        )
    ]
    store.close()

    assert numbers == [[bad, lost, good], [bad, good], [bad], [bad]]
    assert silent not in numbers[0]


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
        QuestionStore(tmp_path / "nowhere" / "bot.sqlite")
