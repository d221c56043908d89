"""The vectors of a generation's passages, in FAISS: all compared, or the nearest lists alone."""

from embeddings.index.vectors.kinds import (
    RULE,
    Rows,
    Rule,
    VectorIndex,
    build_vectors,
    load_vectors,
)

__all__ = ["RULE", "Rows", "Rule", "VectorIndex", "build_vectors", "load_vectors"]
