"""An index folder that somebody else made: exit code 3, one line, and nothing is sent or run."""

import json
import os
import shutil
import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import onnx
import pytest
from command_lines import Done
from hostile_index import change_json, find_encoder, find_generation, seal, write_hashed_manifest
from onnx import TensorProto, helper
from tiny_index import TINY_MODEL, VOCABULARY, build_tiny_index

Byline = Callable[..., Done]
Change = Callable[[Path], None]


def change_encoder(**changes: object) -> Change:
    def change(root: Path) -> None:
        change_json(find_encoder(root) / "encoder.json", **changes)
        seal(root)

    return change


def change_manifest(**changes: Any) -> Change:
    return lambda root: seal(root, **changes)


def write(file: str, data: bytes) -> Change:
    """Write other bytes into a file of the encoder or the generation, and hash it again."""

    def change(root: Path) -> None:
        folder = find_encoder(root) if file in ENCODER_FILES else find_generation(root)
        (folder / file).write_bytes(data)
        seal(root)

    return change


ENCODER_FILES = {"encoder.json", "tokenizer.json", "model.onnx"}


def change_rows(sql: str) -> Change:
    def change(root: Path) -> None:
        connection = sqlite3.connect(find_generation(root) / "stories.sqlite")
        connection.executescript(sql)
        connection.close()
        seal(root)

    return change


def number_vectors(first: int) -> Change:
    """Put the vectors under other rows."""

    def change(root: Path) -> None:
        path = find_generation(root) / "vectors.faiss"
        old = faiss.read_index(str(path))
        vectors = faiss.downcast_index(old.index).reconstruct_n(0, old.ntotal)
        new = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        new.add_with_ids(vectors, np.arange(first, first + len(vectors)))
        faiss.write_index(new, str(path))
        seal(root)

    return change


def write_vectors(value: float) -> Change:
    """Let every vector hold one number."""

    def change(root: Path) -> None:
        path = find_generation(root) / "vectors.faiss"
        old = faiss.read_index(str(path))
        new = faiss.IndexIDMap2(faiss.IndexFlatIP(old.d))
        vectors = np.full((old.ntotal, old.d), value, dtype=np.float32)
        new.add_with_ids(vectors, np.arange(1, old.ntotal + 1))
        faiss.write_index(new, str(path))
        seal(root)

    return change


def write_other_kind(root: Path) -> None:
    """Write an index of another kind of FAISS's, of the same size."""
    path = find_generation(root) / "vectors.faiss"
    data = path.read_bytes()
    path.write_bytes(b"IwFl" + data[4:])
    seal(root)


def write_graph(inputs: tuple[str, ...], width: int, constant: int = 0) -> Change:
    """Write a graph that takes other inputs, gives vectors of another width, or asks for room."""

    def change(root: Path) -> None:
        nodes = [helper.make_node("Shape", [inputs[0]], ["shape"])]
        if constant:
            size = onnx.numpy_helper.from_array(np.array([constant], np.int64), "size")
            nodes += [helper.make_node("ConstantOfShape", ["size"], ["huge"])]
            nodes += [helper.make_node("ReduceSum", ["huge"], ["unit_vectors"], keepdims=1)]
        else:
            size = onnx.numpy_helper.from_array(np.array([1, width], np.int64), "size")
            nodes += [helper.make_node("ConstantOfShape", ["size"], ["unit_vectors"])]
        graph = helper.make_graph(
            nodes,
            "other",
            [helper.make_tensor_value_info(one, TensorProto.INT64, ["b", "l"]) for one in inputs],
            [helper.make_tensor_value_info("unit_vectors", TensorProto.FLOAT, None)],
            [size],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
        (find_encoder(root) / "model.onnx").write_bytes(model.SerializeToString())
        seal(root)

    return change


def write_endless_graph(root: Path) -> None:
    """Write a graph that goes round and round."""
    names = ("round", "go", "taken")
    kinds = (TensorProto.INT64, TensorProto.BOOL, TensorProto.FLOAT)
    body = helper.make_graph(
        [helper.make_node("Identity", [one], [f"{one} on"]) for one in names[1:]],
        "body",
        [
            helper.make_tensor_value_info(one, kind, None if one == "taken" else [])
            for one, kind in zip(names, kinds, strict=True)
        ],
        [
            helper.make_tensor_value_info("go on", TensorProto.BOOL, []),
            helper.make_tensor_value_info("taken on", TensorProto.FLOAT, None),
        ],
    )
    graph = helper.make_graph(
        [
            helper.make_node("Cast", ["attention_mask"], ["taken at first"], to=TensorProto.FLOAT),
            helper.make_node("Loop", ["rounds", "", "taken at first"], ["unit_vectors"], body=body),
        ],
        "endless",
        [
            helper.make_tensor_value_info(one, TensorProto.INT64, ["b", "l"])
            for one in ("input_ids", "attention_mask")
        ],
        [helper.make_tensor_value_info("unit_vectors", TensorProto.FLOAT, None)],
        [onnx.numpy_helper.from_array(np.array(2**62, np.int64), "rounds")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
    (find_encoder(root) / "model.onnx").write_bytes(model.SerializeToString())
    seal(root)


def read_weights_from(location: str) -> Change:
    """Let the graph fetch its weights from a file elsewhere."""

    def change(root: Path) -> None:
        path = find_encoder(root) / "model.onnx"
        secret = root.parent / "secret.bin"
        secret.write_bytes(np.eye(len(VOCABULARY), dtype=np.float32).tobytes())
        model = onnx.load(str(path))
        axes = next(one for one in model.graph.initializer if one.name == "axes")
        axes.ClearField("raw_data")
        axes.data_location = TensorProto.EXTERNAL
        entry = axes.external_data.add()
        entry.key, entry.value = "location", location.format(secret=secret)
        path.write_bytes(model.SerializeToString())
        seal(root)

    return change


def make_huge(file: str) -> Change:
    """Let a file claim five thousand million bytes, none of which are on the disk."""

    def change(root: Path) -> None:
        os.truncate(root / file.format(g=find_generation(root), e=find_encoder(root)), 5 * 10**9)

    return change


def link_away(file: str) -> Change:
    """Put a file or folder elsewhere, and a link in its place."""

    def change(root: Path) -> None:
        path = root / file.format(g=find_generation(root), e=find_encoder(root))
        away = root.parent / "away"
        shutil.move(path, away)
        path.symlink_to(away)

    return change


def make_pipe(file: str) -> Change:
    """Put a pipe, which nobody writes into, in the place of a file."""

    def change(root: Path) -> None:
        path = root / file.format(g=find_generation(root), e=find_encoder(root))
        path.unlink()
        os.mkfifo(path)

    return change


def swap_stories(root: Path) -> None:
    """Put the story database of another generation in the place of this one's."""
    other = root.parent / "other"
    (root.parent / "other-stories").mkdir()
    (root.parent / "other-stories" / "a.txt").write_text("Worms\n\nThe worms like the moon.")
    build_tiny_index(root.parent / "other-stories", other)
    shutil.copy(find_generation(other) / "stories.sqlite", find_generation(root))
    seal(root)


def nest(file: str, depth: int) -> Change:
    def change(root: Path) -> None:
        (root / file.format(g=find_generation(root), e=find_encoder(root))).write_text("[" * depth)

    return change


def repeat_records(root: Path) -> None:
    said = json.loads((find_generation(root) / "manifest.json").read_text())
    write_hashed_manifest(root, said | {"files": said["files"] * 2})


def change_record(**changes: object) -> Change:
    def change(root: Path) -> None:
        said = json.loads((find_generation(root) / "manifest.json").read_text())
        said["files"][0] |= changes
        write_hashed_manifest(root, said)

    return change


ENDLESS = (
    "WITH RECURSIVE n (file, reason) AS (SELECT 'a', 'b' UNION ALL SELECT file, reason FROM n) "
    "SELECT * FROM n"
)
TOKENIZER = b'{"version": "1.0", "model": {"type": "WordLevel", "vocab": {}, "unk_token": "x"}}'

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
    "a graph with weights outside": read_weights_from("../../../secret.bin"),
    "a graph with weights at the root": read_weights_from("{secret}"),
    "no graph": write("model.onnx", b""),
    "a graph that is none": write("model.onnx", b"\x08\x09" * 200),
    "a tokenizer that is none": write("tokenizer.json", b"null"),
    "a tokenizer without words": write("tokenizer.json", TOKENIZER),
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
