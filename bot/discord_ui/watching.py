"""What the bot does by the clock: look for newer stories, forget, and measure a stalling loop.

Promise: what was told once is not told again after a restart.
"""

import asyncio
import logging
import time
from dataclasses import astuple
from pathlib import Path

import discord

from bot.desk.collection import Collection
from bot.discord_ui.building import tell_admins, update
from bot.discord_ui.cards.index_cards import draw_offer, phrase_folder
from bot.discord_ui.clock import by_the_clock
from bot.discord_ui.host import HostBot
from embeddings.errors import BylineError

_log = logging.getLogger("byline.discord")
FORGET_EVERY_S = 3600.0
KEEP_UP_EVERY_S = 5.0
"""How soon a generation that another process switched to answers here too."""


async def watch(bot: HostBot) -> None:
    """Look at the stories folders every few minutes, and offer to take in what is new."""
    await by_the_clock(60 * bot.desk.settings.discord.watch_minutes, lambda: look(bot))


async def forget_by_the_clock(bot: HostBot) -> None:
    """Remove what is older than the settings say, every hour."""
    days, store = bot.desk.settings.discord.keep_days, bot.desk.store

    async def forget() -> None:
        try:
            if forgotten := await asyncio.to_thread(store.forget, days):
                _log.info("%d questions older than %d days are forgotten", forgotten, days)
        except BylineError as error:  # the next hour may do it
            _log.warning("nothing is forgotten now: %s", error)

    if days:
        await by_the_clock(FORGET_EVERY_S, forget)


async def keep_up_by_the_clock(bot: HostBot) -> None:
    """Take over every few seconds what another process has built."""
    told: dict[Path, str] = {}

    async def keep_up() -> None:
        for collection in bot.desk.collections:
            root = collection.folder.root
            trouble = await _keep_up(bot, collection)
            if trouble and trouble != told.get(root):
                _log.warning("no newer index: %s", trouble)
            told[root] = trouble

    await by_the_clock(KEEP_UP_EVERY_S, keep_up)


async def _keep_up(bot: HostBot, collection: Collection) -> str:
    """Switch where another process has switched, and return what went wrong.

    One on Milvus is asked when the stories are looked at, for a server takes its time.
    """
    if collection.milvus is not None or collection.folder.root in bot.desk.builds:
        return ""
    try:
        if await asyncio.to_thread(collection.is_behind):
            await bot.desk.queue.run(collection.reload)
            _log.info("index %s answers now", collection.manifest.generation)
            await bot.show_presence()
    except (BylineError, OSError) as error:
        return str(error)
    return ""


async def look(bot: HostBot) -> None:
    """Look once, and offer what was not told yet."""
    for number, collection in enumerate(bot.desk.collections):
        try:
            await _look_at(bot, collection, number)
        except (BylineError, OSError) as error:
            _log.warning("the stories in %s cannot be looked at: %s", collection.stories, error)


async def _look_at(bot: HostBot, collection: Collection, number: int) -> None:
    """Look at one folder; what is newer is offered by the process that leads alone."""
    desk = bot.desk
    await desk.queue.run(collection.look_for_changes)
    if not desk.settings.discord.shards.leads:
        return
    name = f"told:{collection.folder.root}"
    found = list(astuple(collection.changes)) if collection.changes else None
    if found and await asyncio.to_thread(desk.notes.read, name) != found:
        _log.info("the stories in %s are %s", collection.stories,
                  phrase_folder(collection.changes))  # fmt: skip
        await _offer(bot, collection, number)
    await asyncio.to_thread(desk.notes.write, name, found)
    await _update_when_quiet(bot, collection, found)


async def _update_when_quiet(bot: HostBot, collection: Collection, found: list[int] | None) -> None:
    """Take newer stories in once they have stayed the same for as long as the settings say."""
    desk, root = bot.desk, collection.folder.root
    minutes = desk.settings.discord.update_minutes
    before, since = desk.seen.get(root, (None, 0.0))
    if not minutes or not found or root in desk.builds:
        return
    if before != found:
        desk.seen[root] = found, time.monotonic()
    elif time.monotonic() - since >= 60 * minutes:
        del desk.seen[root]
        await update(bot, collection)


async def _offer(bot: HostBot, collection: Collection, number: int) -> None:
    """Tell the administrators' channel, if there is one, with buttons to take the stories in."""
    try:
        await tell_admins(bot, draw_offer(collection.changes, number))
    except discord.HTTPException as error:
        _log.warning("the administrators cannot be told of newer stories: %s", error.text)


async def measure_lag(bot: HostBot) -> None:
    """Measure how long the loop stalls: the worst of each minute."""
    tick_s, worst, since = 0.05, 0.0, time.monotonic()
    while True:
        before = time.monotonic()
        await asyncio.sleep(tick_s)
        worst = max(worst, time.monotonic() - before - tick_s)
        bot.desk.meters.loop_lag.set(worst)
        if time.monotonic() - since > 60:
            worst, since = 0.0, time.monotonic()
