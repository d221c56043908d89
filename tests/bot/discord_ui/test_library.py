"""discord.py as Byline uses it, whatever else is installed beside it."""

import discord
import pytest

from bot.config import DISCORD_API
from bot.discord_ui.library import set_up_library

HALF_A_PAIR = r'{"value":"\ud83d"}'


def test_half_a_surrogate_pair_is_read_and_written(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_from_json", "_to_json"):
        monkeypatch.setattr(discord.utils, name, None)
    monkeypatch.setattr(discord.http.Route, "BASE", DISCORD_API)

    set_up_library("http://localhost/api")

    assert discord.http.Route.BASE == "http://localhost/api"
    assert discord.utils._from_json(HALF_A_PAIR) == {"value": "\ud83d"}
    assert discord.utils._to_json({"value": "\ud83d"}) == HALF_A_PAIR
