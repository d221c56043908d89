"""Grown indexes: real as far as real ones go, the same each time, and sound."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks import growth_asking
from benchmarks.growing import grow_index, grow_vectors, read_real_vectors
from benchmarks.growth import describe_recall, find_nearest
from embeddings.index import IndexFolder, open_index
from embeddings.index.verify import verify_index


def draw(number: int) -> np.ndarray:
    vectors = np.random.default_rng(1).normal(size=(number, 16)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


@pytest.mark.parametrize("number", [1, 50, 51, 500])
def test_grown_vectors_begin_with_the_real_ones(number: int) -> None:
    real = draw(50)

    grown = grow_vectors(real, number)

    assert np.array_equal(grown[:50], real[:number])
    assert np.linalg.norm(grown, axis=1) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(grown, grow_vectors(real, number))
    assert len(np.unique(grown, axis=0)) == number


def test_the_nearest_are_found_with_all_compared() -> None:
    stored, asked = draw(300), draw(4)

    rows = find_nearest(stored, asked)

    assert rows.shape == (4, 100)
    assert rows[:, 0].tolist() == [1, 2, 3, 4]
    assert rows[2].tolist() == (np.argsort(-(stored @ asked[2]))[:100] + 1).tolist()
    assert describe_recall(rows, rows) == {"recall@10": 1, "recall@100": 1}
    assert describe_recall(rows, rows[:, 5:])["recall@10"] == 0.5


@pytest.mark.parametrize("passages", [2, 3, 25])
def test_a_grown_index_is_an_index_like_any_other(
    tiny_index: Path, tmp_path: Path, passages: int
) -> None:
    figures = grow_index(tiny_index, tmp_path / "grown", passages)

    folder = IndexFolder(tmp_path / "grown")
    index = open_index(folder)
    assert verify_index(folder).damage == ()
    assert (figures["passages"], index.manifest.passages) == (passages, passages)
    assert index.manifest.stories == len(index.database.list_stories()) == figures["stories"]
    first = np.arange(1, min(passages, 3) + 1)
    assert index.vectors.get_many(first) == pytest.approx(read_real_vectors(tiny_index)[first - 1])


def test_asking_an_index_gives_figures_of_every_part(tiny_index: Path, tmp_path: Path) -> None:
    figures = growth_asking.measure(
        tiny_index, ["How many workers were missing?", "What fell?"], tmp_path / "found.npz"
    )

    json.dumps(figures)
    assert set(figures["again"]) == {"encode", "vectors", "choose words", "words", "retrieval"}  # type: ignore[call-overload]
    with np.load(tmp_path / "found.npz") as found:
        assert (found["vectors"].shape, found["rows"].shape) == ((2, 13), (2, 100))
