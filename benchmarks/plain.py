"""Answers to questions as people type them: short, vague, misspelt, lists, yes or no, and traps.

    python -m benchmarks.plain [--limit N] [--work FOLDER] [--keep]

The questions of ``training/plain_questions/aside.jsonl``, to 150 stories of the archive of
``news``; nothing was fitted on them. An answer is right where its text and first quote hold
accepted words in a row. Traps, which no story answers, should be refused.
"""

import gzip
import itertools
import json
from datetime import date
from pathlib import Path

from benchmarks.archive import STORIES, open_or_build
from benchmarks.command import Arguments, Figures, run
from benchmarks.data import find_data
from benchmarks.news import Outcome, ask_all, summarise
from bot.evaluation import read_questions

QUESTIONS = Path(__file__).resolve().parents[1] / "training/plain_questions/aside.jsonl"
_FIRST, _LAST = 150, 300
"""The stories of the archive that the questions were written to."""
_TRAP = "trap"


def measure(arguments: Arguments) -> Figures:
    """Build or open the index of the stories and ask."""
    newsroom = open_or_build(_copy_stories(arguments), arguments.work / "plain-index")
    known = arguments.sample(read_questions(QUESTIONS))
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    kinds = {row["id"]: row["kind"] for row in map(json.loads, lines)}
    asked = ask_all(newsroom, [(one, date.today()) for one in known], time_words=False)
    return summarise(asked) | {"right_by_kind": _count_kinds(asked, kinds)}


def _copy_stories(arguments: Arguments) -> Path:
    folder = arguments.work / "plain-stories"
    folder.mkdir(exist_ok=True)
    with gzip.open(find_data(STORIES, arguments.data), "rt", encoding="utf-8") as lines:
        chosen = "".join(itertools.islice(lines, _FIRST, _LAST))
    (folder / "archive.jsonl").write_text(chosen, encoding="utf-8")
    return folder


def _count_kinds(asked: list[Outcome], kinds: dict[str, str]) -> dict[str, str]:
    """Return how many questions of each kind were answered rightly: those of traps are refused."""
    counted = {}
    for kind in sorted(set(kinds.values()) - {_TRAP}):
        own = [one for one in asked if kinds[one.question.id] == kind]
        counted[kind] = f"{sum(one.right for one in own)} of {len(own)}"
    return counted


if __name__ == "__main__":
    run("plain", "Ask plainly typed questions of 150 stories.", measure, (STORIES,))
