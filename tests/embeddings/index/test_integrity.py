"""Small files are compared before anything is opened, large ones before anything is answered."""

from pathlib import Path

import pytest
from hostile_index import find_encoder, find_generation, flip

from embeddings.errors import UnusableIndexError
from embeddings.index import IndexFolder
from embeddings.index.integrity import checking_files

OTHER_BYTES = "holds other bytes than were written"


def run_beside(index: Path) -> list[str]:
    """Return what was done until the check had its last say."""
    done = []
    manifest = IndexFolder(index).load("g0001")

    def run() -> None:
        with checking_files(manifest, index):
            done.append("opened")
        done.append("answered")

    with pytest.raises(UnusableIndexError, match=OTHER_BYTES):
        run()
    return done


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "encoder.json"])
def test_what_a_library_parses_is_compared_before_it_is_opened(tiny_index: Path, name: str) -> None:
    with flip(find_encoder(tiny_index) / name, 10, 3):
        assert run_beside(tiny_index) == []


@pytest.mark.parametrize("name", ["vectors.faiss", "stories.sqlite", "model.weights"])
def test_what_is_read_piece_by_piece_is_compared_before_it_answers(
    tiny_index: Path, name: str
) -> None:
    weights = name.endswith("weights")
    folder = find_encoder(tiny_index) if weights else find_generation(tiny_index)

    with flip(folder / name, 200, 3):
        assert run_beside(tiny_index) == ["opened"]


def test_an_error_of_what_is_opened_is_told_as_it_is(tiny_index: Path) -> None:
    manifest = IndexFolder(tiny_index).load("g0001")

    with (
        flip(find_generation(tiny_index) / "vectors.faiss", 200, 3),
        pytest.raises(ZeroDivisionError),
        checking_files(manifest, tiny_index),
    ):
        _ = 1 / 0
