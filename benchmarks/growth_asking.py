"""What opening and asking one index costs, in a process of its own: see ``growth.py``.

    python -m benchmarks.growth_asking INDEX QUESTIONS FOUND

``QUESTIONS`` is a JSON list of texts. ``FOUND`` is written: the vectors of the questions and, for
each, the rows that the vectors found, for recall to be told of. Figures are printed as JSON.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from typing import Any, TypeVar, cast

import numpy as np

from benchmarks.command import Figures
from embeddings.index import Index, IndexFolder, open_index
from embeddings.index.database import StoryDatabase
from embeddings.index.integrity import check_files
from embeddings.index.manifest import STORIES_FILE
from embeddings.index.open_index import open_own_encoder
from embeddings.index.vectors import load_vectors
from embeddings.index.verify import find_generation_damage
from embeddings.retrieval import (
    ALL_STORIES,
    SEARCH_DEPTH,
    Filters,
    choose_words,
    fuse_ranks,
    rank_passages,
)

_DRAWN = 500
"""Of so many stories, days and publishers are looked at to choose filters from."""
_FILTERED = 60
"""So many questions are asked with each filter."""
_MISSPELT = ("Which govenor won?", "Who is the presidnet?", "What did the hospitl say?")
T = TypeVar("T")


@dataclass(slots=True)
class Watch:
    """Milliseconds of what was done, by name."""

    times: dict[str, list[float]] = field(default_factory=dict)

    def take(self, name: str, act: Callable[..., T], *given: Any, **named: Any) -> T:
        """Do something and note how long it took."""
        started = time.perf_counter()
        done = act(*given, **named)
        self.times.setdefault(name, []).append(1000 * (time.perf_counter() - started))
        return done

    def describe(self) -> Figures:
        """Return median, 95th percentile and most of each name."""
        return {name: describe_times(times) for name, times in self.times.items()}


def describe_times(times: Sequence[float]) -> Figures:
    """Return median, 95th percentile and most of some milliseconds."""
    last = quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
    return {"p50_ms": _round(median(times)), "p95_ms": _round(last), "most_ms": _round(max(times))}


def _round(number: float) -> float:
    return round(float(number), 2)


def measure(root: Path, questions: Sequence[str], found: Path) -> Figures:
    """Open an index, ask every question twice and some with filters; return what that took."""
    figures: Figures = {"before_opening_mb": _read_memory()}
    folder = IndexFolder(root)
    figures["opening"] = _open_in_parts(folder)
    watch = Watch()
    index = watch.take("open", open_index, folder)
    figures["opening_whole_ms"] = _round(watch.times["open"][0])
    figures["opened_mb"] = _read_memory()
    first = Watch()
    for question in questions:
        first.take("retrieval", rank_passages, index, question)
    figures["first_time"] = first.describe()
    figures["again"] = _ask_in_parts(index, questions, found)
    figures["asked_mb"] = _read_memory()
    database = cast(StoryDatabase, index.database)
    figures["filtered"] = _ask_filtered(index, database, questions[:_FILTERED])
    figures["asked_with_filters_mb"] = _read_memory()
    other = Watch()
    for question in _MISSPELT:
        other.take("misspelt question mended", index.spelling.mend, question)
    manifest = index.manifest
    other.take("all verified, as before an update", find_generation_damage, manifest, root)
    return figures | other.describe()


def _open_in_parts(folder: IndexFolder) -> Figures:
    """Return the milliseconds of each part of opening; the first reads the disk for the others."""
    watch = Watch()
    manifest = folder.load(folder.current())
    path = folder.path_of(manifest.generation)
    watch.take("files compared", check_files, manifest, folder.root)
    length, dimension = manifest.passages, manifest.dimension
    watch.take("vectors", load_vectors, path, length=length, dimension=dimension)
    database = watch.take("stories", StoryDatabase.load, path / STORIES_FILE)
    stories, passages = manifest.stories, manifest.passages
    watch.take("stories checked", database.check, stories=stories, passages=passages)
    database.close()
    watch.take("encoder", open_own_encoder, manifest, folder, model=None, threads=None)
    return {f"{name}_ms": _round(times[0]) for name, times in watch.times.items()}


def _ask_in_parts(index: Index, questions: Sequence[str], found: Path) -> Figures:
    watch, vectors, rows = Watch(), [], []
    for question in questions:
        started = time.perf_counter()
        vector = watch.take("encode", index.encoder.encode_queries, [question])[0]
        near = watch.take("vectors", index.vectors.search, vector, limit=SEARCH_DEPTH)
        words = watch.take("choose words", choose_words, question, index)
        held = watch.take("words", index.database.search_words, words, limit=SEARCH_DEPTH)
        fuse_ranks([row for row, _ in near], [row for row, _ in held])
        watch.times.setdefault("retrieval", []).append(1000 * (time.perf_counter() - started))
        vectors.append(vector)
        rows.append([row for row, _ in near] + [0] * (SEARCH_DEPTH - len(near)))
    np.savez(found, vectors=np.array(vectors), rows=np.array(rows))
    return watch.describe()


def _ask_filtered(index: Index, database: StoryDatabase, questions: Sequence[str]) -> Figures:
    """Ask within a story, a publisher and the newer half of the stories."""
    figures: Figures = {}
    for name, filters in _list_filters(index).items():
        watch = Watch()
        allowed = watch.take("find", database.list_allowed, filters)
        for question in questions:
            watch.take("retrieval", rank_passages, index, question, filters=filters)
        figures[name] = {
            "may_answer": index.manifest.passages if allowed is None else len(allowed),
            "finding_them_ms": _round(watch.times["find"][0]),
            "first_ms": _round(watch.times["retrieval"][0]),
            **describe_times(watch.times["retrieval"][1:]),
        }
    return figures


def _list_filters(index: Index) -> dict[str, Filters]:
    ids = [story for story, _ in index.database.list_story_hashes()]
    drawn = map(index.database.get_story, ids[:: len(ids) // _DRAWN + 1])
    stories = [story for story in drawn if story is not None]
    days = sorted(story.published for story in stories if story.published) or [date.min]
    publishers = sorted({story.publisher for story in stories if story.publisher})
    return {
        "one story": Filters(stories=(stories[0].id,)),
        "one publisher": Filters(publisher=publishers[0]) if publishers else ALL_STORIES,
        "the newer half": Filters(since=days[len(days) // 2]),
    }


def _read_memory() -> Figures:
    """Return the megabytes of this process: its own, of mapped files, and the most of both."""
    status = Path("/proc/self/status")
    if not status.exists():
        return {}
    said = dict(line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines())
    names = {"own": "RssAnon", "mapped": "RssFile", "most": "VmHWM"}
    return {name: int(said[key].split()[0]) // 1024 for name, key in names.items() if key in said}


def main() -> None:
    """Measure one index and print the figures."""
    index, questions, found = map(Path, sys.argv[1:])
    asked = json.loads(questions.read_text(encoding="utf-8"))
    print(json.dumps(measure(index, asked, found)))


if __name__ == "__main__":
    main()
