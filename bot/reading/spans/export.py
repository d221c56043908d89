"""Write a question-answering network as an ONNX graph, once, so that reading needs no torch.

Promise: a reader's folder appears whole or not at all, and its scores were compared with torch's
before it appeared.
"""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import AutoModelForQuestionAnswering, AutoTokenizer
from transformers.utils import logging as transformers_logging

from bot.reading.spans.network import GRAPH_FILE, SPANS, WEIGHTS_FILE
from bot.reading.spans.settings import SETTINGS_FILE, SpanSettings
from embeddings.disk import write_file
from embeddings.encoders.encoder import TOKENIZER_FILE
from embeddings.encoders.exporting import (
    copy_tokenizer,
    draft_folder,
    first_line,
    plain_attention,
    publish,
    quiet_export,
    write_tokenizer,
)
from embeddings.encoders.seal import write_seal
from embeddings.encoders.session import Session
from embeddings.encoders.weights import put_weights_apart
from embeddings.errors import ModelError

MAX_DIFFERENCE = 1e-3
"""The most that a score may differ from torch's; scores lie between about -10 and 10."""

_PROBE = 128
"""Tokens of the input that is compared."""
_LEAST_ROOM = 96


def export_reader(name: str, folder: Path, own: SpanSettings) -> Path:
    """Export the extractive model ``name`` below ``folder`` and return where it lies.

    Its confidence is that of the ``own`` reader, for want of questions to measure it by.

    :raises ModelError: If it cannot be loaded, has no fast tokenizer, or gives other scores in
        onnxruntime.
    :raises OSError: If the disk does not take or keep it.
    """
    model, tokenizer, settings = _load(name, own)
    with draft_folder(folder) as draft:
        written = {
            TOKENIZER_FILE: write_tokenizer(tokenizer, draft / TOKENIZER_FILE),
            SETTINGS_FILE: write_file(draft / SETTINGS_FILE, settings.to_json().encode()),
        }
        export_graph(
            _Scores(model),
            draft / GRAPH_FILE,
            typed=settings.typed,
            vocabulary=int(model.config.vocab_size),
        )
        written |= put_weights_apart(draft / GRAPH_FILE, WEIGHTS_FILE)
        write_seal(draft, written)
        return publish(draft, folder / settings.fingerprint[:16])


def _load(name: str, own: SpanSettings) -> tuple[Any, Tokenizer, SpanSettings]:
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    try:
        model, loading = AutoModelForQuestionAnswering.from_pretrained(
            name, output_loading_info=True
        )
        if missing := sorted(loading["missing_keys"]):
            raise _refuse(name, f"it was not trained to answer: it has no {missing[0]}")
        tokenizer = copy_tokenizer(
            AutoTokenizer.from_pretrained(name, use_fast=True).backend_tokenizer
        )
        return model.eval(), tokenizer, _describe(name, model, tokenizer, own)
    except ModelError:
        raise
    except Exception as error:  # torch, transformers and the hub each raise their own
        raise _refuse(name, first_line(error)) from error


def export_graph(
    network: torch.nn.Module,
    path: Path,
    *,
    typed: bool,
    vocabulary: int,
    outputs: tuple[str, ...] = (SPANS,),
) -> None:
    """Write a network of ids, attention and, if ``typed``, types, to scores (n, length, 2).

    Ids are below ``vocabulary``. A network of several ``outputs`` returns a tuple of them.

    :raises ModelError: If it cannot be written, or onnxruntime then gives other scores than torch.
    """
    names = ["input_ids", "attention_mask", *(["token_type_ids"] if typed else [])]
    draw = torch.Generator().manual_seed(1)
    given, probe = (
        _draw_inputs(torch.randint(1, vocabulary, shape, generator=draw))[: len(names)]
        for shape in ((2, 24), (3, _PROBE))
    )
    try:
        _write_graph(network.eval().cpu(), path, (names, outputs), given)
        with torch.no_grad():
            looked = network(*probe)
        expected = (looked,) if len(outputs) == 1 else tuple(looked)
        session = Session(path)
        feed = {name: one.numpy() for name, one in zip(names, probe, strict=True)}
        found = session.run(feed)
        difference = max(
            float(np.abs(one - wanted.numpy()).max())
            for one, wanted in zip(found, expected, strict=True)
        )
    except Exception as error:  # both libraries raise bare exceptions of their own
        raise ModelError(
            "The reader cannot be written as an ONNX graph: set BYLINE_READER to another one "
            f"({first_line(error)})."
        ) from error
    if not difference <= MAX_DIFFERENCE:
        raise ModelError(f"The exported reader's scores differ from torch's by {difference:.1e}.")


def _write_graph(
    network: torch.nn.Module,
    path: Path,
    names: tuple[list[str], tuple[str, ...]],
    given: tuple[torch.Tensor, ...],
) -> None:
    inputs, outputs = names
    axes = {key: {0: "batch", 1: "length"} for key in (*inputs, SPANS)}
    axes |= {key: {0: "batch"} for key in outputs if key != SPANS}
    with quiet_export(), plain_attention(network), torch.no_grad():
        torch.onnx.export(
            network,
            given,
            str(path),
            input_names=inputs,
            output_names=list(outputs),
            dynamic_axes=axes,
            dynamo=False,  # as for the encoder: a fraction of the time, equal scores
        )


def _draw_inputs(ids: torch.Tensor) -> tuple[torch.Tensor, ...]:
    """Return ids, attention and types: two parts in each row, and padding in the last."""
    attention, types = torch.ones_like(ids), torch.zeros_like(ids)
    attention[-1, ids.shape[1] // 2 :] = 0
    types[:, ids.shape[1] // 4 :] = 1
    return ids, attention, types


def _refuse(name: str, reason: str) -> ModelError:
    return ModelError(
        f"The reader {name} cannot be loaded: set BYLINE_READER to span, sentence, or a "
        f"question-answering model or folder ({reason})."
    )


class _Scores(torch.nn.Module):
    """A question-answering model of transformers as a function of tensors."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self._model = model

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        token_type_ids: torch.Tensor | None = None,
    ) -> torch.Tensor:
        inputs = {"input_ids": input_ids, "attention_mask": attention_mask}
        if token_type_ids is not None:
            inputs["token_type_ids"] = token_type_ids
        found = self._model(**inputs)
        return torch.stack((found.start_logits, found.end_logits), dim=-1)


def _describe(name: str, model: Any, tokenizer: Tokenizer, own: SpanSettings) -> SpanSettings:
    """Read off a model how it wants a question and a text put together."""
    pair = tokenizer.encode("one", "other")
    first, second = pair.sequence_ids.index(0), pair.sequence_ids.index(1)
    end = tuple(len(pair) - pair.sequence_ids[::-1].index(part) for part in (0, 1))
    room = int(getattr(model.config, "max_position_embeddings", 512)) - 8 - own.max_question
    if room < _LEAST_ROOM:
        raise ModelError(f"The reader {name} sees too few words at once: name another one.")
    return replace(
        own,
        model=name,
        fingerprint=_fingerprint(model, tokenizer),
        first=tuple(pair.ids[:first]),
        between=tuple(pair.ids[end[0] : second]),
        last=tuple(pair.ids[end[1] :]),
        typed=getattr(model.config, "type_vocab_size", 0) > 1,
        max_headline=0,
        max_text=min(own.max_text, room),
    )


def _fingerprint(model: torch.nn.Module, tokenizer: Tokenizer) -> str:
    digest = hashlib.sha256(tokenizer.to_str().encode())
    for key, weights in model.state_dict().items():
        digest.update(key.encode())
        digest.update(weights.contiguous().numpy().tobytes())
    return digest.hexdigest()
