"""Figures out of words: value, range, unit and hedge."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts import Bound
from bot.facts.quantities import find_quantities, may_contradict, same_quantity


@pytest.mark.parametrize(
    ("text", "surface", "low", "high", "unit", "bound"),
    [
        ("at least five", "at least five", 5, 5, "", Bound.AT_LEAST),
        ("about 1,200", "about 1,200", 1200, 1200, "", Bound.ROUND),
        ("up to 40 percent", "up to 40 percent", 40, 40, "percent", Bound.AT_MOST),
        ("40%", "40%", 40, 40, "percent", Bound.EXACT),
        ("between 5 and 7", "between 5 and 7", 5, 7, "", Bound.EXACT),
        ("five to seven men", "five to seven", 5, 7, "", Bound.EXACT),
        ("5-7 people", "5-7", 5, 7, "", Bound.EXACT),
        ("two dozen", "two dozen", 24, 24, "", Bound.EXACT),
        ("a dozen", "a dozen", 12, 12, "", Bound.EXACT),
        ("$1.2 million", "$1.2 million", 1.2e6, 1.2e6, "$", Bound.EXACT),
        ("1.2 million dollars", "1.2 million dollars", 1.2e6, 1.2e6, "$", Bound.EXACT),
        ("£5m", "£5m", 5e6, 5e6, "£", Bound.EXACT),
        ("A$160 million", "A$160 million", 1.6e8, 1.6e8, "A$", Bound.EXACT),
        ("half of them", "half", 0.5, 0.5, "", Bound.EXACT),
        ("nearly two-thirds of it", "nearly two-thirds", 2 / 3, 2 / 3, "", Bound.ROUND),
        ("half a million", "half a million", 5e5, 5e5, "", Bound.EXACT),
        ("two and a half million", "two and a half million", 2.5e6, 2.5e6, "", Bound.EXACT),
        ("one hundred and fifteen", "one hundred and fifteen", 115, 115, "", Bound.EXACT),
        ("twenty-five", "twenty-five", 25, 25, "", Bound.EXACT),
        ("more than 850", "more than 850", 850, 850, "", Bound.ROUND),
        ("as many as 50", "as many as 50", 50, 50, "", Bound.AT_MOST),
        ("no fewer than 50", "no fewer than 50", 50, 50, "", Bound.AT_LEAST),
        ("an estimated 300 people", "an estimated 300", 300, 300, "", Bound.ROUND),
        ("five or more", "five", 5, 5, "", Bound.AT_LEAST),
        ("only five", "five", 5, 5, "", Bound.EXACT),
        ("27 cm", "27 cm", 0.27, 0.27, "metre", Bound.EXACT),
        ("24-year-old", "24-year", 288, 288, "month", Bound.EXACT),
        ("at least three more years", "at least three more years", 36, 36, "month", Bound.AT_LEAST),
        ("once", "once", 1, 1, "", Bound.EXACT),
        ("hundreds of people", "hundreds", 200, 999, "", Bound.ROUND),
    ],
)  # fmt: skip
def test_a_figure_is_read_with_its_unit_and_hedge(
    text: str, surface: str, low: float, high: float, unit: str, bound: Bound
) -> None:
    (found,) = find_quantities(text)

    assert text[found.start : found.end] == surface
    assert (found.low, found.high) == pytest.approx((low, high))
    assert (found.unit, found.bound) == (unit, bound)


@pytest.mark.parametrize(
    "text",
    ["AK-47 rifles", "the 3rd man", "at 3:05 p.m.", "no one came", "one of them", "first", ""],
)
def test_what_only_looks_like_a_figure_is_none(text: str) -> None:
    assert find_quantities(text) == ()


def test_a_figure_knows_what_it_counts() -> None:
    (shots, soldiers) = find_quantities("Shot five times by four North Korean soldiers.")

    assert shots.nouns == {"time"}
    assert "soldier" in soldiers.nouns


def quantity(text: str):
    (found,) = find_quantities(text)
    return found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("five", "5", True),
        ("at least five", "five", True),
        ("at least 5", "up to 5", False),
        ("at least five", "six", False),
        ("about 1,200", "1,214", True),
        ("about 1,200", "1,290", False),
        ("1,200", "1,214", False),
        ("between 5 and 7", "six", True),
        ("between 5 and 7", "eight", False),
        ("between 5 and 7", "between 6 and 8", False),
        ("40 percent", "40", True),
        ("40 percent", "40 miles", False),
        ("$5 million", "5 million euros", False),
        ("27 cm", "10.6 inches", True),
        ("27 cm", "27 m", False),
        ("24 years", "24", True),
        ("two dozen", "24", True),
        ("dozens", "30", True),
        ("dozens", "300", False),
        ("half of it", "50 percent", False),
    ],
)
def test_figures_are_the_same_if_they_do_not_contradict(one: str, other: str, same: bool) -> None:
    assert same_quantity(quantity(one), quantity(other)) is same
    assert same_quantity(quantity(other), quantity(one)) is same


def test_figures_of_different_things_do_not_contradict() -> None:
    assert may_contradict(quantity("97 people"), quantity("115 people"))
    assert may_contradict(quantity("97"), quantity("115 people"))
    assert not may_contradict(quantity("97 people"), quantity("six dogs"))
    assert not may_contradict(quantity("97 people"), quantity("40 percent"))
    assert not may_contradict(quantity("about 1,200"), quantity("1,214"))


hedges = st.sampled_from(["", "at least ", "up to ", "about ", "more than ", "nearly "])
units = st.sampled_from(["", " people", " percent", " km", " miles", " years", " dollars"])
figures = st.one_of(
    st.integers(0, 10**9).map(str),
    st.integers(0, 10**9).map(lambda number: f"{number:,}"),
    st.floats(0, 1e6).map(lambda number: f"{number:.2f}"),
    st.sampled_from(["two dozen", "five to seven", "half a million", "hundreds", "fifteen"]),
)
written = st.builds(lambda hedge, figure, unit: hedge + figure + unit, hedges, figures, units)


@settings(deadline=None)
@given(written, written)
def test_same_quantity_is_symmetric_and_reflexive(one: str, other: str) -> None:
    first, second = quantity(one), quantity(other)

    assert same_quantity(first, first)
    assert same_quantity(first, second) is same_quantity(second, first)
    assert may_contradict(first, second) is may_contradict(second, first)
    assert not may_contradict(first, first)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_every_quantity_is_a_slice_of_any_text(text: str) -> None:
    ends = [0]
    for found in find_quantities(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.low <= found.high
        ends.append(found.end)
    assert ends == sorted(ends)
