"""Agreement on real news: people who grouped answers, and clusters of stories by event."""

import gzip
import json
import os
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from bot.agreement import PhraseLikeness
from bot.agreement.grouping import LEAST_LIKENESS
from bot.agreement.origins import COPY_SHARE
from bot.agreement.values import AnswerValue, ValueKind, read_value, say_the_same
from embeddings.encoders import open_encoder
from embeddings.signatures import estimate_containment, sign_text

SHARED = Path(os.environ.get("BYLINE_SHARED") or Path(__file__).parents[3] / "../shared").resolve()
PEOPLE = ("cluster_Phil", "cluster_Lidiya", "cluster_Jason")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared data is not in {SHARED}"),
]


def read_rows(name: str) -> list[dict]:
    with gzip.open(SHARED / "data" / name, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def judge(one: dict, other: dict) -> bool | None:
    """Return what most people say of two answers; ``None`` where nobody placed both."""
    pairs = [(one[person], other[person]) for person in PEOPLE]
    votes = [a == b for a, b in pairs if {a, b}.isdisjoint({"", "-1"})]
    return 2 * sum(votes) > len(votes) if votes else None


def score(pairs: list[tuple[bool, bool]]) -> tuple[float, float]:
    """Return the share judged as people do, and the F1 of "the same"."""
    right = sum(ours is theirs for ours, theirs in pairs) / len(pairs)
    both = sum(ours and theirs for ours, theirs in pairs)
    return right, 2 * both / sum(ours + theirs for ours, theirs in pairs)


def test_answers_are_grouped_much_as_people_group_them(built_samples: Path) -> None:
    (folder,) = (built_samples / "encoders").iterdir()
    likeness = PhraseLikeness(open_encoder(folder))

    scores = {}
    for row in read_rows("nanco-visible.jsonl.gz"):
        texts = [answer["Answer"] for answer in row["answers"]]
        values = [read_value(row["question"], text) for text in texts]
        pairs = []
        for (at, one), (by, other) in combinations(enumerate(row["answers"]), 2):
            theirs = judge(one, other)
            if theirs is not None:
                ours = agree(values[at], values[by], texts[at], texts[by], likeness)
                pairs.append((ours, theirs))
        scores[row["question"]] = score(pairs)

    right = sum(one for one, _ in scores.values()) / len(scores)
    assert scores["How long will cocktails to-go be around?"] >= (0.98, 0.95)
    assert right >= 0.88
    assert sum(f1 for _, f1 in scores.values()) / len(scores) >= 0.65


def agree(
    one: AnswerValue,
    other: AnswerValue,
    text: str,
    other_text: str,
    likeness: Callable[[str, str], float],
) -> bool:
    """Judge two answers as grouping does."""
    words = one.kind is other.kind is ValueKind.WORDS
    return say_the_same(one, other) or (words and likeness(text, other_text) >= LEAST_LIKENESS)


def test_copies_are_of_one_event() -> None:
    stories = read_rows("news-clusters.jsonl.gz")
    signatures = [sign_text(story["text"]) for story in stories]

    copies = [
        stories[one]["newsCluster"]["EventId"] == stories[other]["newsCluster"]["EventId"]
        for one, other in combinations(range(len(stories)), 2)
        if estimate_containment(signatures[one], signatures[other]) >= COPY_SHARE
    ]

    assert len(copies) >= 35
    assert sum(copies) >= 0.95 * len(copies)
