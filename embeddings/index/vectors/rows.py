"""Checks of rows, of unit vectors and of what was found, for every kind of vector index.

Promise: pure functions; what is ranked is in order of likeness, equal ones in order of row.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.encoders import Vectors
from embeddings.errors import UnusableIndexError

Rows = npt.NDArray[np.int64]

_CHECKED_AT_ONCE = 10_000
_LARGEST = 1.01
"""The inner product of two unit vectors, with room for rounding."""


def check_unit_vectors(vectors: Vectors, dimension: int) -> None:
    """Check that vectors have so many numbers and are of length one. *Shape:* (n, dimension)

    :raises ValueError: If not.
    """
    if vectors.ndim != 2 or vectors.shape[1] != dimension:
        raise ValueError(f"vectors must be (n, {dimension}), was: {vectors.shape}")
    if not are_unit_vectors(vectors):
        lengths = _measure(vectors)
        raise ValueError(f"vectors must be of length 1, was: {lengths.min()} to {lengths.max()}")


def are_unit_vectors(vectors: Vectors) -> bool:
    """Say whether every vector is of length one. *Shape:* (n, dimension)"""
    return all(
        np.allclose(_measure(vectors[first:last]), 1, atol=1e-3)
        for first, last in pairwise([*range(0, len(vectors), _CHECKED_AT_ONCE), len(vectors)])
    )


def _measure(vectors: Vectors) -> Vectors:
    """Return the length of each vector, with no copy of them. *Shape:* (n,)"""
    lengths: Vectors = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return lengths


def check_rows(rows: Rows, length: int) -> None:
    """Check that rows are among those from 1 to ``length``.

    :raises ValueError: If not.
    """
    if len(rows) and not 1 <= rows.min() <= rows.max() <= length:
        raise ValueError(f"rows must be 1 to {length}, was: {rows.min()} to {rows.max()}")


def split_rows(length: int) -> Iterator[Rows]:
    """Give the rows from 1 to ``length``, so many at once as are checked together."""
    for first in range(1, length + 1, _CHECKED_AT_ONCE):
        yield np.arange(first, min(first + _CHECKED_AT_ONCE, length + 1))


def rank(rows: Rows, scores: Vectors, length: int) -> tuple[tuple[int, float], ...]:
    """Return pairs (row, likeness), the most alike first, equal ones in order of row.

    :raises ValueError: If one is no row from 1 to ``length``, is there twice, or has a likeness
        that unit vectors cannot have: the index is not what was written.
    """
    found = [(int(row), float(score)) for row, score in zip(rows, scores, strict=True)]
    sound = all(1 <= row <= length and abs(score) <= _LARGEST for row, score in found)
    if not sound or len({row for row, _ in found}) < len(found):
        raise ValueError("the index must hold unit vectors, each under its own row")
    return tuple(sorted(found, key=lambda hit: (-hit[1], hit[0])))


def make_vectors_error(path: Path | str) -> UnusableIndexError:
    """Return the error of vectors that are not what was written."""
    return UnusableIndexError(f"The vectors in {path} cannot be read: run `byline rebuild-index`.")
