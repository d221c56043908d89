"""Fit the weights by which a saved page's blocks are told apart, on pages whose article is known.

    python -m training.fit_pages FOLDER embeddings/stories/pages/block_weights.json
    python -m training.fit_pages FOLDER --aside 12

``FOLDER`` holds ``*/OUTLET_DATE.html`` and, for each outlet, ``*/OUTLET.json`` with the articles'
bodies (the test data of fundus). With ``--aside`` nothing is written: the outlets are cut into so
many groups, each is read with weights fitted on the others, and the mean token F1 is printed.
The same folder gives the same weights.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from embeddings.stories.clutter import clear_text
from embeddings.stories.pages.article_blocks import Weights, choose_by_scores, look_beside
from embeddings.stories.pages.block_features import list_features
from embeddings.stories.pages.page_votes import join_letters
from embeddings.stories.pages.webpages import Reading, read_page, write_blocks
from training.saved_pages import Page, measure_f1, read_pages

INVERSE_PENALTY = 0.1
MOST_LETTERS, POWER, PAGE_WEIGHT = 600, 0.7, 20.0
"""A block weighs by its length to this power, and all of a page's blocks together the same."""
SMALLEST_WEIGHT = 0.005
SHARED, GRAM, LEAST_WORDS = 0.5, 4, 6


@dataclass(frozen=True, slots=True)
class Example:
    """One page: its blocks with their features, which of them are the article's, and its weight."""

    page: Page
    reading: Reading
    features: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]


def main() -> None:
    """Read pages, fit, and write the weights or print the figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("weights", type=Path, nargs="?")
    parser.add_argument("--aside", type=int, default=0)
    options = parser.parse_args()
    examples = [example for page in read_pages(options.folder) if (example := _prepare(page))]
    if options.aside:
        scores = measure_aside(examples, options.aside)
        print(f"{len(scores)} pages, outlets aside: mean token F1 {np.mean(scores):.4f}")
        print(f"under 0.9: {sorted(round(score, 3) for score in scores if score < 0.9)}")
    if options.weights:
        first, second = fit(examples)
        fields = {"first": _to_json(first), "second": _to_json(second)}
        options.weights.write_text(json.dumps(fields, indent=1) + "\n", encoding="utf-8")


def measure_aside(examples: Sequence[Example], groups: int) -> list[float]:
    """Return the F1 of each page, read with weights fitted on other outlets' pages."""
    outlets = sorted({example.page.outlet for example in examples})
    outlets = list(np.random.default_rng(1).permutation(outlets))
    scores: list[float] = []
    for number in range(groups):
        aside = set(outlets[number::groups])
        weights = fit([example for example in examples if example.page.outlet not in aside])
        scores += [
            _measure(example, weights) for example in examples if example.page.outlet in aside
        ]
    return scores


def fit(examples: Sequence[Example]) -> tuple[Weights, Weights]:
    """Return the weights of both steps."""
    first = _fit_step(examples, [list(example.features) for example in examples])
    rows = [_join(example, first) for example in examples]
    return first, _fit_step(examples, rows)


def _prepare(page: Page) -> Example | None:
    reading = read_page(page.data)
    if reading is None:
        return None
    features = list_features(reading.blocks, reading.votes, reading.told)
    body = max(page.bodies, key=lambda known: measure_f1(reading.plain, known))
    lines = {join_letters(line) for line in body.split("\n")}
    words = body.casefold().split()
    grams = {tuple(words[at : at + GRAM]) for at in range(len(words))}
    right = tuple(_is_right(block.text, lines, grams) for block in reading.blocks)
    return Example(page, reading, features, right)


def _is_right(text: str, lines: set[str], grams: set[tuple[str, ...]]) -> bool:
    if join_letters(text) in lines:
        return True
    words = text.casefold().split()
    if len(words) < LEAST_WORDS:
        return False
    own = [tuple(words[at : at + GRAM]) for at in range(len(words) - GRAM + 1)]
    return sum(gram in grams for gram in own) >= SHARED * len(own)


def _join(example: Example, first: Weights) -> list[Mapping[str, float]]:
    early = [first.score(row) for row in example.features]
    beside = look_beside(example.reading.blocks, early)
    return [{**row, **more} for row, more in zip(example.features, beside, strict=True)]


def _fit_step(
    examples: Sequence[Example], rows: Sequence[Sequence[Mapping[str, float]]]
) -> Weights:
    vectorizer = DictVectorizer(sparse=False)
    matrix = vectorizer.fit_transform([row for page in rows for row in page])
    right = [value for example in examples for value in example.right]
    weights: list[float] = []
    for example in examples:
        sizes = [min(len(block.text), MOST_LETTERS) ** POWER for block in example.reading.blocks]
        weights += [PAGE_WEIGHT * size / sum(sizes) for size in sizes]
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=500)
    model.fit(matrix, right, sample_weight=weights)
    named = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    kept = {
        str(name): round(float(weight), 4)
        for name, weight in named
        if abs(weight) >= SMALLEST_WEIGHT
    }
    return Weights(kept, round(float(model.intercept_[0]), 4))


def _measure(example: Example, weights: tuple[Weights, Weights]) -> float:
    rows = _join(example, weights[0])
    scores = [weights[1].score(row) for row in rows]
    chosen = choose_by_scores(example.reading.blocks, scores, example.features)
    text = clear_text(write_blocks(chosen, example.reading)).text
    return max(measure_f1(text, body) for body in example.page.bodies)


def _to_json(weights: Weights) -> dict[str, object]:
    return {"bias": weights.bias, "features": dict(sorted(weights.features.items()))}


if __name__ == "__main__":
    main()
