"""A graph's weights in 8 bits: processors multiply those several times as fast as 32-bit ones.

Promise: whatever processor runs the rounded graph, its whole-number products are the same.
"""

from collections.abc import Sequence
from pathlib import Path

from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process


def round_weights(graph: Path, *, kinds: Sequence[str] | None = None) -> None:
    """Replace a graph by one with 8-bit weights, a scale for each column.

    ``kinds`` of steps are rounded, by default all that can be. What is multiplied with the weights
    is rounded at each run, by the text's own extremes. Seven of the eight bits are used: without
    the newest instructions, eight would overflow.
    """
    prepared = graph.with_suffix(".prepared")
    quant_pre_process(str(graph), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared),
        str(graph),
        op_types_to_quantize=None if kinds is None else list(kinds),
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )
    prepared.unlink()
