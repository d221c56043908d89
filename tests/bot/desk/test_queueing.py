"""One line for all, and a limit for each."""

import asyncio
import threading

import pytest

from bot.desk.queueing import RateLimit, WorkQueue, phrase_place
from embeddings.errors import RefusedError


def test_a_person_may_go_on_when_the_oldest_question_is_a_window_old() -> None:
    limit = RateLimit(2, window_s=60)

    assert [limit.take(1, now) for now in (0, 10, 20, 59)] == [0, 0, 40, 1]
    assert limit.take(2, 20) == 0
    assert limit.take(1, 60) == 0
    assert limit.take(1, 61) == 9


async def test_work_is_done_one_after_another_in_order_beside_the_loop() -> None:
    queue, done = WorkQueue(9, name="test"), []
    here = threading.get_ident()

    def work(number: int) -> int:
        done.append((number, threading.get_ident()))
        return number * 2

    results = await asyncio.gather(*(queue.run(lambda n=n: work(n)) for n in range(5)))
    queue.close()

    assert results == [0, 2, 4, 6, 8]
    assert [number for number, _ in done] == [0, 1, 2, 3, 4]
    assert len({thread for _, thread in done} - {here}) == 1


def test_places_are_counted_and_the_line_is_bounded() -> None:
    queue = WorkQueue(2, name="test")

    with queue.line_up() as first, queue.line_up() as second:
        assert (first.number, second.number, len(queue)) == (1, 2, 2)
        with pytest.raises(RefusedError, match="Try again in a minute"), queue.line_up():
            pass
    assert len(queue) == 0
    queue.close()


def test_a_place_moves_up_when_somebody_before_it_is_done() -> None:
    queue = WorkQueue(9, name="test")
    with queue.line_up():
        leaving = queue.line_up()
        leaving.__enter__()
        with queue.line_up() as last:
            before = last.number
            leaving.__exit__(None, None, None)
            after = last.number
    queue.close()

    assert (before, after) == (3, 2)


@pytest.mark.parametrize(
    ("place", "ordinal"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"),
     (21, "21st"), (112, "112th"), (1003, "1,003rd")],
)  # fmt: skip
def test_a_place_is_said_as_people_say_it(place: int, ordinal: str) -> None:
    assert phrase_place(place) == f"You are {ordinal} in line."
