"""What every kind of vector index is asked and answers.

Promise: results are in order of likeness, equal ones in order of row, and never more than asked
for or than exist.
"""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.disk import Content
from embeddings.encoders import Vectors
from embeddings.index.vectors.rows import (
    Rows,
    are_unit_vectors,
    check_unit_vectors,
    make_vectors_error,
    rank,
    split_rows,
)


class VectorIndex(ABC):
    """Unit vectors by passage row, from 1 on, searchable."""

    def __init__(self, index: Any, name: str = "") -> None:
        """Take FAISS's index, and the name of its file if it has one.

        What FAISS says of its types is true of C++ alone.
        """
        self._index, self._name = index, name

    def __len__(self) -> int:
        """Count the vectors."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self._index.d)

    @abstractmethod
    def save(self, folder: Path) -> dict[str, Content]:
        """Write the index into ``folder`` and onto the disk; return what was to be written."""

    @abstractmethod
    def get_many(self, rows: Rows) -> Vectors:
        """Return stored vectors in the order of ``rows``. *Shape:* (n_rows, dimension)

        :raises ValueError: If there is no such row.
        :raises UnusableIndexError: If what is looked at turns out not to be what was written.
        """

    def check(self) -> None:
        """Look at every vector.

        :raises UnusableIndexError: If one is not what was written, or not of length one.
        """
        if not all(are_unit_vectors(self.get_many(rows)) for rows in split_rows(len(self))):
            raise make_vectors_error(self._name)

    def search(
        self, vector: Vectors, *, limit: int, allowed: Rows | None = None
    ) -> tuple[tuple[int, float], ...]:
        """Return up to ``limit`` pairs (passage row, likeness), the most alike first.

        Only ``allowed`` rows are looked at where they are given. *Shape:* vector (dimension,)

        :raises ValueError: If the vector is not of length one or does not fit.
        :raises UnusableIndexError: If what is looked at turns out not to be what was written.
        """
        if limit < 1:
            raise ValueError(f"limit must be at least 1, was: {limit}")
        check_unit_vectors(vector[np.newaxis], self.dimension)
        wanted = min(limit, len(self) if allowed is None else len(allowed))
        if wanted == 0:
            return ()
        rows, scores = self._find(vector, wanted, allowed)
        try:
            return rank(rows, scores, len(self))[:wanted]
        except ValueError as error:
            raise make_vectors_error(self._name) from error

    @abstractmethod
    def _find(self, vector: Vectors, wanted: int, allowed: Rows | None) -> tuple[Rows, Vectors]:
        """Return rows and scores, in any order, ``wanted`` of them at least where so many exist."""
