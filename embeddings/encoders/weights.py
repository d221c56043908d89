"""A graph's large weights, put into a file of their own beside it.

onnxruntime maps such a file into memory and reads of it what it needs, a few rows of the table of
words for one; what stands within a graph it reads, unpacks and copies.

Promise: the graph computes what it did, bit by bit.
"""

from pathlib import Path

import onnx
from onnx.external_data_helper import set_external_data

from embeddings.disk import Content, write_file

_LEAST = 512
"""Bytes of the smallest weight that is taken out."""
_PAGE = 4096
"""Each begins at a multiple of so many bytes, as the system maps files."""


def write_graph(graph: bytes, path: Path, weights: str) -> dict[str, Content]:
    """Write a graph to ``path``, and its large weights into the file ``weights`` beside it.

    Return what was to be written into both, by name.

    :raises OSError: If the disk does not take it.
    """
    without, taken = split_graph(graph, weights)
    return {
        path.name: write_file(path, without),
        weights: write_file(path.with_name(weights), taken),
    }


def put_weights_apart(path: Path, weights: str) -> dict[str, Content]:
    """Take the large weights out of a graph's file; return what both files then hold, by name.

    :raises OSError: If the disk does not take it.
    """
    model = onnx.load(str(path))  # with weights that stand apart already
    path.unlink()
    path.with_name(weights).unlink(missing_ok=True)
    return write_graph(model.SerializeToString(), path, weights)


def split_graph(graph: bytes, weights: str) -> tuple[bytes, bytes]:
    """Return a graph without its large weights, which it looks for in ``weights``, and those."""
    model = onnx.load_model_from_string(graph)
    taken = bytearray()
    for one in model.graph.initializer:
        if len(one.raw_data) < _LEAST:
            continue
        taken += bytes(-len(taken) % _PAGE)
        set_external_data(one, weights, offset=len(taken), length=len(one.raw_data))
        taken += one.raw_data
        one.ClearField("raw_data")
    return model.SerializeToString(), bytes(taken)
