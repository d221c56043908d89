"""The vectors of a small index: FAISS's flat inner product, every vector compared.

Promise: what is found is exactly the most alike.
"""

import struct
from pathlib import Path

import faiss
import numpy as np

from embeddings.disk import Content, open_regular, write_file
from embeddings.encoders import Vectors
from embeddings.index.manifest import VECTORS_FILE
from embeddings.index.vectors.engine import one_thread, read_mapped
from embeddings.index.vectors.rows import (
    Rows,
    check_rows,
    check_unit_vectors,
    make_vectors_error,
)
from embeddings.index.vectors.vector_index import VectorIndex

_HEAD = 82
"""Bytes before the first vector: two kinds of index, each with its width and number, and how many
numbers follow."""
_LENGTHS_AT, _NUMBERS_AT = (8, 45), 74
"""Where the number of vectors stands in them, and that of all their numbers."""
_NUMBER = struct.Struct("<q")


class ExactVectors(VectorIndex):
    """Unit vectors of which every one is compared."""

    @classmethod
    def build(cls, vectors: Vectors) -> "ExactVectors":
        """Make an index of unit vectors, in order of row. *Shape:* (n, dimension)

        :raises ValueError: If one is not of length one.
        """
        check_unit_vectors(vectors, vectors.shape[-1])
        index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        if len(vectors):
            rows = np.arange(1, len(vectors) + 1, dtype=np.int64)
            index.add_with_ids(np.ascontiguousarray(vectors), rows)
        return cls(index)

    @classmethod
    def load(cls, folder: Path, *, length: int, dimension: int) -> "ExactVectors":
        """Map the index in ``folder``, of ``length`` vectors of so many numbers, into memory.

        Vectors are read from disk when searched. The file's head and size are those of such an
        index before FAISS is let near it: it believes whatever size a file claims.

        :raises UnusableIndexError: If the file is missing or not such an index.
        """
        path = folder / VECTORS_FILE
        try:
            _check_layout(path, length, dimension)
            index = read_mapped(path)
        except (OSError, ValueError, RuntimeError) as error:
            raise make_vectors_error(path) from error
        if not isinstance(index, faiss.IndexIDMap2):
            raise make_vectors_error(path)
        if not np.array_equal(faiss.vector_to_array(index.id_map), np.arange(1, length + 1)):
            raise make_vectors_error(path)
        return cls(index, str(path))

    def save(self, folder: Path) -> dict[str, Content]:
        """Write the index into ``folder`` and onto the disk; return what was to be written."""
        length, inner = len(self), faiss.downcast_index(self._index.index)
        numbers = faiss.rev_swig_ptr(inner.get_xb(), length * self.dimension)  # type: ignore[attr-defined]
        rows = np.arange(1, length + 1, dtype="<i8")
        # FAISS would write the same, and copy all of it several times
        head = _make_head(length, self.dimension)
        parts = (head, numbers.data, _NUMBER.pack(length), rows.data)
        return {VECTORS_FILE: write_file(folder / VECTORS_FILE, b"".join(parts))}

    def get_many(self, rows: Rows) -> Vectors:
        """Return stored vectors in the order of ``rows``. *Shape:* (n_rows, dimension)

        :raises ValueError: If there is no such row.
        """
        check_rows(rows, len(self))
        inner = faiss.downcast_index(self._index.index)
        with one_thread():
            return np.asarray(inner.reconstruct_batch(rows - 1), dtype=np.float32)

    def _find(self, vector: Vectors, wanted: int, allowed: Rows | None) -> tuple[Rows, Vectors]:
        parameters = (
            None if allowed is None else faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))  # type: ignore[call-arg]
        )
        query = np.ascontiguousarray(vector[np.newaxis])
        with one_thread():
            scores, rows = self._index.search(query, wanted, params=parameters)
        return rows[0], scores[0]


def _check_layout(path: Path, length: int, dimension: int) -> None:
    """Check that a file is as long, and begins as, such an index, without parsing it.

    :raises ValueError: If it does not.
    """
    vector = dimension * np.dtype(np.float32).itemsize + _NUMBER.size
    with open_regular(path) as file:
        head = file.read(_HEAD)
        size = file.seek(0, 2)
    if size != _HEAD + _NUMBER.size + length * vector or head != _make_head(length, dimension):
        raise ValueError(f"the vectors must be {length} of {dimension} numbers")


def _make_head(length: int, dimension: int) -> bytes:
    """Return what stands before the first vector; behind the last are the rows and how many."""
    empty = faiss.serialize_index(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))
    head = bytearray(empty[:_HEAD].tobytes())
    for at in _LENGTHS_AT:
        _NUMBER.pack_into(head, at, length)
    _NUMBER.pack_into(head, _NUMBERS_AT, length * dimension)
    return bytes(head)
