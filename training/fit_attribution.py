"""Fit the weights by which cues are read, on stories whose attributions people have marked.

    python -m training.fit_attribution STORIES.jsonl.gz embeddings/attribution/weights.json

A line is ``{"text", "attributions": [{"source": [{"start", "end", "text"}], "cue": [...],
"content": [...]}]}``. The same file gives the same weights.
"""

import argparse
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
from embeddings.attribution.tokens import SAYING_STEMS
from embeddings.sentences import split_sentences
from training.lines import read_lines

MIN_COUNT = 5
"""A feature of fewer readings says more about its story than about the language."""
MIN_MARKED = 2
"""A cue marked once may be a slip."""
INVERSE_PENALTY = 0.6
SMALLEST_WEIGHT = 0.01
UNTELLING = frozenset({"the", "a", "an", "of", "in", "for", "to", "and"}) | {
    "that", "his", "her", "its", "their", "who",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution as marked: where its cue stands, the words of its content and source."""

    cue_start: int
    cue_end: int
    content: frozenset[str]
    source: frozenset[str]


@dataclass(frozen=True, slots=True)
class Example:
    """One reading: its cue's stem, its features, and whether people marked it so."""

    stem: str
    features: tuple[str, ...]
    right: bool


def main() -> None:
    """Read marked stories, fit, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("stories", type=Path)
    parser.add_argument("weights", type=Path)
    arguments = parser.parse_args()
    examples = [one for story in read_lines(arguments.stories) for one in list_examples(story)]
    counts = Counter(one.stem for one in examples if one.right)
    cues = sorted(stem for stem, marked in counts.items() if marked >= MIN_MARKED)
    known = [one for one in examples if one.stem in {*cues, *SAYING_STEMS, ":"}]
    bias, features = fit(known)
    fields = {"bias": round(bias, 3), "cues": cues, "features": features}
    text = json.dumps(fields, indent=0, ensure_ascii=False)
    arguments.weights.write_text(text + "\n", encoding="utf-8")
    print(f"{len(features):,} weights and {len(cues)} cues from {len(known):,} readings")


def list_examples(story: dict[str, Any]) -> Iterator[Example]:
    """Yield every reading of a story."""
    text = story["text"]
    marked = list_marked(story)
    for statement in make_statements(text, split_sentences(text)):
        for at, token in enumerate(statement.tokens):
            if statement.quoted[at] or not may_be_cue(token):
                continue
            for proposal in propose(statement, at):
                features = tuple(list_features(statement, proposal))
                yield Example(token.stem, features, is_marked(text, statement, proposal, marked))


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
    return frozenset(re.findall(r"\w+(?:['’]\w+)*", text.lower())) - UNTELLING


def fit(examples: list[Example]) -> tuple[float, dict[str, float]]:
    """Return the bias and the weights, by name, of a sparse logistic regression."""
    counts = Counter(name for one in examples for name in one.features)
    kept = [
        dict.fromkeys((name for name in one.features if counts[name] >= MIN_COUNT), 1)
        for one in examples
    ]
    vectorizer = DictVectorizer(sort=True)
    matrix = vectorizer.fit_transform(kept)
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    model = LogisticRegression(
        C=INVERSE_PENALTY, l1_ratio=1.0, solver="liblinear", max_iter=500, random_state=0
    )
    model.fit(matrix, np.array([one.right for one in examples]))
    named = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    weights = {str(name): round(float(w), 3) for name, w in named if abs(w) >= SMALLEST_WEIGHT}
    return float(model.intercept_[0]), weights


if __name__ == "__main__":
    main()
