"""Which kind of vector index a generation has: chosen by a rule when it is written, and told by the
beginning of its file when it is read.

Promise: no kind is opened that the rule does not write.
"""

import math
from dataclasses import dataclass
from pathlib import Path

from embeddings.disk import open_regular
from embeddings.encoders import Vectors
from embeddings.index.manifest import VECTORS_FILE
from embeddings.index.vectors.exact import ExactVectors
from embeddings.index.vectors.layout import LISTED_KIND
from embeddings.index.vectors.listed import EXACT, ListedVectors
from embeddings.index.vectors.rows import Rows, make_vectors_error
from embeddings.index.vectors.vector_index import VectorIndex

__all__ = ["RULE", "Rows", "Rule", "VectorIndex", "build_vectors", "load_vectors"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Up to ``exact`` vectors are all compared; more are put into lists.

    There are as many lists as the square root of the number of vectors times ``lists``, a power of
    two; of these the ``probes`` nearest are looked at.
    """

    exact: int = EXACT
    lists: float = 2.0
    probes: int = 128

    def __post_init__(self) -> None:
        if self.exact < 1 or self.lists <= 0 or self.probes < 1:
            raise ValueError(f"the numbers of a rule must be positive, were: {self}")

    def count_lists(self, vectors: int) -> int:
        """Return into how many lists so many vectors are put; 0 where all are compared."""
        if vectors <= self.exact:
            return 0
        wanted = self.lists * math.sqrt(vectors)
        return min(1 << max(round(math.log2(wanted)), 0), vectors)


RULE = Rule()
"""Measured by ``python -m benchmarks.vector_kinds``: see docs/growth.md."""


def build_vectors(vectors: Vectors, rule: Rule = RULE) -> VectorIndex:
    """Make an index of unit vectors, in order of row, of the kind that a rule gives.

    Vectors that are mostly equal are all compared, however many. *Shape:* (n, dimension)

    :raises ValueError: If one is not of length one.
    """
    listed = None
    if lists := rule.count_lists(len(vectors)):
        probes = min(rule.probes, lists)
        listed = ListedVectors.build(vectors, lists=lists, probes=probes)
    return listed or ExactVectors.build(vectors)


def load_vectors(folder: Path, *, length: int, dimension: int) -> VectorIndex:
    """Map the index of a generation's folder, of ``length`` vectors of so many numbers.

    :raises UnusableIndexError: If it is missing, or not such an index of a kind that is written.
    """
    path = folder / VECTORS_FILE
    try:
        with open_regular(path) as file:
            kind = file.read(len(LISTED_KIND))
    except OSError as error:
        raise make_vectors_error(path) from error
    if kind == LISTED_KIND:
        return ListedVectors.load(folder, length=length, dimension=dimension)
    return ExactVectors.load(folder, length=length, dimension=dimension)
