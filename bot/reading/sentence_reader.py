"""A reader that answers with the best whole sentence, by meaning, words and the kind asked for.

Promise: nothing but numbers fitted on question sets decides; no question is a special case.
"""

import math
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from bot.reading.evidence import FEATURES, Evidence, WordWeight, gather_evidence
from bot.reading.question_kinds import find_kind, find_values
from bot.reading.reader import Page, Reading
from embeddings.encoders import Encoder, Vectors

_WEIGHTS = np.zeros(len(FEATURES))
_BIAS = 0.0
_CACHED_SENTENCES = 4096


def weigh_alike(word: str) -> float:
    """Weigh every word the same, where no index says which are rare."""
    return 1.0


class SentenceReader:
    """Scores every sentence of every page by logistic regression over its evidence."""

    name = "sentence"

    def __init__(self, encoder: Encoder, weigh: WordWeight = weigh_alike) -> None:
        self._encoder = encoder
        self._weigh = weigh
        self._cache: OrderedDict[str, Vectors] = OrderedDict()

    def read(self, question: str, pages: Sequence[Page]) -> tuple[Reading, ...]:
        """Return a reading for each sentence, the likeliest first."""
        vector = self._encoder.encode_queries([question])[0]
        kind = find_kind(question)
        readings = [
            Reading(
                page=number,
                start=span.start,
                end=span.end,
                confidence=confidence,
                values=frozenset(find_values(kind, page.text[span.start : span.end], question)),
            )
            for number, page in enumerate(pages)
            for span, confidence in zip(
                page.sentences, self._judge(question, vector, page), strict=True
            )
        ]
        return tuple(sorted(readings, key=lambda one: (-one.confidence, one.page, one.start)))

    def _judge(self, question: str, vector: Vectors, page: Page) -> list[float]:
        """Return the probability, 0 to 1, that each sentence answers."""
        vectors = self._embed([page.text[span.start : span.end] for span in page.sentences])
        evidence = gather_evidence(
            question,
            page,
            vector=vector,
            sentences=vectors,
            weigh=self._weigh,
        )
        return _estimate(evidence)

    def _embed(self, sentences: Sequence[str]) -> Vectors:
        """Embed sentences, the ones met lately from memory. *Shape:* (n_sentences, dimension)"""
        new = [text for text in dict.fromkeys(sentences) if text not in self._cache]
        for text, vector in zip(new, self._encoder.encode_passages(new), strict=True):
            self._cache[text] = vector
        vectors = np.stack([self._cache[text] for text in sentences])
        for text in sentences:
            self._cache.move_to_end(text)
        while len(self._cache) > _CACHED_SENTENCES:
            self._cache.popitem(last=False)
        return vectors


def _estimate(evidence: Evidence) -> list[float]:
    return [1 / (1 + math.exp(-logit)) for logit in evidence @ _WEIGHTS + _BIAS]
