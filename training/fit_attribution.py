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
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from embeddings.attribution.features import HEAD, WORD, list_features, may_be_cue
from embeddings.attribution.proposals import Proposal, propose
from embeddings.attribution.statements import Statement, make_statements
from embeddings.attribution.tokens import SAYING_STEMS, stem_word
from embeddings.attribution.weighing import Weights
from embeddings.sentences import split_sentences
from training.lines import read_lines
from training.word_vectors import list_known_words, read_word_vectors

MIN_COUNT = 5
"""A feature of fewer readings says more about its story than about the language."""
MIN_SHARE = 0.16
"""Of the readings of a word that the vectors of marked cues lead one to expect."""
INVERSE_PENALTY = 0.15
SMALLEST_WEIGHT = 0.05
DIMENSIONS, LENGTH = 100, 2.0
"""Of the vector of a word. A longer one counts for more beside the features."""
SHORTEST_WORD = 3
_KINDS = (WORD, HEAD)
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
    weights = choose(examples)
    fields = {
        "bias": round(weights.bias, 3),
        "cues": sorted(weights.cues),
        "features": weights.features,
    }
    text = json.dumps(fields, indent=0, ensure_ascii=False)
    arguments.weights.write_text(text + "\n", encoding="utf-8")
    print(f"{len(weights.features):,} weights and {len(weights.cues)} cues")


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


def choose(examples: list[Example]) -> Weights:
    """Return the cues, which people marked or which mean much the same, and the weights of their
    readings."""
    words = _list_words(examples)
    vectors = read_word_vectors(words, dimensions=DIMENSIONS, length=LENGTH)
    marked = {one.stem for one in examples if one.right}
    alike = _list_likely_cues(examples, words, vectors)
    cues = frozenset(marked | alike)
    known = [one for one in examples if one.stem in cues | SAYING_STEMS | {":"}]
    bias, features = fit(known, words, vectors)
    return Weights(cues, _leave_out_unread(features, cues), bias)


def _list_likely_cues(
    examples: list[Example], words: list[str], vectors: NDArray[np.float32]
) -> set[str]:
    """Return the stems of the words that are marked as often as ``MIN_SHARE`` by their vector
    alone."""
    rows = {word: row for row, word in enumerate(words)}
    model = LogisticRegression(C=INVERSE_PENALTY, solver="liblinear", random_state=0)
    model.fit(
        vectors[[rows[_find_word(one, WORD)] for one in examples]],
        np.array([one.right for one in examples]),
    )
    likely = model.predict_proba(vectors)[:, 1] >= MIN_SHARE
    return {stem_word(word) for word, known in zip(words, likely, strict=True) if known}


def _leave_out_unread(features: dict[str, float], cues: frozenset[str]) -> dict[str, float]:
    """Leave out the weights of words that are never weighed as a cue."""
    read = cues | SAYING_STEMS | {":"}
    return {
        name: weight
        for name, weight in features.items()
        if not name.startswith(WORD) or " " in name or stem_word(name.removeprefix(WORD)) in read
    }


def fit(
    examples: list[Example], words: list[str], vectors: NDArray[np.float32]
) -> tuple[float, dict[str, float]]:
    """Return the bias and the weights, by name, of a logistic regression.

    Beside the features as they are, it has the vector of the cue and that of the source's head.
    What those add up to for a word is part of that word's own weight, so that "panned" weighs
    like "criticised" and reading needs no vector.
    """
    counts = Counter(name for one in examples for name in one.features)
    kept = [
        dict.fromkeys((name for name in one.features if counts[name] >= MIN_COUNT), 1)
        for one in examples
    ]
    vectorizer = DictVectorizer(sort=True)
    named = vectorizer.fit_transform(kept)
    rows = {word: row for row, word in enumerate(words)}
    blocks = [
        csr_matrix(vectors[[rows[_find_word(one, kind)] for one in examples]]) for kind in _KINDS
    ]
    matrix = hstack([named, *blocks]).tocsr()
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    model = LogisticRegression(
        C=INVERSE_PENALTY, l1_ratio=0.0, solver="liblinear", max_iter=500, random_state=0
    )
    model.fit(matrix, np.array([one.right for one in examples]))
    weights = model.coef_[0]
    totals: dict[str, float] = dict(
        zip(map(str, vectorizer.get_feature_names_out()), weights, strict=False)
    )
    for at, kind in enumerate(_KINDS):
        start = named.shape[1] + at * DIMENSIONS
        shared = vectors @ weights[start : start + DIMENSIONS]
        for word, weight in zip(words, shared, strict=True):
            totals[kind + word] = totals.get(kind + word, 0.0) + weight
    return float(model.intercept_[0]), _round(totals)


def _list_words(examples: list[Example]) -> list[str]:
    """Return the cues and heads of the readings and the words that a story yet unread may have."""
    read = {_find_word(one, kind) for one in examples for kind in _KINDS}
    return sorted(read.union(list_known_words(shortest=SHORTEST_WORD)))


def _find_word(example: Example, kind: str) -> str:
    return next(name.removeprefix(kind) for name in example.features if name.startswith(kind))


def _round(weights: dict[str, float]) -> dict[str, float]:
    kept = sorted(
        (name, float(one)) for name, one in weights.items() if abs(one) >= SMALLEST_WEIGHT
    )
    return {name: round(weight, 2) for name, weight in kept}


if __name__ == "__main__":
    main()
