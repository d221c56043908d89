"""From which chance on a claim is told as supported, fitted to claims that people judged.

Promise: pure functions of chances and labels.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.reading.verdicts import KINDS, Chances, VerdictKind, choose_verdicts

FALSE_SUPPORT = 0.045
"""The most of the contradicted claims that may be told as supported."""
_SUPPORTED, _CONTRADICTED = map(KINDS.index, (VerdictKind.SUPPORTED, VerdictKind.CONTRADICTED))

Labels = npt.NDArray[np.int64]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class VerdictCurve:
    """How the scores of verdicts are read: what they are multiplied by, and what is supported."""

    scale: float
    least_supported: float


def find_false_support(told: Places, accepted: Labels) -> float:
    """Return the share of the contradicted claims that are told as supported, 0 to 1.

    *Shape:* told (n,), verdicts by their place; accepted (n, 3), 1 for each that the label allows
    """
    contradicted = (accepted[:, _CONTRADICTED] == 1) & (accepted.sum(axis=1) == 1)
    return float((told[contradicted] == _SUPPORTED).mean()) if contradicted.any() else 0.0


def find_least_supported(chances: Chances, accepted: Labels) -> float:
    """Return the lowest chance, in hundredths, at which few enough are told wrongly."""
    for step in range(100):
        told = choose_verdicts(chances, step / 100)
        if find_false_support(told, accepted) <= FALSE_SUPPORT:
            return step / 100
    return 1.0


def choose_unseen(chances: Chances, accepted: Labels) -> Places:
    """Return the verdict of each claim, at the chance that the other half of them gives."""
    told = np.zeros(len(chances), dtype=np.intp)
    for half in (0, 1):
        own = np.arange(len(chances)) % 2 == half
        least = find_least_supported(chances[~own], accepted[~own])
        told[own] = choose_verdicts(chances[own], least)
    return told
