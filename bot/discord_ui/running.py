"""Run the bot as a process: lock, log, connect, leave cleanly.

Promise: the token is in no log line, error or argument; SIGTERM and Ctrl-C close the connection
with code 1000 after the answers that are due.
"""

import asyncio
import contextlib
import json
import logging
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass

import aiohttp
import discord

from bot.config import Settings, read_token
from bot.desk.logs import set_up_logs
from bot.discord_ui.alone import alone
from bot.discord_ui.bot import BylineBot
from bot.discord_ui.health import serve_health
from bot.discord_ui.library import log_in
from bot.discord_ui.syncing import write_commands
from bot.discord_ui.watching import keep_up_by_the_clock, measure_lag
from embeddings.errors import ServiceError, SettingsError

_log = logging.getLogger("byline.discord")

GRACE_S = 10.0
"""How long the answers that are due may take when the bot is asked to leave."""


def serve(settings: Settings, create_bot: Callable[[Settings], BylineBot]) -> bool:
    """Make a bot, run it until it is told to leave, and return whether by an interruption.

    :raises SettingsError: If the token is missing or refused, or is in use already.
    :raises UnusableIndexError: If the index is missing, damaged, or in use by another bot.
    :raises ServiceError: If Discord cannot be reached.
    """
    token = read_token(settings.discord)
    set_up_logs(settings.discord, token)
    with alone(token, settings.index, settings.discord.shards):
        bot = create_bot(settings)
        _log.info("%d stories of index %s are ready", bot.desk.collections[0].manifest.stories,
                  bot.desk.collections[0].manifest.generation)  # fmt: skip
        return asyncio.run(_run(bot, token))


@dataclass(frozen=True, slots=True)
class Application:
    """What Discord says of the application that a token belongs to."""

    id: int
    bot: str
    is_public: bool


def ask_application(settings: Settings) -> Application:
    """Ask Discord whose token it is.

    :raises SettingsError: If the token is missing or refused.
    :raises ServiceError: If Discord cannot be reached.
    """

    async def ask() -> Application:
        with translating():
            async with log_in(settings) as (client, info):
                return Application(info.id, str(client.user), bool(info.bot_public))

    return asyncio.run(ask())


def send_commands(settings: Settings, create_bot: Callable[[Settings], BylineBot]) -> int:
    """Overwrite the commands that Discord knows, and return how many there are.

    :raises SettingsError: If the token is missing or refused.
    :raises ServiceError: If Discord cannot be reached or does not take them.
    """
    token = read_token(settings.discord)
    bot = create_bot(settings)

    async def send() -> int:
        bot.only_commands = True
        async with bot:
            with translating():
                await bot.login(token)
                return len(await write_commands(bot))

    return asyncio.run(send())


@contextlib.contextmanager
def translating() -> Iterator[None]:
    """Turn what discord.py raises into our own errors."""
    try:
        yield
    except discord.LoginFailure as error:
        raise SettingsError(
            "Discord refuses the token: copy it again from the page of your application on "
            "https://discord.com/developers/applications, and set DISCORD_TOKEN."
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise SettingsError(
            "Discord asks for privileged intents that Byline does not use: check the settings of "
            "your application under Bot."
        ) from error
    except discord.ConnectionClosed as error:
        if error.code == 4004:
            raise SettingsError("Discord refuses the token: set DISCORD_TOKEN anew.") from error
        raise ServiceError(
            f"Discord has closed the connection for good (code {error.code})."
        ) from error
    except json.JSONDecodeError as error:
        raise ServiceError(
            "Discord has sent what cannot be understood: start the bot again."
        ) from error
    except (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
        reason = getattr(error, "text", "") or str(error) or type(error).__name__
        raise ServiceError(
            f"Discord cannot be reached ({reason[:200]}): try again later."
        ) from error


async def _run(bot: BylineBot, token: str) -> bool:
    """Connect until the connection ends for good, or a signal comes; return whether Ctrl-C did."""
    told, signals = asyncio.Event(), set[signal.Signals]()

    def tell(number: signal.Signals) -> None:
        signals.add(number)
        told.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(number, tell, number)
    async with bot, _looking_after(bot):
        connection = asyncio.create_task(bot.start(token))
        leaving = asyncio.create_task(told.wait())
        await asyncio.wait({connection, leaving}, return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if told.is_set():
            _log.info("leaving")
            await bot.finish_answers(GRACE_S)
            # closing while start() runs would end with a code that keeps the session open
            connection.cancel()
        with translating(), contextlib.suppress(asyncio.CancelledError):
            await connection
    _log.info("left")
    return signal.SIGINT in signals


@contextlib.asynccontextmanager
async def _looking_after(bot: BylineBot) -> AsyncIterator[None]:
    beside = [asyncio.create_task(one(bot)) for one in (measure_lag, keep_up_by_the_clock)]
    try:
        async with serve_health(bot):
            yield
    finally:
        for task in beside:
            task.cancel()
