"""A graph whose weights lie beside it computes what it did, and reads no file but that one."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from embeddings.disk import measure_file
from embeddings.encoders.session import Session
from embeddings.encoders.weights import put_weights_apart, split_graph, write_graph

TABLE = np.arange(1000, dtype=np.float32).reshape(500, 2)
MORE = np.full((300, 2), 0.1, dtype=np.float32)


def make_graph() -> bytes:
    nodes = [
        helper.make_node("Gather", ["table", "rows"], ["found"]),
        helper.make_node("Add", ["found", "small"], ["sum"]),
        helper.make_node("Concat", ["sum", "more"], ["all"], axis=0),
    ]
    constants = {"table": TABLE, "small": np.float32([0.5, 0.25]), "more": MORE}
    graph = helper.make_graph(
        nodes,
        "g",
        [helper.make_tensor_value_info("rows", TensorProto.INT64, ["n"])],
        [helper.make_tensor_value_info("all", TensorProto.FLOAT, ["m", 2])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    opset = [helper.make_opsetid("", 20)]
    return helper.make_model(graph, opset_imports=opset, ir_version=9).SerializeToString()


def run(graph: Path) -> list[list[float]]:
    (found,) = Session(graph).run({"rows": np.array([499, 0])})
    return found.tolist()  # type: ignore[no-any-return]


def test_a_graph_gives_the_same_with_its_weights_beside_it(tmp_path: Path) -> None:
    written = write_graph(make_graph(), tmp_path / "a.onnx", "a.weights")

    assert run(tmp_path / "a.onnx") == [[998.5, 999.25], [0.5, 1.25], *MORE.tolist()]
    assert written == {path.name: measure_file(path) for path in tmp_path.iterdir()}
    assert written["a.onnx"].bytes < 1000


def test_each_large_weight_begins_a_page_and_small_ones_stay() -> None:
    without, taken = split_graph(make_graph(), "a.weights")

    left = {one.name: one for one in onnx.load_model_from_string(without).graph.initializer}
    assert taken == TABLE.tobytes() + bytes(96) + MORE.tobytes()
    assert left["small"].raw_data == np.float32([0.5, 0.25]).tobytes()
    assert left["table"].raw_data == left["more"].raw_data == b""


def test_weights_are_taken_out_of_a_file_once(tmp_path: Path) -> None:
    (tmp_path / "a.onnx").write_bytes(make_graph())

    once = put_weights_apart(tmp_path / "a.onnx", "a.weights")
    again = put_weights_apart(tmp_path / "a.onnx", "a.weights")

    assert once == again
    assert run(tmp_path / "a.onnx")[0] == [998.5, 999.25]


def test_a_linked_graph_finds_its_weights(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "linked").mkdir()
    for name in write_graph(make_graph(), tmp_path / "real" / "a.onnx", "a.weights"):
        (tmp_path / "linked" / name).symlink_to(tmp_path / "real" / name)

    assert run(tmp_path / "linked" / "a.onnx")[0] == [998.5, 999.25]


@pytest.mark.parametrize("outside", ["../secret", "{folder}/secret", "linked"])
def test_no_weight_is_read_from_outside_its_folder(tmp_path: Path, outside: str) -> None:
    (tmp_path / "secret").write_bytes(bytes(10_000))
    folder = tmp_path / "graph"
    folder.mkdir()
    (folder / "linked").symlink_to(tmp_path / "secret")
    without, _ = split_graph(make_graph(), outside.format(folder=tmp_path))
    (folder / "a.onnx").write_bytes(without)

    with pytest.raises(Exception, match=r"(?i)external data"):
        Session(folder / "a.onnx")


def test_weights_that_are_cut_short_are_refused_before_they_are_used(tmp_path: Path) -> None:
    write_graph(make_graph(), tmp_path / "a.onnx", "a.weights")
    whole = (tmp_path / "a.weights").read_bytes()
    (tmp_path / "a.weights").write_bytes(whole[:-100])

    with pytest.raises(Exception, match="out of bounds"):
        Session(tmp_path / "a.onnx")
