"""The vectors of a large index: FAISS's inverted lists of like vectors, the nearest ones compared.

    vectors.faiss    the lists, each vector in float16 (see ``layout.py``)
    vectors.sums     SHA-256 of the head of that file, then that of each list

Promise: a list is compared with its hash before anything in it is answered from, once, so that
opening reads none; among few that may answer, what is found is exactly the most alike.
"""

import hashlib
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from embeddings.disk import Content, open_regular, read_file, write_file
from embeddings.encoders import Vectors
from embeddings.index.manifest import VECTORS_FILE
from embeddings.index.vectors.engine import one_thread, read_mapped
from embeddings.index.vectors.layout import Layout, make_empty, measure_head, read_layout
from embeddings.index.vectors.rows import (
    Rows,
    check_rows,
    check_unit_vectors,
    make_vectors_error,
)
from embeddings.index.vectors.vector_index import VectorIndex

SUMS_FILE = "vectors.sums"

_SUM = hashlib.sha256().digest_size
_CHUNK = 1 << 20
_TRAINED_BY = 64
"""How many vectors of each list its centre is found from, FAISS's own choice is up to 256: a
quarter of the time, and what is found is the same within a hundredth."""
EXACT = 100_000
"""Up to so many vectors that may answer are all compared, whatever the kind of index."""
_FETCHED = 2_000
"""Up to so many are fetched one by one, a microsecond each; for more, all lists are gone through,
which takes as long for any number."""


class ListedVectors(VectorIndex):
    """Unit vectors in lists of like ones."""

    def __init__(
        self, index: faiss.IndexIVF, sums: tuple[bytes, ...], name: str = "", *, exact: int = EXACT
    ) -> None:
        super().__init__(index, name)
        self._sums, self._exact = sums, exact
        self._compared = np.zeros(index.nlist, dtype=bool)
        self._places: Rows | None = None

    @classmethod
    def build(cls, vectors: Vectors, *, lists: int, probes: int) -> "ListedVectors | None":
        """Put unit vectors, in order of row, into lists; ``probes`` are looked at in a search.

        Return ``None`` where most lists would stay empty: vectors that are mostly equal cannot be
        told apart by lists. *Shape:* (n, dimension)

        :raises ValueError: If one is not of length one.
        """
        check_unit_vectors(vectors, vectors.shape[-1])
        index = make_empty(vectors.shape[1], lists)
        index.cp.max_points_per_centroid, index.cp.min_points_per_centroid = _TRAINED_BY, 1
        index.nprobe = probes
        contiguous = np.ascontiguousarray(vectors)
        index.train(contiguous)
        index.add(contiguous)
        made = cls(index, ())
        return made if 2 * np.count_nonzero(made.list_sizes()) > lists else None

    @classmethod
    def load(
        cls, folder: Path, *, length: int, dimension: int, exact: int = EXACT
    ) -> "ListedVectors":
        """Map the index in ``folder``, of ``length`` vectors of so many numbers, into memory.

        Up to ``exact`` vectors that may answer are all compared.

        :raises UnusableIndexError: If a file is missing or not such an index.
        """
        path = folder / VECTORS_FILE
        try:
            layout = read_layout(path, length=length, dimension=dimension)
            sums = _read_sums(folder / SUMS_FILE, len(layout.sizes))
            if _hash_head(path, layout) != sums[0]:
                raise ValueError("the head must be the one that was written")
            index = read_mapped(path)
        except (OSError, ValueError, RuntimeError) as error:
            raise make_vectors_error(path) from error
        if not isinstance(index, faiss.IndexIVFScalarQuantizer):
            raise make_vectors_error(path)
        return cls(index, sums[1:], str(path), exact=exact)

    def save(self, folder: Path) -> dict[str, Content]:
        """Write the index into ``folder`` and onto the disk; return what was to be written."""
        whole = memoryview(faiss.serialize_index(self._index).data).cast("B")
        sums = [_hash_list(self._index, one) for one in range(self._index.nlist)]
        head = hashlib.sha256(whole[: measure_head(self.dimension, len(sums))]).digest()
        return {
            VECTORS_FILE: write_file(folder / VECTORS_FILE, whole),
            SUMS_FILE: write_file(folder / SUMS_FILE, b"".join([head, *sums])),
        }

    def list_sizes(self) -> Rows:
        """Return how many vectors are in each list. *Shape:* (n_lists,)"""
        lists = self._index.invlists
        return np.array([lists.list_size(one) for one in range(lists.nlist)], dtype=np.int64)

    def get_many(self, rows: Rows) -> Vectors:
        """Return stored vectors in the order of ``rows``. *Shape:* (n_rows, dimension)

        :raises ValueError: If there is no such row.
        :raises UnusableIndexError: If a list turns out not to be what was written.
        """
        check_rows(rows, len(self))
        places = self._find_places()[rows - 1]
        self._compare(np.unique(places >> 32))
        with one_thread():
            return np.asarray(self._index.reconstruct_batch(rows - 1), dtype=np.float32)

    def _find(self, vector: Vectors, wanted: int, allowed: Rows | None) -> tuple[Rows, Vectors]:
        if allowed is not None and len(allowed) <= min(_FETCHED, self._exact):
            return allowed, self.get_many(allowed) @ vector
        return self._search_lists(vector, wanted, allowed)

    def _search_lists(
        self, vector: Vectors, wanted: int, allowed: Rows | None
    ) -> tuple[Rows, Vectors]:
        """Return rows and scores from the nearest lists: of more lists, the fewer may answer."""
        lists, probes = int(self._index.nlist), int(self._index.nprobe)
        selector = None if allowed is None else _select(allowed, len(self))
        if allowed is not None:
            few = len(allowed) <= self._exact
            probes = lists if few else min(lists, -(-probes * len(self) // len(allowed)))
        query = np.ascontiguousarray(vector[np.newaxis])
        rows, scores = self._search_nearest(query, wanted, probes, selector)
        if rows.min() < 0 and probes < lists:
            rows, scores = self._search_nearest(query, wanted, lists, selector)
        return rows + 1, scores

    def _search_nearest(
        self, query: Vectors, wanted: int, probes: int, selector: Any
    ) -> tuple[Rows, Vectors]:
        with one_thread():
            _, nearest = self._index.quantizer.search(query, probes)
        self._compare(nearest[0])
        parameters = faiss.SearchParametersIVF(nprobe=probes, sel=selector)  # type: ignore[call-arg]
        with one_thread():
            scores, rows = self._index.search(query, wanted, params=parameters)
        return rows[0], scores[0]

    def _find_places(self) -> Rows:
        """Return where each vector is: the list in the upper half of a number, which of it in the
        lower. *Shape:* (n,)"""
        if self._places is None:
            try:
                self._index.make_direct_map()
            except RuntimeError as error:
                raise make_vectors_error(self._name) from error
            places = faiss.vector_to_array(self._index.direct_map.array)
            if len(places) != len(self) or places.min() < 0:
                raise make_vectors_error(self._name)
            self._places = places
        return self._places

    def _compare(self, lists: Rows) -> None:
        """Compare lists with their hashes, those that were not compared before.

        :raises UnusableIndexError: If one is not what was written.
        """
        if not self._sums:
            return  # it was never on the disk
        for one in lists[lists >= 0].tolist():
            if not self._compared[one]:
                if _hash_list(self._index, one) != self._sums[one]:
                    raise make_vectors_error(self._name)
                self._compared[one] = True


def _select(allowed: Rows, length: int) -> Any:
    """Return what lets the allowed rows pass, whose first is 1."""
    passes = np.zeros(length, dtype=bool)
    passes[allowed - 1] = True
    return faiss.IDSelectorBitmap(np.packbits(passes, bitorder="little"))  # type: ignore[call-arg,arg-type]


def _hash_list(index: Any, one: int) -> bytes:
    """Return the hash of one list: its vectors, then their rows, as they lie in the file."""
    lists = index.invlists
    size = lists.list_size(one)
    digest = hashlib.sha256()
    if size:
        digest.update(faiss.rev_swig_ptr(lists.get_codes(one), size * lists.code_size).data)
        digest.update(faiss.rev_swig_ptr(lists.get_ids(one), size).data)
    return digest.digest()


def _hash_head(path: Path, layout: Layout) -> bytes:
    digest, left = hashlib.sha256(), layout.head
    with open_regular(path) as file:
        while left and (piece := file.read(min(_CHUNK, left))):
            digest.update(piece)
            left -= len(piece)
    return digest.digest()


def _read_sums(path: Path, lists: int) -> tuple[bytes, ...]:
    whole = _SUM * (lists + 1)
    data = read_file(path, max_bytes=whole)
    if len(data) != whole:
        raise ValueError(f"there must be {lists + 1} sums")
    return tuple(data[at : at + _SUM] for at in range(0, whole, _SUM))
