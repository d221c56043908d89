"""How Byline behaves from a thousand to a million passages.

    python -m benchmarks.growth --index INDEX [--levels 1000 10000 …] [--limit N] [--work FOLDER]

The passages, words and vectors are those of ``INDEX`` as far as they go, and then made around them:
``growing.py`` says how. Each level is built once and kept in the work folder. A process of its own
opens it, asks the questions of the news quizzes twice, and once more with filters;
``again`` is the second time, when every list of vectors that is needed was read and compared.
Recall is told of the hundred nearest vectors against all vectors compared in float32. "Like the
real ones" says how far grown vectors can be believed: as many as there are real ones are grown
from a tenth of them, and searched in lists beside the real ones.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.command import Figures, describe, keep
from benchmarks.data import read_rows
from benchmarks.growing import grow_vectors, read_real_vectors
from embeddings.encoders import Vectors
from embeddings.errors import BylineError
from embeddings.index.vectors import Rows, Rule, build_vectors

QUESTIONS = "rtqa-2024-questions.jsonl.gz"
LEVELS = (1_000, 10_000, 100_000, 1_000_000)
_AT_ONCE = 100_000
_DEPTH = 100


def measure(index: Path, work: Path, levels: Sequence[int], questions: Sequence[str]) -> Figures:
    """Build and ask every level."""
    asked = work / "questions.json"
    asked.write_text(json.dumps(list(questions)), encoding="utf-8")
    real = read_real_vectors(index)
    figures: Figures = {"real_passages": len(real), "questions": len(questions)}
    for level in levels:
        print(f"{level:,} passages …", file=sys.stderr)
        root, built = work / f"grown-{level}", work / f"grown-{level}.json"
        if not built.exists():
            built.write_text(_run("growing", index, root, str(level)), encoding="utf-8")
        found = work / f"found-{level}.npz"
        answered = json.loads(_run("growth_asking", root, asked, found))
        with np.load(found) as told:
            vectors, rows = told["vectors"], told["rows"]
        recall = describe_recall(find_nearest(grow_vectors(real, level), vectors), rows)
        figures[str(level)] = json.loads(built.read_text("utf-8")) | answered | recall
    figures["like_the_real_ones"] = _compare_with_real(real, vectors)
    return figures


def _run(module: str, *arguments: Path | str) -> str:
    """Run a module to its end and return what it printed.

    :raises BylineError: If it failed.
    """
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)],
        stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise BylineError(f"benchmarks.{module} ended with {done.returncode}: it has no figures.")
    return done.stdout


def describe_recall(nearest: Rows, rows: Rows) -> Figures:
    """Return the share of the truly nearest that was found. *Shape:* both (n_asked, depth)"""
    return {
        f"recall@{depth}": round(
            float(
                np.mean(
                    [
                        len({*one[:depth]} & {*other[:depth]}) / min(depth, len(other))
                        for one, other in zip(rows.tolist(), nearest.tolist(), strict=True)
                    ]
                )
            ),
            4,
        )
        for depth in (10, _DEPTH)
    }


def find_nearest(stored: Vectors, asked: Vectors) -> Rows:
    """Return the rows of the nearest vectors, all compared. *Shape:* (n_asked, depth)"""
    rows = np.zeros((len(asked), 0), dtype=np.int64)
    scores = np.zeros((len(asked), 0), dtype=np.float32)
    for first in range(0, len(stored), _AT_ONCE):
        some = stored[first : first + _AT_ONCE]
        numbers = np.arange(first + 1, first + len(some) + 1)
        both = np.hstack([scores, asked @ some.T])
        numbered = np.hstack([rows, np.broadcast_to(numbers, (len(asked), len(some)))])
        best = np.argpartition(-both, min(_DEPTH, both.shape[1]) - 1, axis=1)[:, :_DEPTH]
        rows, scores = np.take_along_axis(numbered, best, 1), np.take_along_axis(both, best, 1)
    order = np.argsort(-scores, axis=1, kind="stable")
    return np.take_along_axis(rows, order, 1)


def _compare_with_real(real: Vectors, asked: Vectors) -> Figures:
    """Describe the real vectors and as many grown from a tenth of them, both in lists."""
    tenth = real[::10]
    figures: Figures = {}
    for name, stored in (("real", real), ("grown", grow_vectors(tenth, len(real)))):
        index = build_vectors(stored, Rule(exact=1000))
        found = [index.search(one, limit=_DEPTH) for one in asked]
        rows = np.array([[row for row, _ in one] for one in found])
        figures[name] = {
            "mean_likeness_of_the_tenth": round(float(np.mean([one[9][1] for one in found])), 3),
            **describe_recall(find_nearest(stored, asked), rows),
        }
    return figures


def main() -> None:
    """Read the options, measure, print the figures, and keep them where that was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--index", type=Path, required=True, help="an index to grow from")
    parser.add_argument("--levels", type=int, nargs="+", default=LEVELS, help="how many passages")
    parser.add_argument("--limit", type=int, help="ask so many questions")
    parser.add_argument("--data", type=Path, help="the folder of the data files")
    parser.add_argument("--work", type=Path, help="keeps grown indexes for the next run")
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results/COMMIT")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        try:
            rows = read_rows(QUESTIONS, options.data)[: options.limit]
            questions = [" ".join(row["question"].split()) for row in rows]
            figures = measure(options.index, work, options.levels, questions)
        except BylineError as error:
            sys.exit(str(error))
    print(json.dumps(figures, indent=2))
    if options.keep:
        keep(describe("growth", figures, (QUESTIONS,), limit=options.limit))


if __name__ == "__main__":
    main()
