"""What is kept of people, and its end.

Promise: whoever asks is told what is there, and can have it removed at once and whole.
"""

import asyncio

from bot.discord_ui.adding import forget_own
from bot.discord_ui.cards.help_cards import Keeping, draw_forgotten, draw_privacy
from bot.discord_ui.host import Interaction
from bot.discord_ui.rules import visit
from bot.discord_ui.sending import defer, finish
from bot.discord_ui.serving import get_question
from embeddings.errors import RefusedError


async def show_privacy(interaction: Interaction) -> None:
    """Say what is kept, how long, who reads it, and how much is there of whoever asks."""
    bot, desk = interaction.client, interaction.client.desk
    desk.admit(visit(interaction))
    await defer(interaction, private=True)
    person, settings = interaction.user.id, desk.settings.discord
    kept = await asyncio.to_thread(desk.store.count_person, person)
    subscriptions = await asyncio.to_thread(desk.subscriptions.count, person)
    keeping = Keeping(
        settings.keep_days, settings.log_questions, on_server=settings.state_server is not None
    )
    await finish(
        interaction, draw_privacy(bot.mentions, kept, keeping, subscriptions=subscriptions)
    )


async def forget_person(interaction: Interaction) -> None:
    """Remove everything that is kept of whoever asks."""
    desk = interaction.client.desk
    desk.admit(visit(interaction))
    await defer(interaction, private=True)
    ended = await asyncio.to_thread(desk.subscriptions.forget, interaction.user.id)
    await forget_own(interaction)
    forgotten = await asyncio.to_thread(desk.store.forget_person, interaction.user.id)
    logged = desk.settings.discord.log_questions
    await finish(interaction, draw_forgotten(forgotten, ended, logged=logged))


async def delete_answer(interaction: Interaction, record: str) -> None:
    """Remove an answer and its record, for whoever asked or runs the bot."""
    desk = interaction.client.desk
    await get_question(interaction, record)
    asker = await asyncio.to_thread(desk.store.is_asker, record, interaction.user.id)
    collection = desk.owner_of(interaction.guild_id)
    if not asker and not desk.access.is_admin(visit(interaction), collection):
        raise RefusedError("Only who asked can delete this answer.")
    await interaction.response.defer()
    await asyncio.to_thread(desk.store.delete, record)
    await interaction.delete_original_response()
