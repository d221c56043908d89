"""Take the weights of an exported reader back, to train it further.

Promise: every trained weight of the graph is taken; 8-bit ones come back as they are multiplied,
so that the network scores as the exported one does but for the rounding of its inputs.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper

from bot.reading.spans.network import GRAPH_FILE
from training.reader.span_model import SpanModel


def take_weights(model: SpanModel, reader: Path) -> None:
    """Set a model's trained weights to those of the exported reader in a folder.

    :raises KeyError: If the graph lacks one of them.
    """
    graph = onnx.load(str(reader / GRAPH_FILE)).graph
    kept = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    products = {
        node.name.strip("/").split("/MatMul")[0].replace("/", "."): node.input[1]
        for node in graph.node
        if node.op_type in {"MatMul", "MatMulInteger"}
    }
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.requires_grad:
                found = kept.get(name)
                if found is None:
                    found = _read_matrix(kept, products[name.removesuffix(".weight")]).T
                weight.copy_(torch.from_numpy(np.array(found)))


def _read_matrix(kept: dict[str, npt.NDArray[np.generic]], name: str) -> npt.NDArray[np.float32]:
    """Return a matrix, multiplied out where it is kept in 8 bits."""
    stem = name.removesuffix("_quantized")
    if stem == name:
        return kept[name].astype(np.float32)
    zero = kept[f"{stem}_zero_point"].astype(np.float32)
    return (kept[name].astype(np.float32) - zero) * kept[f"{stem}_scale"].astype(np.float32)
