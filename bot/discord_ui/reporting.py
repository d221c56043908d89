"""What is said and logged when something goes wrong, in one place.

Promise: a person gets one sentence, in private where that is possible, and for a bug a short id
that stands in the log beside its trace; what cannot be answered any more is logged once.
"""

import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import discord
from discord import app_commands

from bot.discord_ui.cards.card import Tone, note
from bot.discord_ui.cards.markdown import shorten
from bot.discord_ui.host import Interaction
from bot.discord_ui.sending import ACKNOWLEDGED, name_interaction, respond
from embeddings.errors import BylineError, MarkedRefusal, RefusedError

_log = logging.getLogger("byline.discord")

EXPIRED = frozenset({10015, 50027})
"""Discord's codes for an interaction that can be answered no more."""
_TOO_LATE = {
    10062: "the interaction is not known any more: it was acknowledged too late",
    ACKNOWLEDGED: "acknowledged twice: is a second bot running with this token?",
    **dict.fromkeys(EXPIRED, "the answer came after the 15 minutes in which it could be given"),
    10008: "the message was deleted meanwhile",
}
"""https://discord.com/developers/docs/topics/opcodes-and-status-codes#json"""
_FORBIDDEN = {50001, 50013, 50278, 50007}


@asynccontextmanager
async def explaining(interaction: Interaction) -> AsyncIterator[None]:
    """Tell the person about refusals and faults that Byline foresees; let bugs through."""
    try:
        yield
    except BylineError as error:
        interaction.client.desk.meters.count_error(type(error).__name__)
        if not isinstance(error, RefusedError):
            _log.info("%s: %s", name_interaction(interaction), type(error).__name__)
        await _tell(interaction, str(error), marked=isinstance(error, MarkedRefusal))


async def report(interaction: Interaction, error: BaseException) -> None:
    """Tell the person and the log what went wrong."""
    error = getattr(error, "original", error)
    name = name_interaction(interaction)
    interaction.client.desk.meters.count_error(type(error).__name__)
    if isinstance(error, (BylineError, app_commands.CheckFailure)):
        await _tell(interaction, str(error))
    elif isinstance(error, (app_commands.CommandSignatureMismatch, app_commands.CommandNotFound)):
        await _tell(interaction, "This command was renewed just now. Try again.")
    elif isinstance(error, discord.InteractionResponded):
        _log.error("%s: answered twice by this process", name, exc_info=error)
    elif isinstance(error, discord.HTTPException) and error.code in _TOO_LATE:
        _log.warning("%s: %s (code %s)", name, _TOO_LATE[error.code], error.code)
    elif isinstance(error, discord.HTTPException) and error.code in _FORBIDDEN:
        _log.warning("%s: Discord does not allow it (code %s)", name, error.code)
        await _tell(interaction, "I am not allowed to do that here: I need to see this channel, "
                                 "and to send messages in it.")  # fmt: skip
    elif isinstance(error, (discord.DiscordServerError, OSError, aiohttp.ClientError)):
        _log.warning("%s: Discord did not take it (%s)", name, type(error).__name__)
        await _tell(interaction, "Discord did not take my answer: please ask again.")
    else:
        number = secrets.token_hex(4)
        _log.error("%s: error %s", name, number, exc_info=error)
        await _tell(interaction, f"Something went wrong. It is in the log as {number}.")


async def _tell(interaction: Interaction, message: str, *, marked: bool = False) -> None:
    """Say one sentence, unless it cannot be said any more."""
    card = note(message if marked else shorten(message, 500), Tone.WARNING)
    try:
        await respond(interaction, card, private=True)
    except (OSError, aiohttp.ClientError) as error:
        _log.warning("%s: cannot say what went wrong: %s", name_interaction(interaction), error)
    except discord.HTTPException as error:
        reason = _TOO_LATE.get(error.code, error.text or str(error.status))
        _log.warning("%s: cannot say what went wrong: %s", name_interaction(interaction), reason)
