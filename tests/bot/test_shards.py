"""Which shards a process runs, and which servers come with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Settings
from bot.shards import Shards, parse_shards
from embeddings.errors import SettingsError


@pytest.mark.parametrize(
    ("text", "shards"),
    [
        ("0", Shards((0,), 1)),
        ("off", Shards((0,), 1)),
        ("1", Shards((), 0)),
        ("On", Shards((), 0)),
        ("0/2", Shards((0,), 2)),
        ("0,1/4", Shards((0, 1), 4)),
        ("4-7/16", Shards((4, 5, 6, 7), 16)),
        ("3, 0-1 / 4", Shards((0, 1, 3), 4)),
        ("0-3/4", Shards((0, 1, 2, 3), 4)),
    ],
)
def test_shards_are_read(text: str, shards: Shards) -> None:
    assert Settings.from_env({"DISCORD_SHARDS": text}).discord.shards == shards


@pytest.mark.parametrize(
    "text",
    [
        *("2", "maybe", "4/4", "0,0/4", "0-2,1/4", "/4", "0/", "0/0", "-1/4", "2-1/4", "0/4/4"),
        *("0,/4", "a/4", "0/99999", "0-99999/4", "٠/٤", "0/4x"),
    ],
)
def test_what_names_no_shards_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="DISCORD_SHARDS must be 0, 1, or the shards"):
        Settings.from_env({"DISCORD_SHARDS": text})


@given(server=st.integers(1, (1 << 63) - 1), count=st.integers(1, 64))
def test_each_server_comes_to_one_process(server: int, count: int) -> None:
    processes = [Shards((number,), count) for number in range(count)]

    assert sum(one.has(server) for one in processes) == 1
    assert [one.has(None) for one in processes] == [True] + [False] * (count - 1)


@given(st.lists(st.integers(0, 63), min_size=1, unique=True))
def test_what_is_written_is_what_is_read(ids: list[int]) -> None:
    assert parse_shards(",".join(map(str, ids)) + "/64") == Shards(tuple(sorted(ids)), 64)


@pytest.mark.parametrize(
    ("text", "leads", "is_all"),
    [
        ("0", True, True),
        ("1", True, True),
        ("0,1/4", True, False),
        ("2,3/4", False, False),
        ("0-3/4", True, True),
    ],
)
def test_one_process_leads(text: str, leads: bool, is_all: bool) -> None:
    shards = parse_shards(text)

    assert (shards.leads, shards.is_all) == (leads, is_all)
