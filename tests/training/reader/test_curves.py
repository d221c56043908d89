"""How sure a reader is: the fit, its error and the thresholds, worked out by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest

from bot.reading.spans.confidence import FEATURES
from bot.reading.spans.settings import Curve
from training.reader.curves import (
    Case,
    cross_validate,
    draw_curve,
    find_best_least,
    find_calibration_error,
    find_errors,
    find_safe_least,
    fit,
)

MARGIN = FEATURES.index("margin")
CURVE = Curve({"margin": 1.0}, 0.0, 0.5)


def make_case(*spans: tuple[float, float], answerable: bool = True) -> Case:
    """Make a case of (margin, how right) for each span."""
    evidence = np.zeros((len(spans), len(FEATURES)))
    evidence[:, MARGIN] = [margin for margin, _ in spans]
    return Case(evidence, np.array([right for _, right in spans]), answerable)


def at(chance: float) -> float:
    """Return the margin that gives a chance."""
    return math.log(chance / (1 - chance))


@pytest.mark.parametrize(
    ("chances", "right", "error"),
    [
        ([1.0, 1.0], [1, 1], 0),
        ([1.0, 1.0], [1, 0], 0.5),
        ([0.2, 0.2, 0.2, 0.2, 0.2], [0, 0, 0, 0, 1], 0),
        # bin 2: 0.25 of 1/2, weight 2/3; bin 9: 0.95 of 1, weight 1/3
        ([0.22, 0.28, 0.95], [1, 0, 1], 2 / 3 * 0.25 + 1 / 3 * 0.05),
        ([0.5], [0.5], 0),
    ],
)
def test_the_calibration_error_by_hand(
    chances: list[float], right: list[float], error: float
) -> None:
    assert find_calibration_error(chances, right) == pytest.approx(error)


def test_the_best_threshold_shows_what_is_right_and_refuses_the_rest() -> None:
    cases = [
        make_case((at(0.9), 1)),
        make_case((at(0.6), 1), (at(0.3), 0)),
        make_case((at(0.5), 0), answerable=False),
        make_case(answerable=False),
    ]

    assert find_best_least(cases, CURVE) == 0.51


def test_the_safe_threshold_shows_the_most_for_the_risk() -> None:
    # from 0.2 on, 3 of 22 are wrong; from 0.3 on, 1 of 20; from 0.6 on, 1 of 3
    right, wrong = make_case((0.0, 1)), make_case((0.0, 0))
    cases = [wrong, wrong, *[right] * 17, wrong, right, right]
    chances = [(0.2, 0)] * 2 + [(0.3, 0)] * 17 + [(0.6, 0), (0.8, 0), (0.8, 0)]

    assert find_safe_least(cases, chances, wrong=0.1) == 0.21
    assert find_safe_least(cases, chances, wrong=0.5) == 0.2


def test_the_safe_threshold_is_one_in_five_where_nothing_is_wrong_and_else_the_highest() -> None:
    right, wrong = make_case((0.0, 1)), make_case((0.0, 0))

    assert find_safe_least([right], [(0.9, 0)]) == 0.2
    assert find_safe_least([wrong], [(1.0, 0)]) == 0.99
    assert find_safe_least([], []) == 0.2


def test_errors_are_told_apart_by_archive() -> None:
    right, wrong = make_case((0.0, 1)), make_case((0.0, 0))

    errors = find_errors([[right], [wrong, wrong]], [(0.75, 0), (0.25, 0), (0.25, 0)])

    assert errors == [0.25, 0.25]


def test_the_curve_counts_what_each_threshold_shows() -> None:
    cases = [make_case((0.0, 1)), make_case((0.0, 0)), make_case((0.0, 0), answerable=False)]
    chances = [(0.9, 0), (0.5, 0), (0.2, 0)]

    curve = draw_curve(cases, chances)

    assert len(curve) == 20
    assert curve[0] == (0.0, 3, 0.667, 1.0)
    assert curve[6] == (0.3, 2, 0.5, 1.0)
    assert curve[12] == (0.6, 1, 0.0, 0.5)
    assert curve[19] == (0.95, 0, 0.0, 0.0)


def make_cases(count: int) -> list[Case]:
    """Cases whose chance to be right is a logistic curve of the margin: 4 x margin - 1."""
    draw = np.random.default_rng(3)
    margins = draw.uniform(-1, 1, count)
    right = draw.random(count) < 1 / (1 + np.exp(1 - 4 * margins))
    return [make_case((float(m), float(r))) for m, r in zip(margins, right, strict=True)]


@pytest.mark.slow
def test_a_fit_finds_the_curve_that_the_cases_were_drawn_from() -> None:
    curve, report = fit(make_cases(4000), unused=frozenset({"decades"}))

    assert curve.weights["margin"] == pytest.approx(4, abs=0.4)
    assert curve.bias == pytest.approx(-1, abs=0.2)
    assert set(curve.weights) == set(FEATURES) - {"decades"}
    assert report["cases"] == 4000
    assert report["calibration_error"] < 0.03  # type: ignore[operator]


def test_a_span_that_is_half_right_counts_as_both() -> None:
    curve, _ = fit([make_case((0.0, 0.25))] * 40)

    assert 1 / (1 + math.exp(-curve.bias)) == pytest.approx(0.25, abs=0.02)


def test_a_case_that_weighs_three_counts_as_three() -> None:
    right, wrong = make_case((0.0, 1)), make_case((0.0, 0))

    weighed, _ = fit([replace(right, weight=3.0), wrong] * 20)
    repeated, _ = fit([right, right, right, wrong] * 20)

    assert weighed.bias == pytest.approx(repeated.bias, abs=0.01)
    assert 1 / (1 + math.exp(-weighed.bias)) == pytest.approx(0.75, abs=0.02)


@pytest.mark.slow
def test_a_case_is_judged_by_a_curve_that_was_fitted_without_it() -> None:
    cases = make_cases(200)
    changed = [
        *cases[:-1],
        make_case((float(cases[-1].evidence[0, MARGIN]), 1 - cases[-1].right[0])),
    ]

    one, other = cross_validate(cases), cross_validate(changed)

    assert one[-1] == other[-1]
    assert one[0] != other[0]
    assert cross_validate([*cases, make_case()])[-1] == (0.0, 0)
