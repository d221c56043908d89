"""Fit the weights by which cues are read, on stories whose attributions people have marked.

    python training/fit_attribution.py STORIES.jsonl.gz embeddings/attribution/weights.json

A line is ``{"text", "attributions": [{"source": [{"start", "end", "text"}], "cue": [...],
"content": [...]}]}``. The same file gives the same weights.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from embeddings.attribution.features import list_features, may_be_cue
from embeddings.attribution.proposals import Proposal, propose
from embeddings.attribution.statements import Statement, make_statements
from embeddings.attribution.weighing import BIAS
from embeddings.sentences import split_sentences

MIN_COUNT = 5
"""A feature of fewer readings says more about its story than about the language."""
INVERSE_PENALTY = 0.6
SMALLEST_WEIGHT = 0.01


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution as marked: where its cue stands, the words of its content and source."""

    cue_start: int
    cue_end: int
    content: frozenset[str]
    source: frozenset[str]


def main() -> None:
    """Read marked stories, fit, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("stories", type=Path)
    parser.add_argument("weights", type=Path)
    arguments = parser.parse_args()
    examples = [one for story in read_stories(arguments.stories) for one in list_examples(story)]
    weights = fit(examples)
    lines = ",\n".join(
        f"{json.dumps(name, ensure_ascii=False)}: {weight:.3f}" for name, weight in weights.items()
    )
    arguments.weights.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    print(f"{len(weights):,} weights from {len(examples):,} readings")


def read_stories(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the marked stories of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def list_examples(story: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield the features of every reading of a story, and whether people marked it so."""
    text = story["text"]
    marked = list_marked(story)
    for statement in make_statements(text, split_sentences(text)):
        for at, token in enumerate(statement.tokens):
            if statement.quoted[at] or not may_be_cue(token):
                continue
            for proposal in propose(statement, at):
                features = tuple(list_features(statement, proposal))
                yield features, is_marked(text, statement, proposal, marked)


def list_marked(story: dict[str, Any]) -> list[Marked]:
    """Return a story's marked attributions that have all three parts."""
    return [
        Marked(
            one["cue"][0]["start"],
            one["cue"][0]["end"],
            split_words(one["content"][0]["text"]),
            split_words(one["source"][0]["text"]),
        )
        for one in story["attributions"]
        if one.get("source") and one.get("cue") and one.get("content")
    ]


def is_marked(text: str, statement: Statement, proposal: Proposal, marked: list[Marked]) -> bool:
    """Whether cue, content and source of a reading agree with one that is marked."""
    first, end = proposal.source
    cue = statement.tokens[proposal.cue[0]].start
    content = split_words(text[proposal.content.start : proposal.content.end])
    source = split_words(text[statement.tokens[first].start : statement.tokens[end - 1].end])
    return any(
        one.cue_start <= cue < one.cue_end
        and 2 * len(content & one.content) >= max(1, min(len(content), len(one.content)))
        and (not one.source or bool(source & one.source))
        for one in marked
    )


def split_words(text: str) -> frozenset[str]:
    """Return the words of a phrase that tell it from others."""
    words = re.findall(r"\w+(?:['’]\w+)*", text.lower())
    return frozenset(words) - frozenset(
        "the a an of in for to and his her its their who that".split()
    )


def fit(examples: list[tuple[tuple[str, ...], bool]]) -> dict[str, float]:
    """Return the weights of a sparse logistic regression, by name, with its bias."""
    counts = Counter(name for features, _ in examples for name in features)
    kept = [
        dict.fromkeys((name for name in features if counts[name] >= MIN_COUNT), 1)
        for features, _ in examples
    ]
    vectorizer = DictVectorizer(sort=True)
    model = LogisticRegression(
        C=INVERSE_PENALTY, l1_ratio=1.0, solver="liblinear", max_iter=500, random_state=0
    )
    matrix = vectorizer.fit_transform(kept)
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    model.fit(matrix, np.array([right for _, right in examples]))
    named = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    weights = {str(name): float(w) for name, w in named if abs(w) >= SMALLEST_WEIGHT}
    return {BIAS: float(model.intercept_[0]), **weights}


if __name__ == "__main__":
    main()
