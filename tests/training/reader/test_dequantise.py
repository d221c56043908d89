"""A graph of 8 bits gives back the weights that it multiplies by, under their modules' names."""

from importlib import import_module

import numpy as np
import onnx
import pytest
from onnx import helper, numpy_helper

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("default"),  # torch and transformers warn of their own ways
]


def make_graph() -> onnx.GraphProto:
    kept = {
        "bert.words.weight_quantized": np.array([[10, 12], [14, 8]], np.uint8),
        "bert.words.weight_scale": np.array(0.5, np.float32),
        "bert.words.weight_zero_point": np.array(10, np.uint8),
        "onnx::MatMul_7_quantized": np.array([[1, -2], [3, 4], [0, 5]], np.int8),
        "onnx::MatMul_7_scale": np.array(2.0, np.float32),
        "onnx::MatMul_7_zero_point": np.array(0, np.int8),
        "bert.layer.0.dense.bias": np.array([1, 2], np.float32),
        "classifier.weight": np.array([[7], [8]], np.float32),
        "other_scale": np.array(3.0, np.float32),
    }
    nodes = [
        helper.make_node(
            "Gather", ["bert.words.weight_quantized", "ids"], ["a"], "/bert/words/Gather"
        ),
        helper.make_node(
            "MatMulInteger",
            ["a", "onnx::MatMul_7_quantized", "z", "onnx::MatMul_7_zero_point"],
            ["b"],
            "/bert/layer.0/dense/MatMul_quant",
        ),
        helper.make_node("MatMul", ["b", "classifier.weight"], ["c"], "/classifier/Gemm_MatMul"),
    ]
    constants = [numpy_helper.from_array(value, name) for name, value in kept.items()]
    return helper.make_graph(nodes, "g", [], [], constants)


def test_weights_are_what_the_graph_multiplies_by() -> None:
    weights = import_module("training.reader.dequantise").read_weights(make_graph())

    assert {name: value.tolist() for name, value in weights.items()} == {
        "words.weight": [[0, 1], [2, -1]],
        "layer.0.dense.weight": [[2, 6, 0], [-4, 8, 10]],
        "layer.0.dense.bias": [1, 2],
        "classifier.weight": [[7, 8]],
    }
