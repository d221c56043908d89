"""Questions, searches and claims, from the interaction to the message that answers.

Promise: every interaction is acknowledged before anything else is done; the index is read on its
own thread.
"""

import asyncio
import logging
import time

from bot.answering.answers import check_question
from bot.conversation import Exchange
from bot.desk.collection import Collection
from bot.desk.question_store import Cited, Question
from bot.desk.queueing import RefusedError, phrase_place
from bot.discord_ui.cards.answer_cards import Asked, draw_answer, draw_others
from bot.discord_ui.cards.card import Tone, note
from bot.discord_ui.cards.custom_ids import Action
from bot.discord_ui.cards.markdown import tidy
from bot.discord_ui.cards.passage_cards import draw_claim, draw_hits, draw_passage
from bot.discord_ui.host import Interaction
from bot.discord_ui.views import defer, defer_update, finish, replace, respond
from bot.presentation.exchange import phrase_understood
from bot.presentation.wording import phrase_mended
from embeddings.errors import StoriesError
from embeddings.retrieval import Hit

_log = logging.getLogger("byline.discord")

FORGOTTEN = "That question is not kept any more: please ask it again."
ANSWER_WITHIN_S = 13 * 60
"""Below the 15 minutes in which an interaction can be answered."""
_MENTIONED_PLACE = 3


async def ask(
    interaction: Interaction, typed: str, *, story: str | None = None, private: bool = False,
    previous: Question | None = None,
) -> None:  # fmt: skip
    """Answer a question where it was asked.

    One that follows up a ``previous`` question keeps to the story which that was restricted to.

    :raises BylineError: If it is no question, names no story, or cannot be asked now.
    """
    bot, desk = interaction.client, interaction.client.desk
    collection = desk.collection_of(interaction.guild_id)
    desk.admit(interaction.user.id)
    typed = check_question(tidy(typed))
    named = (story,) if story else previous.stories if previous else ()
    stories = tuple(collection.identify(one) for one in named)
    turn = previous.turn if previous else None
    started = time.monotonic()
    with desk.queue.line_up() as place, bot.in_flight(interaction):
        await defer(interaction, private=private)
        work = asyncio.ensure_future(desk.queue.run(lambda: collection.ask(typed, stories, turn)))
        if place >= _MENTIONED_PLACE:
            await finish(interaction, note(phrase_place(place)))
        exchange = await _wait(work)
        record = await _keep(interaction, collection, exchange, stories)
        asked = Asked(
            exchange.reply,
            collection.manifest,
            record,
            typed=typed,
            understood=phrase_understood(exchange.understood),
            outdated=bool(collection.changes),
        )
        await finish(interaction, draw_answer(asked))
    _note_answer(interaction, asked, time.monotonic() - started)


def _note_answer(interaction: Interaction, asked: Asked, seconds: float) -> None:
    bot, status = interaction.client, "answered" if asked.reply.answer else "unanswered"
    bot.desk.meters.answer_seconds.observe(seconds)
    bot.desk.meters.count_question(status)
    words = f" {asked.reply.question!r}" if bot.desk.settings.discord.log_questions else ""
    _log.info("question %d%s %s in %.2f s", asked.record, words, status, seconds)


async def _wait(work: "asyncio.Future[Exchange]") -> Exchange:
    try:
        return await asyncio.wait_for(work, ANSWER_WITHIN_S)
    except TimeoutError:
        raise RefusedError("It took too long to come to your question: please ask again.") from None


async def _keep(
    interaction: Interaction, collection: Collection, exchange: Exchange, stories: tuple[str, ...]
) -> int:
    """Store a question as it was understood, so that the buttons below its answer work."""
    reply = exchange.reply
    citations = reply.answer.citations if reply.answer else reply.nearest
    question = Question(
        kind="ask",
        server=interaction.guild_id,
        question=reply.question,
        stories=stories,
        answered=reply.answer is not None,
        generation=collection.manifest.generation,
        cited=tuple(Cited.of(citation) for citation in citations),
        asked_of=exchange.understood.stories or stories,
        turn=exchange.turn,
    )
    return await asyncio.to_thread(interaction.client.desk.store.add, question)


async def search(
    interaction: Interaction, words: str, *, shown: str | None = None,
    leave_out: tuple[Cited, ...] = (),
) -> None:  # fmt: skip
    """List passages, in private.

    :raises BylineError: If there are no words, or they cannot be looked for now.
    """
    bot, desk = interaction.client, interaction.client.desk
    collection = desk.collection_of(interaction.guild_id)
    desk.admit(interaction.user.id)
    words = check_question(tidy(words))
    with desk.queue.line_up(), bot.in_flight(interaction):
        await defer(interaction, private=True)
        meant, hits = await desk.queue.run(lambda: collection.search_mended(words))
        hits = _leave_out(hits, leave_out)
        question = Question("search", interaction.guild_id, meant, cited=leave_out)
        record = await asyncio.to_thread(desk.store.add, question)
        mended = "" if shown or meant == words else phrase_mended(meant)
        card = draw_hits(
            shown or words, hits, page=0, record=record, of=Action.SEARCH, understood=mended
        )
        await finish(interaction, card)


def _leave_out(hits: tuple[Hit, ...], cited: tuple[Cited, ...]) -> tuple[Hit, ...]:
    """Drop the passages that hold what is cited already."""
    return tuple(
        hit
        for hit in hits
        if not any(
            one.story == hit.story.id
            and one.start < hit.passage.end
            and one.end > hit.passage.start
            for one in cited
        )
    )


async def check_claim(interaction: Interaction, text: str) -> None:
    """Say what in the stories supports or contradicts a message, in private."""
    claim = " ".join(tidy(text).split())[:1000].strip()
    if not claim:
        raise RefusedError("That message has no text that could be checked.")
    bot, desk = interaction.client, interaction.client.desk
    collection = desk.collection_of(interaction.guild_id)
    desk.admit(interaction.user.id)
    with desk.queue.line_up(), bot.in_flight(interaction):
        await defer(interaction, private=True)
        checked = await desk.queue.run(lambda: collection.check(claim))
        question = Question("claim", interaction.guild_id, claim)
        await asyncio.to_thread(desk.store.add, question)
        await finish(interaction, draw_claim(claim, checked))


async def turn_search(interaction: Interaction, record: int, page: int) -> None:
    """Show another page of a search in its place."""
    desk = interaction.client.desk
    question = await get_question(interaction, record)
    collection = desk.collection_of(interaction.guild_id)
    with desk.queue.line_up():
        await defer_update(interaction)
        hits = await desk.queue.run(lambda: collection.search(question.question))
        hits = _leave_out(hits, question.cited)
    card = draw_hits(question.question, hits, page=page, record=record, of=Action.SEARCH)
    await replace(interaction, card)


async def show_passage(interaction: Interaction, record: int, n: int) -> None:
    """Show a cited passage in its context, in private."""
    desk = interaction.client.desk
    question = await get_question(interaction, record)
    if not 1 <= n <= len(question.cited):
        raise StoriesError(FORGOTTEN)
    cited, collection = question.cited[n - 1], desk.collection_of(interaction.guild_id)
    with desk.queue.line_up():
        await defer(interaction, private=True)
        context = await desk.queue.run(lambda: collection.find_passage(cited, n))
    await finish(interaction, draw_passage(context.citation, context.before, context.after))


async def show_more(interaction: Interaction, record: int) -> None:
    """Show further passages like the one that was cited first, in private."""
    question = await get_question(interaction, record)
    if not question.cited:
        raise StoriesError(FORGOTTEN)
    desk, cited = interaction.client.desk, question.cited[0]
    story = desk.collection_of(interaction.guild_id).headline_of(cited.story)
    await search(
        interaction,
        f"{question.question} {story}"[:1000],
        shown=f"More like this: {question.question}",
        leave_out=question.cited,
    )


async def show_others(interaction: Interaction, record: int) -> None:
    """Answer a question again and show its other answers, in private."""
    bot, desk = interaction.client, interaction.client.desk
    question = await get_question(interaction, record)
    collection = desk.collection_of(interaction.guild_id)
    with desk.queue.line_up(), bot.in_flight(interaction):
        await defer(interaction, private=True)
        reply = await desk.queue.run(
            lambda: collection.answer(question.question, question.asked_of)
        )
        await finish(interaction, draw_others(Asked(reply, collection.manifest, record)))


async def rate(interaction: Interaction, record: int, verdict: str, comment: str = "") -> None:
    """Keep what a person thinks of an answer, and thank them in private."""
    store, person = interaction.client.desk.store, interaction.user.id
    kept = await asyncio.to_thread(store.rate, record, person, verdict, comment)
    if not kept:
        raise StoriesError(FORGOTTEN)
    await respond(interaction, note("Thank you. It is noted.", Tone.INFO), private=True)


async def get_question(interaction: Interaction, record: int) -> Question:
    """Return the question that a button belongs to, if this server asked it.

    :raises StoriesError: If it is not kept any more.
    """
    question = await asyncio.to_thread(interaction.client.desk.store.get, record)
    if question is None or question.server != interaction.guild_id:
        raise StoriesError(FORGOTTEN)
    return question
