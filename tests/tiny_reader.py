"""A small span reader whose scores can be worked out in one's head.

Each word has one score, as the first and as the last of an answer, whatever stands around it;
"no answer" scores twice ``NONE``. Nothing here needs torch.
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
from bot.reading.spans.settings import Curve, SpanSettings
from embeddings.disk import measure_file
from embeddings.encoders.encoder import TOKENIZER_FILE
from embeddings.encoders.seal import write_seal

TINY_READER = "tiny-reader"
NONE = 2.0
SCORES = {
    "[UNK]": 0.0, "[PAD]": 9.0, "[CLS]": NONE, "[SEP]": 9.0, "five": 5.0, "six": 4.0, "shot": 1.0,
}  # fmt: skip
VOCABULARY = {word: number for number, word in enumerate(SCORES)}
SETTINGS = SpanSettings(
    model=TINY_READER,
    fingerprint="f" * 64,
    first=(VOCABULARY["[CLS]"],),
    between=(VOCABULARY["[SEP]"],),
    last=(VOCABULARY["[SEP]"],),
    typed=False,
    given=Curve({"margin": 10.0}, 0.0, 0.5),
    searched=Curve({"margin": 5.0}, 0.0, 0.7),
    max_text=40,
)


def write_tiny_reader(folder: Path) -> Path:
    """Write the reader's folder as ``open_span_reader`` reads it."""
    folder.mkdir(parents=True)
    tokenizer = Tokenizer(WordLevel(VOCABULARY, unk_token="[UNK]"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / TOKENIZER_FILE))
    onnx.save(_make_graph(), str(folder / GRAPH_FILE))
    SETTINGS.save(folder)
    write_seal(folder, {path.name: measure_file(path) for path in folder.iterdir()})
    return folder


def _make_graph() -> onnx.ModelProto:
    table = np.array([[score, score] for score in SCORES.values()], dtype=np.float32)
    shape = ["batch", "length"]
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", "input_ids"], ["found"]),
            helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
            helper.make_node("Unsqueeze", ["mask", "last"], ["column"]),
            helper.make_node("Mul", ["found", "column"], ["scores"]),
        ],
        "tiny",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, shape)
            for name in ("input_ids", "attention_mask")
        ],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [*shape, 2])],
        [
            numpy_helper.from_array(table, "table"),
            numpy_helper.from_array(np.array([2], dtype=np.int64), "last"),
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
