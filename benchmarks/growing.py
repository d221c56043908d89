"""Grow an index of real stories to any number of passages, realistically but not really.

    python -m benchmarks.growing INDEX FOLDER PASSAGES

As far as they go, passages, words and vectors are the real ones. Of those beyond, each is made from
a real passage, in turn: its vector is that passage's, moved by the difference between two other
real passages that are near each other, and its words are the first half of that passage's and the
second half of another's. So near ones are as near, and common words as common, as in the real
index; but there are no new words and no new subjects, so that rare words are more common, and
neighbours denser, than in as many real passages. Both make searching harder, not easier.

Promise: the same index and number give the same passages, and what is written is an index like any
other.
"""

import json
import resource
import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.command import Figures
from benchmarks.growing_stories import grow_stories
from embeddings.disk import Content, sync_file
from embeddings.encoders import Vectors
from embeddings.index import IndexFolder
from embeddings.index.database import StoryDatabase
from embeddings.index.manifest import STORIES_FILE, FileRecord, hash_stories, own_folder
from embeddings.index.vectors import build_vectors, load_vectors

_NEIGHBOURS, _PAIRS_FROM, _AT_ONCE = 10, 3000, 50_000


def read_real_vectors(index: Path) -> Vectors:
    """Return the vectors of an index's current generation. *Shape:* (n, dimension)"""
    folder = IndexFolder(index)
    manifest = folder.load(folder.current())
    path = folder.path_of(manifest.generation)
    vectors = load_vectors(path, length=manifest.passages, dimension=manifest.dimension)
    return vectors.get_many(np.arange(1, manifest.passages + 1))


def grow_vectors(real: Vectors, number: int) -> Vectors:
    """Return so many unit vectors, the real ones first. *Shape:* (number, dimension)"""
    draw = np.random.default_rng(1)
    grown = np.empty((number, real.shape[1]), dtype=np.float32)
    grown[: len(real)] = real[:number]
    moves = _find_moves(real, draw) if number > len(real) else real[:0]
    for first in range(len(real), number, _AT_ONCE):
        last = min(first + _AT_ONCE, number)
        moved = real[np.arange(first, last) % len(real)]
        by = draw.uniform(0.5, 1, (last - first, 1)).astype(np.float32)
        moved = moved + by * moves[draw.integers(0, len(moves), last - first)]
        grown[first:last] = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    return grown


def _find_moves(real: Vectors, draw: np.random.Generator) -> Vectors:
    """Return differences between real vectors and their neighbours. *Shape:* (n, dimension)"""
    chosen = draw.permutation(len(real))[:_PAIRS_FROM]
    likeness = real[chosen] @ real.T
    likeness[np.arange(len(chosen)), chosen] = -1
    neighbours = min(_NEIGHBOURS, len(real) - 1)
    near = np.argpartition(-likeness, neighbours - 1, axis=1)[:, :neighbours]
    return np.asarray((real[near] - real[chosen][:, np.newaxis]).reshape(-1, real.shape[1]))


def grow_index(index: Path, root: Path, passages: int) -> Figures:
    """Write an index of so many passages into the folder ``root``; return what that took."""
    source, folder = IndexFolder(index), IndexFolder(root)
    manifest = source.load(source.current())
    with folder.draft() as (generation, draft):
        encoder = source.encoders / manifest.encoder
        shutil.copytree(encoder, folder.encoders / manifest.encoder, dirs_exist_ok=True)
        path, started = draft / STORIES_FILE, time.perf_counter()
        stories = grow_stories(source.path_of(manifest.generation) / STORIES_FILE, path, passages)
        figures: Figures = {"stories_write_s": round(time.perf_counter() - started, 2)}
        written = {STORIES_FILE: sync_file(path)}
        written |= _write_vectors(grow_vectors(read_real_vectors(index), passages), draft, figures)
        grown = replace(
            manifest,
            generation=generation,
            stories=stories,
            passages=passages,
            story_hashes=_hash_stories(path),
            files=(),
        )
        own = [
            FileRecord(f"{own_folder(grown)}/{name}", one.bytes, one.sha256)
            for name, one in sorted(written.items())
        ]
        encoder_files = [one for one in manifest.files if one.path.startswith("encoders/")]
        replace(grown, files=(*own, *encoder_files)).save(draft)
    stories_mb = round(written.pop(STORIES_FILE).bytes / 1e6, 1)
    vectors_mb = round(sum(one.bytes for one in written.values()) / 1e6, 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sizes: Figures = {"vectors_mb": vectors_mb, "stories_mb": stories_mb, "build_peak_mb": peak}
    return {"passages": passages, "stories": stories} | figures | sizes


def _hash_stories(path: Path) -> str:
    database = StoryDatabase.load(path)
    try:
        return hash_stories(database.list_story_hashes())
    finally:
        database.close()


def _write_vectors(vectors: Vectors, draft: Path, figures: Figures) -> dict[str, Content]:
    """Build and write the index of vectors as a build does; note which kind, and the time."""
    started, processor = time.perf_counter(), time.process_time()
    built = build_vectors(vectors)
    figures["kind"] = type(built).__name__
    figures["vectors_build_s"] = round(time.perf_counter() - started, 2)
    figures["vectors_build_processor_s"] = round(time.process_time() - processor, 2)
    started = time.perf_counter()
    written = built.save(draft)
    figures["vectors_write_s"] = round(time.perf_counter() - started, 2)
    return written


def main() -> None:
    """Grow an index and print what that took."""
    index, folder, passages = sys.argv[1:]
    print(json.dumps(grow_index(Path(index), Path(folder), int(passages))))


if __name__ == "__main__":
    main()
