"""How sure a span is: what speaks for it, as numbers, and the curve that turns them into a chance.

Promise: pure functions; the same evidence gives the same probability.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.facts.question_kinds import CUED_KINDS, Kind, find_kind, holds_kind, strip_cue
from bot.facts.standings import is_one_deed
from bot.reading.evidence import FloatArray, WordWeight, cover_words, weigh_missing
from bot.reading.reader import Page
from bot.reading.spans.decoding import FoundSpan
from bot.reading.spans.settings import Curve
from embeddings.words import split_content_words, split_words

FEATURES = (
    "margin",  # above no answer, in tens
    "lead",  # above the best other answer, in tens
    "support",  # further pages whose best span says the same, on a log scale
    "coverage",  # weight share of the question's words that the page or its headline has
    "missing_telling_word",  # weight share of the question's rarest word, if the page lacks it
    "similarity",  # of question and page, where a search found it
    "place",  # of the page among those that a search found, on a log scale
    "relevance",  # of the page as a whole, in tens
    "unheld",  # weight share of the question's words that the span's own sentence lacks
    "depth",  # of the sentence in its story, on a log scale, for a short question
    "kind_held",  # a kind of thing is asked for, and the span holds one
    "kind_missing",  # ... and the span holds none
)
_LIMIT = 2.0
_DEEPEST, _SHORT = 2.5, 4
"""What is news stands first, and a question of few words asks for that; one of many words asks for
a particular, wherever it stands."""

_Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class _About:
    """What speaks for a whole page."""

    coverage: float
    missing: float
    similarity: float


def gather_span_evidence(
    question: str,
    pages: Sequence[Page],
    found: Sequence[FoundSpan],
    *,
    weigh: WordWeight,
    relevance: Sequence[float],
) -> FloatArray:
    """Return the evidence for each span. *Shape:* (n_found, n_features)

    ``found`` are in the order of their margins; ``relevance`` is that of each page.
    """
    weights = {word: weigh(word) for word in split_content_words(strip_cue(question))}
    about = [_weigh_page(page, weights) for page in pages]
    texts = [pages[one.page].text[one.start : one.end] for one in found]
    said = [_split_said(text) for text in texts]
    kind = find_kind(question)
    rows = []
    for at, one in enumerate(found):
        page = about[one.page]
        rows.append(
            (
                _limit(one.margin / 10),
                _limit(_find_lead(at, found, said)),
                math.log1p(_count_support(at, found, said)),
                page.coverage,
                page.missing,
                page.similarity,
                math.log1p(pages[one.page].place),
                _limit(relevance[one.page] / 10),
                find_unheld(weights, pages[one.page].text[one.sentence.start : one.sentence.end]),
                _find_depth(pages[one.page], one, len(weights)),
                *_hold_kind(kind, texts[at], question),
            )
        )
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))


def estimate(evidence: FloatArray, curve: Curve) -> FloatArray:
    """Return the probability, 0 to 1, that each span answers. *Shape:* (n_found,)"""
    weights = np.array([curve.weights.get(feature, 0.0) for feature in FEATURES])
    return np.asarray(1 / (1 + np.exp(-(evidence @ weights + curve.bias))), dtype=np.float64)


def find_unheld(weights: dict[str, float], sentence: str) -> float:
    """Return what share of a question's weight a sentence lacks, 0 to 1.

    A word that names the same deed stands for another: "killed" for "died".
    """
    told = frozenset(split_words(sentence))
    held = {word for word in weights if word in told or is_one_deed({word}, told)}
    total = sum(weights.values())
    return sum(weights[word] for word in weights.keys() - held) / total if total else 0.0


def _find_depth(page: Page, found: FoundSpan, asked: int) -> float:
    before = sum(one.end <= found.sentence.start for one in page.sentences)
    share = min(1.0, _SHORT / max(asked, 1)) ** 2
    return share * min(math.log1p(page.depth + before), _DEEPEST)


def _hold_kind(kind: Kind, text: str, question: str) -> tuple[float, float]:
    """Return whether a span holds a thing of the kind that is asked for, and whether it lacks it;
    neither where no such kind shows in a text."""
    if kind not in CUED_KINDS:
        return 0.0, 0.0
    held = holds_kind(kind, text, question)
    return float(held), float(not held)


def _weigh_page(page: Page, weights: dict[str, float]) -> _About:
    words = frozenset(split_words(page.text)) | frozenset(split_words(page.title))
    return _About(
        cover_words(weights, words), weigh_missing(weights, words), page.similarity or 0.0
    )


def _find_lead(at: int, found: Sequence[FoundSpan], said: Sequence[_Words]) -> float:
    """Return how far a span is above the best one that says something else, in tens."""
    rivals = (
        one.margin for one, words in zip(found, said, strict=True) if not _alike(words, said[at])
    )
    best = next(rivals, None)
    return _LIMIT if best is None else (found[at].margin - best) / 10


def _count_support(at: int, found: Sequence[FoundSpan], said: Sequence[_Words]) -> int:
    """Count the other pages with a span that says the same and is above no answer."""
    sure = itertools.takewhile(lambda pair: pair[0].margin > 0, zip(found, said, strict=True))
    pages = {one.page for one, words in sure if _alike(words, said[at])}
    return len(pages - {found[at].page})


def _alike(one: _Words, other: _Words) -> bool:
    """Equal words, or all words of the one in the other."""
    return one <= other or other <= one


def _split_said(text: str) -> _Words:
    """Return the words that an answer is compared by, never none."""
    return frozenset(split_content_words(text)) or frozenset(text.lower().split())


def _limit(value: float) -> float:
    return max(-_LIMIT, min(_LIMIT, value))
