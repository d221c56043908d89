"""A reader that answers with the best whole sentence, by meaning, words and the kind asked for.

Promise: the evidence and its measured weights decide; no question is a special case.
"""

import math
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from bot.facts.question_kinds import find_kind, find_values
from bot.reading.evidence import FEATURES, FloatArray, WordWeight, gather_evidence
from bot.reading.reader import Page, Reading
from bot.reading.sentence_weights import (
    BIAS,
    LEAST,
    PER_DECADE,
    PER_LEAD,
    PER_SCORE,
    POOL_BIAS,
    WEIGHTS,
)
from embeddings.encoders import Encoder, Vectors

_WEIGHTS = np.array([WEIGHTS[feature] for feature in FEATURES])
_CACHED_SENTENCES = 4096
_RIVALS = 10


def weigh_alike(word: str) -> float:
    """Weigh every word the same, where no index says which are rare."""
    return 1.0


class SentenceReader:
    """Scores every sentence of every page by the weighted sum of its evidence."""

    name = "sentence"
    least_confidence = LEAST

    def __init__(
        self, encoder: Encoder, weigh: WordWeight = weigh_alike, *, pool: int | None = None
    ) -> None:
        """Make a reader of given pages, or of those picked from a ``pool`` of so many passages."""
        self._encoder = encoder
        self._weigh = weigh
        self._pool = pool
        self._cache: OrderedDict[str, Vectors] = OrderedDict()

    def read(self, question: str, pages: Sequence[Page]) -> tuple[Reading, ...]:
        """Return a reading for each sentence, the likeliest first."""
        evidence = self._gather(question, pages)
        kind = find_kind(question)
        places = [(number, span) for number, page in enumerate(pages) for span in page.sentences]
        readings = [
            Reading(
                page=number,
                start=span.start,
                end=span.end,
                confidence=float(confidence),
                values=frozenset(
                    find_values(kind, pages[number].text[span.start : span.end], question)
                ),
            )
            for (number, span), confidence in zip(
                places, _estimate(evidence, self._pool), strict=True
            )
        ]
        return tuple(sorted(readings, key=lambda one: (-one.confidence, one.page, one.start)))

    def _gather(self, question: str, pages: Sequence[Page]) -> FloatArray:
        """Gather the evidence for all sentences. *Shape:* (n_sentences, n_features)"""
        vector = self._encoder.encode_queries([question])[0]
        texts = [[page.text[span.start : span.end] for span in page.sentences] for page in pages]
        self._remember([text for page in texts for text in page])
        gathered = [
            gather_evidence(
                question,
                page,
                vector=vector,
                sentences=np.stack([self._cache[text] for text in page_texts]),
                weigh=self._weigh,
            )
            for page, page_texts in zip(pages, texts, strict=True)
            if page_texts
        ]
        self._forget()
        return np.concatenate(gathered) if gathered else np.zeros((0, len(FEATURES)))

    def _remember(self, sentences: Sequence[str]) -> None:
        """Embed the sentences that were not met lately, all in one go."""
        new = [text for text in dict.fromkeys(sentences) if text not in self._cache]
        self._cache.update(zip(new, self._encoder.encode_passages(new), strict=True))
        for text in sentences:
            self._cache.move_to_end(text)

    def _forget(self) -> None:
        while len(self._cache) > _CACHED_SENTENCES:
            self._cache.popitem(last=False)


def find_lead(scores: FloatArray) -> FloatArray:
    """Return how far each score is above the mean of the ten best. *Shape:* (n_sentences,)"""
    return scores - np.sort(scores)[::-1][:_RIVALS].mean() if len(scores) else scores


def _estimate(evidence: FloatArray, pool: int | None) -> FloatArray:
    """Return the probability, 0 to 1, that each sentence answers. *Shape:* (n_sentences,)

    The more passages were looked through, the likelier the best of them only looks right.
    """
    scores = evidence @ _WEIGHTS
    logits = BIAS + PER_SCORE * scores + PER_LEAD * find_lead(scores)
    if pool is not None:
        logits += POOL_BIAS - PER_DECADE * math.log10(max(pool, 1))
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float64)
