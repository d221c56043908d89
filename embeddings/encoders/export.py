"""Write a torch encoder as an ONNX graph, once, so that asking needs neither torch nor seconds.

Promise: an encoder folder appears whole or not at all, and its vectors were compared with
torch's before it appeared.
"""

import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer

from embeddings.encoders.encoder import GRAPH_FILE, TOKENIZER_FILE, EncoderSettings
from embeddings.encoders.exporting import draft_folder, publish, quiet_export
from embeddings.encoders.onnx_encoder import OnnxEncoder
from embeddings.encoders.torch_encoder import TorchEncoder
from embeddings.errors import UnusableIndexError

MAX_DIFFERENCE = 1e-5
"""The most that any number of a vector may differ from torch's."""

_PROBES = (
    "How many people were hurt?",
    "Officials said on Monday that the bridge would stay closed until the spring. " * 3,
    "At least 1,200 homes lost power, the company said; “crews are on their way”.",
)


def export_encoder(encoder: TorchEncoder, folder: Path) -> Path:
    """Export ``encoder`` below ``folder`` and return where it lies.

    An earlier export is used again where it still gives the vectors that torch gives.

    A model that torch cannot export, or whose graph gives other vectors, is recorded as one to
    be asked through torch.
    """
    target = folder / encoder.settings.fingerprint[:16]
    if _is_sound(encoder, target):
        return target
    with draft_folder(folder) as draft:
        encoder.tokenizer.save(str(draft / TOKENIZER_FILE))
        settings = encoder.settings
        if not _export_graph(encoder, draft):
            (draft / GRAPH_FILE).unlink(missing_ok=True)
            settings = replace(settings, onnx=False)
        settings.save(draft)
        return publish(draft, target)


def _export_graph(encoder: TorchEncoder, folder: Path) -> bool:
    """Write the graph and say whether it does what the model does."""
    probes = encoder.model.tokenizer(list(_PROBES), padding=True, return_tensors="pt")
    inputs = (probes["input_ids"], probes["attention_mask"])
    batch_by_length = {0: "batch", 1: "length"}
    try:
        with quiet_export(), torch.no_grad():
            torch.onnx.export(
                _TextToVector(encoder.model).eval().cpu(),
                inputs,
                str(folder / GRAPH_FILE),
                input_names=["input_ids", "attention_mask"],
                output_names=["unit_vectors"],
                dynamic_axes={
                    "input_ids": batch_by_length,
                    "attention_mask": batch_by_length,
                    "unit_vectors": {0: "batch"},
                },
                # The tracing exporter takes 2 s where the newer one takes 11 s and a further
                # dependency, for equal vectors; the comparison below guards the choice.
                dynamo=False,
            )
        return _agree(encoder, OnnxEncoder(folder, encoder.settings))
    except Exception:  # whatever fails, torch itself remains to ask with
        logging.getLogger(__name__).debug("export failed", exc_info=True)
        return False


def _is_sound(encoder: TorchEncoder, exported: Path) -> bool:
    """Say whether an earlier export is there and whole."""
    try:
        settings = EncoderSettings.load(exported)
        if settings == replace(encoder.settings, onnx=False):
            return True
        return settings == encoder.settings and _agree(encoder, OnnxEncoder(exported, settings))
    except UnusableIndexError:
        return False


def _agree(encoder: TorchEncoder, exported: OnnxEncoder) -> bool:
    texts = [*_PROBES, _PROBES[1] * 20]
    difference = np.abs(exported.encode_passages(texts) - encoder.encode_passages(texts))
    return bool(difference.max() <= MAX_DIFFERENCE)


class _TextToVector(torch.nn.Module):
    """A sentence-transformers model as one function of tensors."""

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__()
        self._model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        features = {"input_ids": input_ids, "attention_mask": attention_mask}
        embedding: torch.Tensor = self._model(features)["sentence_embedding"]
        return torch.nn.functional.normalize(embedding, dim=-1)
