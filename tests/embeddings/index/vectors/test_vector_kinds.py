"""The rule that picks the kind of vector index, and the door that opens no other kind."""

from pathlib import Path

import faiss
import numpy as np
import pytest

from embeddings.errors import UnusableIndexError
from embeddings.index.manifest import VECTORS_FILE
from embeddings.index.vectors import RULE, Rule, build_vectors, load_vectors
from embeddings.index.vectors.exact import ExactVectors
from embeddings.index.vectors.listed import ListedVectors


def draw(number: int, dimension: int = 8, seed: int = 1) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(number, dimension)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


@pytest.mark.parametrize(
    ("vectors", "lists"),
    [(0, 0), (1, 0), (100_000, 0), (100_001, 512), (1_000_000, 2048), (100_000_000, 16_384)],
)
def test_the_rule_gives_lists_by_the_number_of_vectors(vectors: int, lists: int) -> None:
    assert Rule(exact=100_000, lists=2, probes=32).count_lists(vectors) == lists


def test_there_are_never_more_lists_than_vectors() -> None:
    assert Rule(exact=1, lists=100).count_lists(3) == 3


@pytest.mark.parametrize("numbers", [{"exact": 0}, {"lists": 0}, {"probes": 0}])
def test_a_rule_of_nothing_is_refused(numbers: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="must be positive"):
        Rule(**numbers)


@pytest.mark.parametrize(("length", "kind"), [(1, ExactVectors), (50, ExactVectors)])
def test_few_vectors_are_all_compared(length: int, kind: type) -> None:
    assert isinstance(build_vectors(draw(length)), kind)
    assert isinstance(build_vectors(draw(length), Rule(exact=length)), kind)


@pytest.mark.parametrize("length", [2, 51, 500])
def test_each_kind_is_told_by_its_file(tmp_path: Path, length: int) -> None:
    vectors = draw(length)
    for rule, kind in ((Rule(exact=length), ExactVectors), (Rule(exact=1), ListedVectors)):
        folder = tmp_path / kind.__name__
        folder.mkdir()
        build_vectors(vectors, rule).save(folder)

        loaded = load_vectors(folder, length=length, dimension=8)

        assert isinstance(loaded, kind)
        loaded.check()
        assert loaded.get_many(np.arange(1, length + 1)) == pytest.approx(vectors, abs=1e-3)
        assert loaded.search(vectors[-1], limit=1)[0][0] == length


def test_equal_vectors_are_all_compared_however_many() -> None:
    equal = np.repeat(draw(2), 300, axis=0)

    assert isinstance(build_vectors(equal, Rule(exact=10)), ExactVectors)


@pytest.mark.parametrize(
    "kind", ["Flat", "IVF4,Flat", "IVF4,SQ8", "IVF4,PQ4x4fsr", "HNSW8", "SQfp16", "IDMap2,SQfp16"]
)
def test_a_kind_that_the_rule_does_not_write_is_not_opened(tmp_path: Path, kind: str) -> None:
    index = faiss.index_factory(8, kind, faiss.METRIC_INNER_PRODUCT)
    index.train(draw(500))
    if kind.startswith("IDMap"):
        index.add_with_ids(draw(500), np.arange(1, 501))
    else:
        index.add(draw(500))
    faiss.write_index(index, str(tmp_path / VECTORS_FILE))

    with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
        load_vectors(tmp_path, length=500, dimension=8)


def test_a_missing_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
        load_vectors(tmp_path, length=3, dimension=2)


@pytest.mark.slow
def test_a_hundred_thousand_vectors_are_found_in_lists(tmp_path: Path) -> None:
    subjects = draw(2000, dimension=64)
    near = np.repeat(subjects, 51, axis=0) + draw(102_000, dimension=64, seed=2)
    vectors = near / np.linalg.norm(near, axis=1, keepdims=True)
    build_vectors(vectors).save(tmp_path)
    listed = load_vectors(tmp_path, length=len(vectors), dimension=64)
    exact = build_vectors(vectors, Rule(exact=len(vectors)))

    asked = draw(50, dimension=64, seed=3) + subjects[:50]
    shared = 0
    for one in asked / np.linalg.norm(asked, axis=1, keepdims=True):
        expected = {row for row, _ in exact.search(one, limit=10)}
        shared += len(expected & {row for row, _ in listed.search(one, limit=10)})

    assert isinstance(listed, ListedVectors)
    assert len(vectors) > RULE.exact
    assert shared >= 0.9 * 10 * len(asked)
