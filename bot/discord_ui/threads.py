"""Going on in another place: a private answer that is shared, and a thread of its own.

Promise: nothing is made public that somebody else has asked in private.
"""

import asyncio
from typing import Any

import discord

from bot.discord_ui.cards.answer_cards import make_thread_button
from bot.discord_ui.cards.card import Tone, note
from bot.discord_ui.cards.custom_ids import Action
from bot.discord_ui.cards.markdown import cut_line
from bot.discord_ui.host import Interaction
from bot.discord_ui.rules import visit
from bot.discord_ui.sending import NOBODY, defer, respond
from bot.discord_ui.serving import get_question
from bot.discord_ui.views import draw_layout, read_card
from embeddings.errors import RefusedError

_LONGEST_NAME = 90
_GO_ON = "Ask on in here: reply to an answer, or mention me with a question."


async def share(interaction: Interaction, record: str) -> None:
    """Show everybody in the channel what one person has seen.

    :raises BylineError: If it is not theirs.
    """
    desk = interaction.client.desk
    desk.admit(visit(interaction))
    await get_question(interaction, record)
    if not await asyncio.to_thread(desk.store.is_asker, record, interaction.user.id):
        raise RefusedError("Only who asked can share this.")
    if interaction.message is None:
        raise RefusedError("There is nothing to share any more.")
    await asyncio.to_thread(desk.store.share, record)
    thread = make_thread_button(record) if may_open_thread(interaction) else None
    card = read_card(interaction.message, instead={Action.SHARE: thread})
    await respond(interaction, card, private=False)


def may_open_thread(interaction: "discord.Interaction[Any]") -> bool:
    """Say whether the bot could open a thread below a message where an interaction comes from."""
    rights = interaction.app_permissions
    return (interaction.is_guild_integration() or not interaction.is_user_integration()) and bool(
        isinstance(interaction.channel, discord.TextChannel)
        and rights.create_public_threads
        and rights.send_messages_in_threads
    )


async def open_thread(interaction: Interaction, record: str) -> None:
    """Open a thread below an answer, and say how to go on there."""
    question = await get_question(interaction, record)
    message = interaction.message
    if message is None or not may_open_thread(interaction) or question.private:
        raise RefusedError("I cannot open a thread here.")
    interaction.client.desk.admit(visit(interaction))
    name = cut_line(question.question, _LONGEST_NAME) or "Question"
    await defer(interaction, private=True)
    try:
        thread = await message.create_thread(name=name)
        await thread.send(view=draw_layout(note(_GO_ON)), allowed_mentions=NOBODY)
    except discord.HTTPException as error:
        raise RefusedError("Discord did not let me open a thread here.") from error
    await respond(interaction, note(f"<#{thread.id}>", Tone.INFO), private=True)
