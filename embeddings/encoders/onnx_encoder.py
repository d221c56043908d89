"""The encoder that answers questions: onnxruntime and tokenizers, loaded in a fraction of a second.

Promise: its vectors equal those of the torch model it was exported from within 1e-5.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from embeddings.encoders.encoder import (
    GRAPH_FILE,
    Encoder,
    EncoderSettings,
    Vectors,
    list_whole_words,
    open_tokenizer,
)
from embeddings.encoders.session import open_session
from embeddings.errors import UnusableIndexError

_BATCH = 32


def open_encoder(folder: Path, *, threads: int | None = None) -> Encoder:
    """Open the encoder that was exported to ``folder``.

    ``threads`` are those of one text batch, by default one a core.

    :raises UnusableIndexError: If files are missing or damaged.
    """
    settings = EncoderSettings.load(folder)
    if settings.onnx:
        return OnnxEncoder(folder, settings, threads=threads)
    # torch takes seconds to import: only for a model that cannot be exported
    from embeddings.encoders.torch_encoder import TorchEncoder  # noqa: PLC0415

    encoder = TorchEncoder.load(settings.model)
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
        self.settings = settings
        try:
            self._session = open_session(folder / GRAPH_FILE, threads=threads)
        except Exception as error:  # both libraries raise bare exceptions of their own
            raise UnusableIndexError(
                f"The encoder in {folder} is damaged: run `byline rebuild-index`."
            ) from error
        self._tokenizer = open_tokenizer(folder)
        self._tokenizer.enable_truncation(settings.max_tokens)
        self._tokenizer.enable_padding(pad_id=settings.pad_id, pad_token=settings.pad_token)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions. *Shape:* (n_texts, dimension), float32, unit rows."""
        return self._encode([self.settings.query_prompt + text for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed passages. *Shape:* (n_texts, dimension), float32, unit rows."""
        return self._encode([self.settings.passage_prompt + text for text in texts])

    def list_words(self) -> tuple[str, ...]:
        """Return the words that the model's vocabulary holds whole, in lower case, sorted."""
        return list_whole_words(self._tokenizer)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        """Run batches of like length, so that little is spent on padding."""
        vectors = np.zeros((len(texts), self.settings.dimension), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda row: (len(texts[row]), row))
        for first in range(0, len(texts), _BATCH):
            rows = by_length[first : first + _BATCH]
            encodings = self._tokenizer.encode_batch([texts[row] for row in rows])
            inputs = {
                "input_ids": np.array([one.ids for one in encodings], dtype=np.int64),
                "attention_mask": np.array(
                    [one.attention_mask for one in encodings], dtype=np.int64
                ),
            }
            vectors[rows] = self._session.run(None, inputs)[0]
        return vectors
