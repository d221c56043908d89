"""Plainly typed questions in the repository: whole, and none both measured and learnt from."""

import json
from collections import Counter
from pathlib import Path

import pytest

from bot.evaluation import read_questions

FOLDER = Path(__file__).resolve().parents[2] / "training" / "plain_questions"


@pytest.mark.parametrize(
    ("name", "asked"),
    [("taught", 2400), ("taught_elsewhere", 1600), ("fitted", 676), ("aside", 180)],
)
def test_traps_alone_have_no_answer(name: str, asked: int) -> None:
    path = FOLDER / f"{name}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    assert len(read_questions(path)) == len(rows) == asked
    for row in rows:
        assert bool(row["answers"]) == bool(row["stories"]) == (row["kind"] != "trap"), row["id"]
    assert 0.2 < Counter(row["kind"] for row in rows)["trap"] / asked < 0.3


def test_what_is_measured_is_not_learnt_from() -> None:
    taught, elsewhere, fitted, aside = (
        read_questions(FOLDER / f"{name}.jsonl")
        for name in ("taught", "taught_elsewhere", "fitted", "aside")
    )
    learnt = (*taught, *elsewhere, *fitted)

    assert not {one.question for one in learnt} & {one.question for one in aside}
    assert not {one for row in learnt for one in row.stories} & {
        one for row in aside for one in row.stories
    }
