"""Processor time by stage: what is inside another counts once, floors are of what was done."""

import time
from types import SimpleNamespace

import pytest

from benchmarks.machine import Network, Rates
from benchmarks.stages import (
    EMBED,
    READ,
    VECTORS,
    describe,
    find_floors,
    list_build_stages,
    list_question_stages,
)
from benchmarks.watched import Stage, watch

NETWORK = Network(weights=1000, layers=2, width=10)


def work(milliseconds: float) -> None:
    """Keep the processor busy."""
    ends = time.process_time() + milliseconds / 1000
    while time.process_time() < ends:
        pass


def test_what_is_inside_another_stage_is_counted_once() -> None:
    def outer(own: object) -> None:
        work(10)
        rooms.inner(own)

    rooms = SimpleNamespace(inner=lambda own: work(30), outer=outer)
    with watch([Stage("outer", rooms, "outer"), Stage("inner", rooms, "inner")]) as spent:
        rooms.outer(rooms)

    taken, _ = spent.empty()
    assert taken["outer"] == pytest.approx(10, abs=5)
    assert taken["inner"] == pytest.approx(30, abs=5)


def test_weighing_is_no_part_of_any_stage() -> None:
    def outer() -> None:
        rooms.inner()

    rooms = SimpleNamespace(inner=lambda: work(1), outer=outer)
    stages = [
        Stage("outer", rooms, "outer"),
        Stage("inner", rooms, "inner", lambda: work(40) or 7.0),
    ]
    with watch(stages) as spent:
        rooms.outer()

    taken, done = spent.empty()
    assert sum(taken.values()) < 20
    assert done == {"inner": 7.0}


def test_functions_are_what_they_were_once_the_block_has_ended() -> None:
    class Room:
        @classmethod
        def load(cls) -> str:
            return cls.__name__

    before = vars(Room)["load"]
    with watch([Stage("loading", Room, "load")]) as spent:
        assert Room.load() == "Room"
        assert "loading" in spent.milliseconds

    assert vars(Room)["load"] is before


def test_every_stage_of_a_question_names_a_function_that_there_is() -> None:
    with watch(list_question_stages(NETWORK, NETWORK)):
        pass


@pytest.mark.slow  # loads torch and sentence-transformers
def test_every_stage_of_a_build_names_a_function_that_there_is() -> None:
    with watch(list_build_stages(NETWORK, None)):  # type: ignore[arg-type]
        pass


def test_operations_are_those_of_each_weight_and_of_attention() -> None:
    # two for each of 1,000 weights and 5 tokens; four for 2 layers, 10 wide, of 25 pairs
    assert NETWORK.count_operations(5) == 2 * 1000 * 5 + 4 * 2 * 10 * 25


def test_a_floor_is_what_was_done_at_the_rate_of_its_kind() -> None:
    rates = Rates(float_operations=100.0, integer_operations=400.0, bytes_read=1000.0)

    floors = find_floors({EMBED: 50.0, READ: 50.0, VECTORS: 50.0}, rates)

    assert floors == {EMBED: 500.0, READ: 125.0, VECTORS: 50.0}


def test_stages_are_told_with_their_share_and_their_distance_from_the_floor() -> None:
    told = describe([{"a": 30.0, "b": 10.0}, {"a": 50.0, "b": 10.0}], [{"a": 10.0}, {"a": 10.0}])

    assert told["stages"] == {
        "a": {"milliseconds": 40.0, "share_percent": 80.0, "floor": 10.0, "times_floor": 4.0},
        "b": {"milliseconds": 10.0, "share_percent": 20.0},
    }
    assert (told["milliseconds_mean"], told["milliseconds_median"]) == (50.0, 50.0)
