"""Conversations over the sample stories, against two ways of leaving out the understanding.

    python -m benchmarks.dialogues [--work FOLDER] [--keep]

Both rivals are told which questions are follow-ups, which Byline has to find out: "both" asks the
question before and this one together, of the stories before; "alone" asks only this one of them.
An answer is right where it holds one that the stories give (``tests/questions/dialogues.jsonl``).
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.archive import open_or_build
from benchmarks.command import Arguments, Figures, run
from bot.answering.answers import Options, answer_question
from bot.answering.replies import Reply
from bot.conversation import Turn, converse
from bot.evaluation import contains
from bot.newsroom import Newsroom
from embeddings.retrieval import Filters

ROOT = Path(__file__).resolve().parents[1]
_DIALOGUES = ROOT / "tests" / "questions" / "dialogues.jsonl"
STORIES_OF = {
    "korea": ("korea/", "wire#1"),
    "maui": ("wire#2", "world/maui"),
    "bridge": ("wire#3", "world/key"),
    "suez": ("archive#1",),
    "moon": ("archive#2",),
    "webb": ("world/webb",),
}
"""How the ids of the stories begin that a dialogue is about."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is kept of one question for the next: a turn, or the question and its stories."""

    question: str
    stories: tuple[str, ...] = ()
    turn: Turn | None = None


Way = Callable[[Newsroom, Options, dict[str, Any], Step | None], tuple[Step, Reply]]


def follow(
    newsroom: Newsroom, options: Options, turn: dict[str, Any], before: Step | None
) -> tuple[Step, Reply]:
    """Ask as ``byline chat`` does."""
    previous = before.turn if before else None
    exchange = converse(newsroom.index, newsroom.reader, turn["question"], previous, options)
    return Step(turn["question"], turn=exchange.turn), exchange.reply


def ask_both(
    newsroom: Newsroom, options: Options, turn: dict[str, Any], before: Step | None
) -> tuple[Step, Reply]:
    """Ask a follow-up together with the question before."""
    asked = f"{before.question} {turn['question']}" if before else turn["question"]
    return _ask_within(newsroom, options, turn, before, asked)


def ask_alone(
    newsroom: Newsroom, options: Options, turn: dict[str, Any], before: Step | None
) -> tuple[Step, Reply]:
    """Ask a follow-up as it stands."""
    return _ask_within(newsroom, options, turn, before, turn["question"])


def _ask_within(
    newsroom: Newsroom, options: Options, turn: dict[str, Any], before: Step | None, asked: str
) -> tuple[Step, Reply]:
    if before and turn["follow_up"]:
        within = replace(options, filters=Filters(stories=before.stories))
        reply = answer_question(newsroom.index, newsroom.reader, asked, within)
        return Step(turn["question"], before.stories), reply
    reply = answer_question(newsroom.index, newsroom.reader, turn["question"], options)
    cited = reply.answer.citations if reply.answer else reply.nearest
    return Step(turn["question"], tuple(dict.fromkeys(one.story.id for one in cited))), reply


WAYS: dict[str, Way] = {"byline": follow, "both": ask_both, "alone": ask_alone}


def measure(arguments: Arguments) -> Figures:
    """Hold every dialogue in each of the ways."""
    newsroom = open_or_build(ROOT / "stories", arguments.work / "samples-index")
    lines = _DIALOGUES.read_text(encoding="utf-8").splitlines()
    dialogues = arguments.sample([json.loads(line) for line in lines])
    return {name: _hold(newsroom, dialogues, way) for name, way in WAYS.items()}


def _hold(newsroom: Newsroom, dialogues: list[dict[str, Any]], way: Way) -> Figures:
    options = Options(confidence=newsroom.least_confidence, answers=1)
    follow_ups = kept = right = wrong = 0
    for dialogue in dialogues:
        before: Step | None = None
        for number, turn in enumerate(dialogue["turns"]):
            before, reply = way(newsroom, options, turn, before)
            if not (number and turn["follow_up"]):
                continue
            cited = reply.answer.citations if reply.answer else reply.nearest
            follow_ups += 1
            kept += cited[0].story.id.startswith(STORIES_OF[turn["about"]])
            if reply.answer is not None:
                fits = any(contains(reply.answer.text, one) for one in turn["answers"])
                right, wrong = right + fits, wrong + (not fits)
    return {"follow_ups": follow_ups, "kept_to_event": kept, "right": right, "wrong": wrong}


if __name__ == "__main__":
    run("dialogues", "Hold conversations over the sample stories.", measure)
