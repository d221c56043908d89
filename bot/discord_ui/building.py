"""Build an index on request, show how far it is, and switch to it.

Promise: one build at a time for each index; the generation before answers until the new one is
whole, and however a build ends, whoever asked for it is told.
"""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Iterator
from pathlib import Path

import discord

from bot.desk.collection import Collection
from bot.desk.desk import Desk
from bot.desk.rebuilding import AT_ONCE, Order
from bot.discord_ui.cards.card import Card, Tone, note
from bot.discord_ui.cards.index_cards import draw_changes, draw_progress
from bot.discord_ui.cards.markdown import shorten
from bot.discord_ui.host import HostBot, Interaction
from bot.discord_ui.news import tell_news
from bot.discord_ui.reporting import EXPIRED
from bot.discord_ui.sending import NOBODY, replace
from bot.discord_ui.views import draw_layout
from embeddings.errors import BylineError, RefusedError

_log = logging.getLogger("byline.discord")
_PROGRESS_S = 3.0


def refuse_second(desk: Desk, collection: Collection) -> None:
    """Refuse a second build of one index.

    :raises RefusedError: If one is under way.
    """
    if (state := desk.builds.get(collection.folder.root)) is not None:
        raise RefusedError(f"An index is being built already ({state}).")


async def rebuild(interaction: Interaction, number: int, *, only_changes: bool) -> None:
    """Build the index of a collection, show how far it is, and switch to the new generation."""
    desk = interaction.client.desk
    collection = desk.collections[number]
    refuse_second(desk, collection)
    root = collection.folder.root
    progress = Progress(interaction, number)
    with _under_way(desk, root, "starting, which takes up to half a minute"):
        try:
            await progress.show(f"Building: {desk.builds[root]} …")
            order = _order(desk, collection, only_changes=only_changes)
            await progress.end(await build(interaction.client, collection, order, progress))
        except BylineError as error:
            _log.warning("no new index: %s", error)
            await progress.end(note(shorten(str(error), 1000), Tone.WARNING))
        except Exception:  # the edge: whoever waits is told, and the log has the trace
            error_id = secrets.token_hex(4)
            _log.exception("error %s while building", error_id)
            text = f"The build ended with an error. It is in the log as {error_id}."
            await progress.end(note(text, Tone.WARNING))


@contextlib.contextmanager
def _under_way(desk: Desk, root: Path, state: str) -> Iterator[None]:
    """Let a build be known, and be cancelled, for the time of the block."""
    waiting = len(desk.builds) >= AT_ONCE
    desk.builds[root] = "waiting for other builds to end" if waiting else state
    try:
        with desk.builder.expecting(root):
            yield
    finally:
        del desk.builds[root]


def _order(desk: Desk, collection: Collection, *, only_changes: bool) -> Order:
    settings = desk.settings
    return Order(
        stories=collection.stories,
        index=collection.folder.root,
        model=settings.model,
        only_changes=only_changes,
        follow_links=settings.follow_links,
        milvus=collection.milvus,
    )


async def build(
    bot: HostBot, collection: Collection, order: Order, progress: "Progress | None"
) -> Card:
    """Build as ordered, switch to the new generation, and return what became other."""
    desk = bot.desk
    before = await desk.queue.run(collection.list_hashes)
    await _follow(desk, order, progress)
    await desk.queue.run(collection.reload)
    after = await desk.queue.run(collection.list_hashes)
    _log.info("index %s answers now", collection.manifest.generation)
    await bot.show_presence()
    bot.start_task(tell_news(bot, collection, tuple(sorted(after.keys() - before.keys()))))
    return draw_changes(collection.manifest, before, after)


async def update(bot: HostBot, collection: Collection) -> None:
    """Take in what changed by itself; what goes wrong is left to the log and the next time."""
    desk = bot.desk
    with _under_way(desk, collection.folder.root, "taking in what changed"):
        try:
            order = _order(desk, collection, only_changes=True)
            await build(bot, collection, order, None)
        except BylineError as error:
            _log.warning("no new index: %s", error)
        except Exception:  # the edge: nobody waits for it
            _log.exception("no new index")


async def _follow(desk: Desk, order: Order, progress: "Progress | None") -> None:
    """Wait for the build, and show how far it is."""

    def remember(stage: str, done: int, total: int) -> None:
        desk.builds[order.index] = f"{stage}, {done:,} of {total:,}"

    work = asyncio.ensure_future(desk.builder.build(order, remember))
    while not work.done():
        await asyncio.wait({work}, timeout=_PROGRESS_S)
        if progress and not work.done():
            await progress.show(f"Building: {desk.builds[order.index]}.")
    work.result()


class Progress:
    """A private message that is edited as long as its interaction lives.

    After that only the end is told: in the administrators' channel, else where it was asked for.
    """

    def __init__(self, interaction: Interaction, number: int) -> None:
        self._interaction, self._number = interaction, number
        self._shown = ""

    async def show(self, text: str) -> None:
        """Show a line, unless it stands there already; what cannot be shown is let go."""
        if text == self._shown or self._interaction.is_expired():
            return
        self._shown = text
        try:
            await replace(self._interaction, draw_progress(text, self._number))
        except discord.HTTPException as error:
            _log.warning("progress cannot be shown: %s", error.text or error.status)

    async def end(self, card: Card) -> None:
        """Show how it ended, so that whoever asked for it sees it."""
        try:
            await self._end(card)
        except discord.HTTPException as error:
            _log.warning("the end of a build cannot be shown: %s", error.text or error.status)

    async def _end(self, card: Card) -> None:
        if not self._interaction.is_expired():
            try:
                await replace(self._interaction, card)
                return
            except discord.HTTPException as error:
                if error.code not in EXPIRED:  # as by Discord's clock, not by this machine's
                    raise
        bot, channel = self._interaction.client, self._interaction.channel_id
        await tell_admins(bot, card, otherwise=channel)


async def tell_admins(bot: HostBot, card: Card, *, otherwise: int | None = None) -> None:
    """Post a card in the administrators' channel, else in another, else nowhere."""
    number = bot.desk.settings.discord.admin_channel or otherwise
    if number is not None:
        channel = bot.get_partial_messageable(number)
        await channel.send(view=draw_layout(card), allowed_mentions=NOBODY)
