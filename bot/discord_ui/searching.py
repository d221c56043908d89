"""Passages: those that a search finds, those like an answer's, and one amid its story.

Promise: all of it is for whoever asked alone, and a page shows the same list as the one before.
"""

from dataclasses import replace

from bot.answering.answers import MAX_QUESTION, check_question
from bot.desk.questions import Cited, Question
from bot.discord_ui.cards.answer_cards import draw_others
from bot.discord_ui.cards.markdown import tidy
from bot.discord_ui.cards.passage_cards import (
    Found,
    draw_claim,
    draw_hits,
    draw_passage,
    draw_sources,
    list_shown,
)
from bot.discord_ui.host import Interaction
from bot.discord_ui.rules import visit
from bot.discord_ui.sending import finish, hide, respond
from bot.discord_ui.serving import (
    FORGOTTEN,
    get_question,
    keep,
    name_channel,
    serving,
    turning,
)
from bot.presentation.wording import phrase_mended
from embeddings.errors import RefusedError, StoriesError
from embeddings.retrieval import Filters, Hit

_LONGEST_CLAIM = 2000
_SOURCES = 5


async def search(interaction: Interaction, words: str) -> None:
    """List passages, in private.

    :raises BylineError: If there are no words, or they cannot be looked for now.
    """
    collection = interaction.client.desk.collection_of(interaction.guild_id)
    words = check_question(tidy(words))
    async with serving(interaction, lambda: collection.search_mended(words), private=True) as (
        meant,
        hits,
    ):
        kept = await _keep(interaction, Question("search", None, meant, title=words))
        understood = "" if meant == words else phrase_mended(meant)
        await finish(interaction, draw_hits(Found(words, hits, kept, understood), page=0))


async def show_sources(
    interaction: Interaction, question: str, filters: Filters, *, private: bool
) -> None:
    """Name the stories that bear on a question, without an answer."""
    collection = interaction.client.desk.collection_of(interaction.guild_id)
    async with serving(
        interaction, lambda: collection.search_mended(question, filters), private=private
    ) as (meant, hits):
        nearest = tuple({hit.story.id: hit for hit in reversed(hits)}.values())[::-1][:_SOURCES]
        cited = tuple(map(_cite_hit, nearest))
        kept = Question("sources", None, meant, title=question, cited=cited)
        record = await _keep(interaction, kept, private=private)
        card = draw_sources(question, nearest, record)
        if nearest or private or interaction.guild_id is None:
            await finish(interaction, card)
        else:
            await hide(interaction, card)


async def show_more(interaction: Interaction, record: str) -> None:
    """Show further passages like the one that was cited first, in private.

    :raises StoriesError: If the question is not kept any more.
    """
    question = await get_question(interaction, record)
    if not question.cited:
        raise StoriesError(FORGOTTEN)
    collection = interaction.client.desk.collection_of(interaction.guild_id)
    story = collection.headlines.get(question.cited[0].story)
    words = f"{question.question} {story.title if story else ''}"[:MAX_QUESTION]
    title = f"More like this: {question.question}"
    async with serving(interaction, lambda: collection.search(words), private=True) as hits:
        more = Question("search", None, words, title=title, cited=question.cited, origin=record)
        kept = await _keep(interaction, more)
        found = Found(title, leave_out(hits, question.cited), kept)
        await finish(interaction, draw_hits(found, page=0))


async def turn_search(interaction: Interaction, record: str, page: int) -> None:
    """Show another page of a search in its place."""
    question = await get_question(interaction, record)
    if question.kind != "search":
        raise StoriesError(FORGOTTEN)
    collection = interaction.client.desk.collection_of(interaction.guild_id)
    title = question.title or question.question
    mended = title != question.question and not question.cited
    understood = phrase_mended(question.question) if mended else ""
    async with turning(interaction, lambda: collection.search(question.question)) as hits:
        found = Found(title, leave_out(hits, question.cited), record, understood)
        await finish(interaction, draw_hits(found, page=page))


def leave_out(hits: tuple[Hit, ...], cited: tuple[Cited, ...]) -> tuple[Hit, ...]:
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
    """Say what in the stories supports or contradicts a message, in private.

    Nothing of the message is kept, which somebody else has written.
    """
    claim = " ".join(tidy(text).split())
    if not claim:
        raise RefusedError("That message has no text that could be checked.")
    if len(claim) > _LONGEST_CLAIM:
        raise RefusedError("That message is too long to be checked: check a part of it.")
    collection = interaction.client.desk.collection_of(interaction.guild_id)
    async with serving(interaction, lambda: collection.check(claim), private=True) as checked:
        cited = tuple(Cited.of(one.citation) for one in list_shown(checked))
        record = await _keep(interaction, Question("claim", None, "", cited=cited))
        await finish(interaction, draw_claim(claim, checked, record=record))


def _cite_hit(hit: Hit) -> Cited:
    place = hit.passage.start, hit.passage.end
    return Cited(hit.story.id, *place, *place, hit.story.sha256)


async def _keep(interaction: Interaction, question: Question, *, private: bool = True) -> str:
    placed = replace(
        question,
        server=interaction.guild_id,
        channel=name_channel(interaction),
        private=private,
    )
    return await keep(interaction, placed)


async def show_passage(interaction: Interaction, record: str, n: int) -> None:
    """Show a cited passage in its context, in private."""
    question = await get_question(interaction, record)
    if not 1 <= n <= len(question.cited):
        raise StoriesError(FORGOTTEN)
    cited = question.cited[n - 1]
    collection = interaction.client.desk.collection_of(interaction.guild_id)
    async with serving(
        interaction, lambda: collection.find_passage(cited, n), private=True
    ) as context:
        await finish(interaction, draw_passage(context.citation, context.before, context.after))


async def show_others(interaction: Interaction, record: str) -> None:
    """Show the other answers of a question, which were kept with it, in private."""
    interaction.client.desk.admit(visit(interaction))
    question = await get_question(interaction, record)
    if not question.others:
        raise StoriesError(FORGOTTEN)
    await respond(interaction, draw_others(question.question, question.others), private=True)
