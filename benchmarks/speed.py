"""Speed and memory beside an afternoon's script, in one run, turn by turn on the same questions.

    pip install "byline[speed]"
    python -m benchmarks.speed [--limit N] [--work FOLDER] [--keep]

The other is ``benchmarks/afternoon.py`` with Byline's own encoder and reader: what differs is
everything else. "Cold" is a process from its start to the printed answer, "warm" a question to what
is open; of both the median, the 95th percentile, and of cold ones the greatest memory. Absolute
times hold for one machine that does nothing else: compare within a run.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from benchmarks import afternoon, archive
from benchmarks.command import Arguments, Figures, run
from bot.newsroom import Newsroom
from embeddings.default_model import DEFAULT_MODEL
from embeddings.errors import BylineError
from embeddings.index import IndexFolder
from embeddings.index.build import build_index

ROOT = Path(__file__).resolve().parents[1]
_COLD, _WARM = 9, 60
_ANSWERED = (0, 1)
"""Exit codes of a question that was answered, and of one that the stories do not answer."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took."""

    seconds: float
    processor_seconds: float
    megabytes: float


def measure(arguments: Arguments) -> Figures:
    """Build with both, then ask in turns: processes first, what is open after them."""
    stories = archive.copy_stories(arguments)
    source = stories / "archive.jsonl"
    questions = [one.question for one, _ in archive.read_archive_questions(arguments)]
    folder = archive.find_index(arguments, "afternoon")
    reader = arguments.work / "afternoon-reader"
    if not reader.exists():
        afternoon.export_reader(reader)
    figures: Figures = {"build": _build_both(arguments, stories, source, folder)}
    index = archive.find_index(arguments)
    figures["cold"] = _ask_cold(
        questions[:_COLD],
        byline=["bot", "ask", "--stories", str(stories), "--index", str(index)],
        script=["benchmarks.afternoon", "ask", str(source), str(folder), str(reader)],
    )
    newsroom = archive.open_archive(arguments)
    script = afternoon.open_script(folder, reader)
    figures["warm"] = _ask_warm(
        questions[:_WARM],
        {"byline": newsroom.ask, "script": lambda question: afternoon.ask(script, question)},
    )
    return figures


def _build_both(arguments: Arguments, stories: Path, source: Path, folder: Path) -> Figures:
    """Build each index once; one that is kept is not built again, and has no time."""
    figures: Figures = {}
    index = archive.find_index(arguments)
    if not index.exists():
        started = time.perf_counter()
        build_index(stories, IndexFolder(index), model=DEFAULT_MODEL, progress=_say_nothing)
        seconds = time.perf_counter() - started
        manifest = Newsroom.open(stories=stories, index=index).manifest
        figures["byline"] = _describe_build(seconds, manifest.passages)
    if not folder.exists():
        started = time.perf_counter()
        passages = afternoon.build(source, folder)
        figures["script"] = _describe_build(time.perf_counter() - started, passages)
    return figures


def _say_nothing(what: str, done: int, of: int) -> None:
    """Take progress in silence."""


def _describe_build(seconds: float, passages: int) -> Figures:
    return {
        "seconds": round(seconds, 1),
        "passages": passages,
        "passages_a_second": round(passages / seconds, 1),
    }


def _ask_cold(questions: Sequence[str], *, byline: Sequence[str], script: Sequence[str]) -> Figures:
    costs: dict[str, list[Cost]] = {"byline": [], "script": []}
    for question in questions:
        costs["byline"].append(_run([*byline, question]))
        costs["script"].append(_run([*script, question]))
    return {name: _describe_costs(some) for name, some in costs.items()}


def _run(module: Sequence[str]) -> Cost:
    """Run a module to its end, and return what it took."""
    started = time.perf_counter()
    child = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-m", *module],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in _ANSWERED:
        raise BylineError(f"`{' '.join(module)}` ended with {child.returncode}: it has no time.")
    kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Cost(seconds, used.ru_utime + used.ru_stime, kilobytes / 1024)


def _describe_costs(costs: Sequence[Cost]) -> Figures:
    return {
        **_describe_times([one.seconds for one in costs]),
        "processor_seconds_median": round(median(one.processor_seconds for one in costs), 3),
        "megabytes_most": round(max(one.megabytes for one in costs)),
    }


def _ask_warm(questions: Sequence[str], ways: dict[str, Callable[[str], object]]) -> Figures:
    times: dict[str, list[float]] = {name: [] for name in ways}
    for ask in ways.values():
        ask(questions[0])  # the first question of a process loads what the others use
    for question in questions:
        for name, ask in ways.items():
            started = time.perf_counter()
            ask(question)
            times[name].append(time.perf_counter() - started)
    return {name: _describe_times(some) for name, some in times.items()}


def _describe_times(seconds: Sequence[float]) -> Figures:
    last = quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
    return {
        "questions": len(seconds),
        "seconds_median": round(median(seconds), 3),
        "seconds_p95": round(last, 3),
        "seconds_least": round(min(seconds), 3),
    }


if __name__ == "__main__":
    run("speed", "Compare with an afternoon's script.", measure, archive.FILES)
