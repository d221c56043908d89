"""Questions and feedback are kept, counted once for each person, and forgotten in time: the one
contract of SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from kept_places import Place

from bot.conversation import Turn
from bot.desk.notes import Notes
from bot.desk.question_store import Count
from bot.desk.questions import Cited, Question
from bot.desk.subscriptions import Subscriptions

ASKED = Question(
    "ask", 7, "what fell?", ("bridge",), answered=True, generation="g0001",
    cited=(Cited("bridge", 0, 9, 2, 8, "ff"),),
)  # fmt: skip


def test_a_question_is_found_again_after_a_restart(place: Place) -> None:
    store = place.open()
    number = store.add(ASKED)
    store.close()

    again = place.open()
    assert again.get(number) == ASKED
    assert again.get(number[:-1] + "!") is None
    again.close()


def test_what_a_follow_up_goes_by_is_kept_as_long_as_its_question(place: Place) -> None:
    store = place.open()
    turn = Turn("what fell?", ("bridge",), "A bridge “falls”", mentions=("in the river",))
    number = store.add(replace(ASKED, asked_of=("bridge", "canal"), turn=turn))
    kept = store.get(number)
    store.forget(-1)
    gone = store.get(number)
    left = [tuple(row) for row in store.database.query("SELECT count(*) FROM turns")]
    store.close()

    assert kept == replace(ASKED, asked_of=("bridge", "canal"), turn=turn)
    assert gone is None
    assert left == [(0,)]


def test_a_person_counts_once_and_is_not_named(place: Place) -> None:
    store = place.open()
    number = store.add(ASKED)
    for person, verdict, comment in (
        (987654321, "good", ""), (987654321, "bad", "No."), (5, "bad", ""), (6, "good", "Yes.")
    ):  # fmt: skip
        assert store.rate(number, person, verdict, comment)
    (found,) = store.list_feedback(limit=5)
    store.close()

    assert (found.good, found.bad, found.comments) == (1, 2, ("No.", "Yes."))
    assert b"987654321" not in place.read_bytes()


def test_what_is_listed_is_rated_or_unanswered_and_the_latest_first(place: Place) -> None:
    store = place.open()
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


def test_what_is_old_is_forgotten_with_its_feedback(place: Place) -> None:
    store = place.open()
    number = store.add(ASKED)
    store.rate(number, 1, "good")

    assert store.forget(1) == 0
    assert store.forget(-1) == 1
    assert not store.rate(number, 1, "good")
    assert store.list_feedback(limit=5) == ()
    store.close()


def test_a_comment_is_not_erased_by_a_later_rating_without_one(place: Place) -> None:
    store = place.open()
    token = store.add(ASKED)
    for verdict, comment in (("bad", "it was six"), ("bad", ""), ("good", "")):
        store.rate(token, 1, verdict, comment)
    (found,) = store.list_feedback(limit=5)
    store.close()

    assert (found.good, found.bad, found.comments) == (1, 0, ("it was six",))


def test_a_token_cannot_be_guessed_from_another(place: Place) -> None:
    store = place.open()
    tokens = {store.add(ASKED) for _ in range(50)}
    store.close()

    assert len(tokens) == 50
    assert {len(token) for token in tokens} == {16}


def test_only_whoever_asked_is_its_asker(place: Place) -> None:
    store = place.open()
    token = store.add(ASKED, 5)
    found = [store.is_asker(one, person) for one, person in ((token, 5), (token, 6), ("x", 5))]
    store.close()

    assert found == [True, False, False]


def test_what_was_asked_in_private_is_not_listed_unless_its_asker_comments(place: Place) -> None:
    store = place.open()
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
    place: Place,
) -> None:
    store = place.open()
    turn = Turn("xylophone question", ("bridge",))
    for number in range(200):
        store.add(replace(ASKED, question=f"xylophone question {number} " * 9, turn=turn), 5)
        other = store.add(replace(ASKED, question="marimba question"), 6)
        store.rate(other, 5, "bad", f"zither comment {number} " * 9)
    before = place.read_bytes()

    counted, forgotten = store.count_person(5), store.forget_person(5)

    after = place.read_bytes()
    left = store.count_person(6), store.count_person(5)
    store.close()
    assert counted == forgotten == Count(200, 200)
    assert b"xylophone" in before
    assert b"zither" in before
    assert b"xylophone" not in after
    assert b"zither" not in after
    assert left == (Count(200, 0), Count(0, 0))


def test_a_deleted_answer_is_gone_from_the_bytes(place: Place) -> None:
    store = place.open()
    token = store.add(replace(ASKED, question="xylophone"), 5)
    assert (store.delete(token), store.delete(token)) == (True, False)
    after = place.read_bytes()
    store.close()

    assert b"xylophone" not in after


def test_everything_can_be_exported_and_purged(place: Place) -> None:
    store = place.open()
    token = store.add(ASKED, 5)
    store.rate(token, 6, "bad", "No.")
    (exported,) = store.export()
    purged, left = store.purge(), list(store.export())
    store.close()

    assert (exported["question"], exported["server"]) == ("what fell?", 7)
    assert exported["feedback"][0]["comment"] == "No."
    assert token not in str(exported)
    assert (purged, left) == (1, [])


def test_a_question_of_any_length_and_letters_is_kept(place: Place) -> None:
    store = place.open()
    asked = replace(ASKED, question="was fiel? 🧀 % ? %s :name 'x' \\ " + "x" * 100_000)
    kept = store.get(store.add(asked, (1 << 63) - 1))
    nothing = store.get(store.add(replace(ASKED, question="a\0b")))
    store.close()

    assert kept == asked
    assert nothing is not None
    assert nothing.question.replace("\ufffd", "\0") == "a\0b"


def test_two_processes_keep_what_both_are_told(place: Place) -> None:
    stores = [place.open() for _ in range(2)]

    with ThreadPoolExecutor(max_workers=4) as people:
        tokens = list(people.map(lambda number: stores[number % 2].add(ASKED, 5), range(60)))
    rated = [stores[0].rate(token, 6, "good") for token in tokens]
    forgotten = stores[1].forget_person(5)

    assert len(set(tokens)) == 60
    assert all(rated)
    assert forgotten == Count(60, 0)
    assert all(store.get(token) is None for store in stores for token in tokens)
    for store in stores:
        store.close()


def test_processes_that_begin_at_once_make_the_tables_once(place: Place) -> None:
    with ThreadPoolExecutor(max_workers=4) as openers:
        for store in openers.map(lambda _: place.open(), range(8)):
            store.close()

    store = place.open()
    assert store.get(store.add(ASKED)) == ASKED
    store.close()


def test_what_is_old_goes_and_what_is_newer_stays(place: Place) -> None:
    store = place.open()
    old, new = (store.add(ASKED, 5) for _ in range(2))
    with store.database.writing() as writer:
        writer.execute("UPDATE questions SET asked_at = ? WHERE token = ?",
                       ("2020-01-31T00:00:00+00:00", old))  # fmt: skip
    removed = store.forget(90)
    kept = [store.get(token) for token in (old, new)]
    store.close()

    assert (removed, kept) == (1, [None, ASKED])


def test_what_is_written_halfway_is_not_kept(place: Place) -> None:
    store = place.open()
    token = store.add(ASKED)

    def change_and_break() -> None:
        with store.database.writing() as writer:
            writer.execute("UPDATE questions SET question = ?", ("changed",))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_break()
    kept = store.get(token)
    store.close()

    assert kept == ASKED


def test_notes_are_found_again_in_place_of_those_before(place: Place) -> None:
    store = place.open()
    notes = Notes(store.database)
    for value in ([1, "a"], {"b": None}):
        notes.write("setup:7", value)
    notes.write("told:x", 3)
    found = notes.read("setup:7"), notes.read("nothing"), notes.list("setup:")
    store.close()

    assert found == ({"b": None}, None, {"setup:7": {"b": None}})


def test_subscriptions_are_listed_by_whose_they_are_and_go_with_them(place: Place) -> None:
    store = place.open()
    kept = Subscriptions(store.database)
    kept.add("bridges", server=7, channel=8, person=5)
    kept.add("xylophones", server=None, channel=None, person=5)
    lists = [kept.list(), kept.list(person=5), kept.list(channel=8), kept.list(person=8)]
    ended = kept.end(lists[2][0].id), kept.end(lists[2][0].id)
    kept.forget(5)
    store.forget_person(5)
    left = kept.list()
    bytes_left = place.read_bytes()
    store.close()

    assert [[one.words for one in listed] for listed in lists] == [
        ["bridges", "xylophones"], ["xylophones"], ["bridges"], [],
    ]  # fmt: skip
    assert (ended, left) == ((True, False), ())
    assert b"xylophones" not in bytes_left


def test_many_are_read_and_removed_some_at_a_time(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.desk.question_store._AT_ONCE", 3)
    store = place.open()
    tokens = [store.add(ASKED, 5 + number % 2) for number in range(20)]
    for token in tokens:
        store.rate(token, 5, "good")
    counted, exported = store.count_person(5), len(list(store.export()))
    forgotten, left, purged = store.forget_person(5), store.count_person(6), store.purge()
    store.close()

    assert counted == forgotten == Count(10, 20)
    assert exported == 20
    assert left == Count(10, 0)
    assert purged == 10


def test_what_goes_on_from_a_question_goes_with_it_however_far(place: Place) -> None:
    store = place.open()
    first = token = store.add(ASKED, 1)
    for person in range(2, 2000):
        token = store.add(replace(ASKED, question="and xylophone?", origin=token), person)
    other = store.add(ASKED, 1)
    store.delete(first)
    left = [kept["question"] for kept in store.export()]
    apart = store.get(other)
    store.close()

    assert left == ["what fell?"]
    assert apart == ASKED
    assert b"xylophone" not in place.read_bytes()
