"""What all benchmarks share: their options, and how figures are kept.

Promise: a kept result says on which commit, machine, versions and data it was measured.
"""

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.data import PINNED
from embeddings.errors import BylineError

RESULTS = Path(__file__).with_name("results")
_PACKAGES = ("torch", "onnxruntime", "faiss-cpu", "sentence-transformers", "tokenizers", "numpy")

Figures = dict[str, object]
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Arguments:
    """Where data is and work goes, of how many items a sample is measured, and over how many of
    the archive's stories: fewer are a trial of the command, no figure. ``others_python`` is an
    interpreter that has the systems Byline is compared with."""

    data: Path | None
    work: Path
    limit: int | None
    stories: int | None = None
    others_python: Path | None = None

    def sample(self, items: Sequence[_Item]) -> list[_Item]:
        """Return ``limit`` items drawn by lot, always the same ones; all where none is set."""
        if self.limit is None or self.limit >= len(items):
            return list(items)
        return random.Random(5).sample(list(items), self.limit)


def run(
    name: str,
    about: str,
    measure: Callable[[Arguments], Figures],
    files: Sequence[str] = (),
    *,
    others: bool = False,
) -> None:
    """Read the options, measure, print the figures, and keep them where that was asked for."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=about)
    parser.add_argument("--data", type=Path, help="the folder of the data files")
    parser.add_argument("--work", type=Path, help="keeps indexes for the next run")
    parser.add_argument("--limit", type=int, help="measure so many items, drawn by lot")
    parser.add_argument("--stories", type=int, help="index so many stories: a trial, no figure")
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results/COMMIT")
    if others:
        parser.add_argument("--others-python", type=Path, help="an interpreter that has the others")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        python = options.others_python if others else None
        arguments = Arguments(options.data, work, options.limit, options.stories, python)
        try:
            figures = measure(arguments)
        except BylineError as error:
            sys.exit(str(error))
    print(json.dumps(figures, indent=2))
    if options.keep:
        keep(describe(name, figures, files, limit=options.limit, stories=options.stories))


def describe(
    name: str,
    figures: Figures,
    files: Sequence[str],
    *,
    limit: int | None,
    stories: int | None = None,
) -> dict[str, object]:
    """Return a result: figures, and all that they depend on."""
    return {
        "benchmark": name,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": read_commit(),
        "limit": limit,
        "stories": stories,
        "machine": describe_machine(),
        "data": {file: PINNED[file].sha256 for file in files},
        "figures": figures,
    }


def keep(result: dict[str, object]) -> Path:
    """Write a result below its commit."""
    path = RESULTS / str(result["commit"]) / f"{result['benchmark']}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return path


def read_newest(name: str, *, whole: bool = True) -> dict[str, Any] | None:
    """Return the result of a benchmark that was measured last; ``whole`` passes over trials."""
    kept = [json.loads(path.read_text(encoding="utf-8")) for path in RESULTS.glob(f"*/{name}.json")]
    fitting = [one for one in kept if not whole or (one["limit"], one["stories"]) == (None, None)]
    return max(fitting, key=lambda one: str(one["measured_at"]), default=None)


def read_commit() -> str:
    """Return the commit that is checked out, with "-changed" where files differ from it."""
    try:
        commit = _git("rev-parse", "--short=10", "HEAD")
        changed = _git("status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{commit}-changed" if changed else commit


def _git(*arguments: str) -> str:
    folder = Path(__file__).parent
    done = subprocess.run(  # noqa: S603 - our own words
        ["git", *arguments],  # noqa: S607
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def describe_machine() -> dict[str, object]:
    """Return what a figure depends on beside the code: processor, load and versions."""
    return {
        "processor": _read_processor(),
        "cores": os.cpu_count(),
        "load": [round(one, 2) for one in os.getloadavg()],
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "packages": {name: _read_version(name) for name in _PACKAGES},
    }


def _read_processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text(encoding="utf-8").splitlines() if information.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "unknown")


def _read_version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def share(part: float, whole: float) -> float:
    """Return how much of a whole a part is, in hundredths; 0 of nothing."""
    return round(100 * part / whole, 2) if whole else 0.0
