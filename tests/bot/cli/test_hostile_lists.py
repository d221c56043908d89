"""A large index that somebody else made, its vectors in lists: exit code 3, and one line."""

import hashlib
import os
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import faiss
import numpy as np
import pytest
from command_lines import Done
from hostile_index import find_generation, make_huge, seal
from tiny_index import VOCABULARY, build_tiny_index, move_stories

from embeddings.index.manifest import VECTORS_FILE
from embeddings.index.vectors import Rule
from embeddings.index.vectors.layout import make_empty, measure_head
from embeddings.index.vectors.listed import SUMS_FILE, ListedVectors

Byline = Callable[..., Done]
Change = Callable[[Path], None]
DIMENSION, LISTS = len(VOCABULARY), 3


def read_vectors(folder: Path) -> np.ndarray:
    """Return the vectors of the tiny index."""
    index = faiss.read_index(str(folder / VECTORS_FILE))
    index.make_direct_map()
    return np.asarray(index.reconstruct_n(0, index.ntotal))


def write_lists(make: Callable[[np.ndarray], faiss.IndexIVF]) -> Change:
    """Write another index of lists, with every hash right."""

    def change(root: Path) -> None:
        folder = find_generation(root)
        index = make(read_vectors(folder))
        for name in (VECTORS_FILE, SUMS_FILE):
            (folder / name).unlink()
        ListedVectors(index, ()).save(folder)
        seal(root)

    return change


def fill(vectors: np.ndarray, rows: np.ndarray) -> faiss.IndexIVF:
    """Put vectors under any rows into lists."""
    index = make_empty(DIMENSION, LISTS)
    index.cp.min_points_per_centroid = 1
    index.train(np.eye(LISTS, DIMENSION, dtype=np.float32))
    index.nprobe = LISTS
    index.add_with_ids(vectors.astype(np.float32), rows)
    return index


def fill_other_kind(vectors: np.ndarray) -> faiss.IndexIVF:
    kind, metric = faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    quantizer = faiss.IndexFlatIP(DIMENSION)
    index = faiss.IndexIVFScalarQuantizer(quantizer, DIMENSION, LISTS, kind, metric, False)
    index.cp.min_points_per_centroid = 1
    index.train(vectors)
    index.add(vectors)
    return index


def fill_around_nothing(vectors: np.ndarray) -> faiss.IndexIVF:
    """Put vectors into lists whose centres are no numbers."""
    index = fill(vectors, np.arange(len(vectors)))
    centres = faiss.rev_swig_ptr(faiss.downcast_index(index.quantizer).get_xb(), LISTS * DIMENSION)
    centres[:] = np.nan
    return index


def change_head(at: int, *numbers: int) -> Change:
    """Write other numbers into the head, and hash it again."""

    def change(root: Path) -> None:
        folder, head = find_generation(root), measure_head(DIMENSION, LISTS)
        data = bytearray((folder / VECTORS_FILE).read_bytes())
        struct.pack_into(f"<{len(numbers)}Q", data, at if at >= 0 else head + at, *numbers)
        (folder / VECTORS_FILE).write_bytes(data)
        sums = (folder / SUMS_FILE).read_bytes()
        (folder / SUMS_FILE).write_bytes(hashlib.sha256(data[:head]).digest() + sums[32:])
        seal(root)

    return change


def put_in_place(make: Callable[[Path], object]) -> Change:
    """Put something else in the place of the sums."""

    def change(root: Path) -> None:
        path = find_generation(root) / SUMS_FILE
        path.rename(root.parent / "away")
        make(path)
        seal(root)

    return change


KINDS: dict[str, Change] = {
    "lists of another kind": write_lists(fill_other_kind),
    "lists under foreign rows": write_lists(lambda them: fill(them, np.arange(len(them)) + 1000)),
    "lists under no rows": write_lists(lambda them: fill(them, np.arange(len(them)) - 1000)),
    "every vector under one row": write_lists(lambda them: fill(them, np.zeros(len(them), int))),
    "vectors of endless numbers": write_lists(
        lambda them: fill(them * np.nan, np.arange(len(them)))
    ),
    "vectors of huge numbers": write_lists(lambda them: fill(them * 1e4, np.arange(len(them)))),
    "centres that are no numbers": write_lists(fill_around_nothing),
    "more lists than there are": change_head(37, LISTS + 1),
    "endless lists": change_head(37, 1 << 63),
    "more lists looked at than there are": change_head(45, LISTS + 1),
    "no list looked at": change_head(45, 0),
    "another number of vectors": change_head(8, 99),
    "lists beyond the file": change_head(-24, 1 << 40),
    "lists that add up by running over": change_head(-24, (1 << 64) - 1, 4, 0),
    "no sums": put_in_place(lambda path: None),
    "empty sums": put_in_place(Path.touch),
    "sums of 5 GB": put_in_place(make_huge),
    "sums that are a link": put_in_place(lambda path: path.symlink_to("../away")),
    "sums that are a pipe": put_in_place(os.mkfifo),
}


@pytest.fixture(scope="module")
def lists_home(tiny_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of lists; never changed by a test."""
    index = tmp_path_factory.mktemp("lists") / ".byline"
    build_tiny_index(tiny_home / "stories", index, Rule(exact=2))
    return index


@pytest.fixture
def lists(lists_home: Path, tiny_index: Path, tiny_stories: Path) -> Path:
    """An index of lists at the place where commands look for one."""
    shutil.rmtree(tiny_index)
    shutil.copytree(lists_home, tiny_index)
    move_stories(tiny_index, tiny_stories)
    return tiny_index


@pytest.mark.usefixtures("lists")
def test_the_index_of_lists_that_is_changed_answers_before(byline: Byline) -> None:
    assert byline("ask", "How many workers were missing?").code == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_index_of_lists_is_refused_in_one_line(
    byline: Byline, lists: Path, kind: str
) -> None:
    KINDS[kind](lists)

    done = byline("ask", "How many workers were missing?")

    assert (done.code, done.out) == (3, ""), done.err
    assert done.err.count("\n") == 1
    assert "byline rebuild-index" in done.err
