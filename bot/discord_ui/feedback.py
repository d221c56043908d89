"""What people thought of the answers, for those who run the bot."""

import asyncio

import discord
from discord import app_commands

from bot.discord_ui.cards.feedback_cards import draw_feedback
from bot.discord_ui.host import Interaction
from bot.discord_ui.reporting import explaining
from bot.discord_ui.rules import visit
from bot.discord_ui.sending import replace, respond


@app_commands.command(name="feedback", description="List what people thought of the answers.")
@app_commands.default_permissions(administrator=True)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
async def feedback(interaction: Interaction) -> None:
    """List feedback and unanswered questions."""
    async with explaining(interaction):
        await show_feedback(interaction, 0)


async def show_feedback(interaction: Interaction, page: int) -> None:
    """Show one page of the feedback of this server."""
    desk, server = interaction.client.desk, interaction.guild_id
    desk.access.require_admin(visit(interaction), desk.owner_of(server))
    found = await asyncio.to_thread(desk.store.list_feedback, limit=100, server=server)
    card = draw_feedback(found, page=page)
    if interaction.type is discord.InteractionType.component:
        await replace(interaction, card)
    else:
        await respond(interaction, card, private=True)
