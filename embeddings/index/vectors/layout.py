"""Where everything stands in the file of a listed index, read without parsing it.

FAISS's own format, of an ``IndexIVFScalarQuantizer`` over an ``IndexFlatIP``:

    front     both kinds of index, their widths and numbers, how many lists are looked at
    centres   one vector a list, float32
    middle    how a vector is kept (float16), how many lists there are
    sizes     the number of vectors in each list
    lists     of each list its vectors, then their rows, from 0 on

Promise: all but centres, sizes and lists is, byte for byte, what the installed FAISS writes, and
nothing is taken into memory before the file is known to be as long as it must be.
"""

import struct
from dataclasses import dataclass
from functools import lru_cache
from io import BufferedReader
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from embeddings.disk import open_regular

LISTED_KIND = b"IwSq"
"""How FAISS begins the file of such an index."""

_LENGTH_AT, _LISTS_AT, _PROBES_AT = 8, 37, 45
"""Where the number of vectors stands in the front, that of lists, and of those looked at."""
_CENTRES_AT, _CENTRE_NUMBERS_AT = 61, 90
"""Where the number of centres stands in the front, and that of all their numbers."""
_FRONT = 98
_SECOND_LISTS_AT = -28
"""Where the number of lists stands in the middle once more, from its end: how wide a vector is, the
kind of sizes and the number of them follow."""
_MOST_LISTS, _MOST_CENTRE_BYTES = 1 << 16, 1 << 28
_FLOAT32, _NUMBER = 4, 8

_Sizes = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """What was read of a file: its head's length in bytes, and how much is in each list."""

    head: int
    probes: int
    sizes: _Sizes


def make_empty(dimension: int, lists: int) -> faiss.IndexIVFScalarQuantizer:
    """Make an index whose lists keep vectors as they are, in float16."""
    quantizer = faiss.IndexFlatIP(dimension)
    kind, metric = faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    by_residual = False
    return faiss.IndexIVFScalarQuantizer(quantizer, dimension, lists, kind, metric, by_residual)


def read_layout(path: Path, *, length: int, dimension: int) -> Layout:
    """Read where things stand in a file of ``length`` vectors of so many numbers.

    :raises OSError: If it cannot be read.
    :raises ValueError: If it is not such an index.
    """
    with open_regular(path) as file:
        front = file.read(_FRONT)
        if len(front) < _FRONT:
            raise ValueError("the vectors must begin with a front")
        lists, probes = struct.unpack_from("<QQ", front, _LISTS_AT)
        _check(1 <= probes <= lists <= min(_MOST_LISTS, length))
        centres = lists * dimension * _FLOAT32
        _check(centres <= _MOST_CENTRE_BYTES)
        expected, middle = _make_expected(dimension, length, lists, probes)
        head = measure_head(dimension, lists)
        _check(front == expected)
        _check(file.seek(0, 2) == head + length * _measure_vector(dimension))
        file.seek(_FRONT + centres)
        _check(file.read(len(middle)) == middle)
        return Layout(head, probes, _read_sizes(file, lists, length))


def measure_head(dimension: int, lists: int) -> int:
    """Return how many bytes stand before the first list."""
    middle = len(_write_one(dimension)[1])
    return _FRONT + lists * dimension * _FLOAT32 + middle + lists * _NUMBER


def _read_sizes(file: BufferedReader, lists: int, length: int) -> _Sizes:
    sizes = np.frombuffer(file.read(lists * _NUMBER), dtype="<u8")
    _check(len(sizes) == lists and bool((sizes <= length).all()) and int(sizes.sum()) == length)
    return sizes.astype(np.int64)


def _measure_vector(dimension: int) -> int:
    """Return how many bytes a vector takes in a list, with its row."""
    return dimension * np.dtype(np.float16).itemsize + _NUMBER


def _make_expected(dimension: int, length: int, lists: int, probes: int) -> tuple[bytes, bytes]:
    """Return what the front and the middle of a file must be."""
    one_front, one_middle = _write_one(dimension)
    front, middle = bytearray(one_front), bytearray(one_middle)
    numbers = (
        (_LENGTH_AT, length), (_LISTS_AT, lists), (_PROBES_AT, probes), (_CENTRES_AT, lists),
        (_CENTRE_NUMBERS_AT, lists * dimension),
    )  # fmt: skip
    for at, number in numbers:
        struct.pack_into("<q", front, at, number)
    for at in (_SECOND_LISTS_AT, -_NUMBER):
        struct.pack_into("<q", middle, len(middle) + at, lists)
    return bytes(front), bytes(middle)


@lru_cache(maxsize=4)
def _write_one(dimension: int) -> tuple[bytes, bytes]:
    """Return front and middle of an index of one list with one vector."""
    index = make_empty(dimension, 1)
    index.quantizer.add(np.zeros((1, dimension), dtype=np.float32))
    index.is_trained = True
    index.add(np.zeros((1, dimension), dtype=np.float32))
    whole = faiss.serialize_index(index).tobytes()
    middle_at, sizes_at = _FRONT + dimension * _FLOAT32, -_NUMBER - _measure_vector(dimension)
    return whole[:_FRONT], whole[middle_at:sizes_at]


def _check(sound: bool) -> None:
    if not sound:
        raise ValueError("the vectors must be laid out as they were written")
