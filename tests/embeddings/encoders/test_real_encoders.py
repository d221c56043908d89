"""The default model itself: what torch and the exported graph make of texts of all kinds."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embeddings.default_model import DEFAULT_MODEL, EIGHT_BITS
from embeddings.encoders import Encoder, open_encoder
from embeddings.encoders.encoder import find_exported
from embeddings.errors import ModelError

pytestmark = [
    pytest.mark.slow,
    # torch and its exporter warn of their own ways
    pytest.mark.filterwarnings("default"),
]

TEXTS = (
    "",
    " ",
    "?",
    "He was shot at least five times.",
    "how many times was he shot?",
    "Ünïcödé, 北朝鮮の兵士, Привет, مرحبا, 😀😀😀",
    "a\nb\tc\u00a0d\u200be",
    "e\u0301 é ﬁ ½ ①",
    "supercalifragilistic" * 40,
    "1,200 people; $3.5bn - 27 cm (10.6 in) & 50%",
    "The bridge fell on Tuesday. " * 20,
    "The mayor of Baltimore said that six workers were missing. " * 60,
    "word " * 254,
    "word " * 255,
    "word " * 600,
)
"""From empty to far beyond the 256 tokens that the model reads."""


@pytest.fixture(scope="module")
def torch_encoder() -> Any:
    return import_module("embeddings.encoders.torch_encoder").TorchEncoder.load(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def onnx_encoder(built_samples: Path) -> Encoder:
    exported = find_exported(built_samples / "encoders", DEFAULT_MODEL)
    assert exported is not None
    return open_encoder(exported)


def test_the_exported_graph_gives_torch_s_vectors(
    torch_encoder: Encoder, onnx_encoder: Encoder
) -> None:
    for encode in ("encode_queries", "encode_passages"):
        by_torch = getattr(torch_encoder, encode)(TEXTS)
        by_onnx = getattr(onnx_encoder, encode)(TEXTS)

        assert by_torch.shape == by_onnx.shape == (len(TEXTS), 384)
        assert by_torch.dtype == by_onnx.dtype == np.float32
        assert float(np.abs(by_torch - by_onnx).max()) <= 1e-5


def test_a_batch_gives_what_its_texts_give_one_by_one(onnx_encoder: Encoder) -> None:
    together = onnx_encoder.encode_passages([*TEXTS, *TEXTS[::-1], *TEXTS])

    alone = np.concatenate([onnx_encoder.encode_passages([text]) for text in TEXTS])
    expected = np.concatenate([alone, alone[::-1], alone])
    assert float(np.abs(together - expected).max()) <= 1e-5
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(len(together)), abs=1e-5)


def test_what_lies_beyond_256_tokens_is_not_seen(onnx_encoder: Encoder) -> None:
    cut, whole = onnx_encoder.encode_passages(["word " * 254, "word " * 254 + "bridge " * 100])

    assert onnx_encoder.settings.max_tokens == 256
    np.testing.assert_allclose(cut, whole, atol=1e-6)


def test_the_export_says_what_it_was_made_from(
    torch_encoder: Encoder, onnx_encoder: Encoder
) -> None:
    assert onnx_encoder.settings == torch_encoder.settings
    assert onnx_encoder.settings.model == DEFAULT_MODEL


def test_the_graph_pays_for_no_guard_on_every_row_of_attention(
    torch_encoder: Any, tmp_path: Path
) -> None:
    exported = import_module("embeddings.encoders.export").export_encoder(torch_encoder, tmp_path)

    graph = (exported / "model.onnx").read_bytes()
    assert b"Softmax" in graph
    assert b"IsNaN" not in graph
    assert torch_encoder.model[0].auto_model.config._attn_implementation != "eager"


def test_an_export_that_is_whole_is_used_again_and_a_damaged_one_made_anew(
    torch_encoder: Any, tmp_path: Path
) -> None:
    export_encoder = import_module("embeddings.encoders.export").export_encoder

    first = export_encoder(torch_encoder, tmp_path)
    written = (first / "model.onnx").stat().st_mtime_ns
    again = export_encoder(torch_encoder, tmp_path)
    assert (again, (again / "model.onnx").stat().st_mtime_ns) == (first, written)

    (first / "model.onnx").write_bytes((first / "model.onnx").read_bytes()[:1000])
    mended = export_encoder(torch_encoder, tmp_path)

    assert mended == first
    assert open_encoder(mended).encode_queries(["mended?"]).shape == (1, 384)
    assert [path.name for path in tmp_path.iterdir()] == [first.name]


def test_an_export_of_another_model_is_never_taken_for_this_one(
    torch_encoder: Any, tmp_path: Path
) -> None:
    encoder_class = type(torch_encoder)
    other = encoder_class(
        torch_encoder.model, replace(torch_encoder.settings, fingerprint="0" * 64)
    )
    export_encoder = import_module("embeddings.encoders.export").export_encoder

    assert export_encoder(other, tmp_path) != export_encoder(torch_encoder, tmp_path)


def test_in_8_bits_vectors_are_near_and_the_text_alone_decides_them(
    torch_encoder: Any, tmp_path: Path
) -> None:
    export = import_module("embeddings.encoders.export")
    rounded = type(torch_encoder).load(DEFAULT_MODEL + EIGHT_BITS)

    exported = export.export_encoder(rounded, tmp_path)
    plain = export.export_encoder(torch_encoder, tmp_path)

    assert b"MatMulInteger" in (exported / "model.onnx").read_bytes()
    assert b"MatMulInteger" not in (plain / "model.onnx").read_bytes()
    assert export.find_model_difference(exported) == ""
    assert export.export_encoder(rounded, tmp_path) == exported
    encoder = open_encoder(exported)
    texts = [text for text in TEXTS if len(text.split()) > 3]
    near = encoder.encode_passages(texts)
    likeness = (near * torch_encoder.encode_passages(texts)).sum(axis=1)
    assert 0.96 < likeness.min() < 0.9999
    alone = np.concatenate([encoder.encode_passages([text]) for text in texts])
    np.testing.assert_array_equal(near, alone)


def test_a_model_in_8_bits_is_another_model_than_in_32(torch_encoder: Any) -> None:
    rounded = type(torch_encoder).load(DEFAULT_MODEL + EIGHT_BITS)

    assert rounded.settings.model == "all-MiniLM-L6-v2:8bit"
    assert rounded.settings.fingerprint != torch_encoder.settings.fingerprint


def test_what_is_too_far_off_in_8_bits_is_refused_not_embedded_in_32(
    torch_encoder: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = import_module("embeddings.encoders.export")
    rounded = type(torch_encoder).load(DEFAULT_MODEL + EIGHT_BITS)
    monkeypatch.setattr(export, "MAX_ROUNDED_DIFFERENCE", 1e-5)

    with pytest.raises(ModelError, match="cannot be used in 8 bits: take :8bit off BYLINE_MODEL"):
        export.export_encoder(rounded, tmp_path)

    assert list(tmp_path.iterdir()) == []
