"""The ids of buttons: read back as they were made, and nothing else is read."""

from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.cards.custom_ids import Action, CustomId, parse_custom_id

TOKEN = "AbCdEfGh01234_-x"


@given(
    st.sampled_from(Action),
    st.one_of(st.just(""), st.text(ascii_letters + digits + "_-", min_size=16, max_size=16)),
    st.integers(0, 10**6 - 1),
)
def test_an_id_is_short_and_read_back(action: Action, record: str, n: int) -> None:
    made = CustomId(action, record, n)

    assert len(str(made)) <= 100
    assert parse_custom_id(str(made)) == made


@given(st.text(max_size=120))
def test_any_other_text_is_no_id(text: str) -> None:
    assert parse_custom_id(text) is None


@pytest.mark.parametrize(
    "text",
    [f"by1:good:{TOKEN}:01", f"by1:good:{TOKEN}", f"by1:good:{TOKEN}:0 ", f"by1:good:{TOKEN}:0\n",
     f"by1:steal:{TOKEN}:0", f"by1:good:{TOKEN}:-1", f"by1:good:{TOKEN}:１", f"by1:good:{TOKEN}x:0",
     f"by1:good:{TOKEN}:1000000", "by1:good:1:0", "by1:good::0", f"by1:good:{TOKEN[1:]}é:0"],
)  # fmt: skip
def test_what_is_nearly_an_id_is_none(text: str) -> None:
    assert parse_custom_id(text) is None


@pytest.mark.parametrize(
    "made", [("1", 0), (TOKEN + "x", 0), ("é" * 16, 0), (TOKEN, -1), (TOKEN, 10**6)]
)
def test_what_is_out_of_range_makes_no_id(made: tuple[str, int]) -> None:
    with pytest.raises(ValueError, match="must be "):
        CustomId(Action.GOOD, *made)
