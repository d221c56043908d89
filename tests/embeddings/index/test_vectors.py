"""The vector index: exact, ordered, and never a row that is not there."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.errors import UnusableIndexError
from embeddings.index.vectors import VectorIndex

EAST, NORTH, WEST = [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]


def rows(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


def vectors(*values: list[float]) -> np.ndarray:
    return np.array(values, dtype=np.float32).reshape(-1, 2)


def make_index() -> VectorIndex:
    index = VectorIndex.create(2)
    index.add(vectors(EAST, NORTH, WEST), rows(7, 5, 9))
    return index


def test_the_most_alike_come_first_under_their_own_rows() -> None:
    assert make_index().search(vectors(NORTH)[0], limit=3) == ((5, 1.0), (7, 0.0), (9, 0.0))


def test_more_than_there_is_cannot_be_had() -> None:
    assert len(make_index().search(vectors(EAST)[0], limit=50)) == 3


def test_only_allowed_rows_are_found() -> None:
    index = make_index()

    assert index.search(vectors(EAST)[0], limit=3, allowed=rows(9, 5)) == ((5, 0.0), (9, -1.0))
    assert index.search(vectors(EAST)[0], limit=3, allowed=rows()) == ()


def test_removed_rows_are_gone() -> None:
    index = make_index()

    index.remove(rows(7))

    assert [row for row, _ in index.search(vectors(EAST)[0], limit=3)] == [5, 9]


def test_an_empty_index_finds_nothing() -> None:
    assert VectorIndex.create(2).search(vectors(EAST)[0], limit=3) == ()


@pytest.mark.parametrize(
    ("vector", "message"),
    [
        pytest.param(np.ones((1, 3), np.float32), r"must be \(n, 2\)", id="width"),
        pytest.param(np.array([[3, 4]], np.float32), "must be of length 1", id="length"),
        pytest.param(np.full((1, 2), np.nan, np.float32), "must be of length 1", id="nan"),
    ],
)
def test_vectors_that_do_not_fit_are_refused(vector: np.ndarray, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make_index().add(vector, rows(1))


def test_a_saved_index_is_the_same_when_it_is_loaded(tmp_path: Path) -> None:
    make_index().save(tmp_path / "vectors.faiss")

    loaded = VectorIndex.load(tmp_path / "vectors.faiss")

    assert (len(loaded), loaded.dimension) == (3, 2)
    assert loaded.search(vectors(WEST)[0], limit=1) == ((9, 1.0),)
    assert loaded.get(5).tolist() == NORTH


def test_a_missing_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
        VectorIndex.load(tmp_path / "vectors.faiss")


@given(st.lists(st.integers(0, 359), min_size=1, max_size=30), st.integers(0, 359))
def test_the_order_is_that_of_the_inner_product(angles: list[int], asked: int) -> None:
    stored = [[np.cos(np.radians(angle)), np.sin(np.radians(angle))] for angle in angles]
    index = VectorIndex.create(2)
    index.add(vectors(*stored), np.arange(len(angles), dtype=np.int64))
    query = vectors([np.cos(np.radians(asked)), np.sin(np.radians(asked))])[0]

    found = index.search(query, limit=len(angles))

    assert sorted(row for row, _ in found) == list(range(len(angles)))
    likeness = vectors(*stored) @ query
    assert [score for _, score in found] == pytest.approx(sorted(likeness, reverse=True), abs=1e-5)
