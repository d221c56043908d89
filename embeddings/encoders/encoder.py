"""What an encoder is, what is kept of one beside an index, and how its tokens are counted.

Promise: an exported encoder is a folder that any machine with onnxruntime and tokenizers can
use, without torch, transformers or the network.
"""

import contextlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from embeddings.disk import Content, read_file, write_file
from embeddings.encoders.seal import find_newest_sealed
from embeddings.errors import UnusableIndexError

Vectors = npt.NDArray[np.float32]

GRAPH_FILE = "model.onnx"
WEIGHTS_FILE = "model.weights"
TOKENIZER_FILE = "tokenizer.json"
SETTINGS_FILE = "encoder.json"

_MAX_SETTINGS = 100_000
_MAX_TOKENIZER = 200_000_000
_MAX_LENGTH = 10_000
_MAX_GROWTH = 1000
_PROBES = (
    "At least 1,200 homes lost power on May 3, the company said; “crews are on their way”.",
    "How many people were hurt when the bridge fell into the river?",
)
"""What a tokenizer must take without a fault."""
_WORD_BEGINS = "▁Ġ"


class Encoder(Protocol):
    """Maps texts to unit vectors whose inner product is their likeness, -1 to 1."""

    @property
    def settings(self) -> "EncoderSettings":
        """What the encoder is and what it can read."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions. *Shape:* (n_texts, dimension), float32, unit rows."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed passages. *Shape:* (n_texts, dimension), float32, unit rows."""

    def list_words(self) -> tuple[str, ...]:
        """Return the words that the encoder's vocabulary holds whole, in lower case, sorted."""


@dataclass(frozen=True, slots=True)
class EncoderSettings:
    """Which model an encoder is, and how to feed it.

    ``fingerprint`` tells models apart by their weights, tokenizer and settings. ``max_tokens``
    counts special tokens too; what lies beyond it the model never sees. ``onnx`` is false for a
    model that torch's exporter cannot write, which is then asked through torch.
    """

    model: str
    fingerprint: str
    dimension: int
    max_tokens: int
    query_prompt: str = ""
    passage_prompt: str = ""
    pad_token: str = "[PAD]"  # noqa: S105 - a token of text
    pad_id: int = 0
    onnx: bool = True

    def __post_init__(self) -> None:
        for name in ("model", "fingerprint", "query_prompt", "passage_prompt", "pad_token"):
            value = getattr(self, name)
            _check(name, value, isinstance(value, str) and len(value) <= _MAX_LENGTH)
        for name, least, most in (
            ("dimension", 1, 65_536), ("max_tokens", 1, 10**6), ("pad_id", 0, 10**7),
        ):  # fmt: skip
            value = getattr(self, name)
            _check(name, value, type(value) is int and least <= value <= most)
        _check("onnx", self.onnx, isinstance(self.onnx, bool))

    def save(self, folder: Path) -> Content:
        """Write the settings into an encoder folder that has none."""
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False)
        return write_file(folder / SETTINGS_FILE, f"{text}\n".encode())

    @classmethod
    def load(cls, folder: Path) -> "EncoderSettings":
        """Read the settings of an encoder folder.

        :raises UnusableIndexError: If they are missing or not ours.
        """
        try:
            return cls(**json.loads(read_file(folder / SETTINGS_FILE, max_bytes=_MAX_SETTINGS)))
        except (OSError, ValueError, TypeError, RecursionError) as error:
            raise UnusableIndexError(
                f"The encoder in {folder} cannot be read: run `byline rebuild-index`."
            ) from error


def open_tokenizer(folder: Path) -> Tokenizer:
    """Open the tokenizer of an encoder folder, without padding or truncation.

    :raises UnusableIndexError: If it is missing or damaged.
    """
    try:
        data = read_file(folder / TOKENIZER_FILE, max_bytes=_MAX_TOKENIZER, follow=True)
        with _silent_panics(), translate_panics():
            tokenizer: Tokenizer = Tokenizer.from_buffer(data)
            _check_growth(tokenizer)
            tokenizer.encode_batch(list(_PROBES))
    except Exception as error:  # tokenizers raises bare exceptions of its own
        raise UnusableIndexError(
            f"The encoder in {folder} is damaged: run `byline rebuild-index`."
        ) from error
    # the published file of the default model pads and cuts every text to 128 tokens
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _check_growth(tokenizer: Tokenizer) -> None:
    """Check that a tokenizer does not make texts a great many times longer before it cuts them.

    :raises ValueError: If it may.
    """
    if tokenizer.normalizer is None:
        return
    waiting, growth = [json.loads(tokenizer.normalizer.__getstate__())], 1
    while waiting:
        rule = waiting.pop()
        waiting += rule.get("normalizers") or []
        growth *= max(1, len(rule.get("content") or ""))
        if growth > _MAX_GROWTH:
            raise ValueError("a tokenizer must not make texts that much longer")


def list_whole_words(tokenizer: Tokenizer) -> tuple[str, ...]:
    """Return the tokens that are words by themselves, in lower case, sorted.

    They are those that are not marked as going on a word (``##s``) or, in a vocabulary which
    marks where a word begins instead, those that begin one (``▁ship``, ``Ġship``).
    """
    tokens = [token for token in tokenizer.get_vocab() if token]
    begun = [token[1:] for token in tokens if token[0] in _WORD_BEGINS and len(token) > 1]
    return tuple(sorted({token.lower() for token in begun or tokens if token.isalpha()}))


def find_exported(folder: Path, model: str) -> Path | None:
    """Return the newest export of ``model`` below ``folder`` that is sound, or ``None``."""
    return find_newest_sealed(folder, SETTINGS_FILE, lambda path: _read_model(path) == model)


def _read_model(exported: Path) -> str | None:
    try:
        return EncoderSettings.load(exported).model
    except UnusableIndexError:
        return None


class TokenCounter:
    """Where the tokens of a text lie, by the model's own tokenizer."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.special_tokens: int = tokenizer.num_special_tokens_to_add(False)

    def offsets(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return where each token begins and ends, in code points, special tokens left out."""
        return tuple(self._tokenizer.encode(text, add_special_tokens=False).offsets)


@contextlib.contextmanager
def _silent_panics() -> Iterator[None]:
    """Keep what a library written in Rust says of a panic, past Python, off the standard error.

    What others write there meanwhile follows, unless there was a fault; systems other than Linux
    let it all through.
    """
    try:
        before, kept = os.dup(2), os.memfd_create("stderr")
    except (OSError, AttributeError):
        yield
        return
    try:
        os.dup2(kept, 2)
        try:
            yield
        finally:
            os.dup2(before, 2)
        os.lseek(kept, 0, os.SEEK_SET)
        while piece := os.read(kept, 1 << 16):
            os.write(before, piece)
    finally:
        os.close(before)
        os.close(kept)


@contextlib.contextmanager
def translate_panics() -> Iterator[None]:
    """Turn a panic of a library written in Rust, which is no ``Exception``, into one.

    :raises RuntimeError: If the library panics.
    """
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise RuntimeError(str(error)) from error


def _check(name: str, value: object, sound: bool) -> None:
    if not sound:
        raise ValueError(f"{name} must be of its kind and range, was: {str(value)[:40]!r}")
