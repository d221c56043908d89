"""Vectors of single words: the rows of the default model's table of word pieces.

Promise: words of near meaning have near vectors, and nothing is computed that the table does not
hold.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from embeddings.default_model import find_default_model
from embeddings.encoders.encoder import list_whole_words, open_tokenizer

_TABLE = "embeddings.word_embeddings.weight"
_UNKNOWN = "[UNK]"


def read_word_vectors(
    words: Sequence[str], *, dimensions: int, length: float
) -> NDArray[np.float32]:
    """Return a vector for each word, of that length, in the directions in which they differ most.

    A word of several pieces gets the mean of theirs. The shape is (words, dimensions).
    """
    folder = find_default_model()
    table = load_file(folder / "model.safetensors")[_TABLE].astype(np.float32)
    tokenizer = open_tokenizer(folder)
    unknown = [tokenizer.token_to_id(_UNKNOWN) or 0]
    pieces = [one.ids for one in tokenizer.encode_batch(list(words), add_special_tokens=False)]
    means = np.stack([table[ids or unknown].mean(axis=0) for ids in pieces])
    means -= means.mean(axis=0)
    directions = np.linalg.eigh(means.T @ means)[1][:, ::-1][:, :dimensions]
    vectors = means @ directions
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: NDArray[np.float32] = (vectors * (length / np.maximum(lengths, 1e-6))).astype(
        np.float32
    )
    return scaled


def list_known_words(*, shortest: int) -> tuple[str, ...]:
    """Return the words that the table has as one piece, in order."""
    whole = list_whole_words(open_tokenizer(find_default_model()))
    return tuple(word for word in whole if word.isascii() and len(word) >= shortest)
