"""Write a torch encoder as an ONNX graph, once, so that asking needs neither torch nor seconds.

Promise: an encoder folder appears whole or not at all, its vectors were compared with torch's
before it appeared, and a model that cannot be exported is never one in silence.
"""

import io
import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer

from embeddings.default_model import EIGHT_BITS, split_model
from embeddings.disk import Content
from embeddings.encoders.encoder import (
    GRAPH_FILE,
    SETTINGS_FILE,
    TOKENIZER_FILE,
    WEIGHTS_FILE,
    Encoder,
    EncoderSettings,
)
from embeddings.encoders.exporting import (
    draft_folder,
    first_line,
    plain_attention,
    publish,
    quiet_export,
    write_tokenizer,
)
from embeddings.encoders.onnx_encoder import OnnxEncoder
from embeddings.encoders.rounding import round_weights
from embeddings.encoders.seal import is_sealed, name_by_seal, read_seal, write_seal
from embeddings.encoders.torch_encoder import TorchEncoder
from embeddings.encoders.weights import put_weights_apart, write_graph
from embeddings.errors import ModelError, UnusableIndexError

_log = logging.getLogger(__name__)

MAX_DIFFERENCE = 1e-5
"""The most that any number of a vector may differ from torch's."""
MAX_ROUNDED_DIFFERENCE = 0.05
"""The same of a graph in 8 bits; the numbers of 384 have a mean size of 0.04."""

_PROBES = (
    "How many people were hurt?",
    "Officials said on Monday that the bridge would stay closed until the spring. " * 3,
    "At least 1,200 homes lost power, the company said; “crews are on their way”.",
)


def export_encoder(encoder: TorchEncoder, folder: Path) -> Path:
    """Export ``encoder`` below ``folder`` and return where it lies.

    An earlier export is used again where it is as it was written; one that is not is written
    anew, in its own place where that gives the same files.

    A model that torch cannot export, or whose graph gives other vectors, is recorded as one to
    be asked through torch, and the log says so and why; one that was to be in 8 bits is not
    exported at all.

    :raises ModelError: If it was to be in 8 bits and cannot be.
    :raises OSError: If the disk does not take or keep it.
    """
    fingerprint = encoder.settings.fingerprint[:16]
    for earlier in sorted(folder.glob(f"{fingerprint}*")):
        if _is_sound(encoder, earlier):
            if not EncoderSettings.load(earlier).onnx:
                _log.warning("%s", _refuse(encoder, "as was found when it was exported"))
            return earlier
    with draft_folder(folder) as draft:
        written = {TOKENIZER_FILE: write_tokenizer(encoder.tokenizer, draft / TOKENIZER_FILE)}
        settings = encoder.settings
        try:
            written |= _export_graph(encoder, draft)
        except ModelError as reason:
            if _is_rounded(settings):
                raise
            _log.warning("%s", reason)
            for name in (GRAPH_FILE, WEIGHTS_FILE):
                (draft / name).unlink(missing_ok=True)
            settings = replace(settings, onnx=False)
        written[SETTINGS_FILE] = settings.save(draft)
        write_seal(draft, written)
        return publish(draft, folder / f"{fingerprint}-{name_by_seal(draft)}")


def open_quickest(encoder: TorchEncoder, exported: Path) -> Encoder:
    """Return what embeds with the vectors of ``encoder``: its export, or itself if it has none.

    The export embeds more texts a second, above all beside other work.
    """
    settings = EncoderSettings.load(exported)
    return OnnxEncoder(exported, settings) if settings.onnx else encoder


def _export_graph(encoder: TorchEncoder, folder: Path) -> dict[str, Content]:
    """Write the graph and its weights, and compare what it does with what the model does.

    :raises ModelError: If torch cannot write it, or its vectors are others.
    """
    graph = io.BytesIO()
    try:
        _trace(encoder, graph)
    except Exception as error:  # torch raises whatever a model's own code does
        raise _refuse(encoder, f"torch cannot export it: {first_line(error)}") from error
    try:
        written = _write_graph(graph.getvalue(), folder / GRAPH_FILE, _is_rounded(encoder.settings))
        exported = OnnxEncoder(folder, encoder.settings)
        difference = _find_difference(encoder, exported)
    except UnusableIndexError as error:
        cause = error.__cause__ or error
        raise _refuse(encoder, f"onnxruntime cannot run it: {first_line(cause)}") from error
    if not difference <= _find_bound(encoder.settings):
        raise _refuse(encoder, f"its vectors would differ by {difference:.1e}")
    return written


def _write_graph(graph: bytes, path: Path, rounded: bool) -> dict[str, Content]:
    """Write a graph and its weights, rounded or as they are; return what both files hold.

    :raises UnusableIndexError: If it cannot be rounded.
    """
    if not rounded:
        return write_graph(graph, path, WEIGHTS_FILE)
    path.write_bytes(graph)
    try:
        round_weights(path, kinds=("MatMul",))
    except Exception as error:  # onnxruntime raises bare exceptions of its own
        raise UnusableIndexError("It cannot be rounded.") from error
    return put_weights_apart(path, WEIGHTS_FILE)


def _is_rounded(settings: EncoderSettings) -> bool:
    return split_model(settings.model)[1]


def _find_bound(settings: EncoderSettings) -> float:
    """Return the most that any number of an export's vectors may differ from torch's."""
    return MAX_ROUNDED_DIFFERENCE if _is_rounded(settings) else MAX_DIFFERENCE


def _trace(encoder: TorchEncoder, graph: io.BytesIO) -> None:
    probes = encoder.model.tokenizer(list(_PROBES), padding=True, return_tensors="pt")
    batch_by_length = {0: "batch", 1: "length"}
    with quiet_export(), plain_attention(encoder.model), torch.no_grad():
        torch.onnx.export(
            _TextToVector(encoder.model).eval().cpu(),
            (probes["input_ids"], probes["attention_mask"]),
            graph,  # type: ignore[arg-type]  # a stream will do
            input_names=["input_ids", "attention_mask"],
            output_names=["unit_vectors"],
            dynamic_axes={
                "input_ids": batch_by_length,
                "attention_mask": batch_by_length,
                "unit_vectors": {0: "batch"},
            },
            # The tracing exporter takes 2 s where the newer one takes 11 s and a further
            # dependency, for equal vectors; the comparison above guards the choice.
            dynamo=False,
        )


def _refuse(encoder: TorchEncoder, reason: str) -> ModelError:
    own, rounded = split_model(encoder.settings.model)
    if rounded:
        return ModelError(
            f"The model {own} cannot be used in 8 bits: take {EIGHT_BITS} off BYLINE_MODEL "
            f"({reason})."
        )
    return ModelError(
        f"The model {encoder.settings.model} is asked through torch, which is slower and needs "
        f"more memory, since it cannot be used as an ONNX graph ({reason})."
    )


def _is_sound(encoder: TorchEncoder, exported: Path) -> bool:
    """Say whether an earlier export is as it was written and would be now, and of this model."""
    try:
        settings = EncoderSettings.load(exported)
        same = settings == replace(encoder.settings, onnx=settings.onnx)
        apart = not settings.onnx or WEIGHTS_FILE in read_seal(exported)
        return same and apart and is_sealed(exported)
    except UnusableIndexError:
        return False


def find_model_difference(exported: Path) -> str:
    """Compare an export with the model it is of, which is loaded; say what differs, if anything.

    :raises ModelError: If the model cannot be loaded.
    """
    settings = EncoderSettings.load(exported)
    encoder = TorchEncoder.load(settings.model)
    if replace(encoder.settings, onnx=settings.onnx) != settings:
        return f"the encoder is not of the model {settings.model} as it is now"
    if not settings.onnx:
        return ""
    difference = _find_difference(encoder, OnnxEncoder(exported, settings))
    if difference <= _find_bound(settings):
        return ""
    return f"the encoder's vectors differ by {difference:.1e} from those of {settings.model}"


def _find_difference(encoder: TorchEncoder, exported: OnnxEncoder) -> float:
    texts = [*_PROBES, _PROBES[1] * 20]
    return float(np.abs(exported.encode_passages(texts) - encoder.encode_passages(texts)).max())


class _TextToVector(torch.nn.Module):
    """A sentence-transformers model as one function of tensors."""

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__()
        self._model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        features = {"input_ids": input_ids, "attention_mask": attention_mask}
        embedding: torch.Tensor = self._model(features)["sentence_embedding"]
        return torch.nn.functional.normalize(embedding, dim=-1)
