"""The stories: lists of them, one of them, and the headlines offered while somebody types.

Promise: headlines come from memory; no list waits for the index.
"""

import asyncio
from dataclasses import replace

from discord import app_commands

from bot.desk.questions import Question
from bot.discord_ui.cards import limits
from bot.discord_ui.cards.card import Card
from bot.discord_ui.cards.markdown import cut_line
from bot.discord_ui.cards.story_cards import draw_stories, draw_story
from bot.discord_ui.host import Interaction
from bot.discord_ui.rules import visit
from bot.discord_ui.sending import finish, respond
from bot.discord_ui.sending import replace as put
from bot.discord_ui.serving import (
    FORGOTTEN,
    get_question,
    keep,
    name_channel,
    serving,
    turning,
)
from embeddings.errors import StoriesError
from embeddings.retrieval import ALL_STORIES, Filters
from embeddings.stories import Story


async def suggest_stories(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer headlines that fit what is being typed, off the loop."""
    headlines = interaction.client.desk.collection_of(interaction.guild_id).headlines
    found = await asyncio.to_thread(headlines.suggest, typed, most=limits.CHOICES)
    return [
        app_commands.Choice(
            name=cut_line(one.title, limits.CHOICE_NAME) or cut_line(one.id, limits.CHOICE_NAME),
            value=one.id[: limits.CHOICE_VALUE],
        )
        for one in found
    ]


async def suggest_publishers(
    interaction: Interaction, typed: str
) -> list[app_commands.Choice[str]]:
    """Offer the publishers whose names hold what is being typed."""
    headlines = interaction.client.desk.collection_of(interaction.guild_id).headlines
    return [
        app_commands.Choice(name=one[: limits.CHOICE_NAME], value=one[: limits.CHOICE_VALUE])
        for one in headlines.publishers
        if typed.casefold() in one.casefold()
    ][: limits.CHOICES]


async def list_stories(interaction: Interaction, filters: Filters) -> None:
    """List the stories, in private."""
    desk = interaction.client.desk
    desk.admit(visit(interaction))
    found = desk.collection_of(interaction.guild_id).headlines.choose(filters)
    record = ""
    if filters:
        listed = Question("stories", interaction.guild_id, "", filters=filters, private=True)
        record = await keep(interaction, replace(listed, channel=name_channel(interaction)))
    card = draw_stories(found, page=0, record=record, filters=filters)
    await respond(interaction, card, private=True)


async def turn_stories(interaction: Interaction, record: str, page: int) -> None:
    """Show another page of the list of stories in its place."""
    desk = interaction.client.desk
    desk.admit(visit(interaction))
    filters = ALL_STORIES
    if record:
        question = await get_question(interaction, record)
        if question.kind != "stories":
            raise StoriesError(FORGOTTEN)
        filters = question.filters
    found = desk.collection_of(interaction.guild_id).headlines.choose(filters)
    await put(interaction, draw_stories(found, page=page, record=record, filters=filters))


async def show_story(interaction: Interaction, name: str) -> None:
    """Show a story's clean text, in private."""
    collection = interaction.client.desk.collection_of(interaction.guild_id)
    story_id = await asyncio.to_thread(collection.identify, name)
    async with serving(interaction, lambda: collection.get_story(story_id), private=True) as story:
        await finish(interaction, await draw_kept(interaction, story))


async def draw_kept(interaction: Interaction, story: Story) -> Card:
    """Draw a story for whoever interacts, and keep which it is, so that its pages turn."""
    shown = replace(
        Question("story", interaction.guild_id, "", stories=(story.id,), private=True),
        channel=name_channel(interaction),
    )
    return draw_story(story, page=0, record=await keep(interaction, shown))


async def turn_story(interaction: Interaction, record: str, page: int) -> None:
    """Show another page of a story in its place."""
    question = await get_question(interaction, record)
    if question.kind != "story" or not question.stories:
        raise StoriesError(FORGOTTEN)
    collection = interaction.client.desk.collection_of(interaction.guild_id)
    async with turning(interaction, lambda: collection.get_story(question.stories[0])) as story:
        await finish(interaction, draw_story(story, page=page, record=record))
