"""The vectors of a small index: exact, ordered, and never a row that is not there."""

from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.disk import measure_file
from embeddings.errors import UnusableIndexError
from embeddings.index.manifest import VECTORS_FILE
from embeddings.index.vectors.exact import ExactVectors

EAST, NORTH, WEST = [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]


def rows(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


def vectors(*values: list[float]) -> np.ndarray:
    return np.array(values, dtype=np.float32).reshape(-1, 2)


def make_index() -> ExactVectors:
    return ExactVectors.build(vectors(EAST, NORTH, WEST))


def test_the_most_alike_come_first_under_their_own_rows() -> None:
    assert make_index().search(vectors(NORTH)[0], limit=3) == ((2, 1.0), (1, 0.0), (3, 0.0))


def test_more_than_there_is_cannot_be_had() -> None:
    assert len(make_index().search(vectors(EAST)[0], limit=50)) == 3


def test_only_allowed_rows_are_found() -> None:
    index = make_index()

    assert index.search(vectors(EAST)[0], limit=3, allowed=rows(3, 2)) == ((2, 0.0), (3, -1.0))
    assert index.search(vectors(EAST)[0], limit=3, allowed=rows()) == ()


def test_an_empty_index_finds_nothing() -> None:
    assert ExactVectors.build(vectors()).search(vectors(EAST)[0], limit=3) == ()


@pytest.mark.parametrize(
    ("vector", "message"),
    [
        pytest.param(np.array([[3, 4]], np.float32), "must be of length 1", id="length"),
        pytest.param(np.full((1, 2), np.nan, np.float32), "must be of length 1", id="nan"),
    ],
)
def test_vectors_that_do_not_fit_are_refused(vector: np.ndarray, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ExactVectors.build(vector)
    with pytest.raises(ValueError, match=message):
        make_index().search(vector[0], limit=1)


def test_a_question_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match=r"must be \(n, 2\)"):
        make_index().search(np.ones(3, np.float32), limit=1)


def test_a_saved_index_is_the_same_when_it_is_loaded(tmp_path: Path) -> None:
    written = make_index().save(tmp_path)

    assert written == {VECTORS_FILE: measure_file(tmp_path / VECTORS_FILE)}
    loaded = ExactVectors.load(tmp_path, length=3, dimension=2)
    loaded.check()
    assert (len(loaded), loaded.dimension) == (3, 2)
    assert loaded.search(vectors(WEST)[0], limit=1) == ((3, 1.0),)
    assert loaded.get_many(rows(3, 1, 3)).tolist() == [WEST, EAST, WEST]
    with pytest.raises(ValueError, match="rows must be 1 to 3, was: 0 to 2"):
        loaded.get_many(rows(0, 2))


@pytest.mark.parametrize("values", [(), (EAST,), (EAST, NORTH, WEST)], ids=len)
def test_a_file_is_written_as_faiss_would(tmp_path: Path, values: tuple[list[float], ...]) -> None:
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(2))
    index.add_with_ids(vectors(*values), rows(*range(1, len(values) + 1)))

    ExactVectors.build(vectors(*values)).save(tmp_path)

    written = (tmp_path / VECTORS_FILE).read_bytes()
    assert written == faiss.serialize_index(index).tobytes()
    assert len(ExactVectors.load(tmp_path, length=len(values), dimension=2)) == len(values)


def test_a_missing_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
        ExactVectors.load(tmp_path, length=3, dimension=2)


@pytest.mark.parametrize(("length", "dimension"), [(2, 2), (4, 2), (3, 3), (0, 2), (10**9, 65_536)])
def test_a_file_of_another_size_is_refused(tmp_path: Path, length: int, dimension: int) -> None:
    make_index().save(tmp_path)

    with pytest.raises(UnusableIndexError):
        ExactVectors.load(tmp_path, length=length, dimension=dimension)


@pytest.mark.slow
def test_no_byte_that_faiss_believes_can_be_another(tmp_path: Path) -> None:
    path = tmp_path / VECTORS_FILE
    make_index().save(tmp_path)
    whole = path.read_bytes()
    numbers = range(82, 82 + 3 * 2 * 4)

    for at in set(range(len(whole))) - set(numbers):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 64]) + whole[at + 1 :])
        with pytest.raises(UnusableIndexError):
            ExactVectors.load(tmp_path, length=3, dimension=2)


def test_a_vector_that_is_not_of_length_one_is_found(tmp_path: Path) -> None:
    path = tmp_path / VECTORS_FILE
    make_index().save(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"\0\0\x80?", b"\0\0\xc0?", 1))

    with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
        ExactVectors.load(tmp_path, length=3, dimension=2).check()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / VECTORS_FILE).symlink_to("/dev/full")

    with pytest.raises(OSError, match="exists"):
        make_index().save(tmp_path)


@given(st.lists(st.integers(0, 359), min_size=1, max_size=30), st.integers(0, 359))
def test_the_order_is_that_of_the_inner_product(angles: list[int], asked: int) -> None:
    stored = [[np.cos(np.radians(angle)), np.sin(np.radians(angle))] for angle in angles]
    index = ExactVectors.build(vectors(*stored))
    query = vectors([np.cos(np.radians(asked)), np.sin(np.radians(asked))])[0]

    found = index.search(query, limit=len(angles))

    assert sorted(row for row, _ in found) == list(range(1, len(angles) + 1))
    likeness = vectors(*stored) @ query
    assert [score for _, score in found] == pytest.approx(sorted(likeness, reverse=True), abs=1e-5)
