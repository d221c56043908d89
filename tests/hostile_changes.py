"""What somebody else may have changed in an index folder, with every hash in it right again."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import onnx
from hostile_index import change_json, find_encoder, find_generation, seal, write_hashed_manifest
from onnx import TensorProto, helper
from tiny_index import VOCABULARY, build_tiny_index

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


def change_tokenizer(**changes: object) -> Change:
    def change(root: Path) -> None:
        change_json(find_encoder(root) / "tokenizer.json", **changes)
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


def garble_graph(root: Path) -> None:
    """Put bytes that are no text into the names of a graph."""
    path = find_encoder(root) / "model.onnx"
    path.write_bytes(path.read_bytes().replace(b"input_ids", b"input_id\xff"))
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
