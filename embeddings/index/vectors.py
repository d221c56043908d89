"""The vector index: exact inner product over unit rows, in FAISS.

Promise: results are in order of likeness, equal ones in order of row, and never more than asked
for or than exist. FAISS is met nowhere else.
"""

import struct
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from embeddings.disk import Content, open_regular, write_file
from embeddings.encoders import Vectors
from embeddings.errors import UnusableIndexError

Rows = npt.NDArray[np.int64]

_HEAD = 82
"""Bytes before the first vector: two kinds of index, each with its width and number, and how many
numbers follow."""
_LENGTHS_AT, _NUMBERS_AT = (8, 45), 74
"""Where the number of vectors stands in them, and that of all their numbers."""
_CHECKED_AT_ONCE = 10_000
_LARGEST = 1.01
"""The inner product of two unit vectors, with room for rounding."""


class VectorIndex:
    """Unit vectors by passage row, searchable."""

    def __init__(self, index: faiss.IndexIDMap2, name: str = "") -> None:
        self._index = index
        self._name = name

    @classmethod
    def create(cls, dimension: int) -> "VectorIndex":
        """Make an empty index for vectors of ``dimension`` numbers."""
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))

    @classmethod
    def load(cls, path: Path, *, length: int, dimension: int) -> "VectorIndex":
        """Map the index at ``path``, of ``length`` vectors of so many numbers, into memory.

        Vectors are read from disk when searched. The file's head and size are those of such an
        index before FAISS is let near it: it believes whatever size a file claims.

        :raises UnusableIndexError: If the file is missing or not such an index.
        """
        try:
            _check_layout(path, length, dimension)
            index = _read(path)
        except (OSError, ValueError, RuntimeError) as error:
            raise _make_error(path) from error
        if not isinstance(index, faiss.IndexIDMap2):
            raise _make_error(path)
        if not np.array_equal(faiss.vector_to_array(index.id_map), np.arange(1, length + 1)):
            raise _make_error(path)
        return cls(index, str(path))

    def save(self, path: Path) -> Content:
        """Write the index to ``path`` and onto the disk; return what was to be written."""
        return write_file(path, faiss.serialize_index(self._index).data)

    def check(self) -> None:
        """Look at every vector.

        :raises UnusableIndexError: If one is not of length one.
        """
        for first in range(1, len(self) + 1, _CHECKED_AT_ONCE):
            rows = np.arange(first, min(first + _CHECKED_AT_ONCE, len(self) + 1))
            lengths = np.linalg.norm(self.get_many(rows), axis=1)
            if not np.allclose(lengths, 1, atol=1e-3):
                raise _make_error(Path(self._name))

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

    def get(self, row: int) -> Vectors:
        """Return one stored vector. *Shape:* (dimension,)

        :raises ValueError: If there is no such row.
        """
        try:
            return np.asarray(self._index.reconstruct(row), dtype=np.float32)
        except RuntimeError as error:
            raise ValueError(f"row must be in the index, was: {row}") from error

    def get_many(self, rows: Rows) -> Vectors:
        """Return stored vectors in the order of ``rows``. *Shape:* (n_rows, dimension)

        :raises ValueError: If there is no such row.
        """
        if len(rows) and not 1 <= rows.min() <= rows.max() <= len(self):
            raise ValueError(f"rows must be 1 to {len(self)}, was: {rows.min()} to {rows.max()}")
        inner = faiss.downcast_index(self._index.index)
        return np.asarray(inner.reconstruct_batch(rows - 1), dtype=np.float32)

    def search(
        self, vector: Vectors, *, limit: int, allowed: Rows | None = None
    ) -> tuple[tuple[int, float], ...]:
        """Return up to ``limit`` pairs (passage row, likeness), the most alike first.

        Only ``allowed`` rows are looked at where they are given. *Shape:* vector (dimension,)

        :raises ValueError: If the vector is not of length one or does not fit.
        :raises UnusableIndexError: If a stored vector turns out not to be of length one.
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
        found = [(int(row), float(score)) for row, score in zip(rows[0], scores[0], strict=True)]
        # unit vectors have no other products, and all that were wanted are there
        if not all(row > 0 and abs(score) <= _LARGEST for row, score in found):
            raise _make_error(Path(self._name))
        return tuple(sorted(found, key=lambda hit: (-hit[1], hit[0])))

    def _check(self, vectors: Vectors) -> None:
        if vectors.ndim != 2 or vectors.shape[1] != self.dimension:
            raise ValueError(f"vectors must be (n, {self.dimension}), was: {vectors.shape}")
        lengths = np.linalg.norm(vectors, axis=1)
        if not np.allclose(lengths, 1, atol=1e-3):
            raise ValueError(
                f"vectors must be of length 1, was: {lengths.min()} to {lengths.max()}"
            )


def _check_layout(path: Path, length: int, dimension: int) -> None:
    """Check that a file is as long, and begins as, such an index, without parsing it.

    :raises ValueError: If it does not.
    """
    empty = faiss.serialize_index(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))).tobytes()
    number = struct.calcsize("q")
    whole = len(empty) + length * (dimension * np.dtype(np.float32).itemsize + number)
    with open_regular(path) as file:
        head = file.read(_HEAD)
        size = file.seek(0, 2)
    expected = bytearray(empty[:_HEAD])
    for at in _LENGTHS_AT:
        expected[at : at + number] = struct.pack("<q", length)
    expected[_NUMBERS_AT:] = struct.pack("<q", length * dimension)
    if size != whole or head != expected:
        raise ValueError(f"the vectors must be {length} of {dimension} numbers")


def _read(path: Path) -> faiss.Index:
    try:
        return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    except RuntimeError:
        return faiss.read_index(str(path))  # not every system can map


def _make_error(path: Path) -> UnusableIndexError:
    return UnusableIndexError(f"The vectors in {path} cannot be read: run `byline rebuild-index`.")
