"""From scores of tokens to the best span of each sentence.

Promise: a span lies in one sentence, begins and ends with a word, and its margin says how far
it is above "no answer".
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.reading.reader import Page
from bot.reading.spans.inputs import Window
from bot.reading.spans.network import Scores, Seen
from embeddings.sentences import Span

MAX_ANSWER = 40
"""Tokens."""


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """A span of ``pages[page].text``, the sentence it lies in, and its score above no answer's."""

    page: int
    sentence: Span
    start: int
    end: int
    margin: float


def find_spans(
    pages: Sequence[Page], windows: Sequence[Window], seen: Sequence[Seen]
) -> tuple[FoundSpan, ...]:
    """Return the best span of each sentence, the highest margin first."""
    best: dict[tuple[int, int], FoundSpan] = {}
    for window, one in zip(windows, seen, strict=True):
        for sentence in pages[window.page].sentences:
            found = _find_in_sentence(window, one.spans, sentence)
            key = (window.page, sentence.start)
            if found and (key not in best or found.margin > best[key].margin):
                best[key] = found
    return tuple(sorted(best.values(), key=lambda one: (-one.margin, one.page, one.start)))


def _find_in_sentence(window: Window, scores: Scores, sentence: Span) -> FoundSpan | None:
    tokens = [
        at
        for at, (start, end) in enumerate(window.offsets)
        if sentence.start <= start < end <= sentence.end
    ]
    if not tokens:
        return None
    starts, ends = scores[np.array(tokens) + window.text_part].T
    places = np.arange(len(tokens))
    further = places[None, :] - places[:, None]
    allowed = (further >= 0) & (further < MAX_ANSWER)
    sums = np.where(allowed, starts[:, None] + ends[None, :], -np.inf)
    start, end = divmod(int(np.argmax(sums)), len(tokens))
    return FoundSpan(
        page=window.page,
        sentence=sentence,
        start=window.offsets[tokens[start]][0],
        end=window.offsets[tokens[end]][1],
        margin=float(sums[start, end] - scores[0].sum()),
    )
