"""Names: whose they are, whatever stands around them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts.names import find_names, same_name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Colonel Chad Carroll", "Chad Carroll", True),
        ("Carroll", "Col. Chad Carroll", True),
        ("Chad", "Chad Carroll", False),
        ("John F. Kennedy", "John Kennedy", True),
        ("John Kennedy", "Robert Kennedy", False),
        ("FBI", "Federal Bureau of Investigation", True),
        ("the Guardian", "The Guardian", True),
        ("José Álvarez", "Jose Alvarez", True),
        ("Maui County’s", "Maui County", True),
        ("Reuters", "AFP", False),
        ("The", "the", True),
    ],
)
def test_names_are_the_same_if_they_may_be_one_person_or_thing(
    one: str, other: str, same: bool
) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lee Cook-jong", ["Lee Cook-jong"]),
        ("Suwon", ["Suwon"]),
        ("He met Chad Carroll in Seoul.", ["Chad Carroll", "Seoul"]),
        ("Nobody came.", []),
        ("the University of Seoul’s dean", ["University of Seoul"]),
    ],
)
def test_names_are_found_by_their_capitals(text: str, names: list[str]) -> None:
    assert list(find_names(text)) == names


@settings(deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_same_name_is_symmetric_and_reflexive(one: str, other: str) -> None:
    assert same_name(one, one)
    assert same_name(one, other) is same_name(other, one)
