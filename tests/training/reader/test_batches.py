"""Examples are padded to batches, those of one unit in one, and little of them is padding."""

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from training.reader.batches import Example, group_units, make_span_batch

LABELS = ("allowed", "starts", "ends")


def make_example(size: int) -> Example:
    return Example(tuple(range(size)), 2, 2)


@given(
    st.lists(st.lists(st.integers(3, 60), min_size=1, max_size=2).map(tuple), max_size=40),
    st.integers(1, 400),
)
def test_units_stay_whole_and_batches_keep_to_their_size(
    sizes: list[tuple[int, ...]], room: int
) -> None:
    units = [tuple(map(make_example, some)) for some in sizes]

    groups = group_units(units, random.Random(1), room)

    assert sorted(map(id, (unit for group in groups for unit in group))) == sorted(map(id, units))
    for group in groups:
        flat = [one for unit in group for one in unit]
        assert len(group) == 1 or max(len(one.ids) for one in flat) * len(flat) <= room
    assert groups == group_units(units, random.Random(1), room)


def test_a_question_has_one_number_for_all_texts_that_it_is_put_to() -> None:
    asked = [(101, 5, 102), (101, 6, 102), (101, 5, 102), (101, 5, 5, 102)]
    examples = [Example((*ids, 9, at, 102), len(ids), len(ids)) for at, ids in enumerate(asked)]

    assert make_span_batch(examples).asked.tolist() == [0, 1, 0, 2]


def test_padding_by_hand() -> None:
    batch = make_span_batch(
        [
            Example((101, 5, 102, 6, 7, 8, 102), 3, 3, spans=((4, 5), (5, 5))),
            Example((101, 5, 102, 9, 102, 6, 102), 3, 5, spans=((0, 0),)),
            Example((101, 5, 102, 6, 102), 3, 3, spans=((3, 3),)),
        ]
    )  # fmt: skip

    assert {
        name: getattr(batch if name in LABELS else batch.inputs, name).tolist()
        for name in ("ids", "attention", "types", *LABELS)
    } == {
        "ids": [
            [101, 5, 102, 6, 7, 8, 102],
            [101, 5, 102, 9, 102, 6, 102],
            [101, 5, 102, 6, 102, 0, 0],
        ],
        "attention": [[1] * 7, [1] * 7, [1, 1, 1, 1, 1, 0, 0]],
        "types": [[0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 1, 0, 0]],
        "allowed": [[1, 0, 0, 1, 1, 1, 0], [1, 0, 0, 0, 0, 1, 0], [1, 0, 0, 1, 0, 0, 0]],
        "starts": [[0, 0, 0, 0, 1, 1, 0], [1, 0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0]],
        "ends": [[0, 0, 0, 0, 0, 1, 0], [1, 0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0]],
    }
    assert batch.inputs.ids.dtype == np.int64
