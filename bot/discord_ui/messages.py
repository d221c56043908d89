"""A message that mentions the bot, or replies to an answer of it, is a question.

Promise: only such a message is read, which Discord shows a bot without any privileged intent; the
rules, limits and cards are those of ``/ask``, and what has no answer is told in one short card.
"""

import asyncio
import logging
import re
import time
from dataclasses import replace

import discord

from bot.answering.answers import check_question
from bot.desk.questions import Question
from bot.desk.small_talk import is_small_talk
from bot.discord_ui.asking import make_asked, make_question, note_answer
from bot.discord_ui.cards.answer_cards import draw_answer, draw_hint
from bot.discord_ui.cards.card import Card, note
from bot.discord_ui.cards.custom_ids import parse_custom_id
from bot.discord_ui.cards.markdown import shorten, tidy
from bot.discord_ui.host import HostBot
from bot.discord_ui.rules import visit_by_message
from bot.discord_ui.sending import NOBODY
from bot.discord_ui.views import draw, walk_ids
from embeddings.errors import BylineError, RefusedError
from embeddings.retrieval import ALL_STORIES

_log = logging.getLogger("byline.discord")
_MENTION = re.compile(r"<@[!&]?\d+>")


async def answer_message(bot: HostBot, message: discord.Message) -> None:
    """Answer a message that is meant for the bot; leave every other alone."""
    if message.author.bot or bot.user is None or bot.user not in message.mentions:
        return
    if bot.desk.leaving:
        return
    try:
        bot.desk.check_place(visit_by_message(message))
    except RefusedError:
        return  # a mention in a place that is left out is no question to answer
    try:
        await _answer(bot, message)
    except BylineError as error:
        bot.desk.meters.count_error(type(error).__name__)
        if bot.desk.may_tell(visit_by_message(message)):
            await _reply(bot, message, note(shorten(str(error), 500)))


async def _answer(bot: HostBot, message: discord.Message) -> None:
    desk = bot.desk
    text = " ".join(tidy(_MENTION.sub(" ", message.content)).split())
    desk.admit(visit_by_message(message))
    if not text or is_small_talk(text):
        if desk.may_tell(visit_by_message(message)):
            await _reply(bot, message, draw_hint())
        return
    typed = check_question(text)
    server = message.guild.id if message.guild else None
    collection = desk.collection_of(server)
    origin, previous = await _find_previous(bot, message, server)
    filters = replace(previous.filters, stories=previous.stories) if previous else ALL_STORIES
    turn = previous.turn if previous else None
    started = time.monotonic()
    with desk.queue.line_up():
        async with message.channel.typing():
            exchange = await desk.queue.run(lambda: collection.ask(typed, filters, turn))
        channel = "" if server else desk.store.people.hash_channel(message.channel.id)
        question = replace(
            make_question(exchange, collection, filters),
            server=server,
            channel=channel,
            origin=origin,
        )
        record = await asyncio.to_thread(desk.store.add, question, message.author.id)
        asked = replace(make_asked(exchange, collection, filters), record=record, typed=typed)
        await _reply(bot, message, draw_answer(asked))
    note_answer(desk, asked, time.monotonic() - started)


async def _find_previous(
    bot: HostBot, message: discord.Message, server: int | None
) -> tuple[str, Question | None]:
    """Return the question whose answer a message replies to, after its token, if it is of this
    place and public."""
    replied = message.reference.resolved if message.reference else None
    if not isinstance(replied, discord.Message) or replied.author != bot.user:
        return "", None
    found = filter(None, map(parse_custom_id, walk_ids(replied)))
    record = next((one.record for one in found if one.record), "")
    question = await asyncio.to_thread(bot.desk.store.get, record) if record else None
    if question is None or question.private or question.server != server:
        return "", None
    channel = "" if server else bot.desk.store.people.hash_channel(message.channel.id)
    return (record, question) if question.channel == channel else ("", None)


async def _reply(bot: HostBot, message: discord.Message, card: Card) -> None:
    drawn = draw(card, components=bot.desk.settings.discord.components)
    drawn = {name: one for name, one in drawn.items() if one is not None}
    try:
        await message.reply(**drawn, allowed_mentions=NOBODY, suppress_embeds=True)
    except discord.HTTPException as error:
        _log.warning("a message cannot be answered: %s", error.text or error.status)
