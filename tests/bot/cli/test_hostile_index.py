"""An index folder that somebody else made: exit code 3, one line, and nothing is sent or run."""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_lines import Done
from hostile_changes import (
    ENDLESS,
    TOKENIZER,
    change_encoder,
    change_manifest,
    change_record,
    change_rows,
    change_tokenizer,
    garble_graph,
    link_away,
    make_huge,
    make_pipe,
    nest,
    number_vectors,
    read_weights_from,
    repeat_records,
    swap_stories,
    write,
    write_endless_graph,
    write_graph,
    write_other_kind,
    write_vectors,
)
from hostile_index import change_json, find_encoder, seal
from tiny_index import TINY_MODEL, VOCABULARY

Byline = Callable[..., Done]

MOST_OF_MEMORY = max(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 5, 10**9)
"""How many numbers of four bytes: four fifths of the machine's."""

KINDS = {
    "a model to fetch": change_encoder(onnx=False, model="attacker/beacon"),
    "a model to fetch, said twice": lambda root: (
        change_json(find_encoder(root) / "encoder.json", onnx=False, model="attacker/beacon"),
        seal(root, model="attacker/beacon"),
    ),
    "an encoder outside": change_manifest(encoder="../../.."),
    "an encoder at the root": change_manifest(encoder="/tmp"),
    "an encoder with a number for a name": change_manifest(encoder=7),
    "a generation outside": change_manifest(generation="../g0001"),
    "a manifest nested without end": nest("{g}/manifest.json", 200_000),
    "settings nested without end": lambda root: (
        nest("{e}/encoder.json", 60_000)(root), seal(root)
    ),
    "a file with a number for a path": change_record(path=3),
    "a file outside": change_record(path="../../../etc/passwd"),
    "a file of less than no bytes": change_record(bytes=-1),
    "the same files twice": repeat_records,
    "no files": change_manifest(files=[]),
    "too many files": change_manifest(files=[{"path": "a", "bytes": 1, "sha256": ""}] * 10_000),
    "a huge dimension": change_manifest(dimension=2**40),
    "another dimension": change_manifest(dimension=14),
    "a huge dimension of the encoder": change_encoder(dimension=2**40),
    "another dimension of the encoder": change_encoder(dimension=3),
    "text for tokens": change_encoder(max_tokens="many"),
    "a number for a prompt": change_encoder(query_prompt=3),
    "a padding that is not there": change_encoder(pad_id=-3),
    "another fingerprint": change_encoder(fingerprint="0" * 64),
    "more passages than there are": change_manifest(passages=99),
    "text for passages": change_manifest(passages="4"),
    "truth for a format": change_manifest(format=True),
    "a huge format": change_manifest(format=10**400),
    "vectors under foreign rows": number_vectors(1000),
    "vectors of endless numbers": write_vectors(float("nan")),
    "vectors of huge numbers": write_vectors(1e30),
    "vectors of another kind": write_other_kind,
    "no vectors": write("vectors.faiss", b""),
    "a graph of other inputs": write_graph(("a", "b"), len(VOCABULARY)),
    "a graph of another width": write_graph(("input_ids", "attention_mask"), 3),
    "a graph of no direction": write_graph(("input_ids", "attention_mask"), len(VOCABULARY)),
    "a graph that asks for 160 GB": write_graph(("input_ids", "attention_mask"), 0, 40 * 10**9),
    "a graph that asks for most of the memory": write_graph(
        ("input_ids", "attention_mask"), 0, MOST_OF_MEMORY
    ),
    "a graph that never ends": write_endless_graph,
    "a graph whose names are no text": garble_graph,
    "a graph with weights outside": read_weights_from("../../../secret.bin"),
    "a graph with weights at the root": read_weights_from("{secret}"),
    "no graph": write("model.onnx", b""),
    "a graph that is none": write("model.onnx", b"\x08\x09" * 200),
    "a tokenizer that is none": write("tokenizer.json", b"null"),
    "a tokenizer without words": write("tokenizer.json", TOKENIZER),
    "a tokenizer that makes texts endless": change_tokenizer(
        normalizer={
            "type": "Sequence",
            "normalizers": [
                {"type": "Replace", "pattern": {"String": "e"}, "content": "e" * 100}
            ] * 8,
        }
    ),
    "a tokenizer that goes back for ever": change_tokenizer(
        pre_tokenizer={
            "type": "Split", "pattern": {"Regex": r"(\w+\s?)+$"}, "behavior": "Removed",
            "invert": False,
        }
    ),
    "a tokenizer whose first token is none": change_tokenizer(
        post_processor={
            "type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "[X]", "type_id": 0}}],
            "pair": [], "special_tokens": {},
        }
    ),
    "endless authors": change_rows(
        "UPDATE stories SET authors = '[' || replace(hex(zeroblob(1000000)), '00', '0,') || '0]'"
    ),
    "a table that is described in no text": change_rows(
        "PRAGMA writable_schema = ON; "
        "UPDATE sqlite_schema SET sql = CAST(x'637265617465208420' AS TEXT) WHERE name = 'skipped'"
    ),
    "broken authors": change_rows("UPDATE stories SET authors = '{'"),
    "broken sentences": change_rows("UPDATE stories SET sentences = '[[5, 1]]'"),
    "broken removals": change_rows("UPDATE stories SET removed = '{\"a\": 1}'"),
    "another text than was hashed": change_rows("UPDATE stories SET text = text || ' More.'"),
    "passages beyond their story": change_rows("UPDATE passages SET end = end + 9999"),
    "passages of no story": change_rows("UPDATE passages SET story = story + 50"),
    "a passage too many": change_rows(
        "INSERT INTO passages SELECT 99, story, start, end, title, title_words, text_words, digest "
        "FROM passages WHERE row = 1"
    ),
    "an endless view": change_rows(f"DROP TABLE files; CREATE VIEW files AS {ENDLESS}"),
    "an endless view of passages": change_rows(
        "DROP TABLE passages; CREATE VIEW passages AS WITH RECURSIVE n (row) AS "
        "(SELECT 1 UNION ALL SELECT row + 1 FROM n) SELECT * FROM n"
    ),
    "a trigger": change_rows(
        "CREATE TRIGGER t AFTER INSERT ON stories BEGIN DELETE FROM stories; END"
    ),
    "words that are no index": change_rows(
        "UPDATE words_data SET block = x'0102030405060708090a0b0c0d0e0f'"
    ),
    "the stories of another generation": swap_stories,
    "a pointer of 5 GB": make_huge("CURRENT"),
    "a manifest of 5 GB": make_huge("{g}/manifest.json"),
    "settings of 5 GB": make_huge("{e}/encoder.json"),
    "stories that are a link": link_away("{g}/stories.sqlite"),
    "a generation that is a link": link_away("{g}"),
    "an encoder that is a link": link_away("{e}"),
    "a pointer that is a pipe": make_pipe("CURRENT"),
    "a manifest that is a pipe": make_pipe("{g}/manifest.json"),
    "stories that are a pipe": make_pipe("{g}/stories.sqlite"),
    "a graph that is a pipe": make_pipe("{e}/model.onnx"),
}  # fmt: skip


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """A list of what was tried to be sent; nothing goes out."""
    tried: list[object] = []

    def refuse(_: socket.socket, address: object) -> None:
        tried.append(address)
        raise OSError("nothing goes out")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **_: refuse(socket.socket(), given))
    return tried


@pytest.mark.usefixtures("tiny_index")
def test_the_index_that_is_changed_answers_before(byline: Byline) -> None:
    assert byline("ask", "How many workers were missing?").code in {0, 1}


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_index_is_refused_in_one_line(
    byline: Byline,
    tiny_index: Path,
    sent: list[object],
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("embeddings.encoders.session.MAX_SECONDS", 1.0)
    KINDS[kind](tiny_index)

    done = byline("ask", "How many workers were missing?")

    assert (done.code, done.out, sent) == (3, "", []), done.err
    assert done.err.count("\n") == 1
    assert len(done.err) < 1000
    assert "byline rebuild-index" in done.err


@pytest.mark.slow
@pytest.mark.parametrize("kind", [one for one in KINDS if one.startswith("a tokenizer")])
def test_a_library_that_panics_says_nothing_of_its_own(
    byline_process: Byline, tiny_index: Path, kind: str
) -> None:
    KINDS[kind](tiny_index)
    env = {"BYLINE_MODEL": TINY_MODEL, "BYLINE_READER": "sentence", "RUST_BACKTRACE": "1"}

    done = byline_process("ask", "How many workers were missing?", env=env)

    assert (done.code, done.out) == (3, "")
    assert done.err.count("\n") == 1
    assert "byline rebuild-index" in done.err


@pytest.mark.slow
def test_a_model_that_the_settings_name_is_the_only_one_that_is_loaded(
    byline: Byline, tiny_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []

    class Encoder:
        @classmethod
        def load(cls, name: str) -> None:
            loaded.append(name)
            raise RuntimeError(name)

    monkeypatch.setattr("embeddings.encoders.torch_encoder.TorchEncoder", Encoder)
    change_encoder(onnx=False)(tiny_index)
    byline("search", "bridge")
    assert loaded == [TINY_MODEL]

    change_encoder(model="attacker/beacon")(tiny_index)
    byline("search", "bridge")
    assert loaded == [TINY_MODEL]


def test_an_index_of_the_whole_disk_does_not_have_it_walked(
    byline: Byline, tiny_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["embeddings.index.open_index"], "_MORE_ENTRIES", 100)
    (tmp_path / "disk" / "inner").mkdir(parents=True)
    for number in range(200):
        (tmp_path / "disk" / "inner" / f"{number}").touch()
    seal(tiny_index, stories_folder=str(tmp_path / "disk"))

    done = byline("index", "status")

    assert done.code == 0
    assert "(not compared: too much lies there)" in done.out
