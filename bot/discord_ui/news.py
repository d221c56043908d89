"""Tell of new stories: those that fit a subscription, and those of a day.

Promise: nobody is told twice of the same story by the same means.
"""

import asyncio
import functools
import logging
import time

import discord

from bot.agreement import Difference
from bot.desk.collection import Collection
from bot.desk.desk import Desk
from bot.desk.headlines import Headline
from bot.desk.subscriptions import Subscription
from bot.discord_ui.cards.card import Card
from bot.discord_ui.cards.news_cards import Day, draw_day, draw_news, phrase_fitting
from bot.discord_ui.clock import by_the_clock
from bot.discord_ui.host import HostBot
from bot.discord_ui.sending import NOBODY
from bot.discord_ui.views import draw_layout
from embeddings.errors import BylineError

_log = logging.getLogger("byline.discord")
DAY_S = 24 * 3600.0
MOST_COMPARED = 40
"""New stories of a day that are compared with others, each with a search of its own."""


async def tell_news(bot: HostBot, collection: Collection, added: tuple[str, ...]) -> None:
    """Tell subscribers of new stories that fit their words."""
    desk = bot.desk
    if not added:
        return
    for one in await asyncio.to_thread(desk.subscriptions.list):
        if desk.collection_of(one.server) is not collection or not desk.access.serves(one.server):
            continue
        find = functools.partial(collection.find_fitting, one.words, added)
        fitting = await desk.queue.run(find)
        if fitting:
            await _tell(bot, one, draw_news(phrase_fitting(one.words), fitting))


async def _tell(bot: HostBot, one: Subscription, card: Card) -> None:
    try:
        if one.channel:
            place: discord.abc.Messageable = bot.get_partial_messageable(one.channel)
        else:
            place = await bot.fetch_user(one.person or 0)
        await place.send(view=draw_layout(card), allowed_mentions=NOBODY)
    except discord.HTTPException as error:
        _log.warning("subscription %d cannot be told: %s", one.id, error.text or error.status)


async def tell_the_day(bot: HostBot) -> None:
    """Tell each server that wishes it once a day which stories are new."""
    await by_the_clock(DAY_S / 24, lambda: tell_all(bot))


async def tell_all(bot: HostBot) -> None:
    """Tell every server of this process that wishes it, if it was told a day ago."""
    shards = bot.desk.settings.discord.shards
    wishing = {one: setup.news for one, setup in bot.desk.setups.list().items() if setup.news}
    for server, channel in wishing.items():
        if not shards.has(server) or not bot.desk.access.serves(server):
            continue  # another process tells it, or nobody
        try:
            await tell_server(bot, server, channel)
        except (BylineError, OSError) as error:
            _log.warning("the news of server %d cannot be told: %s", server, error)


async def tell_server(bot: HostBot, server: int, channel: int) -> None:
    """Tell one server what is new since it was last told, if that was a day ago."""
    desk, name = bot.desk, f"news:{server}"
    collection = desk.collection_of(server)
    known = await desk.queue.run(collection.list_hashes)
    kept = await asyncio.to_thread(desk.notes.read, name) or {"at": 0, "ids": sorted(known)}
    if time.time() - kept["at"] < DAY_S:
        return
    fresh = [one for one in collection.headlines.newest_first if one.id not in set(kept["ids"])]
    await asyncio.to_thread(desk.notes.write, name, {"at": int(time.time()), "ids": sorted(known)})
    if fresh:
        card = draw_day(await _compare(desk, collection, tuple(fresh)))
        await _tell(bot, Subscription(0, "", server, channel), card)


async def _compare(desk: Desk, collection: Collection, fresh: tuple[Headline, ...]) -> Day:
    """Compare new stories with others of their events, one at a time, so that whoever asks
    meanwhile waits for one of them at most."""
    ids = [one.id for one in fresh[:MOST_COMPARED]]
    events = await desk.queue.run(functools.partial(collection.count_events, ids))
    found: dict[frozenset[str], Difference] = {}
    for one in ids:
        for told in await desk.queue.run(functools.partial(collection.find_differences, one)):
            found.setdefault(frozenset({told.newer.story.id, told.older.story.id}), told)
    return Day(fresh, len(ids), events, tuple(found.values()))
