"""Tell Discord the commands, when they are others than it knows.

Promise: a start whose commands are known writes nothing, and one that cannot write goes on.
"""

import asyncio
import hashlib
import json
import logging

import discord

from bot.discord_ui.host import HostBot

_log = logging.getLogger("byline.discord")
_NOTE = "commands"


async def sync_commands(bot: HostBot) -> None:
    """Compare what Discord knows with what the bot has, and overwrite it where that differs."""
    kept = await asyncio.to_thread(bot.desk.notes.read, _NOTE)
    try:
        known = await bot.tree.fetch_commands()
        ids = sorted(one.id for one in known)
        if kept != [hash_commands(bot), ids]:
            known = await write_commands(bot)
    except discord.HTTPException as error:
        _log.warning("Discord did not take the commands: %s", error.text or error.status)
        return
    bot.mentions = {one.name: one.mention for one in known if one.type.value == 1}


async def write_commands(bot: HostBot) -> list[discord.app_commands.AppCommand]:
    """Overwrite the commands at Discord, and remember which they are."""
    known = await bot.tree.sync()
    ids = sorted(one.id for one in known)
    await asyncio.to_thread(bot.desk.notes.write, _NOTE, [hash_commands(bot), ids])
    _log.info("Discord was told %d commands", len(known))
    return known


def hash_commands(bot: HostBot) -> str:
    """Return a hash of everything that Discord is told of the commands."""
    described = [one.to_dict(bot.tree) for one in bot.tree.get_commands()]
    text = json.dumps(described, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
