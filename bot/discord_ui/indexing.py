"""The commands and buttons that look after the index.

Promise: only whom ``access`` allows changes anything, by the same rule for commands and presses.
"""

import logging

from discord import app_commands

from bot.desk.collection import Collection
from bot.discord_ui.building import rebuild, refuse_second
from bot.discord_ui.cards.card import note
from bot.discord_ui.cards.index_cards import (
    State,
    draw_confirmation,
    draw_damage,
    draw_status,
    draw_switch,
    number_of,
)
from bot.discord_ui.host import Interaction
from bot.discord_ui.reporting import explaining
from bot.discord_ui.rules import visit
from bot.discord_ui.sending import defer, defer_update, finish, replace
from embeddings.errors import RefusedError
from embeddings.index import Manifest

_log = logging.getLogger("byline.discord")


def require_admin(interaction: Interaction, number: int | None = None) -> Collection:
    """Return the collection of a place, or that of a number, to whoever may change it.

    :raises RefusedError: If they may not.
    """
    desk = interaction.client.desk
    if number is None:
        number = desk.number_of(interaction.guild_id)
    if not 0 <= number < len(desk.collections):
        raise RefusedError("Those stories are not looked after here any more.")
    desk.access.require_admin(visit(interaction), desk.servers[number])
    return desk.collections[number]


@app_commands.command(name="index-status", description="Say what is there and how old it is.")
async def index_status(interaction: Interaction) -> None:
    """Show the state of the index."""
    async with explaining(interaction):
        interaction.client.desk.admit(visit(interaction))
        await defer(interaction, private=True)
        await show_status(interaction)


async def show_status(interaction: Interaction) -> None:
    """Draw the state where the interaction waits, with what whoever asks may do about it."""
    desk = interaction.client.desk
    admin = desk.access.is_admin(visit(interaction), desk.owner_of(interaction.guild_id))
    state = await _read_state(interaction, with_files=admin)
    await finish(interaction, draw_status(state, for_admin=admin))


async def _read_state(interaction: Interaction, *, with_files: bool) -> State:
    desk = interaction.client.desk
    number = desk.number_of(interaction.guild_id)
    collection = desk.collections[number]
    await desk.queue.run(collection.look_for_changes)
    return State(
        collection.manifest,
        collection.generations,
        await desk.queue.run(collection.list_skipped) if with_files else (),
        collection.changes,
        newest=collection.headlines.newest,
        number=number,
        building=desk.builds.get(collection.folder.root, ""),
    )


@app_commands.command(name="rebuild-index", description="Build a fresh index of the stories.")
@app_commands.default_permissions(administrator=True)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
async def rebuild_index(interaction: Interaction) -> None:
    """Ask whether to build a fresh index."""
    async with explaining(interaction):
        collection = require_admin(interaction)
        refuse_second(interaction.client.desk, collection)
        await defer(interaction, private=True)
        state = await _read_state(interaction, with_files=False)
        await finish(interaction, draw_confirmation(state))


async def start_build(interaction: Interaction, number: int, *, only_changes: bool) -> None:
    """Build the index of a collection for whoever may."""
    require_admin(interaction, number)
    await rebuild(interaction, number, only_changes=only_changes)


async def stop_build(interaction: Interaction, number: int) -> None:
    """End a build; whoever started it is told by its message."""
    collection = require_admin(interaction, number)
    if not interaction.client.desk.builder.cancel(collection.folder.root):
        raise RefusedError("Nothing is being built that could be cancelled.")
    await defer_update(interaction)


async def verify(interaction: Interaction, number: int) -> None:
    """Check every byte of an index, in private."""
    collection = require_admin(interaction, number)
    await defer(interaction, private=True)
    damage = await interaction.client.desk.queue.run(collection.find_damage)
    await finish(interaction, draw_damage(collection.manifest, damage))


async def offer_switch(interaction: Interaction, number: int) -> None:
    """Ask whether to let another generation answer."""
    collection = require_admin(interaction)
    name = _find_generation(collection, number)
    wanted = Manifest.load(collection.folder.path_of(name))
    await replace(interaction, draw_switch(collection.manifest, wanted))


async def switch(interaction: Interaction, number: int) -> None:
    """Let another generation answer, be it older or newer."""
    desk, collection = interaction.client.desk, require_admin(interaction)
    refuse_second(desk, collection)
    name = _find_generation(collection, number)
    await defer_update(interaction)
    await desk.queue.run(lambda: collection.go_to(name))
    _log.info("went to index %s", name)
    await show_status(interaction)


def _find_generation(collection: Collection, number: int) -> str:
    for name in collection.generations:
        if number_of(name) == number:
            return name
    raise RefusedError("That generation is not there any more.")


async def cancel(interaction: Interaction) -> None:
    """Leave everything as it is."""
    require_admin(interaction)
    await replace(interaction, note("Cancelled: nothing has changed."))
