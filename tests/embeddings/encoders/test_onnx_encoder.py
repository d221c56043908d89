"""The encoder that answers: batches, padding, truncation, damage; by a model worked out by hand."""

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_index import VOCABULARY, WORDS, WordEncoder
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from embeddings.encoders import EncoderSettings, TokenCounter, open_encoder
from embeddings.encoders.encoder import find_exported, list_whole_words
from embeddings.encoders.onnx_encoder import OnnxEncoder
from embeddings.encoders.seal import find_seal_damage, is_sealed
from embeddings.errors import UnusableIndexError


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return WordEncoder().export(tmp_path_factory.mktemp("encoders") / "tiny")


@pytest.fixture(scope="module")
def encoder(exported: Path) -> OnnxEncoder:
    encoder = open_encoder(exported, threads=1)
    assert isinstance(encoder, OnnxEncoder)
    return encoder


def test_a_vector_is_what_one_works_out_in_one_s_head(encoder: OnnxEncoder) -> None:
    vector = encoder.encode_queries(["ship ship bridge what"])[0]

    # [CLS] once, ship twice, bridge once, one unknown word: squared length 1 + 4 + 1 + 1
    expected = np.zeros(len(VOCABULARY))
    expected[[VOCABULARY["[CLS]"], VOCABULARY["bridge"], VOCABULARY["[UNK]"]]] = 1
    expected[VOCABULARY["ship"]] = 2
    np.testing.assert_allclose(vector, expected / math.sqrt(7), atol=1e-6)


def test_passages_that_were_begun_ahead_are_given_and_the_rest_embedded(
    encoder: OnnxEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["a ship", "the bridge", "a ship", "ship bridge"]
    expected = encoder.encode_passages(texts)
    ran: list[str] = []
    run = encoder._run
    monkeypatch.setattr(encoder, "_run", lambda text: (ran.append(text), run(text))[1])

    with encoder.ahead() as begin:
        begin(texts[:2])
        begin(texts[:1])
        found = encoder.encode_passages(texts)

    np.testing.assert_array_equal(found, expected)
    assert sorted(ran) == sorted(texts)  # the first once ahead, and once for its second place
    np.testing.assert_array_equal(encoder.encode_passages(texts), expected)


def test_what_was_begun_is_dropped_where_the_build_ends(encoder: OnnxEncoder) -> None:
    def build() -> None:
        with encoder.ahead() as begin:
            begin([f"ship {number}" for number in range(500)])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build()

    assert encoder._begun == {}
    assert encoder.encode_passages(["a ship"]).shape[0] == 1


def test_no_texts_give_no_vectors(encoder: OnnxEncoder) -> None:
    assert encoder.encode_passages([]).shape == (0, len(VOCABULARY))


def test_what_lies_beyond_the_room_is_not_seen(encoder: OnnxEncoder) -> None:
    room = encoder.settings.max_tokens - 1
    fitting = "ship " * room

    seen, beyond = encoder.encode_passages([fitting, fitting + "moon " * 50])

    np.testing.assert_array_equal(seen, beyond)


spaced_words = st.lists(st.sampled_from([*WORDS, "other"]), max_size=40).map(" ".join)
texts = st.lists(st.one_of(spaced_words, st.text(max_size=20)), max_size=80)


@settings(max_examples=25, deadline=None)
@given(texts)
def test_a_batch_gives_what_its_texts_give_one_by_one(
    encoder: OnnxEncoder, texts: list[str]
) -> None:
    together = encoder.encode_passages(texts)

    assert together.dtype == np.float32
    assert together.shape == (len(texts), len(VOCABULARY))
    for row, text in enumerate(texts):
        np.testing.assert_allclose(together[row], encoder.encode_passages([text])[0], atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), np.ones(len(texts)), atol=1e-5)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from([*WORDS, "other"]), max_size=40).map(" ".join), max_size=9)
)
def test_the_exported_encoder_gives_the_vectors_of_the_one_it_came_from(
    encoder: OnnxEncoder, texts: list[str]
) -> None:
    np.testing.assert_allclose(
        encoder.encode_queries(texts), WordEncoder().encode_queries(texts), atol=1e-6
    )


def test_prompts_stand_before_queries_and_passages(exported: Path) -> None:
    plain = WordEncoder()
    settings_ = replace(plain.settings, query_prompt="ship ", passage_prompt="moon ")
    prompted = OnnxEncoder(exported, settings_, threads=1)

    np.testing.assert_allclose(
        prompted.encode_queries(["fire"]), plain.encode_queries(["ship fire"]), atol=1e-6
    )
    np.testing.assert_allclose(
        prompted.encode_passages(["fire"]), plain.encode_passages(["moon fire"]), atol=1e-6
    )


def test_settings_read_back_as_they_were_written(tmp_path: Path) -> None:
    settings_ = EncoderSettings(
        "módel", "f", 3, 9, query_prompt="q: ", passage_prompt="p: ", pad_token="x", pad_id=7,
        onnx=False,
    )  # fmt: skip

    settings_.save(tmp_path)

    assert EncoderSettings.load(tmp_path) == settings_


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"model": 1}', '{"unknown": 1}'], ids=repr)
def test_settings_that_are_not_ours_are_refused(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "encoder.json").write_text(text)

    with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
        open_encoder(tmp_path)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
@pytest.mark.parametrize("data", [None, b"", b"x" * 999], ids=["gone", "empty", "odd"])
def test_a_damaged_encoder_is_refused(tmp_path: Path, name: str, data: bytes | None) -> None:
    folder = WordEncoder().export(tmp_path / "e")
    (folder / name).unlink()
    if data is not None:
        (folder / name).write_bytes(data)

    with pytest.raises(UnusableIndexError, match="is damaged: run `byline rebuild-index`"):
        open_encoder(folder)


def test_an_export_is_found_by_its_model(tmp_path: Path) -> None:
    exported = WordEncoder().export(tmp_path)

    assert find_exported(tmp_path, "tiny-words") == exported
    assert find_exported(tmp_path, "another") is None
    assert find_exported(tmp_path / "nowhere", "tiny-words") is None


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "encoder.json", "seal.json"])
def test_an_export_that_is_not_as_it_was_written_is_none(tmp_path: Path, name: str) -> None:
    exported = WordEncoder().export(tmp_path)
    data = (exported / name).read_bytes()
    (exported / name).write_bytes(data[:40] + bytes([data[40] ^ 1]) + data[41:])

    assert not is_sealed(exported)
    assert find_exported(tmp_path, "tiny-words") is None
    assert WordEncoder().export(tmp_path) == exported
    assert find_exported(tmp_path, "tiny-words") == exported
    assert (exported / name).read_bytes() == data


def test_a_file_that_is_no_part_of_an_export_is_named(tmp_path: Path) -> None:
    exported = WordEncoder().export(tmp_path)
    (exported / "more.bin").write_bytes(b"")

    assert find_seal_damage(exported, "e") == ("e/more.bin is no part of it",)


def test_a_panic_while_a_tokenizer_is_opened_is_damage(tmp_path: Path) -> None:
    exported = WordEncoder().export(tmp_path)
    path = exported / "tokenizer.json"
    path.write_text(path.read_text().replace('"id": "[CLS]"', '"id": "[CMS]"'))

    with pytest.raises(UnusableIndexError, match="is damaged: run `byline rebuild-index`"):
        open_encoder(exported).encode_queries(["where is the ship?"])


def test_an_encoder_that_needs_its_model_is_used_only_where_that_is_named(tmp_path: Path) -> None:
    settings_ = replace(WordEncoder().settings, model="somebody/model", onnx=False)
    settings_.save(tmp_path)

    with pytest.raises(UnusableIndexError, match="cannot be used without its model"):
        open_encoder(tmp_path)
    with pytest.raises(UnusableIndexError, match="is of another model than mine"):
        open_encoder(tmp_path, model="mine")


@pytest.mark.parametrize(
    "said",
    [
        {"dimension": 2**40}, {"dimension": "3"}, {"max_tokens": 0}, {"max_tokens": 1.5},
        {"query_prompt": 3}, {"pad_id": -1}, {"onnx": 1}, {"model": "x" * 20_000},
    ],
    ids=repr,
)  # fmt: skip
def test_settings_out_of_range_are_refused(tmp_path: Path, said: dict[str, object]) -> None:
    folder = WordEncoder().export(tmp_path)
    settings_ = json.loads((folder / "encoder.json").read_text())
    (folder / "encoder.json").write_text(json.dumps(settings_ | said))

    with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
        open_encoder(folder)


def test_settings_nested_without_end_are_refused(tmp_path: Path) -> None:
    (tmp_path / "encoder.json").write_text("[" * 90_000)

    with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
        open_encoder(tmp_path)


def test_a_graph_that_gives_other_vectors_than_it_should_is_damage(tmp_path: Path) -> None:
    folder = WordEncoder().export(tmp_path)
    settings_ = json.loads((folder / "encoder.json").read_text())
    (folder / "encoder.json").write_text(json.dumps(settings_ | {"dimension": 5}))

    with pytest.raises(UnusableIndexError, match="is damaged: run `byline rebuild-index`"):
        open_encoder(folder).encode_queries(["ship"])


def test_tokens_are_counted_where_they_lie() -> None:
    counter = TokenCounter(WordEncoder().tokenizer)

    assert counter.special_tokens == 1
    assert counter.offsets("Ünä ship\n 😀 x") == ((0, 3), (4, 8), (10, 11), (12, 13))
    assert counter.offsets("") == ()


@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        pytest.param(["ship", "##s", "[CLS]", "U", ".", "1"], ("ship", "u"), id="WordPiece"),
        pytest.param(["▁Ship", "s", "▁", "▁1"], ("ship",), id="SentencePiece"),
        pytest.param(["Ġship", "ment", "Ġthe", "<s>"], ("ship", "the"), id="byte pairs"),
    ],
)
def test_the_words_that_a_vocabulary_holds_whole(tokens: list[str], words: tuple[str, ...]) -> None:
    vocabulary = {token: number for number, token in enumerate(tokens)}

    assert list_whole_words(Tokenizer(WordLevel(vocabulary, unk_token=tokens[0]))) == words


def test_an_encoder_tells_its_words(encoder: OnnxEncoder) -> None:
    assert encoder.list_words() == tuple(sorted(WORDS))
