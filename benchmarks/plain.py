"""Answers to questions as people type them: short, vague, misspelt, lists, yes or no, and traps.

    python -m benchmarks.plain [--limit N] [--work FOLDER] [--keep]

The questions of ``training/plain_questions/aside.jsonl``, to 150 stories of the archive of
``news``; nothing was fitted on them. An answer is right where its text and first quote hold
accepted words in a row. Traps, which no story answers, should be refused. ``from_0.3`` and
``from_0.6`` are what is shown where ``BYLINE_CONFIDENCE`` is that.
"""

import json
from datetime import date
from pathlib import Path

from benchmarks.archive import STORIES, copy_some, open_or_build
from benchmarks.command import Arguments, Figures, run
from benchmarks.news import Outcome, ask_all, measure_words_read, summarise
from bot.evaluation import read_questions

QUESTIONS = Path(__file__).resolve().parents[1] / "training/plain_questions/aside.jsonl"
_ROWS = slice(150, 300)
"""The stories of the archive that the questions were written to."""
_TRAP = "trap"
_OTHER_LEAST = (0.3, 0.6)


def measure(arguments: Arguments) -> Figures:
    """Build or open the index of the stories and ask."""
    stories = copy_some(arguments, "plain-stories", _ROWS)
    newsroom = open_or_build(stories, arguments.work / "plain-index")
    known = arguments.sample(read_questions(QUESTIONS))
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    kinds = {row["id"]: row["kind"] for row in map(json.loads, lines)}
    dated = [(one, date.today()) for one in known]
    asked = ask_all(newsroom, dated, time_words=False)
    figures = summarise(asked) | measure_words_read(newsroom.index, known)
    figures["right_by_kind"] = _count_kinds(asked, kinds)
    for least in _OTHER_LEAST:
        other = ask_all(newsroom, dated, time_words=False, least=least)
        figures[f"from_{least}"] = summarise(other)
    return figures


def _count_kinds(asked: list[Outcome], kinds: dict[str, str]) -> dict[str, str]:
    """Return how many questions of each kind were answered rightly: those of traps are refused."""
    counted = {}
    for kind in sorted(set(kinds.values()) - {_TRAP}):
        own = [one for one in asked if kinds[one.question.id] == kind]
        counted[kind] = f"{sum(one.right for one in own)} of {len(own)}"
    return counted


if __name__ == "__main__":
    run("plain", "Ask plainly typed questions of 150 stories.", measure, (STORIES,))
