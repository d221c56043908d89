"""How sure a reader is by its evidence: curves fitted to what it was right and wrong about.

Promise: pure functions of the cases.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.reading.evidence import FloatArray
from bot.reading.spans.confidence import FEATURES, estimate
from bot.reading.spans.settings import Curve

WRONG_SHOWN = 1 / 6
"""The most that may be wrong among the answers shown: each says how sure it is."""
WRONG_SHOWN_OF = {2: 1 / 4}
"""The same where it is another: who has two stories has read them, and wants to be pointed."""
WRONG_SHOWN_OF_ALL = 1 / 4
"""The same for all stories of an archive, of which little would be shown at a sixth."""
_LEAST_SURE = 20
"""In hundredths: what is right less than once in five times is worth nobody's time."""
_FOLDS = 10

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """The evidence for the best spans of a question, and how right each is, 0 to 1.

    ``weight`` is how often it counts in a fit. *Shape:* evidence (n_spans, n_features), right
    (n_spans,)
    """

    evidence: FloatArray
    right: Numbers
    answerable: bool
    source: str = ""
    weight: float = 1.0


def fit(
    cases: Sequence[Case], *, unused: frozenset[str] = frozenset()
) -> tuple[Curve, dict[str, object]]:
    """Fit a curve to all cases, and report what one fitted to the others says of each."""
    chances = cross_validate(cases, unused=unused)
    right = [_find_right(case, at) for case, (_, at) in zip(cases, chances, strict=True)]
    error = find_calibration_error([chance for chance, _ in chances], right)
    return _fit(cases, unused), {"cases": len(cases), "calibration_error": round(error, 4)}


def _fit(cases: Sequence[Case], unused: frozenset[str]) -> Curve:
    # scikit-learn takes a second to import
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    used = [at for at, feature in enumerate(FEATURES) if feature not in unused]
    evidence = np.concatenate([case.evidence for case in cases])[:, used]
    right = np.concatenate([case.right for case in cases])
    # a span that is partly right counts as both
    rows = np.concatenate([evidence, evidence])
    labels = np.concatenate([np.ones(len(right)), np.zeros(len(right))])
    times = np.concatenate([np.full(len(case.right), case.weight) for case in cases])
    weights = np.concatenate([right * times, (1 - right) * times])
    model = LogisticRegression(C=3.0, max_iter=2000).fit(rows, labels, sample_weight=weights)
    named = {
        FEATURES[at]: round(float(one), 3) for at, one in zip(used, model.coef_[0], strict=True)
    }
    return Curve(named, round(float(model.intercept_[0]), 3), 0.5)


def cross_validate(
    cases: Sequence[Case], *, unused: frozenset[str] = frozenset()
) -> list[tuple[float, int]]:
    """Return the surest span's chance and place for each case, by a curve fitted to the others."""
    chances: list[tuple[float, int]] = [(0.0, 0)] * len(cases)
    for fold in range(_FOLDS):
        curve = _fit([one for at, one in enumerate(cases) if at % _FOLDS != fold], unused)
        for at in range(fold, len(cases), _FOLDS):
            chances[at] = _find_surest(cases[at], curve)
    return chances


def _find_right(case: Case, at: int) -> float:
    return float(case.right[at]) if len(case.right) else 0.0


def _find_surest(case: Case, curve: Curve) -> tuple[float, int]:
    if not len(case.evidence):
        return 0.0, 0
    all_chances = estimate(case.evidence, curve)
    best = int(np.argmax(all_chances))
    return float(all_chances[best]), best


def find_calibration_error(chances: Sequence[float], right: Sequence[float]) -> float:
    """Return the expected calibration error over ten bins (Naeini et al., 2015)."""
    bins = np.minimum((np.array(chances) * 10).astype(int), 9)
    error = 0.0
    for one in range(10):
        inside = bins == one
        if inside.any():
            gap = np.array(chances)[inside].mean() - np.array(right)[inside].mean()
            error += inside.mean() * abs(gap)
    return float(error)


def find_errors(
    parts: Sequence[Sequence[Case]], chances: Sequence[tuple[float, int]]
) -> list[float]:
    """Return the calibration error of each part of some cases, whose ``chances`` follow on."""
    rest = iter(chances)
    errors = []
    for part in parts:
        own = [next(rest) for _ in part]
        right = [_find_right(case, at) for case, (_, at) in zip(part, own, strict=True)]
        errors.append(round(find_calibration_error([chance for chance, _ in own], right), 4))
    return errors


def find_best_least(cases: Sequence[Case], curve: Curve) -> float:
    """Return the threshold with the best overall F1."""
    surest = [_find_surest(case, curve) for case in cases]

    def gain(least: float) -> float:
        return sum(
            _find_right(case, at) if chance >= least else float(not case.answerable)
            for case, (chance, at) in zip(cases, surest, strict=True)
        )

    return max((step / 100 for step in range(5, 96)), key=lambda least: (gain(least), -least))


def find_safe_least(
    cases: Sequence[Case], chances: Sequence[tuple[float, int]], *, wrong: float = WRONG_SHOWN
) -> float:
    """Return the lowest threshold at which few enough of the shown answers are wrong.

    That shows the most answers for the risk; the few at the very top decide nothing by themselves.
    """
    steps = [step / 100 for step in range(_LEAST_SURE, 100)]
    safe = [step for step in steps if _count(cases, chances, step)[1] <= wrong]
    return min(safe, default=0.99)


def draw_curve(cases: Sequence[Case], chances: Sequence[tuple[float, int]]) -> list[object]:
    """Return (threshold, shown, wrong share, share of the answerable shown)."""
    return [(step / 20, *_count(cases, chances, step / 20)) for step in range(20)]


def _count(
    cases: Sequence[Case], chances: Sequence[tuple[float, int]], least: float
) -> tuple[int, float, float]:
    shown = [
        (case, case.right[at])
        for case, (chance, at) in zip(cases, chances, strict=True)
        if chance >= least and len(case.right)
    ]
    wrong = sum(1 - right for _, right in shown) / max(len(shown), 1)
    answerable = sum(case.answerable for case in cases)
    shown_answerable = sum(case.answerable for case, _ in shown) / max(answerable, 1)
    return len(shown), round(float(wrong), 3), round(shown_answerable, 3)


def choose_doubted(cases: Sequence[Case]) -> list[Case]:
    """Return the cases of sources that have unanswerable questions: only they price a refusal."""
    doubted = {case.source for case in cases if not case.answerable}
    return [case for case in cases if case.source in doubted]
