"""A small span reader whose scores can be worked out in one's head.

Each word has one score, as the first and as the last of an answer, whatever stands around it;
"no answer" scores twice ``NONE``. Nothing here needs torch. With heads,
the highest score of a word is the relevance, "five" supports any claim, and "six" contradicts it.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace

from bot.reading.spans.network import GRAPH_FILE
from bot.reading.spans.settings import Curve, SizedCurve, SpanSettings
from embeddings.disk import measure_file
from embeddings.encoders.encoder import TOKENIZER_FILE
from embeddings.encoders.seal import write_seal

TINY_READER = "tiny-reader"
NONE = 2.0
SCORES = {
    "[UNK]": 0.0, "[PAD]": 9.0, "[CLS]": NONE, "[SEP]": 9.0, "five": 5.0, "six": 4.0, "shot": 1.0,
}  # fmt: skip
JUDGEMENTS = {"five": (3, 0, 0), "six": (0, 4, 0)}
"""Scores of each verdict; any other word: not stated, 1."""
VOCABULARY = {word: number for number, word in enumerate(SCORES)}
SETTINGS = SpanSettings(
    model=TINY_READER,
    fingerprint="f" * 64,
    first=(VOCABULARY["[CLS]"],),
    between=(VOCABULARY["[SEP]"],),
    last=(VOCABULARY["[SEP]"],),
    typed=False,
    given=Curve({"margin": 10.0}, 0.0, 0.5),
    searched=(SizedCurve(10, Curve({"margin": 5.0}, 0.0, 0.7)),),
    max_text=40,
)


def write_tiny_reader(folder: Path, *, heads: bool = False) -> Path:
    """Write the reader's folder as ``open_span_reader`` reads it."""
    folder.mkdir(parents=True)
    tokenizer = Tokenizer(WordLevel(VOCABULARY, unk_token="[UNK]"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / TOKENIZER_FILE))
    onnx.save(_make_graph(heads=heads), str(folder / GRAPH_FILE))
    SETTINGS.save(folder)
    write_seal(folder, {path.name: measure_file(path) for path in folder.iterdir()})
    return folder


def _make_graph(*, heads: bool) -> onnx.ModelProto:
    table = np.array([[score, score] for score in SCORES.values()], dtype=np.float32)
    shape = ["batch", "length"]
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["found"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["column"]),
        helper.make_node("Mul", ["found", "column"], ["scores"]),
    ]
    outputs = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [*shape, 2])]
    constants = {"table": table, "last": np.array([2], dtype=np.int64)}
    if heads:
        nodes += [
            helper.make_node("Gather", [name, "input_ids"], [f"{name}_found"])
            for name in ("relevances", "judgements")
        ]
        nodes += [
            helper.make_node(
                "ReduceMax", ["relevances_found"], ["relevance"], axes=[1], keepdims=0
            ),
            helper.make_node("ReduceMax", ["judgements_found"], ["verdicts"], axes=[1], keepdims=0),
        ]
        outputs += [
            helper.make_tensor_value_info("relevance", TensorProto.FLOAT, ["batch"]),
            helper.make_tensor_value_info("verdicts", TensorProto.FLOAT, ["batch", 3]),
        ]
        judgements = np.array([JUDGEMENTS.get(word, (0, 0, 1)) for word in SCORES], np.float32)
        said = [score if word.isalpha() else -9.0 for word, score in SCORES.items()]
        constants |= {"relevances": np.array(said, np.float32), "judgements": judgements}
    graph = helper.make_graph(
        nodes,
        "tiny",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, shape)
            for name in ("input_ids", "attention_mask")
        ],
        outputs,
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
