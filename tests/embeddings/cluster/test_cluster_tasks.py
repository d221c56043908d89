"""Batches travel under the hash of their contents, and each counts once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.cluster.tasks import (
    Results,
    hash_batch,
    pack_tasks,
    pack_vectors,
    unpack_task,
)
from embeddings.index.embedding import make_batches

BATCHES = st.lists(st.text(max_size=4), max_size=200).map(make_batches)
VECTORS = np.array([[0.6, -0.8], [1, 0]], dtype=np.float32)


@given(BATCHES, st.integers(1, 5))
def test_every_batch_is_in_one_task_under_its_key(
    batches: tuple[tuple[str, ...], ...], workers: int
) -> None:
    tasks = pack_tasks(batches, "model", workers=workers)

    unpacked = [one for task in tasks for one in unpack_task(task)]
    assert unpacked == [(hash_batch("model", batch), batch) for batch in batches]


@pytest.mark.parametrize(
    ("batches", "workers", "sizes"),
    [
        (0, 3, []),
        (5, 3, [1] * 5),
        (48, 3, [2] * 24),
        (50, 3, [2] * 25),
        (20, 1, [2] * 10),
        (1001, 2, [8] * 125 + [1]),
    ],
    ids=["none", "few", "even", "odd", "one worker", "many"],
)
def test_tasks_are_small_while_there_are_few(batches: int, workers: int, sizes: list[int]) -> None:
    made = tuple((str(number),) for number in range(batches))

    tasks = pack_tasks(made, "model", workers=workers)

    assert [len(unpack_task(task)) for task in tasks] == sizes


def test_a_key_tells_models_texts_and_their_order_apart() -> None:
    keys = {
        hash_batch(model, batch)
        for model in ("a", "b")
        for batch in (("x", "y"), ("y", "x"), ("xy",), ("x",), ("x", "y", ""))
    }

    assert len(keys) == 10
    assert hash_batch("a", ("x", "y")) == hash_batch("a", ("x", "y"))


def make_results() -> tuple[Results, list[str]]:
    """Return the results of two batches, and their keys."""
    batches = (("one", "two"), ("three",))
    return Results(batches, "model", 2), [hash_batch("model", batch) for batch in batches]


def test_vectors_come_back_as_they_were_in_any_order() -> None:
    results, (first, second) = make_results()

    later, earlier = (
        results.take(second, pack_vectors(VECTORS[:1])),
        results.take(first, pack_vectors(VECTORS)),
    )

    assert later is not None
    assert earlier is not None
    assert (later[0], earlier[0], results.missing) == (1, 0, 0)
    assert np.array_equal(later[1], VECTORS[:1])
    assert np.array_equal(earlier[1], VECTORS)


def test_a_task_that_is_done_again_changes_nothing() -> None:
    results, (first, _) = make_results()
    results.take(first, pack_vectors(VECTORS))

    assert results.take(first, pack_vectors(-VECTORS)) is None
    assert results.missing == 1


def test_a_batch_that_nobody_asked_for_is_refused() -> None:
    results, _ = make_results()

    with pytest.raises(ValueError, match="key must be that of a batch, was: 'of another'"):
        results.take("of another", pack_vectors(VECTORS))


def test_vectors_that_were_cut_off_are_refused() -> None:
    results, (first, _) = make_results()

    with pytest.raises(ValueError, match="vectors must be 16 bytes, were: 15"):
        results.take(first, pack_vectors(VECTORS)[:-1])
    assert results.missing == 2
