"""The way of every question and press that needs the index.

Promise: it is counted, acknowledged before anything else is done, takes its place in the line, is
told when the line moves, and is done on the reading thread.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from bot.desk.questions import Question
from bot.desk.queueing import Place, phrase_place
from bot.discord_ui.cards.card import note
from bot.discord_ui.host import Interaction
from bot.discord_ui.rules import visit
from bot.discord_ui.sending import defer, defer_update, finish
from embeddings.errors import RefusedError, StoriesError

T = TypeVar("T")

FORGOTTEN = "That question is not kept any more: please ask it again."
ANSWER_WITHIN_S = 13 * 60
"""Below the 15 minutes in which an interaction can be answered."""
_MENTIONED_PLACE = 3
_LOOK_S = 1.0


@asynccontextmanager
async def serving(
    interaction: Interaction, work: Callable[[], T], *, private: bool
) -> AsyncIterator[T]:
    """Do a piece of work and give what it returns to the block, which sends it.

    :raises BylineError: If it cannot be done now, or fails for a reason that is told.
    """
    bot, desk = interaction.client, interaction.client.desk
    desk.admit(visit(interaction))
    with desk.queue.line_up() as place, bot.in_flight(interaction):
        await defer(interaction, private=private)
        task = asyncio.ensure_future(desk.queue.run(work))
        await _tell_place(interaction, place, task)
        yield await _wait(task)


@asynccontextmanager
async def turning(interaction: Interaction, work: Callable[[], T]) -> AsyncIterator[T]:
    """Do a piece of work whose result takes the place of the message that was pressed.

    :raises BylineError: If it cannot be done now, or fails for a reason that is told.
    """
    desk = interaction.client.desk
    desk.admit(visit(interaction))
    with desk.queue.line_up():
        await defer_update(interaction)
        yield await _wait(asyncio.ensure_future(desk.queue.run(work)))


async def _wait(task: "asyncio.Future[T]") -> T:
    try:
        return await asyncio.wait_for(task, ANSWER_WITHIN_S)
    except TimeoutError:
        raise RefusedError("It took too long to come to your question: please ask again.") from None


async def _tell_place(interaction: Interaction, place: Place, task: "asyncio.Future[T]") -> None:
    """Say somebody's place in the line, and again each time it has halved."""
    told = 2 * place.number
    while place.number >= _MENTIONED_PLACE and not task.done():
        if 2 * place.number <= told:
            told = place.number
            await finish(interaction, note(phrase_place(told)))
        await asyncio.wait({task}, timeout=_LOOK_S)


async def get_question(interaction: Interaction, record: str) -> Question:
    """Return the question that a button belongs to.

    One of another server or channel of direct messages, or that somebody else has asked in
    private, is as unknown as one that was forgotten.

    :raises StoriesError: If there is none.
    """
    store = interaction.client.desk.store
    question = await asyncio.to_thread(store.get, record)
    if question is None or question.server != interaction.guild_id:
        raise StoriesError(FORGOTTEN)
    if question.channel != name_channel(interaction):
        raise StoriesError(FORGOTTEN)
    if question.private and not await asyncio.to_thread(
        store.is_asker, record, interaction.user.id
    ):
        raise StoriesError(FORGOTTEN)
    return question


def name_channel(interaction: Interaction) -> str:
    """Return what is kept of a channel of direct messages; empty in servers."""
    if interaction.guild_id is not None:
        return ""
    return interaction.client.desk.store.people.hash_channel(interaction.channel_id or 0)


async def keep(interaction: Interaction, question: Question) -> str:
    """Keep a question of whoever interacts, and return its token."""
    store = interaction.client.desk.store
    return await asyncio.to_thread(store.add, question, interaction.user.id)
