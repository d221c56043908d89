"""Notice newer stories and a stalling loop while the bot runs."""

import asyncio
import logging
import time

import discord

from bot.desk.collection import Collection
from bot.discord_ui.cards.card import Button, Card, Look, Row, Text
from bot.discord_ui.cards.custom_ids import Action, CustomId
from bot.discord_ui.cards.story_cards import phrase_folder
from bot.discord_ui.host import HostBot
from bot.discord_ui.views import NOBODY, draw_layout
from embeddings.errors import BylineError
from embeddings.index.open_index import FolderChanges

_log = logging.getLogger("byline.discord")


async def watch(bot: HostBot) -> None:
    """Look at the stories folders every few minutes, and offer to take in what is new."""
    told: dict[int, FolderChanges | None] = {}
    while True:
        await asyncio.sleep(60 * bot.desk.settings.discord.watch_minutes)
        await look(bot, told)


async def look(bot: HostBot, told: dict[int, FolderChanges | None]) -> None:
    """Look once, and offer what was not ``told`` yet, by the number of the collection."""
    for number, collection in enumerate(bot.desk.collections):
        try:
            await bot.desk.queue.run(collection.look_for_changes)
        except (BylineError, OSError) as error:
            _log.warning("the stories in %s cannot be looked at: %s", collection.stories, error)
            continue
        changes = collection.changes
        if changes and told.get(number) != changes:
            _log.info("the stories in %s are %s", collection.stories, phrase_folder(changes))
            if number == 0:
                await _offer(bot, collection)
        told[number] = changes


async def _offer(bot: HostBot, collection: Collection) -> None:
    """Tell the administrators' channel, if there is one, with buttons to take the stories in."""
    number = bot.desk.settings.discord.admin_channel
    if number is None:
        return
    card = make_offer(collection)
    channel = bot.get_partial_messageable(number)
    try:
        await channel.send(view=draw_layout(card), allowed_mentions=NOBODY)
    except discord.HTTPException as error:
        _log.warning("channel %d cannot be told of newer stories: %s", number, error.text)


def make_offer(collection: Collection) -> Card:
    """Say what is new in a stories folder, with buttons to take it in."""
    buttons = (
        Button("Take in what changed", CustomId(Action.UPDATE), look=Look.MAIN),
        Button("Rebuild", CustomId(Action.REBUILD)),
    )
    text = f"The stories folder is {phrase_folder(collection.changes)}."
    return Card((Text(text),), rows=(Row(buttons),))


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
