"""Which kind of vector index is best for how many passages: what the rule was chosen from.

    python -m benchmarks.vector_kinds --index INDEX [--passages N] [--kinds …] [--lists …] [--keep]

Vectors are grown from those of ``INDEX`` as ``growing.py`` says, questions are those of the news
quizzes, embedded by the index's own encoder. Each kind is built once with all cores and asked for
the hundred nearest of each question with one thread; recall is told against all vectors compared in
float32. ``mb`` is what the kind takes on the disk, and at most in memory.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from benchmarks.command import Figures, describe, keep
from benchmarks.data import read_rows
from benchmarks.growing import grow_vectors, read_real_vectors
from benchmarks.growth import QUESTIONS, describe_recall, find_nearest
from benchmarks.growth_asking import describe_times
from embeddings.encoders import Vectors
from embeddings.index import IndexFolder
from embeddings.index.open_index import open_own_encoder
from embeddings.index.vectors import Rows

_DEPTH, _PROBES, _EFFORTS, _REFINED = 100, (8, 16, 32, 64, 128), (100, 200, 400), 4
_INNER = faiss.METRIC_INNER_PRODUCT


def list_kinds(lists: int) -> dict[str, str]:
    """Return FAISS's name of each kind."""
    return {
        "flat": "Flat",
        "flat_float16": "SQfp16",
        "lists": f"IVF{lists},SQfp16",
        "lists_8_bits": f"IVF{lists},SQ8,Refine(SQfp16)",
        "lists_64_bytes": f"IVF{lists},PQ64,Refine(SQfp16)",
        "graph": "HNSW32_SQfp16",
    }


def measure_kind(factory: str, stored: Vectors, asked: Vectors, nearest: Rows) -> Iterator[Figures]:
    """Build one kind and give its figures at each effort."""
    started, processor = time.perf_counter(), time.process_time()
    index = faiss.index_factory(stored.shape[1], factory, _INNER)
    if "IVF" in factory:
        lists: Any = faiss.extract_index_ivf(index)
        lists.cp.max_points_per_centroid, lists.by_residual = 64, "PQ" in factory
    if "HNSW" in factory:
        graph: Any = faiss.downcast_index(index)
        graph.hnsw.efConstruction = 100
    index.train(stored)
    index.add(stored)
    built = {
        "build_s": round(time.perf_counter() - started, 1),
        "build_processor_s": round(time.process_time() - processor, 1),
        "mb": round(len(faiss.serialize_index(index)) / 1e6, 1),
    }
    for effort, parameters in _list_efforts(factory):
        search = _make_search(index, parameters)
        yield {**built, "effort": effort, **_ask(search, asked, nearest)}


def _list_efforts(factory: str) -> list[tuple[int, Any]]:
    """Return how hard a kind may search, and what FAISS is told of it."""
    if "HNSW" in factory:
        make: Any = faiss.SearchParametersHNSW  # type: ignore[attr-defined]
        return [(one, make(efSearch=one)) for one in _EFFORTS]
    if "IVF" not in factory:
        return [(0, None)]
    found: list[tuple[int, Any]] = []
    for one in _PROBES:
        parameters: Any = faiss.SearchParametersIVF(nprobe=one)  # type: ignore[call-arg]
        if "Refine" in factory:
            parameters = faiss.IndexRefineSearchParameters(  # type: ignore[call-arg]
                k_factor=_REFINED, base_index_params=parameters
            )
        found.append((one, parameters))
    return found


def _make_search(index: Any, parameters: Any) -> Callable[[Vectors], Any]:
    return lambda vector: index.search(vector, _DEPTH, params=parameters)[1][0]


def _ask(search: Callable[[Vectors], Any], asked: Vectors, nearest: Rows) -> Figures:
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    times, rows = [], []
    for vector in asked:
        started = time.perf_counter()
        rows.append(search(vector[np.newaxis]) + 1)
        times.append(1000 * (time.perf_counter() - started))
    faiss.omp_set_num_threads(threads)
    return {**describe_times(times), **describe_recall(nearest, np.array(rows))}


def embed_questions(root: Path, questions: Sequence[str]) -> Vectors:
    """Embed questions by the encoder of an index. *Shape:* (n_questions, dimension)"""
    folder = IndexFolder(root)
    manifest = folder.load(folder.current())
    encoder = open_own_encoder(manifest, folder, model=None, threads=None)
    return np.vstack([encoder.encode_queries([one]) for one in questions])


def main() -> None:
    """Read the options, measure, print the figures, and keep them where that was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.vector_kinds", description=__doc__)
    parser.add_argument("--index", type=Path, required=True, help="an index to grow from")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--lists", type=int, nargs="+", default=[512])
    parser.add_argument("--kinds", nargs="+", default=list(list_kinds(1)))
    parser.add_argument("--limit", type=int, help="ask so many questions")
    parser.add_argument("--data", type=Path, help="the folder of the data files")
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results/COMMIT")
    options = parser.parse_args()
    rows = read_rows(QUESTIONS, options.data)[: options.limit]
    asked = embed_questions(options.index, [" ".join(row["question"].split()) for row in rows])
    stored = grow_vectors(read_real_vectors(options.index), options.passages)
    figures: Figures = {"passages": options.passages, "questions": len(asked)}
    nearest = find_nearest(stored, asked)
    for name in options.kinds:
        for lists in options.lists if "lists" in name else [0]:
            factory = list_kinds(lists)[name]
            figures[factory] = list(measure_kind(factory, stored, asked, nearest))
            print(factory, json.dumps(figures[factory]), flush=True)
    if options.keep:
        name = f"vector_kinds_{options.passages}"
        keep(describe(name, figures, (QUESTIONS,), limit=options.limit))


if __name__ == "__main__":
    main()
