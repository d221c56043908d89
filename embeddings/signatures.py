"""Signatures of texts, to tell copies of one report from reports of their own.

Promise: a signature depends on the words of its text alone, and comparing two takes microseconds.
"""

import numpy as np

from embeddings.words import split_words

_SHINGLE = 5
"""Words in a row: two reporters seldom find the same five."""
_PERMUTATIONS = 128


def sign_text(text: str) -> bytes:
    """Return the MinHash signature of a text's shingles, with their number in front.

    Broder (1997), "On the resemblance and containment of documents".
    """
    # scipy comes with it, and only indexing signs
    from datasketch import MinHash  # noqa: PLC0415

    words = split_words(text)
    last = max(len(words) - _SHINGLE + 1, 1)
    shingles = {" ".join(words[at : at + _SHINGLE]) for at in range(last)}
    signature = MinHash(num_perm=_PERMUTATIONS, seed=1)
    signature.update_batch([shingle.encode() for shingle in sorted(shingles)])
    values = np.concatenate(([len(shingles)], signature.hashvalues))
    return values.astype("<u4").tobytes()


def estimate_containment(one: bytes, other: bytes) -> float:
    """Return the share of the shorter text's shingles that the longer has too, about 0 to 1."""
    first, second = (np.frombuffer(signature, dtype="<u4") for signature in (one, other))
    if first[0] == 0 or second[0] == 0:
        return 0.0
    resemblance = float(np.mean(first[1:] == second[1:]))
    shared = resemblance / (1 + resemblance) * (int(first[0]) + int(second[0]))
    return min(shared / min(int(first[0]), int(second[0])), 1.0)
