"""The vector index: exact inner product over unit rows, in FAISS.

Promise: results are in order of likeness, equal ones in order of row, and never more than asked
for or than exist. FAISS is met nowhere else.
"""

from pathlib import Path
from typing import cast

import faiss
import numpy as np
import numpy.typing as npt

from embeddings.encoders import Vectors
from embeddings.errors import UnusableIndexError

Rows = npt.NDArray[np.int64]


class VectorIndex:
    """Unit vectors by passage row, searchable and removable."""

    def __init__(self, index: faiss.IndexIDMap2) -> None:
        self._index = index

    @classmethod
    def create(cls, dimension: int) -> "VectorIndex":
        """Make an empty index for vectors of ``dimension`` numbers."""
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))

    @classmethod
    def load(cls, path: Path) -> "VectorIndex":
        """Map the index at ``path`` into memory; vectors are read from disk when searched.

        A mapped file that was cut short is not noticed here: its size is checked beforehand.

        :raises UnusableIndexError: If the file is missing or no index.
        """
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError:
            index = cls._read(path)  # not every system can map
        return cls(cast(faiss.IndexIDMap2, index))

    @staticmethod
    def _read(path: Path) -> faiss.Index:
        try:
            return faiss.read_index(str(path))
        except RuntimeError as error:
            raise UnusableIndexError(
                f"The vectors in {path} cannot be read: run `byline rebuild-index`."
            ) from error

    def save(self, path: Path) -> None:
        """Write the index to ``path``."""
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self._index.d)

    def add(self, vectors: Vectors, rows: Rows) -> None:
        """Add unit vectors under their passage rows.

        *Shape:* vectors (n, dimension), rows (n,).

        :raises ValueError: If shapes do not fit or a row is not of length one.
        """
        self._check(vectors)
        if len(vectors) != len(rows):
            raise ValueError(f"rows must be {len(vectors)}, was: {len(rows)}")
        if len(rows):
            self._index.add_with_ids(np.ascontiguousarray(vectors), rows)

    def remove(self, rows: Rows) -> None:
        """Forget the vectors of ``rows``; unknown rows are passed over."""
        self._index.remove_ids(faiss.IDSelectorBatch(rows))

    def get(self, row: int) -> Vectors:
        """Return one stored vector. *Shape:* (dimension,)

        :raises ValueError: If there is no such row.
        """
        try:
            return np.asarray(self._index.reconstruct(row), dtype=np.float32)
        except RuntimeError as error:
            raise ValueError(f"row must be in the index, was: {row}") from error

    def search(
        self, vector: Vectors, *, limit: int, allowed: Rows | None = None
    ) -> tuple[tuple[int, float], ...]:
        """Return up to ``limit`` pairs (passage row, likeness), the most alike first.

        Only ``allowed`` rows are looked at where they are given. *Shape:* vector (dimension,)

        :raises ValueError: If the vector is not of length one or does not fit.
        """
        if limit < 1:
            raise ValueError(f"limit must be at least 1, was: {limit}")
        self._check(vector[np.newaxis])
        wanted = min(limit, len(self) if allowed is None else len(allowed))
        if wanted == 0:
            return ()
        parameters = (
            None if allowed is None else faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))  # type: ignore[call-arg]
        )
        scores, rows = self._index.search(
            np.ascontiguousarray(vector[np.newaxis]), wanted, params=parameters
        )
        found = [
            (int(row), float(score))
            for row, score in zip(rows[0], scores[0], strict=True)
            if row >= 0
        ]
        return tuple(sorted(found, key=lambda hit: (-hit[1], hit[0])))

    def _check(self, vectors: Vectors) -> None:
        if vectors.ndim != 2 or vectors.shape[1] != self.dimension:
            raise ValueError(f"vectors must be (n, {self.dimension}), was: {vectors.shape}")
        lengths = np.linalg.norm(vectors, axis=1)
        if not np.allclose(lengths, 1, atol=1e-3):
            raise ValueError(
                f"vectors must be of length 1, was: {lengths.min()} to {lengths.max()}"
            )
