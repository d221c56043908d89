"""The encoder that builds and answers: onnxruntime and tokenizers, opened in part of a second.

Promise: its vectors equal those of the torch model it was exported from within 1e-5, or are near
them if it was exported in 8 bits; the text alone decides them.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path

import numpy as np

from embeddings.encoders.encoder import (
    GRAPH_FILE,
    Encoder,
    EncoderSettings,
    Vectors,
    list_whole_words,
    open_tokenizer,
    translate_panics,
)
from embeddings.encoders.session import Session
from embeddings.errors import UnusableIndexError

Begin = Callable[[Sequence[str]], None]
"""Begins to embed some passages, and comes back at once."""
_INPUTS = ["attention_mask", "input_ids"]


def open_encoder(folder: Path, *, model: str | None = None, threads: int | None = None) -> Encoder:
    """Open the encoder that was exported to ``folder``.

    One that could not be exported is asked through torch, and for that its ``model`` must be
    named by whoever asks: a folder alone never has a model loaded. ``threads`` are those of one
    text batch, by default one a core.

    :raises UnusableIndexError: If files are missing or damaged, or of another model.
    """
    settings = EncoderSettings.load(folder)
    if model is not None and settings.model != model:
        raise UnusableIndexError(
            f"The encoder in {folder} is of another model than {model}: run `byline rebuild-index`."
        )
    if settings.onnx:
        return OnnxEncoder(folder, settings, threads=threads)
    if model is None:
        raise UnusableIndexError(
            f"The encoder in {folder} cannot be used without its model: name it in BYLINE_MODEL."
        )
    # torch takes seconds to import: only for a model that cannot be exported
    from embeddings.encoders.torch_encoder import TorchEncoder  # noqa: PLC0415

    encoder = TorchEncoder.load(model)
    if encoder.settings.fingerprint != settings.fingerprint:
        raise UnusableIndexError(
            f"The model {settings.model} has changed since the index was built: "
            "run `byline rebuild-index`."
        )
    return encoder


class OnnxEncoder:
    """An exported sentence-transformers model; pooling and normalising are in its graph."""

    def __init__(
        self, folder: Path, settings: EncoderSettings, *, threads: int | None = None
    ) -> None:
        """Open the graph and the tokenizer in ``folder``.

        :raises UnusableIndexError: If they are missing, damaged, or not of an encoder.
        """
        self.settings = settings
        self._folder = folder
        try:
            self._session = Session(folder / GRAPH_FILE, threads=threads)
            inputs = sorted(self._session.inputs)
        except Exception as error:  # both libraries raise bare exceptions of their own
            raise self._make_damage_error() from error
        if inputs != _INPUTS:
            raise self._make_damage_error()
        self._tokenizer = open_tokenizer(folder)
        self._tokenizer.enable_truncation(settings.max_tokens)
        self._begun: dict[str, Future[Vectors]] = {}

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions. *Shape:* (n_texts, dimension), float32, unit rows."""
        return self._encode([self.settings.query_prompt + text for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed passages. *Shape:* (n_texts, dimension), float32, unit rows."""
        return self._encode([self.settings.passage_prompt + text for text in texts])

    @contextlib.contextmanager
    def ahead(self) -> Iterator[Begin]:
        """Have passages embedded in the background, for ``encode_passages`` to give them.

        Cores that have nothing else to do work on them; what was not asked for is dropped at the
        end.
        """
        try:
            yield self._begin
        finally:
            for one in self._begun.values():
                one.cancel()
            self._begun.clear()

    def _begin(self, texts: Sequence[str]) -> None:
        for text in (self.settings.passage_prompt + one for one in texts):
            if text not in self._begun:
                self._begun[text] = self._session.begin(self._run, text)

    def list_words(self) -> tuple[str, ...]:
        """Return the words that the model's vocabulary holds whole, in lower case, sorted."""
        return list_whole_words(self._tokenizer)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        """Run each text by itself: nothing is spent on padding, what a run needs fits the cores'
        caches, and no vector depends on the texts beside it."""
        vectors = np.zeros((len(texts), self.settings.dimension), dtype=np.float32)
        begun = [self._begun.pop(text, None) for text in texts]
        rest = [text for text, one in zip(texts, begun, strict=True) if one is None]
        found = self._session.map(self._run, rest)
        for row, one in enumerate(begun):
            vectors[row] = next(found) if one is None else one.result()
        return vectors

    def _run(self, text: str) -> Vectors:
        """Return the vector of a text. *Shape:* (dimension,)

        :raises UnusableIndexError: If the graph gives none of this size, or the tokenizer breaks.
        """
        try:
            with translate_panics():
                encoded = self._tokenizer.encode(text)
                inputs = {
                    "input_ids": np.array([encoded.ids], dtype=np.int64),
                    "attention_mask": np.array([encoded.attention_mask], dtype=np.int64),
                }
                found = np.asarray(self._session.run(inputs)[0], dtype=np.float32)
        except Exception as error:  # both libraries raise bare exceptions of their own
            raise self._make_damage_error() from error
        if found.shape != (1, self.settings.dimension) or not _are_units(found):
            raise self._make_damage_error()
        return np.asarray(found[0], dtype=np.float32)

    def _make_damage_error(self) -> UnusableIndexError:
        return UnusableIndexError(
            f"The encoder in {self._folder} is damaged: run `byline rebuild-index`."
        )


def _are_units(vectors: Vectors) -> bool:
    return bool(np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3))
