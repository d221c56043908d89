"""Signatures of texts, to tell copies of one report from reports of their own.

Promise: a signature depends on the words of its text alone, and comparing two takes microseconds.
"""

import hashlib
from functools import cache

import numpy as np
import numpy.typing as npt

from embeddings.words import split_words

_SHINGLE = 5
"""Words in a row: two reporters seldom find the same five."""
_PERMUTATIONS = 128
SIGNATURE_BYTES = 4 * (1 + _PERMUTATIONS)

_Numbers = npt.NDArray[np.uint32]


def sign_text(text: str) -> bytes:
    """Return the MinHash signature of a text's shingles, with their number in front.

    Broder (1997), "On the resemblance and containment of documents"; the numbers are those of
    datasketch 2, which takes half a second to import, for it brings scipy with it.
    """
    words = split_words(text)
    last = max(len(words) - _SHINGLE + 1, 1)
    shingles = {" ".join(words[at : at + _SHINGLE]) for at in range(last)}
    hashes = _mix(_hash_each(shingles))
    least = [(hashes * factor + term).min() for factor, term in zip(*_permute(), strict=True)]
    return np.array([len(shingles), *least], dtype="<u4").tobytes()


def _hash_each(shingles: set[str]) -> _Numbers:
    """Return the first 32 bits of each shingle's SHA-1."""
    first = [hashlib.sha1(one.encode(), usedforsecurity=False).digest()[:4] for one in shingles]
    return np.frombuffer(b"".join(first), dtype="<u4").astype(np.uint32)


def _mix(numbers: _Numbers) -> _Numbers:
    """Let each bit depend on all of them, as MurmurHash3 ends; products are taken modulo 2**32."""
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        numbers = (numbers ^ (numbers >> np.uint32(shift))) * np.uint32(factor)
    return numbers ^ (numbers >> np.uint32(16))


@cache
def _permute() -> tuple[_Numbers, _Numbers]:
    """Return factors, all odd, and terms: each pair maps the numbers below 2**32 to themselves."""
    draw = np.random.RandomState(1)  # the one generator whose numbers no release of numpy changes
    factors = draw.randint(0, 1 << 31, _PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, draw.randint(0, 1 << 32, _PERMUTATIONS, dtype=np.uint32)


def estimate_containment(one: bytes, other: bytes) -> float:
    """Return the share of the shorter text's shingles that the longer has too, about 0 to 1."""
    first, second = (np.frombuffer(signature, dtype="<u4") for signature in (one, other))
    if first[0] == 0 or second[0] == 0:
        return 0.0
    resemblance = float(np.mean(first[1:] == second[1:]))
    shared = resemblance / (1 + resemblance) * (int(first[0]) + int(second[0]))
    return min(shared / min(int(first[0]), int(second[0])), 1.0)
