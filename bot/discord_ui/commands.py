"""The commands for everyone."""

import asyncio
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.answering.answers import MAX_QUESTION
from bot.desk.question_store import Question
from bot.discord_ui import asking
from bot.discord_ui.cards import limits
from bot.discord_ui.cards.markdown import cut_line
from bot.discord_ui.cards.story_cards import draw_help, draw_stories, draw_story
from bot.discord_ui.host import HostBot, Interaction
from bot.discord_ui.reporting import explaining
from bot.discord_ui.views import defer, defer_update, finish, replace, respond
from embeddings.errors import StoriesError


async def _suggest_stories(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    collection = interaction.client.desk.collection_of(interaction.guild_id)
    return [
        app_commands.Choice(
            name=cut_line(headline, limits.CHOICE_NAME) or cut_line(story_id, limits.CHOICE_NAME),
            value=story_id[: limits.CHOICE_VALUE],
        )
        for headline, story_id in collection.suggest(typed, most=limits.CHOICES)
    ]


@app_commands.command(
    name=_("ask"), description=_("Answer a question from the stories, with its source.")
)
@app_commands.rename(question=_("question"), story=_("story"), private=_("private"))
@app_commands.describe(
    question=_("What you want to know."),
    story=_("Only from this story."),
    private=_("Show the answer to you alone."),
)
@app_commands.autocomplete(story=_suggest_stories)
async def ask(
    interaction: Interaction,
    question: app_commands.Range[str, 1, MAX_QUESTION],
    story: str | None = None,
    private: bool = False,
) -> None:
    """Answer a question."""
    async with explaining(interaction):
        await asking.ask(interaction, question, story=story, private=private)


@app_commands.command(name=_("search"), description=_("Find passages in the stories."))
@app_commands.rename(words=_("words"))
@app_commands.describe(words=_("What to look for."))
async def search(interaction: Interaction, words: app_commands.Range[str, 1, MAX_QUESTION]) -> None:
    """List the passages that fit best."""
    async with explaining(interaction):
        await asking.search(interaction, words)


@app_commands.command(name=_("stories"), description=_("List the stories."))
async def stories(interaction: Interaction) -> None:
    """List the stories."""
    async with explaining(interaction):
        await show_stories(interaction, 0)


@app_commands.command(name=_("story"), description=_("Show the text of a story."))
@app_commands.rename(story=_("story"))
@app_commands.describe(story=_("The story."))
@app_commands.autocomplete(story=_suggest_stories)
async def show_story(interaction: Interaction, story: str) -> None:
    """Show a story's clean text."""
    desk = interaction.client.desk
    async with explaining(interaction):
        collection = desk.collection_of(interaction.guild_id)
        story_id = collection.identify(story)
        with desk.queue.line_up():
            await defer(interaction, private=True)
            found = await desk.queue.run(lambda: collection.get_story(story_id))
        kept = Question("story", interaction.guild_id, "", stories=(story_id,))
        record = await asyncio.to_thread(desk.store.add, kept)
        await finish(interaction, draw_story(found, page=0, record=record))


@app_commands.command(name=_("help"), description=_("Say what can be asked, and how."))
async def show_help(interaction: Interaction) -> None:
    """Explain the bot."""
    await respond(interaction, draw_help(), private=True)


@app_commands.context_menu(name=_("Check this claim"))
async def check_this_claim(interaction: Interaction, message: discord.Message) -> None:
    """Find what the stories say about a message."""
    async with explaining(interaction):
        await asking.check_claim(interaction, message.content)


async def show_stories(interaction: Interaction, page: int) -> None:
    """List the stories, from a command or in place of another page."""
    desk = interaction.client.desk
    collection = desk.collection_of(interaction.guild_id)
    turning = interaction.type is discord.InteractionType.component
    with desk.queue.line_up():
        if turning:
            await defer_update(interaction)
        else:
            await defer(interaction, private=True)
        found = await desk.queue.run(collection.list_stories)
    await finish(interaction, draw_stories(found, page=page, record=0))


async def turn_story(interaction: Interaction, record: int, page: int) -> None:
    """Show another page of a story in its place."""
    desk = interaction.client.desk
    question = await asking.get_question(interaction, record)
    if not question.stories:
        raise StoriesError(asking.FORGOTTEN)
    collection = desk.collection_of(interaction.guild_id)
    with desk.queue.line_up():
        await defer_update(interaction)
        found = await desk.queue.run(lambda: collection.get_story(question.stories[0]))
    await replace(interaction, draw_story(found, page=page, record=record))


def add_commands(bot: HostBot) -> None:
    """Give a bot the commands for everyone."""
    added: tuple[Any, ...] = (ask, search, stories, show_story, show_help, check_this_claim)
    for command in added:
        bot.tree.add_command(command)
