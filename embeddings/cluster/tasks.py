"""What is handed to a cluster and comes back: batches of passages, known by their contents.

Promise: pure; a task that is done a second time, since a machine was lost, changes nothing.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.encoders import Vectors
from embeddings.index.embedding import Batch

_MOST_BATCHES = 8
"""Of one task: some ten seconds of one processor."""
_TASKS_A_WORKER = 8
"""At least, so that all end at about the same time and little is lost with a machine."""


@dataclass(frozen=True, slots=True)
class Order:
    """Which model a worker loads, and what that and its own code must be.

    ``model`` is a folder's whole path where it is a folder's, and ``code`` of ``hash_machine``.
    """

    model: str
    fingerprint: str
    code: str


def hash_batch(fingerprint: str, batch: Batch) -> str:
    """Return the SHA-256 of a model's fingerprint and the texts that it embeds."""
    return hashlib.sha256(json.dumps([fingerprint, *batch]).encode()).hexdigest()


def pack_tasks(batches: Sequence[Batch], fingerprint: str, *, workers: int) -> tuple[bytes, ...]:
    """Put batches, each with its key, into tasks: as few as keep so many workers busy."""
    size = min(max(len(batches) // (workers * _TASKS_A_WORKER), 1), _MOST_BATCHES)
    keyed = [(hash_batch(fingerprint, batch), batch) for batch in batches]
    return tuple(json.dumps(keyed[at : at + size]).encode() for at in range(0, len(keyed), size))


def unpack_task(packed: bytes) -> tuple[tuple[str, Batch], ...]:
    """Return the batches of a task, each after its key."""
    return tuple((key, tuple(texts)) for key, texts in json.loads(packed))


def pack_vectors(vectors: Vectors) -> bytes:
    """Return the numbers of vectors, one after the other, little end first."""
    return vectors.astype("<f4").tobytes()


class Results:
    """The batches that are waited for, by their keys; each counts once."""

    def __init__(self, batches: Sequence[Batch], fingerprint: str, dimension: int) -> None:
        self._batches, self._dimension = batches, dimension
        keys = (hash_batch(fingerprint, batch) for batch in batches)
        self._numbers = {key: number for number, key in enumerate(keys)}
        self._missing = set(self._numbers.values())

    @property
    def missing(self) -> int:
        """How many batches have not come yet."""
        return len(self._missing)

    def take(self, key: str, packed: bytes) -> tuple[int, Vectors] | None:
        """Return the number of a batch and its vectors, or ``None`` if they came before.

        :raises ValueError: If they are of no batch, or too few or too many.
        """
        number = self._numbers.get(key)
        if number is None:
            raise ValueError(f"key must be that of a batch, was: {key[:80]!r}")
        whole = len(self._batches[number]) * self._dimension * 4
        if len(packed) != whole:
            raise ValueError(f"vectors must be {whole} bytes, were: {len(packed)}")
        if number not in self._missing:
            return None
        self._missing.remove(number)
        vectors = np.frombuffer(packed, dtype="<f4").reshape(-1, self._dimension)
        return number, vectors.astype(np.float32, copy=False)
