"""``/subscribe``: who wants to be told of new stories.

Promise: a channel is subscribed by those who look after the stories alone; a person only by
themselves.
"""

import asyncio

import discord
from discord import app_commands

from bot.answering.answers import check_question
from bot.discord_ui.cards.markdown import tidy
from bot.discord_ui.cards.news_cards import draw_subscriptions
from bot.discord_ui.host import Interaction
from bot.discord_ui.indexing import require_admin
from bot.discord_ui.reporting import explaining
from bot.discord_ui.rules import visit
from bot.discord_ui.sending import defer, finish
from embeddings.errors import RefusedError

_WORDS = 100


@app_commands.command(name="subscribe", description="Be told of new stories that fit some words.")
@app_commands.describe(
    words="What the stories shall be about; empty lists what there is.",
    channel="Tell this channel instead of you.",
)
async def subscribe(
    interaction: Interaction,
    words: app_commands.Range[str, 1, _WORDS] | None = None,
    channel: discord.TextChannel | None = None,
) -> None:
    """Subscribe, and list the subscriptions with buttons that end them."""
    async with explaining(interaction):
        desk = interaction.client.desk
        desk.admit(visit(interaction))
        if channel is not None:
            require_admin(interaction)
        place, person = channel.id if channel else None, interaction.user.id
        await defer(interaction, private=True)
        if words:
            wanted = check_question(tidy(words))
            await asyncio.to_thread(
                desk.subscriptions.add,
                wanted, server=interaction.guild_id, channel=place, person=person,
            )  # fmt: skip
        await _list(interaction, place, told="Subscribed.\n" if words else "")


async def _list(interaction: Interaction, channel: int | None, *, told: str) -> None:
    subscriptions = interaction.client.desk.subscriptions
    person = None if channel else interaction.user.id
    found = await asyncio.to_thread(subscriptions.list, person=person, channel=channel)
    await finish(interaction, draw_subscriptions(found, told=told))


async def unsubscribe(interaction: Interaction, number: int) -> None:
    """End a subscription of whoever presses, or of a channel they look after.

    :raises RefusedError: If it is not theirs.
    """
    desk = interaction.client.desk
    desk.admit(visit(interaction))
    subscriptions = desk.subscriptions
    known = {one.id: one for one in await asyncio.to_thread(subscriptions.list)}
    one = known.get(number)
    if one is None:
        raise RefusedError("That subscription has ended already.")
    if one.channel and one.server == interaction.guild_id:
        require_admin(interaction)
    elif one.channel or one.person != interaction.user.id:
        raise RefusedError("That subscription is not yours.")
    await interaction.response.defer()
    await asyncio.to_thread(subscriptions.end, number)
    await _list(interaction, one.channel, told="Ended.\n")
