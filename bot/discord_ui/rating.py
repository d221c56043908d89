"""Thumbs and what people write about an answer.

Promise: a thumb counts even where the form is closed again, and no empty form erases a comment.
"""

import asyncio

from bot.answering.answers import MAX_QUESTION
from bot.discord_ui.asking import Ask, ask
from bot.discord_ui.cards.card import note
from bot.discord_ui.cards.custom_ids import Action, CustomId
from bot.discord_ui.forms import Form
from bot.discord_ui.host import Interaction
from bot.discord_ui.rules import visit
from bot.discord_ui.sending import respond
from bot.discord_ui.serving import FORGOTTEN, get_question
from embeddings.errors import StoriesError

_COMMENT = 1000
_SEEN = "Those who run this bot will see it, with your question."


async def rate(interaction: Interaction, record: str, verdict: str, comment: str = "") -> None:
    """Keep what a person thinks of an answer, and thank them in private."""
    if not comment:  # which is written into a form that was counted when it was opened
        interaction.client.desk.admit(visit(interaction))
    await get_question(interaction, record)
    store, person = interaction.client.desk.store, interaction.user.id
    kept = await asyncio.to_thread(store.rate, record, person, verdict, comment[:_COMMENT])
    if not kept:
        raise StoriesError(FORGOTTEN)
    await respond(interaction, note("Thank you, noted."), private=True)


async def open_complaint(interaction: Interaction, record: str) -> None:
    """Ask what is wrong."""
    interaction.client.desk.admit(visit(interaction))
    await get_question(interaction, record)
    store = interaction.client.desk.store
    await asyncio.to_thread(store.rate, record, interaction.user.id, "bad")
    form = Form(
        CustomId(Action.BAD, record), title="What is wrong?", most=_COMMENT,
        label="What should it have said?", description=_SEEN,
    )  # fmt: skip
    await interaction.response.send_modal(form)


async def open_follow_up(interaction: Interaction, record: str) -> None:
    """Ask for a question that goes on from an answer."""
    await get_question(interaction, record)
    form = Form(
        CustomId(Action.FOLLOW_UP, record), title="Ask a follow-up", most=MAX_QUESTION,
        label="Your question",
    )  # fmt: skip
    await interaction.response.send_modal(form)


async def follow_up(interaction: Interaction, record: str, text: str) -> None:
    """Answer a question that goes on from an answer, where that was private in private."""
    previous = await get_question(interaction, record)
    hidden = interaction.message is not None and interaction.message.flags.ephemeral
    private = hidden or previous.private
    await ask(interaction, Ask(text, private=private, previous=previous, origin=record))
