"""How near two phrases are in meaning.

Promise: each phrase is embedded once, and only if it is compared at all.
"""

from embeddings.encoders import Encoder, Vectors


class PhraseLikeness:
    """The cosine of two phrases by the encoder of the index."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors: dict[str, Vectors] = {}

    def __call__(self, one: str, other: str) -> float:
        """Return the cosine, -1 to 1."""
        new = [text for text in (one, other) if text not in self._vectors]
        if new:
            self._vectors.update(zip(new, self._encoder.encode_passages(new), strict=True))
        return float(self._vectors[one] @ self._vectors[other])
