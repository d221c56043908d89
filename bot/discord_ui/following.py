"""Feeds on the bot's clock: their new items become stories, and the index takes them in.

Promise: a pull never blocks the event loop, and ends after the page in hand once the bot leaves.
"""

import asyncio
import logging
import time

from bot.desk.collection import Collection
from bot.desk.desk import Desk
from bot.discord_ui.building import update
from bot.discord_ui.clock import by_the_clock
from bot.discord_ui.host import HostBot
from bot.intake.desk import IntakeDesk
from bot.intake.feeds.pulling import Manner, Pulled, list_addresses, pull_feeds
from embeddings.errors import BylineError

_log = logging.getLogger("byline.discord")


class _LeavingError(Exception):
    """The bot leaves: what is not pulled yet waits for the next time."""


async def follow_by_the_clock(bot: HostBot) -> None:
    """Pull the feeds of every collection as often as the settings say; never at 0."""

    async def follow_all() -> None:
        for collection in bot.desk.collections:
            await follow(bot, collection)

    if minutes := bot.desk.settings.discord.feed_minutes:
        await by_the_clock(60 * minutes, follow_all)


async def follow(bot: HostBot, collection: Collection) -> None:
    """Pull the feeds of one collection once; what goes wrong is left to the log."""
    desk = bot.desk
    known = list_addresses(await desk.queue.run(collection.list_stories))
    try:
        pulled = await asyncio.to_thread(_pull, desk, collection, known)
    except _LeavingError:
        return
    except BylineError as error:
        _log.warning("no feed was pulled: %s", error)
        return
    for one in pulled:
        _tell(one)
    if any(one.saved for one in pulled) and collection.folder.root not in desk.builds:
        await update(bot, collection)


def _pull(desk: Desk, collection: Collection, known: frozenset[str]) -> tuple[Pulled, ...]:
    def pause(seconds: float) -> None:
        if desk.leaving:
            raise _LeavingError
        time.sleep(seconds)

    intake = IntakeDesk.open(collection.stories, private=desk.settings.fetch_private)
    return pull_feeds(intake, manner=Manner(known=known, sleep=pause))


def _tell(pulled: Pulled) -> None:
    """Write what came of a feed into the log."""
    url = pulled.subscription.url
    if pulled.saved:
        _log.info("%d new stories of %s", len(pulled.saved), url)
    if pulled.left_out:
        _log.info("%d older items of %s were passed over", pulled.left_out, url)
    for reason in (*(why for _, why in pulled.failed), *filter(None, (pulled.trouble,))):
        _log.warning("%s: %s", url, reason)
