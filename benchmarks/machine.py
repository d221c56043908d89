"""What this machine does at most, measured: products a second in 32 and in 8 bits, bytes a second.

Promise: rates are a second of one core's work, so that they are compared with processor times.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from embeddings.encoders.session import Session

_ROWS, _WIDE = 512, 1536
"""A product of about the shape that the networks have most of their work in."""
_TRIES = 5
_BYTES = 2**28

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Rates:
    """Operations (a product and a sum are two) and bytes in a second of processor time."""

    float_operations: float
    integer_operations: float
    bytes_read: float


@dataclass(frozen=True, slots=True)
class Network:
    """What a graph computes: weights that every token meets, and attention's layers and width."""

    weights: int
    layers: int
    width: int

    def count_operations(self, tokens: int) -> float:
        """Return how many operations a text of so many tokens takes, in products alone."""
        return 2.0 * self.weights * tokens + 4.0 * self.layers * self.width * tokens**2


def measure_rates(folder: Path) -> Rates:
    """Measure this machine; ``folder`` takes the two graphs that are run for it."""
    return Rates(
        float_operations=_measure_product(folder / "float.onnx", integer=False),
        integer_operations=_measure_product(folder / "integer.onnx", integer=True),
        bytes_read=_measure_reading(),
    )


def read_network(graph: Path) -> Network:
    """Count the weights of a graph that are multiplied with each token."""
    read = onnx.load(str(graph)).graph
    sizes = {one.name: one.dims for one in read.initializer}
    weights = [
        int(np.prod(sizes[name]))
        for node in read.node
        if node.op_type in {"MatMul", "MatMulInteger", "Gemm"}
        for name in node.input
        if name in sizes and len(sizes[name]) == 2
    ]
    norms = [one for one in read.node if one.op_type == "LayerNormalization"]
    scales = [sizes[name] for one in norms for name in one.input if name in sizes]
    width = max((int(one[0]) for one in scales), default=0)
    layers = sum(one.op_type == "Softmax" for one in read.node)
    return Network(sum(weights), layers, width)


def _measure_product(path: Path, *, integer: bool) -> float:
    """Return the operations a second of one product, run as the networks run theirs."""
    draw = np.random.default_rng(5)
    whole = draw.integers(0, 255, (_WIDE, _WIDE), dtype=np.uint8)
    weights = whole.astype(np.int8) if integer else whole.astype(np.float32)
    rows: Array = whole[:_ROWS] if integer else whole[:_ROWS].astype(np.float32)
    kinds = (TensorProto.UINT8, TensorProto.INT32) if integer else (TensorProto.FLOAT,) * 2
    node = helper.make_node("MatMulInteger" if integer else "MatMul", ["x", "w"], ["y"])
    graph = helper.make_graph(
        [node],
        "product",
        [helper.make_tensor_value_info("x", kinds[0], [_ROWS, _WIDE])],
        [helper.make_tensor_value_info("y", kinds[1], [_ROWS, _WIDE])],
        [numpy_helper.from_array(weights, "w")],
    )
    opsets = [helper.make_opsetid("", 17)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=9), str(path))
    session = Session(path)
    return 2.0 * _ROWS * _WIDE * _WIDE / _take_least(lambda: session.run({"x": rows}))


def _measure_reading() -> float:
    """Return the bytes a second that one core reads of what is in no cache."""
    many = np.ones(_BYTES // 8, dtype=np.int64)
    return _BYTES / _take_least(many.sum)


def _take_least(act: Callable[[], object]) -> float:
    """Return the least processor seconds of some tries, the first, which warms up, left out."""
    act()
    least = float("inf")
    for _ in range(_TRIES):
        started = time.process_time()
        for _ in range(_TRIES):
            act()
        least = min(least, (time.process_time() - started) / _TRIES)
    return least
