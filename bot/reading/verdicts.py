"""What a text says to a claim: that it is so, that it is not so, or neither.

Promise: the same claim and evidence give the same verdict; evidence of any length is read to its
end; opening a judge needs neither torch, pickle nor the network.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from bot.reading.pages import cut_pages
from bot.reading.reader import Page
from bot.reading.spans.inputs import make_windows
from bot.reading.spans.network import Scores, SpanNetwork
from bot.reading.spans.settings import SpanSettings
from embeddings.errors import ModelError

MAX_CLAIM = 72
"""Tokens."""


class VerdictKind(StrEnum):
    """What a text says to a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_STATED = "not stated"


KINDS = tuple(VerdictKind)
"""In the order of the network's scores."""


Chances = npt.NDArray[np.float64]

NOTHING_SAID: Scores = np.array([-20.0, -20.0, 20.0], dtype=np.float32)
"""The scores of a text without a word."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict, and the calibrated probability, 0 to 1, that people would give it."""

    kind: VerdictKind
    confidence: float


class Judge:
    """Judges claims by evidence that is given with them."""

    def __init__(self, network: SpanNetwork, tokenizer: Tokenizer, settings: SpanSettings) -> None:
        """Make a judge of a network with a head for verdicts.

        :raises ModelError: If it has none.
        """
        if not network.judges:
            raise ModelError(f"The reader {settings.model} gives no verdicts on claims.")
        self._network, self._tokenizer = network, tokenizer
        self._settings = replace(settings, max_question=MAX_CLAIM)

    def judge(self, claim: str, evidence: str) -> Verdict:
        """Return what a text says to a claim, with the page deciding that says most.

        A text without a word states nothing.
        """
        return self.judge_pages(claim, [page for _, page in cut_pages(evidence)])

    def judge_pages(self, claim: str, pages: Sequence[Page]) -> Verdict:
        """Return what pages say to a claim, each under its headline."""
        chances = find_chances(self._score(claim, pages)[None], self._settings.verdict_scale)
        best = int(choose_verdicts(chances, self._settings.least_supported)[0])
        return Verdict(KINDS[best], float(chances[0, best]))

    def score(self, claim: str, evidence: str) -> Scores:
        """Return the scores of the verdicts, by the part of a text that says most."""
        return self._score(claim, [page for _, page in cut_pages(evidence)])

    def _score(self, claim: str, pages: Sequence[Page]) -> Scores:
        windows = make_windows(claim, pages, self._tokenizer, self._settings)
        seen = [one.verdicts for one in self._network.look(windows)]
        found = [one for one in seen if one is not None]
        if not found:
            return NOTHING_SAID
        not_stated = find_chances(np.stack(found), 1.0)[:, KINDS.index(VerdictKind.NOT_STATED)]
        return found[int(np.argmin(not_stated))]


def find_chances(scores: Scores, scale: float) -> Chances:
    """Return probabilities. *Shape:* scores and result (n, 3), each row adding up to 1"""
    scaled = scores.astype(np.float64) * scale
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float64)


def choose_verdicts(chances: Chances, least_supported: float) -> npt.NDArray[np.intp]:
    """Return the likeliest verdict of each row, by its place in ``KINDS``.

    A false all-clear does the most harm: a claim is supported only from a chance on, and else what
    is likeliest beside that. *Shape:* chances (n, 3); result (n,)
    """
    allowed = chances.copy()
    supported = KINDS.index(VerdictKind.SUPPORTED)
    allowed[allowed[:, supported] < least_supported, supported] = -1.0
    return np.asarray(allowed.argmax(axis=1))
