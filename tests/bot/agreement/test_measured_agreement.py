"""Agreement on real news: people who grouped answers, and clusters of stories by event."""

import gzip
import json
import os
from itertools import combinations
from pathlib import Path

import pytest

from bot.agreement import Candidate, PhraseLikeness, group_candidates
from bot.agreement.origins import COPY_SHARE
from embeddings.encoders import open_encoder
from embeddings.sentences import Span
from embeddings.signatures import estimate_containment, sign_text
from embeddings.stories import Story

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
        pairs = []
        for (at, one), (by, other) in combinations(enumerate(row["answers"]), 2):
            theirs = judge(one, other)
            if theirs is not None:
                two = [make_candidate(at, texts[at]), make_candidate(by, texts[by])]
                events = {str(at): "one", str(by): "one"}
                ours = len(group_candidates(row["question"], two, events, likeness)) == 1
                pairs.append((ours, theirs))
        scores[row["question"]] = score(pairs)

    right = sum(one for one, _ in scores.values()) / len(scores)
    assert scores["How long will cocktails to-go be around?"] >= (0.98, 0.95)
    assert right >= 0.88
    assert sum(f1 for _, f1 in scores.values()) / len(scores) >= 0.65


def make_candidate(number: int, answer: str) -> Candidate:
    """Make the answer of a story that gives it within a sentence of its own."""
    story = Story(id=str(number), text=f"It is {answer} here.")
    span = Span(len("It is "), len("It is ") + len(answer))
    return Candidate(story, Span(0, len(story.text)), span, 0.9)


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
