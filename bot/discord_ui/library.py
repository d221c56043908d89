"""discord.py as Byline uses it: where its calls go, how it reads JSON, a client that only asks."""

import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import discord

from bot.config import Settings, read_token


def set_up_library(api: str) -> None:
    """Send the library's calls to ``api``, and let it read and write JSON as Python does.

    It takes orjson where that is installed, as it is with the Milvus client; to orjson half a
    surrogate pair is no JSON, so that one interaction that holds it would end the connection.
    """
    discord.http.Route.BASE = api
    # setattr, for a type checker sees the functions of the JSON library that is installed
    setattr(discord.utils, "_from_json", json.loads)  # noqa: B010
    setattr(discord.utils, "_to_json", _to_json)  # noqa: B010


def _to_json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


@contextlib.asynccontextmanager
async def log_in(settings: Settings) -> AsyncIterator[tuple[discord.Client, discord.AppInfo]]:
    """Give a client that is logged in but not connected, and what its application is.

    :raises SettingsError: If the token is missing.
    """
    token = read_token(settings.discord)
    set_up_library(settings.discord.api)
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login(token)
        yield client, client.application or await client.application_info()
