"""How well conversations over the sample stories are followed, with floors below what they reach.

Some dialogues were looked at while rules were made ("tuning"), the others only measured. A
follow-up's answer is right where it holds one of those that the stories give to it.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.dialogues import STORIES_OF
from bot.answering.answers import Options, open_reader
from bot.conversation import converse
from bot.evaluation import contains
from bot.reading import Reader
from embeddings.index import Index, IndexFolder, open_index

DIALOGUES = Path(__file__).resolve().parents[2] / "questions" / "dialogues.jsonl"


@dataclass(slots=True)
class Followed:
    """How many questions after the first were follow-ups and new subjects, and were told so.

    ``kept`` counts the follow-ups whose reply has a story of the event that was talked about
    first; so does ``found`` for the new subjects.
    """

    follow_ups: int = 0
    told: int = 0
    kept: int = 0
    right: int = 0
    new_subjects: int = 0
    new_told: int = 0
    found: int = 0


def follow(index: Index, reader: Reader, of: str, confidence: float) -> Followed:
    """Hold every dialogue of a set, as it would go with the replies that it gets."""
    options = Options(confidence=confidence, answers=1)
    followed = Followed()
    for line in DIALOGUES.read_text(encoding="utf-8").splitlines():
        dialogue = json.loads(line)
        if dialogue["set"] != of:
            continue
        previous = None
        for number, turn in enumerate(dialogue["turns"]):
            exchange = converse(index, reader, turn["question"], previous, options)
            previous, answer = exchange.turn, exchange.reply.answer
            cited = answer.citations if answer else exchange.reply.nearest
            stories = [one.story.id for one in cited] or [one.id for one in exchange.reply.events]
            right = stories[0].startswith(STORIES_OF[turn["about"]])
            if number and turn["follow_up"]:
                followed.follow_ups += 1
                followed.told += exchange.understood.follow_up
                followed.kept += right
                followed.right += answer is not None and any(
                    contains(answer.text, one) for one in turn["answers"]
                )
            elif number:
                followed.new_subjects += 1
                followed.new_told += not exchange.understood.follow_up
                followed.found += right
    return followed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("of", "least"),
    [
        pytest.param("tuning", Followed(23, 22, 22, 8, 7, 7, 7), id="tuning"),
        pytest.param("held out", Followed(24, 22, 22, 9, 8, 7, 7), id="held out"),
    ],
)
def test_conversations_are_followed(
    built_samples: Path, tmp_path: Path, of: str, least: Followed
) -> None:
    index = open_index(IndexFolder(built_samples), threads=1)
    reader = open_reader("span", index, folder=tmp_path)

    followed = follow(index, reader, of, reader.least_confidence)

    assert (followed.follow_ups, followed.new_subjects) == (least.follow_ups, least.new_subjects)
    assert followed.told >= least.told
    assert followed.kept >= least.kept
    assert followed.right >= least.right
    assert followed.new_told >= least.new_told
    assert followed.found >= least.found
