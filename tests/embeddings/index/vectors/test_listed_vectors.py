"""The vectors of a large index: nearly exact, exact among few, never other than was written."""

from collections.abc import Callable
from pathlib import Path

import faiss
import numpy as np
import pytest

from embeddings.disk import measure_file
from embeddings.errors import UnusableIndexError
from embeddings.index.manifest import VECTORS_FILE
from embeddings.index.vectors.exact import ExactVectors
from embeddings.index.vectors.layout import make_empty, measure_head
from embeddings.index.vectors.listed import SUMS_FILE, ListedVectors

DIMENSION, LENGTH, LISTS = 32, 3000, 16


def draw(number: int, seed: int) -> np.ndarray:
    """Draw unit vectors around forty subjects, which are the same for each seed."""
    subjects = np.random.default_rng(0).normal(size=(40, DIMENSION))
    draw = np.random.default_rng(seed)
    vectors = subjects[draw.integers(0, 40, number)] + draw.normal(size=(number, DIMENSION))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


STORED, ASKED = draw(LENGTH, seed=1), draw(40, seed=2)


def build(probes: int = 6) -> ListedVectors:
    made = ListedVectors.build(STORED, lists=LISTS, probes=probes)
    assert made is not None
    return made


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    build().save(folder)
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    """A copy of an index to be damaged."""
    for name in (VECTORS_FILE, SUMS_FILE):
        (tmp_path / name).write_bytes((written / name).read_bytes())
    return tmp_path


def load(folder: Path, *, exact: int = 100_000) -> ListedVectors:
    return ListedVectors.load(folder, length=LENGTH, dimension=DIMENSION, exact=exact)


def list_rows(found: tuple[tuple[int, float], ...]) -> list[int]:
    return [row for row, _ in found]


def test_nearly_all_of_the_most_alike_are_found() -> None:
    listed, exact = build(), ExactVectors.build(STORED)

    shared = [
        len({*list_rows(listed.search(one, limit=10))} & {*list_rows(exact.search(one, limit=10))})
        for one in ASKED
    ]

    assert np.mean(shared) >= 9.5


def test_with_every_list_looked_at_it_is_exact_but_for_rounding() -> None:
    listed, exact = build(probes=LISTS), ExactVectors.build(STORED)

    for one in ASKED:
        found, expected = listed.search(one, limit=10), exact.search(one, limit=10)
        assert [score for _, score in found] == pytest.approx(
            [score for _, score in expected], abs=1e-3
        )


@pytest.mark.parametrize("exact", [100_000, 100], ids=["all compared", "gone through"])
@pytest.mark.parametrize("allowed", [1, 2, 500, 2500, LENGTH])
def test_only_allowed_rows_are_found_and_as_many_as_wanted(
    written: Path, allowed: int, exact: int
) -> None:
    rows = np.sort(np.random.default_rng(3).permutation(LENGTH)[:allowed] + 1).astype(np.int64)
    index = load(written, exact=exact)

    for one in ASKED[:5]:
        found = list_rows(index.search(one, limit=50, allowed=rows))
        assert set(found) <= set(rows.tolist())
        assert len(set(found)) == min(50, allowed)


@pytest.mark.parametrize("allowed", [1, 30, 2500], ids=["one", "fetched", "gone through"])
def test_among_few_that_may_answer_it_is_exact(written: Path, allowed: int) -> None:
    rows = np.sort(np.random.default_rng(4).permutation(LENGTH)[:allowed] + 1).astype(np.int64)
    index, exact = load(written), ExactVectors.build(index_vectors(written))

    for one in ASKED:
        found = index.search(one, limit=10, allowed=rows)
        expected = exact.search(one, limit=10, allowed=rows)
        assert list_rows(found) == list_rows(expected)
        assert [score for _, score in found] == pytest.approx(
            [score for _, score in expected], abs=1e-5
        )


def index_vectors(folder: Path) -> np.ndarray:
    """Return the vectors as they are kept, in float16."""
    return load(folder).get_many(np.arange(1, LENGTH + 1))


def test_where_nothing_may_answer_nothing_is_found() -> None:
    assert build().search(ASKED[0], limit=3, allowed=np.array([], dtype=np.int64)) == ()


def test_a_saved_index_is_the_same_when_it_is_loaded(tmp_path: Path) -> None:
    made = build()

    written = made.save(tmp_path)

    assert written == {name: measure_file(tmp_path / name) for name in (VECTORS_FILE, SUMS_FILE)}
    loaded = load(tmp_path)
    loaded.check()
    assert (len(loaded), loaded.dimension) == (LENGTH, DIMENSION)
    for one in ASKED:
        assert loaded.search(one, limit=20) == made.search(one, limit=20)
    rows = np.array([LENGTH, 1, 1, 17])
    assert loaded.get_many(rows) == pytest.approx(STORED[rows - 1], abs=1e-3)
    with pytest.raises(ValueError, match=f"rows must be 1 to {LENGTH}, was: 0 to 2"):
        loaded.get_many(np.array([0, 2]))


def test_what_was_taken_over_is_kept_to_the_last_bit(written: Path) -> None:
    kept = index_vectors(written)

    again = ListedVectors.build(kept, lists=LISTS, probes=6)

    assert again is not None
    assert np.array_equal(again.get_many(np.arange(1, LENGTH + 1)), kept)


def test_equal_vectors_make_no_lists() -> None:
    assert ListedVectors.build(np.repeat(STORED[:3], 50, axis=0), lists=16, probes=2) is None


def test_opening_reads_no_list(folder: Path) -> None:
    flip(folder / VECTORS_FILE, -1)

    index = load(folder)

    with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
        index.check()


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 64
    path.write_bytes(data)


def test_a_list_is_not_answered_from_unless_it_is_what_was_written(folder: Path) -> None:
    found = load(folder).search(ASKED[0], limit=10)
    head = measure_head(DIMENSION, LISTS)
    data = (folder / VECTORS_FILE).read_bytes()
    step = (len(data) - head) // 60

    for at in range(head, len(data), step):
        (folder / VECTORS_FILE).write_bytes(data)
        flip(folder / VECTORS_FILE, at)
        index = load(folder)
        try:
            assert index.search(ASKED[0], limit=10) == found
        except UnusableIndexError:
            continue
        with pytest.raises(UnusableIndexError):
            index.check()


@pytest.mark.slow
def test_no_byte_before_the_lists_can_be_another(folder: Path) -> None:
    data = (folder / VECTORS_FILE).read_bytes()

    for at in range(measure_head(DIMENSION, LISTS)):
        (folder / VECTORS_FILE).write_bytes(data[:at] + bytes([data[at] ^ 64]) + data[at + 1 :])
        with pytest.raises(UnusableIndexError):
            load(folder)


def change_file(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes(change((folder / name).read_bytes()))


def write_unlisted(folder: Path) -> None:
    index = make_empty(DIMENSION, LISTS)
    index.train(STORED)
    faiss.write_index(index, str(folder / VECTORS_FILE))


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(change_file(VECTORS_FILE, lambda data: data[:50]), id="a short head"),
        pytest.param(change_file(VECTORS_FILE, lambda data: data[:-1]), id="a byte too few"),
        pytest.param(change_file(VECTORS_FILE, lambda data: data + b"x"), id="a byte too many"),
        pytest.param(change_file(SUMS_FILE, lambda data: data[:-1]), id="a sum too short"),
        pytest.param(change_file(SUMS_FILE, lambda data: data * 2), id="too many sums"),
        pytest.param(lambda folder: (folder / SUMS_FILE).unlink(), id="no sums"),
        pytest.param(lambda folder: (folder / VECTORS_FILE).unlink(), id="no vectors"),
        pytest.param(write_unlisted, id="no vector in any list"),
    ],
)
def test_what_is_no_such_index_is_refused(folder: Path, damage: Callable[[Path], None]) -> None:
    damage(folder)

    with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
        load(folder)


@pytest.mark.parametrize(("length", "dimension"), [(2999, 32), (3001, 32), (3000, 31), (10**9, 32)])
def test_a_file_of_another_size_is_refused(written: Path, length: int, dimension: int) -> None:
    with pytest.raises(UnusableIndexError):
        ListedVectors.load(written, length=length, dimension=dimension)


@pytest.mark.parametrize("lists", [0, LISTS + 1, 1 << 16, 1 << 40, (1 << 64) - 1])
def test_a_claim_of_other_lists_takes_no_memory(folder: Path, lists: int) -> None:
    data = bytearray((folder / VECTORS_FILE).read_bytes())
    data[37:45] = lists.to_bytes(8, "little")
    (folder / VECTORS_FILE).write_bytes(data)

    with pytest.raises(UnusableIndexError):
        load(folder)
