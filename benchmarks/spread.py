"""Times of what was measured in turns: their middle, their spread, and ratios by pairs.

Promise: a ratio is of two times of the same question, so that a busy moment of the machine touches
both; every figure is worked out from the times given, and nothing is left out.
"""

from collections.abc import Sequence
from statistics import median, quantiles

from benchmarks.command import Figures


def describe_times(seconds: Sequence[float]) -> Figures:
    """Return median, quartiles, 95th percentile and extremes of one or more times."""
    first, last = _quartiles(seconds)
    return {
        "questions": len(seconds),
        "seconds_median": round(median(seconds), 3),
        "seconds_quartiles": [round(first, 3), round(last, 3)],
        "seconds_p95": round(_percentile_95(seconds), 3),
        "seconds_least": round(min(seconds), 3),
        "seconds_most": round(max(seconds), 3),
    }


def describe_ratio(other: Sequence[float], own: Sequence[float]) -> Figures:
    """Return how many times as long the other took for the same questions.

    :raises ValueError: If they are not as many.
    """
    ratios = [theirs / ours for theirs, ours in zip(other, own, strict=True)]
    first, last = _quartiles(ratios)
    return {
        "times_as_long_median": round(median(ratios), 2),
        "times_as_long_quartiles": [round(first, 2), round(last, 2)],
    }


def _quartiles(values: Sequence[float]) -> tuple[float, float]:
    if len(values) < 2:
        return values[0], values[0]
    first, _, last = quantiles(values, n=4, method="inclusive")
    return first, last


def _percentile_95(values: Sequence[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
