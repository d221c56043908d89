"""The commands that look after the index and read the feedback.

Promise: only whom ``rules`` allows changes anything; one build at a time for each index, and the
generation before answers until the new one is whole.
"""

import asyncio
import logging
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.desk.collection import Collection
from bot.desk.queueing import RefusedError
from bot.desk.rebuilding import Order
from bot.discord_ui.cards.card import Card, Text, Tone, note
from bot.discord_ui.cards.feedback_cards import draw_feedback
from bot.discord_ui.cards.markdown import shorten, shorten_line
from bot.discord_ui.cards.story_cards import draw_confirmation, draw_status
from bot.discord_ui.host import HostBot, Interaction
from bot.discord_ui.reporting import EXPIRED, explaining
from bot.discord_ui.rules import list_roles, may_change_index
from bot.discord_ui.views import (
    NOBODY,
    defer,
    defer_update,
    draw_layout,
    finish,
    replace,
    respond,
)
from bot.presentation.wording import count
from embeddings.errors import BylineError

_log = logging.getLogger("byline.discord")
_PROGRESS_S = 3.0


def require_admin(interaction: Interaction) -> None:
    """Refuse whoever may not change the index.

    :raises RefusedError: If they may not.
    """
    if not is_admin(interaction):
        raise RefusedError("Only administrators of this server may do that.")


def is_admin(interaction: Interaction) -> bool:
    """Say whether whoever interacts may change the index of this server."""
    return interaction.guild_id is not None and may_change_index(
        interaction.client.desk.settings.discord, interaction.permissions, list_roles(interaction)
    )


@app_commands.command(
    name=_("index-status"), description=_("Say what the index holds and how old it is.")
)
async def index_status(interaction: Interaction) -> None:
    """Show the state of the index."""
    async with explaining(interaction):
        await defer(interaction, private=True)
        await finish(interaction, await _draw_status(interaction))


async def _draw_status(interaction: Interaction) -> Card:
    desk = interaction.client.desk
    collection = desk.collection_of(interaction.guild_id)
    await desk.queue.run(collection.look_for_changes)
    skipped = await desk.queue.run(collection.list_skipped)
    return draw_status(
        collection.manifest,
        collection.generations,
        skipped,
        collection.changes,
        may_change=is_admin(interaction),
    )


@app_commands.command(name=_("rebuild-index"), description=_("Build a fresh index of the stories."))
@app_commands.default_permissions(administrator=True)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
async def rebuild_index(interaction: Interaction) -> None:
    """Ask whether to build a fresh index."""
    bot, desk = interaction.client, interaction.client.desk
    async with explaining(interaction):
        require_admin(interaction)
        collection = desk.collection_of(interaction.guild_id)
        _refuse_second(bot, collection)
        await defer(interaction, private=True)
        await desk.queue.run(collection.look_for_changes)
        await finish(interaction, draw_confirmation(collection.manifest, collection.changes))


@app_commands.command(name=_("feedback"), description=_("List what people thought of the answers."))
@app_commands.default_permissions(administrator=True)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
async def feedback(interaction: Interaction) -> None:
    """List feedback and unanswered questions."""
    async with explaining(interaction):
        await show_feedback(interaction, 0)


async def show_feedback(interaction: Interaction, page: int) -> None:
    """Show one page of the feedback of this server."""
    require_admin(interaction)
    store, server = interaction.client.desk.store, interaction.guild_id
    found = await asyncio.to_thread(store.list_feedback, limit=100, server=server)
    card = draw_feedback(found, page=page)
    if interaction.type is discord.InteractionType.component:
        await replace(interaction, card)
    else:
        await respond(interaction, card, private=True)


def _refuse_second(bot: HostBot, collection: Collection) -> None:
    if (state := bot.desk.builds.get(collection.folder.root)) is not None:
        raise RefusedError(f"An index is being built already ({state}).")


async def rebuild(interaction: Interaction, *, only_changes: bool) -> None:
    """Build, show how far it is, and switch to the new generation."""
    bot, desk = interaction.client, interaction.client.desk
    require_admin(interaction)
    collection = desk.collection_of(interaction.guild_id)
    _refuse_second(bot, collection)
    root = collection.folder.root
    desk.builds[root] = "starting"
    try:
        progress = _Progress(interaction)
        await progress.show("Starting …")
        before = await desk.queue.run(collection.list_hashes)
        order = Order(collection.stories, root, desk.settings.model, only_changes)
        await _follow(bot, order, progress)
        await desk.queue.run(collection.reload)
        after = await desk.queue.run(collection.list_hashes)
        desk.meters.stories.set(collection.manifest.stories)
        _log.info("index %s answers now", collection.manifest.generation)
        await progress.end(draw_changes(collection, before, after))
    except BylineError as error:
        _log.warning("no new index: %s", error)
        await progress.end(note(shorten(str(error), 1000), Tone.WARNING))
    finally:
        del desk.builds[root]


async def _follow(bot: HostBot, order: Order, progress: "_Progress") -> None:
    """Wait for the build, and show how far it is."""

    def remember(stage: str, done: int, total: int) -> None:
        bot.desk.builds[order.index] = f"{stage}, {done:,} of {total:,}"

    work = asyncio.ensure_future(asyncio.to_thread(bot.desk.builder.run, order, remember))
    while not work.done():
        await asyncio.wait({work}, timeout=_PROGRESS_S)
        if not work.done():
            await progress.show(f"Building: {bot.desk.builds[order.index]}.")
    work.result()


def draw_changes(collection: Collection, before: dict[str, str], after: dict[str, str]) -> Card:
    """Say what a fresh generation holds, and what became other."""
    added, removed = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    changed = sum(before[one] != after[one] for one in before.keys() & after.keys())
    manifest = collection.manifest
    text = (
        f"### Generation {manifest.generation} answers now\n"
        f"{count(manifest.stories, 'story')} in {count(manifest.passages, 'passage')}: "
        f"{added:,} added, {changed:,} changed, {removed:,} removed, {manifest.skipped:,} skipped."
    )
    return Card((Text(text),), Tone.ANSWER)


class _Progress:
    """A message that is edited as long as its interaction lives, and then one in the channel."""

    def __init__(self, interaction: Interaction) -> None:
        self._interaction = interaction
        self._message: discord.Message | None = None
        self._shown = ""

    async def show(self, text: str) -> None:
        """Show a line, unless it stands there already; what cannot be shown is let go."""
        if text == self._shown:
            return
        self._shown = text
        try:
            await self._put(note(shorten_line(text, 300)))
        except discord.HTTPException as error:
            _log.warning("progress cannot be shown: %s", error.text or error.status)

    async def end(self, card: Card) -> None:
        """Show how it ended, so that whoever asked for it sees it."""
        try:
            await self._put(card)
        except discord.HTTPException as error:
            _log.warning("the end of a build cannot be shown: %s", error.text or error.status)

    async def _put(self, card: Card) -> None:
        if self._message is None and not self._interaction.is_expired():
            try:
                await replace(self._interaction, card)
                return
            except discord.HTTPException as error:
                if error.code not in EXPIRED:  # as by Discord's clock, not by this machine's
                    raise
        await self._put_in_channel(card)

    async def _put_in_channel(self, card: Card) -> None:
        """Go on where the private message cannot be edited any more."""
        channel, drawn = self._interaction.channel, draw_layout(card)
        if self._message is not None:
            await self._message.edit(view=drawn, allowed_mentions=NOBODY)
        elif isinstance(channel, discord.abc.Messageable):
            self._message = await channel.send(view=drawn, allowed_mentions=NOBODY)


async def roll_back(interaction: Interaction) -> None:
    """Go back one generation."""
    bot, desk = interaction.client, interaction.client.desk
    require_admin(interaction)
    collection = desk.collection_of(interaction.guild_id)
    _refuse_second(bot, collection)
    await defer_update(interaction)
    await desk.queue.run(collection.go_back)
    desk.meters.stories.set(collection.manifest.stories)
    _log.info("went back to index %s", collection.manifest.generation)
    await finish(interaction, await _draw_status(interaction))


def add_admin_commands(bot: HostBot) -> None:
    """Give a bot the commands for its index."""
    added: tuple[Any, ...] = (index_status, rebuild_index, feedback)
    for command in added:
        bot.tree.add_command(command)
