"""Edits: what was done to a word, how likely as a slip, and whether a name is still the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.spelling.edits import Edit, find_edit, is_same_name, weigh_edit

WORD = st.text("abcdefgh", min_size=2, max_size=10)


@pytest.mark.parametrize(
    ("typed", "right", "edit"),
    [
        pytest.param("harbour", "harbour", None, id="the same"),
        pytest.param("habrour", "harbour", Edit.SWAPPED, id="swapped"),
        pytest.param("comittee", "committee", Edit.DOUBLED, id="one of two left out"),
        pytest.param("harbourr", "harbour", Edit.DOUBLED, id="doubled at the end"),
        pytest.param("habour", "harbour", Edit.LEFT_OUT, id="left out"),
        pytest.param("harbnour", "harbour", Edit.ADDED, id="added"),
        pytest.param("harbeur", "harbour", Edit.REPLACED, id="replaced"),
        pytest.param("habeur", "harbour", Edit.TWICE, id="two of these"),
        pytest.param("abeur", "harbour", None, id="more"),
    ],
)
def test_an_edit_is_named(typed: str, right: str, edit: Edit | None) -> None:
    assert find_edit(typed, right) is edit


@given(WORD, WORD)
def test_an_edit_has_a_weight_and_the_same_one_backwards_is_found(one: str, other: str) -> None:
    edit = find_edit(one, other)

    assert (edit is None) == (find_edit(other, one) is None)
    assert edit is None or weigh_edit(one, other, edit) >= 0


@pytest.mark.parametrize(
    ("likelier", "less", "right"),
    [
        pytest.param("habrour", "harbeur", "harbour", id="swapped before replaced"),
        pytest.param("harbeur", "harbxur", "harbour", id="a vowel for a vowel"),
        pytest.param("hatbour", "hazbour", "harbour", id="the key beside it"),
        pytest.param("harbnour", "harbqour", "harbour", id="a key struck with its neighbour"),
        pytest.param("hsrbour", "jarbour", "harbour", id="not the first letter"),
    ],
)
def test_a_likely_slip_weighs_less(likelier: str, less: str, right: str) -> None:
    weights = []
    for typed in (likelier, less):
        edit = find_edit(typed, right)
        assert edit
        weights.append(weigh_edit(typed, right, edit))

    assert weights[0] < weights[1]


@pytest.mark.parametrize(
    ("typed", "right", "same"),
    [
        pytest.param("zelensky", "zelenskyy", True, id="doubled at the end"),
        pytest.param("petresen", "petersen", True, id="swapped"),
        pytest.param("petrsburg", "petersburg", True, id="left out of a long one"),
        pytest.param("petersen", "peterson", False, id="sounds alike"),
        pytest.param("martin", "martina", False, id="at the end"),
        pytest.param("leite", "elite", False, id="at the beginning"),
        pytest.param("oslon", "olson", True, id="swapped in a short one"),
        pytest.param("hater", "harter", False, id="left out of a short one"),
        pytest.param("lpoe", "lope", False, id="too short"),
    ],
)
def test_a_name_stays_the_same_by_some_edits_alone(typed: str, right: str, *, same: bool) -> None:
    edit = find_edit(typed, right)

    assert edit
    assert is_same_name(typed, right, edit) is same
