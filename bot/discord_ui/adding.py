"""Hand stories in from Discord: ``/add-story`` and the menu "Add as story".

Promise: nothing is asked before somebody who looks after the stories has seen and taken it.
"""

import asyncio
import re

import discord
from discord import app_commands

from bot.discord_ui.building import rebuild, refuse_second, tell_admins
from bot.discord_ui.cards.adding_cards import draw_preview, read_record
from bot.discord_ui.cards.card import note
from bot.discord_ui.host import Interaction
from bot.discord_ui.indexing import require_admin
from bot.discord_ui.reporting import explaining
from bot.discord_ui.rules import visit
from bot.discord_ui.sending import defer, finish, replace
from bot.intake.desk import MAX_BYTES, IntakeDesk
from bot.intake.previews import Preview
from bot.intake.suggestions import (
    accept_suggestion,
    decline_suggestion,
    forget_suggestions,
    suggest_story,
)
from embeddings.errors import RefusedError

_LINK = re.compile(r"https?://[^\s<>()]+")
_THANKS = "Thank you. Those who run this bot will look at it before it can be asked."


@app_commands.command(name="add-story", description="Hand in a story, by its link or as a file.")
@app_commands.describe(link="The address of its page.", file="A file with its text.")
async def add_story(
    interaction: Interaction, link: str | None = None, file: discord.Attachment | None = None
) -> None:
    """Read a story, and show it before anything is saved."""
    async with explaining(interaction):
        await hand_in(interaction, link, file)


@app_commands.context_menu(name="Add as story")
async def add_as_story(interaction: Interaction, message: discord.Message) -> None:
    """Hand in the file or the link of a message."""
    async with explaining(interaction):
        found = _LINK.search(message.content)
        file = message.attachments[0] if message.attachments else None
        await hand_in(interaction, found.group() if found else None, file)


async def hand_in(
    interaction: Interaction, link: str | None, file: discord.Attachment | None
) -> None:
    """Keep a story until it is taken: by whoever hands it in, if they may, else by others.

    :raises BylineError: If there is none, or it cannot be read.
    """
    desk = interaction.client.desk
    if not link and file is None:
        raise RefusedError("There is no file and no link: attach one of them.")
    if file is not None and file.size > MAX_BYTES:
        raise RefusedError(f"That file is larger than {MAX_BYTES // 1_000_000} MB: split it up.")
    number = desk.number_of(interaction.guild_id)
    admin = desk.access.is_admin(visit(interaction), desk.servers[number])
    if not admin and desk.settings.discord.admin_channel is None:
        raise RefusedError("Only those who run this bot add stories here.")
    desk.admit(visit(interaction))
    await defer(interaction, private=True)
    stories = desk.collections[number].stories
    preview = await _read(IntakeDesk(stories), link, file)
    who = name_suggester(interaction)
    kept = await asyncio.to_thread(suggest_story, preview, stories, by=who)
    card = draw_preview(preview, kept.id, number)
    if admin:
        await finish(interaction, card)
    else:
        await tell_admins(interaction.client, card)
        await finish(interaction, note(_THANKS))


async def _read(intake: IntakeDesk, link: str | None, file: discord.Attachment | None) -> Preview:
    if file is not None:
        data = await file.read()
        return await asyncio.to_thread(intake.read_file, file.filename, data)
    return await asyncio.to_thread(intake.read_address, link or "")


def name_suggester(interaction: Interaction) -> str:
    """Return what stands for whoever hands in a story."""
    return interaction.client.desk.store.people.hash(0, interaction.user.id)


async def take(interaction: Interaction, record: str, number: int) -> None:
    """Save a story that waits, and take it into the index."""
    collection = require_admin(interaction, number)
    refuse_second(interaction.client.desk, collection)
    await asyncio.to_thread(accept_suggestion, collection.stories, read_record(record))
    await rebuild(interaction, number, only_changes=True)


async def decline(interaction: Interaction, record: str, number: int) -> None:
    """Drop a story that waits."""
    collection = require_admin(interaction, number)
    await asyncio.to_thread(decline_suggestion, collection.stories, read_record(record))
    await replace(interaction, note("That story was not taken."))


async def forget_own(interaction: Interaction) -> None:
    """Drop what whoever interacts has handed in and that still waits."""
    who = name_suggester(interaction)
    for collection in interaction.client.desk.collections:
        await asyncio.to_thread(forget_suggestions, collection.stories, by=who)
