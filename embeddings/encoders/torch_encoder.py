"""The reference encoder: any sentence-transformers model, run by torch, to be exported or asked.

Promise: the default model's weights are those that were published, byte for byte.
"""

import hashlib
import logging
from collections.abc import Sequence
from typing import cast

import numpy as np
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer
from transformers.utils import logging as transformers_logging

from embeddings.default_model import (
    DEFAULT_MODEL,
    EIGHT_BITS,
    check_default_weights,
    split_model,
)
from embeddings.encoders.encoder import EncoderSettings, Vectors, list_whole_words
from embeddings.encoders.exporting import copy_tokenizer, first_line
from embeddings.errors import ModelError


class TorchEncoder:
    """A sentence-transformers model with the tokenizer and settings that its export needs."""

    def __init__(self, model: SentenceTransformer, settings: EncoderSettings) -> None:
        self.model = model
        self.settings = settings

    @classmethod
    def load(cls, name: str) -> "TorchEncoder":
        """Load ``name``: the embedded default, a folder, or a sentence-transformers model.

        One that is named in 8 bits is loaded as it is: its export is what is rounded.

        :raises ModelError: If it cannot be loaded, has no fast tokenizer, or is the default
            with other weights than the published ones.
        """
        own, _ = split_model(name)
        source = str(check_default_weights()) if own == DEFAULT_MODEL else own
        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        for library in ("sentence_transformers", "huggingface_hub"):
            logging.getLogger(library).setLevel(logging.ERROR)
        try:
            model = SentenceTransformer(source)
        except Exception as error:  # torch, transformers and the hub each raise their own
            raise ModelError(
                f"The model {name} cannot be loaded: set BYLINE_MODEL to a sentence-transformers "
                f"model or folder ({first_line(error)})."
            ) from error
        return cls(model, _describe(model, name))

    @property
    def tokenizer(self) -> Tokenizer:
        """The model's tokenizer as a copy of its own, without padding or truncation."""
        return _copy_tokenizer(self.model)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions. *Shape:* (n_texts, dimension), float32, unit rows."""
        return self._encode(texts, self.settings.query_prompt)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed passages. *Shape:* (n_texts, dimension), float32, unit rows."""
        return self._encode(texts, self.settings.passage_prompt)

    def list_words(self) -> tuple[str, ...]:
        """Return the words that the model's vocabulary holds whole, in lower case, sorted."""
        return list_whole_words(self.tokenizer)

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        return cast(
            Vectors,
            self.model.encode(
                list(texts),
                prompt=prompt or None,
                normalize_embeddings=True,
                show_progress_bar=False,
                convert_to_numpy=True,
            ),
        ).astype(np.float32, copy=False)


def _describe(model: SentenceTransformer, name: str) -> EncoderSettings:
    """Read off a loaded model what an encoder needs to know of it."""
    tokenizer = _copy_tokenizer(model)
    prompts = {kind: prompt for kind, prompt in model.prompts.items() if prompt}
    dimension = model.get_embedding_dimension()
    if dimension is None:
        raise ModelError(f"The model {name} does not say how long its vectors are.")
    return EncoderSettings(
        model=name,
        fingerprint=_fingerprint(model, tokenizer, rounded=split_model(name)[1]),
        dimension=dimension,
        max_tokens=model.max_seq_length or 512,
        query_prompt=prompts.get("query", ""),
        passage_prompt=prompts.get("document", prompts.get("passage", "")),
        pad_token=str(model.tokenizer.pad_token or ""),
        pad_id=int(model.tokenizer.pad_token_id or 0),
    )


def _copy_tokenizer(model: SentenceTransformer) -> Tokenizer:
    backend = getattr(model.tokenizer, "backend_tokenizer", None)
    if backend is None:
        raise ModelError("The model has no fast tokenizer: choose one that has a tokenizer.json.")
    return copy_tokenizer(backend)


def _fingerprint(model: SentenceTransformer, tokenizer: Tokenizer, *, rounded: bool) -> str:
    """Hash what decides a model's vectors: modules, weights, their bits, tokenizer, prompts."""
    digest = hashlib.sha256()
    digest.update(repr(model).encode())
    digest.update(repr((model.max_seq_length, sorted(model.prompts.items()))).encode())
    digest.update(tokenizer.to_str().encode())
    if rounded:
        digest.update(EIGHT_BITS.encode())
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.detach().cpu().contiguous().float().numpy().tobytes())
    return digest.hexdigest()
