"""Byline beside what people would use instead: one run, turn by turn, same stories, same weights.

    pip install "byline[speed]"
    python -m benchmarks.speed [--others-python PYTHON] [--stories N] [--limit N] [--keep]

"script" is ``benchmarks/afternoon.py``; the others stand in ``benchmarks/others/`` and run with an
interpreter of an environment of their own, `pip install "byline[others]"`. All have Byline's own
encoder and reader. "Cold" is a process from its start to the printed answer, "warm" a question to
what is open. Absolute times hold for one machine that does nothing else: compare within a run.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks import archive
from benchmarks.command import Arguments, Figures, run
from benchmarks.entrants import OURS, Entrant, enter, take_turns
from benchmarks.others.stories import read_stories
from benchmarks.processes import Cost, Served, run_to_end
from benchmarks.quality import Judged, judge
from benchmarks.small_archive import Asked, draw
from benchmarks.spread import describe_ratio, describe_times

_COLD, _WARM = 5, 100
READS_NOT = "llamaindex"


def measure(arguments: Arguments) -> Figures:
    """Build with all, then ask in turns: processes first, what is open after them."""
    arguments = replace(arguments, work=arguments.work.absolute())
    source, questions = draw(arguments, arguments.limit or _WARM)
    reader, log = arguments.work / "afternoon-reader", arguments.work / "speed.log"
    if not reader.exists():
        _export_reader(reader, log)
    entrants, versions, left_out = enter(arguments, source, reader)
    figures: Figures = {"versions": versions, "left_out": left_out}
    figures["build"] = _build_all(entrants, log)
    figures["cold"] = _ask_cold(entrants, [one.question for one, _ in questions[:_COLD]], log)
    warm, judged, memory = _ask_warm(entrants, questions, log)
    return figures | {
        "warm": {
            name: describe_times(times)
            | {"megabytes_most": round(memory[name])}
            | describe_ratio(times, warm[OURS])
            for name, times in warm.items()
        },
        "answers": {
            name: judge(some, reads=name != READS_NOT) for name, some in judged.items()
        },
    }  # fmt: skip


def _export_reader(folder: Path, log: Path) -> None:
    """Write the reader in a process of its own: a child that is measured starts with the memory of
    its parent, so that this one stays small."""
    run_to_end([sys.executable, "-m", "benchmarks.afternoon", "export", "", "", str(folder)], log)


def _build_all(entrants: Sequence[Entrant], log: Path) -> Figures:
    """Build each index once; one that is kept is not built again, and has no time."""
    figures: Figures = {}
    source = entrants[0].places.stories
    words = sum(len(one.split()) for one in read_stories(source))
    for one in entrants:
        if one.places.index.exists():
            continue
        more = ("--json",) if one.name == OURS else ()
        cost = run_to_end(one.command("build", *more), log)
        figures[one.name] = describe_build(cost, words)
        if one.name == OURS:
            bare = Entrant("embedding", one.python, one.places)
            figures["embedding"] = describe_build(run_to_end(bare.command("build"), log), words)
    return figures


def describe_build(cost: Cost, words: int) -> Figures:
    """Tell what building took: the whole process, or where it says so a part of it."""
    told = json.loads(cost.printed)
    seconds = told.get("seconds") or cost.seconds
    return {
        "seconds": round(seconds, 1),
        "processor_seconds": round(cost.processor_seconds, 1),
        "passages": told["passages"],
        "passages_a_second": round(told["passages"] / seconds, 1),
        "words_a_second": round(words / seconds),
        "megabytes_most": round(cost.megabytes),
    }


def _ask_cold(entrants: Sequence[Entrant], questions: Sequence[str], log: Path) -> Figures:
    """Ask each system each question, every time as a new process."""
    costs: dict[str, list[Cost]] = {one.name: [] for one in entrants}
    for n, question in enumerate(questions):
        for one in take_turns(entrants, n):
            costs[one.name].append(run_to_end(one.ask(question), log))
    own = [one.seconds for one in costs[OURS]]
    return {
        name: describe_times([one.seconds for one in some])
        | {
            "processor_seconds_median": round(median(one.processor_seconds for one in some), 3),
            "megabytes_most": round(max(one.megabytes for one in some)),
        }
        | describe_ratio([one.seconds for one in some], own)
        for name, some in costs.items()
    }


def _ask_warm(
    entrants: Sequence[Entrant], questions: Sequence[Asked], log: Path
) -> tuple[dict[str, list[float]], dict[str, list[Judged]], dict[str, float]]:
    """Keep all open and ask them in turns; return times, replies and memory by system."""
    served = {one.name: Served(one.command("serve"), log) for one in entrants}
    times: dict[str, list[float]] = {name: [] for name in served}
    judged: dict[str, list[Judged]] = {name: [] for name in served}
    first, day = questions[0]
    for system in served.values():
        system.ask(first.question, day)  # the first question loads what the others use
    for n, (question, day) in enumerate(questions):
        for one in take_turns(entrants, n):
            seconds, reply = served[one.name].ask(question.question, day)
            times[one.name].append(seconds)
            judged[one.name].append(Judged(question, reply))
    return times, judged, {name: system.close() for name, system in served.items()}


if __name__ == "__main__":
    run("speed", "Compare with what people would use.", measure, archive.FILES, others=True)
