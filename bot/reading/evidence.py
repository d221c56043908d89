"""What speaks for a sentence as the answer to a question, as numbers.

Promise: the evidence for a sentence depends on the question, its page and the word weights alone,
each number lies between about -1 and 1. What it is worth, the weights say.
"""

import itertools
import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from bot.facts.question_kinds import CUED_KINDS, find_kind, holds_kind, strip_cue
from bot.reading.reader import Page
from embeddings.encoders import Vectors
from embeddings.words import split_content_words, split_words

WordWeight = Callable[[str], float]
"""How telling a folded and stemmed word is: more is rarer."""

FloatArray = npt.NDArray[np.float64]

FEATURES = (
    "similarity",  # of question and sentence
    "neighbour_similarity",  # of question and the sentence amid its neighbours
    "page_similarity",  # of question and page
    "coverage",  # weight of the question's words that the sentence has
    "neighbour_coverage",  # ... that it or the sentence before or the headline has
    "page_coverage",  # ... that the page or its headline has
    "pair_coverage",  # neighbouring words of the question that are so in the sentence
    "missing_telling_word",  # weight share of the question's rarest word, if the page lacks it
    "news",  # share of the sentence's words that are not the question's
    "length",  # of the sentence, in words, on a log scale
    *(f"{kind}_held" for kind in CUED_KINDS),  # asked for, and the sentence holds such a thing
    *(f"{kind}_missing" for kind in CUED_KINDS),  # asked for, and it holds none
)


def gather_evidence(
    question: str,
    page: Page,
    *,
    vector: Vectors,
    sentences: Vectors,
    weigh: WordWeight,
) -> FloatArray:
    """Return the evidence for each sentence of a page.

    *Shape:* vector (dimension,), sentences (n_sentences, dimension), both unit rows; result
    (n_sentences, n_features).
    """
    asked = split_content_words(strip_cue(question))
    weights = {word: weigh(word) for word in asked}
    kind = find_kind(question)
    texts = [page.text[span.start : span.end] for span in page.sentences]
    words = [split_words(text) for text in texts]
    sets = [frozenset(one) for one in words]
    title = frozenset(split_words(page.title))
    whole = title.union(*sets)
    pairs = _pairs(split_words(question))
    similarity = sentences @ vector
    near_similarity = _blend_neighbours(sentences) @ vector
    page_similarity = float(_unit(sentences.sum(axis=0)) @ vector)
    page_coverage, missing = cover_words(weights, whole), weigh_missing(weights, whole)
    rows = []
    for at, text in enumerate(texts):
        near = title | sets[at] | (sets[at - 1] if at else frozenset())
        held = kind in CUED_KINDS and holds_kind(kind, text, question)
        rows.append(
            (
                similarity[at],
                near_similarity[at],
                page_similarity,
                cover_words(weights, sets[at]),
                cover_words(weights, near),
                page_coverage,
                len(pairs & _pairs(words[at])) / max(len(pairs), 1),
                missing,
                len(sets[at] - set(asked)) / max(len(sets[at]), 1),
                math.log(1 + len(words[at])) / math.log(64),
                *(float(kind is cued and held) for cued in CUED_KINDS),
                *(float(kind is cued and not held) for cued in CUED_KINDS),
            )
        )
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))


def _blend_neighbours(sentences: Vectors) -> Vectors:
    """Return each sentence's vector with half of those beside it, as unit rows."""
    blended = sentences.copy()
    blended[1:] += sentences[:-1] / 2
    blended[:-1] += sentences[1:] / 2
    return _unit(blended)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)


def cover_words(weights: dict[str, float], words: frozenset[str]) -> float:
    """Return the share of the question's weight that ``words`` have, 0 to 1."""
    total = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in words) / total if total else 0


def weigh_missing(weights: dict[str, float], words: frozenset[str]) -> float:
    """Return the weight share of the question's most telling word if ``words`` lack it, else 0."""
    total = sum(weights.values())
    if not total:
        return 0.0
    rarest = max(weights, key=lambda word: (weights[word], word))
    return 0.0 if rarest in words else weights[rarest] / total


def _pairs(words: Sequence[str]) -> frozenset[tuple[str, str]]:
    return frozenset(itertools.pairwise(words))
