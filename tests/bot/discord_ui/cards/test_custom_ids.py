"""The ids of buttons: read back as they were made, and nothing else is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.cards.custom_ids import Action, CustomId, parse_custom_id


@given(st.sampled_from(Action), st.integers(0, 10**18 - 1), st.integers(0, 10**6 - 1))
def test_an_id_is_short_and_read_back(action: Action, record: int, n: int) -> None:
    made = CustomId(action, record, n)

    assert len(str(made)) <= 100
    assert parse_custom_id(str(made)) == made


@given(st.text(max_size=120))
def test_any_other_text_is_no_id(text: str) -> None:
    assert parse_custom_id(text) is None


@pytest.mark.parametrize(
    "text",
    ["by1:good:01:0", "by1:good:1", "by1:good:1:0 ", "by1:good:1:0\n", "by1:steal:1:0",
     "by1:good:-1:0", "by1:good:１:0", "by1:good:" + "9" * 19 + ":0", "by1:good:1:1000000"],
)  # fmt: skip
def test_what_is_nearly_an_id_is_none(text: str) -> None:
    assert parse_custom_id(text) is None


@pytest.mark.parametrize("numbers", [(-1, 0), (10**18, 0), (0, -1), (0, 10**6)])
def test_numbers_out_of_range_make_no_id(numbers: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="must be from 0 to"):
        CustomId(Action.GOOD, *numbers)
