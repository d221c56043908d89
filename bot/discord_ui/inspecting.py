"""Whether a bot of these settings would do its work on Discord, asked without running it."""

import asyncio
from collections.abc import Mapping

from bot.config import Settings
from bot.desk.server_setup import ServerSetup
from bot.discord_ui.checklist import Point, check_servers
from bot.discord_ui.inviting import make_invite
from bot.discord_ui.library import log_in
from bot.discord_ui.running import translating

WITHIN_S = 30.0


def inspect(settings: Settings, setups: Mapping[int, ServerSetup]) -> tuple[Point, ...]:
    """Check the token, who may add the bot, and the servers that settings and setups name.

    :raises SettingsError: If the token is missing or refused.
    :raises ServiceError: If Discord cannot be reached.
    """
    named = settings.discord
    servers = dict.fromkeys(named.home_servers | named.allowed_servers, ServerSetup())

    async def ask() -> tuple[Point, ...]:
        with translating():
            async with asyncio.timeout(WITHIN_S), log_in(settings) as (client, info):
                checked = await check_servers(client, servers | dict(setups))
                is_open = bool(info.bot_public) and not named.allowed_servers
                return (
                    Point(f"the token is of {client.user}"),
                    Point(f"add it to a server with {make_invite(info.id)}"),
                    _check_public(is_open=is_open),
                    *checked,
                )

    return asyncio.run(ask())


def _check_public(*, is_open: bool) -> Point:
    if not is_open:
        return Point("only those who may can add it to a server, or are answered there")
    return Point(
        "anybody can add it to their server and ask the stories",
        "switch Public Bot off on the page of your application under Bot, or set "
        "DISCORD_ALLOWED_SERVERS",
    )
