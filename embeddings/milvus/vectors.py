"""The passages of one generation, searched on a Milvus server.

Promise: results are in order of score, equal ones in order of row.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from embeddings.encoders import Vectors
from embeddings.index.filters import ALL_STORIES, Filters
from embeddings.index.vectors import Rows
from embeddings.milvus.catalogue import Catalogue
from embeddings.milvus.layout import CONSISTENCY, fold_words
from embeddings.milvus.server import MilvusServer

_AT_ONCE = 1000
_GRAPH_WIDTH = 200
"""How many passages a search in a graph keeps in mind: twice what retrieval asks for."""


class Passages:
    """The collection of one generation's passages."""

    def __init__(self, server: MilvusServer, collection: str, *, with_words: bool) -> None:
        self._server, self._collection, self._with_words = server, collection, with_words

    def search_vectors(
        self, vector: Vectors, *, limit: int, expression: str
    ) -> tuple[tuple[int, float], ...]:
        """Return up to ``limit`` pairs (passage row, inner product), the most alike first."""
        parameters = {"metric_type": "IP", "params": {"ef": max(limit, _GRAPH_WIDTH)}}
        return self._search("vector", vector.tolist(), limit, expression, parameters)

    def search_words(
        self, words: Sequence[str], *, limit: int, expression: str
    ) -> tuple[tuple[int, float], ...]:
        """Return up to ``limit`` pairs (passage row, BM25), the best first, of any of ``words``."""
        text = fold_words(words)
        if not self._with_words or not text:
            return ()
        return self._search("word_weights", text, limit, expression, {"metric_type": "BM25"})

    def get_vectors(self, rows: Sequence[int]) -> dict[int, list[float]]:
        """Return stored vectors by row; those that are not there lack."""
        found: dict[int, list[float]] = {}
        for first in range(0, len(rows), _AT_ONCE):
            answered = self._server.call(
                "query",
                collection_name=self._collection,
                filter=f"row in {list(rows[first : first + _AT_ONCE])}",
                output_fields=["row", "vector"],
                consistency_level=CONSISTENCY,
            )
            found |= {one["row"]: one["vector"] for one in answered}
        return found

    def count(self) -> int:
        """Count all passages, each that was ever written (the consistency level "Strong")."""
        (found,) = self._server.call(
            "query",
            collection_name=self._collection,
            filter="",
            output_fields=["count(*)"],
            consistency_level="Strong",
        )
        return int(found["count(*)"])

    def close(self) -> None:
        """Let go of the connection."""
        self._server.close()

    def _search(
        self, field: str, asked: object, limit: int, expression: str, parameters: dict[str, Any]
    ) -> tuple[tuple[int, float], ...]:
        (hits,) = self._server.call(
            "search",
            collection_name=self._collection,
            data=[asked],
            anns_field=field,
            limit=limit,
            filter=expression,
            search_params=parameters,
            consistency_level=CONSISTENCY,
        )
        # a server before 2.4 does not tell the name of its key, which is then "id"
        found = [(int(hit.get("row", hit.get("id"))), float(hit["distance"])) for hit in hits]
        if field != "vector":  # milvus-lite gives BM25 as a distance, below zero
            found = [(row, abs(score)) for row, score in found]
        return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


class MilvusVectors:
    """One generation's vectors, searched in the stories that may answer."""

    def __init__(self, passages: Passages, catalogue: Catalogue) -> None:
        self._passages, self._catalogue = passages, catalogue

    def search(
        self, vector: Vectors, *, limit: int, filters: Filters = ALL_STORIES
    ) -> tuple[tuple[int, float], ...]:
        """Return up to ``limit`` pairs (passage row, inner product), the most alike first."""
        expression = self._catalogue.phrase(filters)
        if expression is None:
            return ()
        return self._passages.search_vectors(vector, limit=limit, expression=expression)

    def get_many(self, rows: Rows) -> Vectors:
        """Return stored vectors in the order of ``rows``. *Shape:* (n_rows, dimension)

        :raises ValueError: If there is no such row.
        """
        wanted = [int(row) for row in rows]
        found = self._passages.get_vectors(wanted)
        if missing := set(wanted) - found.keys():
            raise ValueError(f"rows must be in the index, was: {min(missing)}")
        return np.array([found[row] for row in wanted], dtype=np.float32)
