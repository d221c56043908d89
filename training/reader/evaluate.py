"""Measure a reader on questions that were kept aside.

    python -m training.reader.evaluate DATA [--reader FOLDER] [--limit N] [--source NAME]...

Scores as SQuAD does: the mean over questions of the word F1 with the best accepted answer; for
unanswerable ones 1 where the reader refuses. Texts of any length are read in pages.
"""

import argparse
import collections
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation import token_f1
from bot.reading.make import open_span_reader, read_text
from bot.reading.spans import SpanReader
from training.reader.card import keep_figures
from training.reader.questions import MEASURED_FILES, TextQuestion, is_kept_aside, read_all


@dataclass(frozen=True, slots=True)
class Scored:
    """A question, its best span's F1, and how sure the reader was of it."""

    question: TextQuestion
    f1: float
    confidence: float


def main() -> None:
    """Read the arguments, measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--reader", type=Path)
    parser.add_argument("--limit", type=int, help="of each source, drawn by lot")
    parser.add_argument("--source", action="append")
    parser.add_argument("--keep", action="store_true", help="write the figures beside the reader")
    arguments = parser.parse_args()
    questions = read_all([arguments.data / name for name in MEASURED_FILES])
    reader = open_span_reader(arguments.reader)
    figures = {}
    for source, kept in choose_kept(questions, arguments.limit).items():
        if arguments.source and source not in arguments.source:
            continue
        figures[source] = measure(reader, kept)
        sys.stdout.write(json.dumps({"source": source} | figures[source]) + "\n")
        sys.stdout.flush()
    if arguments.keep:
        keep_figures(arguments.reader, kept_aside=figures)


def choose_kept(
    questions: Sequence[TextQuestion], limit: int | None
) -> dict[str, list[TextQuestion]]:
    """Return the questions kept aside by source, at most ``limit`` of each."""
    kept: dict[str, list[TextQuestion]] = collections.defaultdict(list)
    for one in questions:
        if is_kept_aside(one):
            kept[one.source].append(one)
    draw = random.Random(5)  # noqa: S311 - no secret
    return {
        source: draw.sample(some, min(limit or len(some), len(some)))
        for source, some in kept.items()
    }


def measure(reader: SpanReader, questions: Sequence[TextQuestion]) -> dict[str, float]:
    """Return the figures of one source, in hundredths."""
    scored = tuple(score(reader, questions))
    answerable = [one for one in scored if one.question.answers]
    best, threshold = find_best_threshold(scored)
    return {
        "questions": len(scored),
        "answerable_f1": _percent(one.f1 for one in answerable),
        "answerable_right": _percent(float(one.f1 >= 0.5) for one in answerable),
        "overall_f1": _percent(overall(scored, reader.least_confidence)),
        "best_overall_f1": best,
        "at": threshold,
        "always_refusing": _percent(float(not one.question.answers) for one in scored),
    }


def score(reader: SpanReader, questions: Sequence[TextQuestion]) -> Iterator[Scored]:
    """Read each question's context and compare."""
    for one in questions:
        reading = read_text(reader, one.question, one.context)
        found = one.context[reading.start : reading.end] if reading else ""
        accepted = [one.context[start:end] for start, end in one.answers]
        f1 = max((token_f1(found, text) for text in accepted), default=0.0)
        yield Scored(one, f1, reading.confidence if reading else 0.0)


def overall(scored: Sequence[Scored], threshold: float) -> list[float]:
    """Return each question's F1 where answers below ``threshold`` are refused."""
    return [
        (one.f1 if one.question.answers else 0.0)
        if one.confidence >= threshold
        else float(not one.question.answers)
        for one in scored
    ]


def find_best_threshold(scored: Sequence[Scored]) -> tuple[float, float]:
    """Return the best overall F1 and the threshold that gives it."""
    steps = [step / 50 for step in range(51)]
    best, lowest = max((_percent(overall(scored, step)), -step) for step in steps)
    return best, -lowest


def _percent(values: Iterator[float] | Sequence[float]) -> float:
    some = list(values)
    return round(100 * sum(some) / max(len(some), 1), 2)


if __name__ == "__main__":
    main()
