"""Vectors of single words: the rows of the default model's table of word pieces.

Promise: words of near meaning have near vectors, and nothing is computed that the table does not
hold.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from embeddings.default_model import find_default_model

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
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
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


def list_whole_words(*, shortest: int) -> tuple[str, ...]:
    """Return the words that the table has as one piece, in order."""
    tokenizer = Tokenizer.from_file(str(find_default_model() / "tokenizer.json"))
    known = (word for word in tokenizer.get_vocab() if word.isascii() and word.isalpha())
    return tuple(sorted(word for word in known if len(word) >= shortest))
