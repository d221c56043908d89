"""The commands and menus for everyone.

Promise: a command does nothing but hand over what was typed.
"""

from importlib.metadata import version
from typing import Any

import discord
from discord import app_commands

from bot.answering.answers import MAX_QUESTION
from bot.discord_ui import asking, privacy, searching, stories
from bot.discord_ui.adding import add_as_story, add_story
from bot.discord_ui.cards.help_cards import draw_about, draw_help
from bot.discord_ui.cards.markdown import tidy
from bot.discord_ui.feedback import feedback
from bot.discord_ui.host import HostBot, Interaction
from bot.discord_ui.indexing import index_status, rebuild_index
from bot.discord_ui.reporting import explaining
from bot.discord_ui.sending import respond
from bot.discord_ui.setup import setup
from bot.discord_ui.subscribing import subscribe
from embeddings.retrieval import Filters


@app_commands.command(name="ask", description="Answer a question from the stories, with source.")
@app_commands.describe(
    question="What you want to know, in English.",
    story="Only from this story.",
    private="Show the answer to you alone.",
    since="Only from stories of this day or later, such as 2024-03-26.",
    until="Only from stories of this day or earlier.",
    publisher="Only from stories of this publisher.",
    mode="Whether to answer, or to name the sources alone.",
)
@app_commands.choices(
    mode=[
        app_commands.Choice(name="answer", value="answer"),
        app_commands.Choice(name="sources only", value="sources"),
    ]
)
@app_commands.autocomplete(story=stories.suggest_stories, publisher=stories.suggest_publishers)
async def ask(  # noqa: PLR0913, PLR0917 - the options of a command are its parameters
    interaction: Interaction,
    question: app_commands.Range[str, 1, MAX_QUESTION],
    story: str | None = None,
    private: bool | None = None,
    since: str | None = None,
    until: str | None = None,
    publisher: str | None = None,
    mode: str = "answer",
) -> None:
    """Answer a question."""
    async with explaining(interaction):
        wanted = asking.Ask(
            question,
            story=story,
            private=private,
            filters=Filters(
                publisher=publisher or None,
                since=asking.read_day("since", since),
                until=asking.read_day("until", until),
            ),
            sources_only=mode == "sources",
        )
        await asking.ask(interaction, wanted)


@app_commands.command(name="search", description="Find passages in the stories.")
@app_commands.describe(words="What to look for.")
async def search(interaction: Interaction, words: app_commands.Range[str, 1, MAX_QUESTION]) -> None:
    """List the passages that fit best."""
    async with explaining(interaction):
        await searching.search(interaction, words)


@app_commands.command(name="stories", description="List the stories, the newest first.")
@app_commands.describe(
    publisher="Only stories of this publisher.",
    since="Only stories of this day or later, such as 2024-03-26.",
    until="Only stories of this day or earlier.",
)
@app_commands.autocomplete(publisher=stories.suggest_publishers)
async def list_stories(
    interaction: Interaction,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> None:
    """List the stories."""
    async with explaining(interaction):
        wanted = Filters(
            publisher=tidy(publisher or "") or None,
            since=asking.read_day("since", since),
            until=asking.read_day("until", until),
        )
        await stories.list_stories(interaction, wanted)


@app_commands.command(name="story", description="Show the text of a story.")
@app_commands.describe(story="The story.")
@app_commands.autocomplete(story=stories.suggest_stories)
async def show_story(interaction: Interaction, story: str) -> None:
    """Show a story's clean text."""
    async with explaining(interaction):
        await stories.show_story(interaction, story)


@app_commands.command(name="help", description="Say what can be asked, and how.")
async def show_help(interaction: Interaction) -> None:
    """Explain the bot."""
    await respond(interaction, draw_help(interaction.client.mentions), private=True)


@app_commands.command(name="about", description="Say what this bot is and what it answers from.")
async def show_about(interaction: Interaction) -> None:
    """Say what the bot is."""
    collection = interaction.client.desk.collection_of(interaction.guild_id)
    card = draw_about(version("byline"), collection.manifest.stories)
    await respond(interaction, card, private=True)


@app_commands.command(name="privacy", description="Say what is kept of you, and who reads it.")
async def show_privacy(interaction: Interaction) -> None:
    """Say what is kept."""
    async with explaining(interaction):
        await privacy.show_privacy(interaction)


@app_commands.command(name="forget-me", description="Remove everything that is kept of you.")
async def forget_me(interaction: Interaction) -> None:
    """Remove all of a person."""
    async with explaining(interaction):
        await privacy.forget_person(interaction)


@app_commands.context_menu(name="Check this claim")
async def check_this_claim(interaction: Interaction, message: discord.Message) -> None:
    """Find what the stories say about a message."""
    async with explaining(interaction):
        await searching.check_claim(interaction, message.content)


def add_commands(bot: HostBot) -> None:
    """Give a bot its commands."""
    added: tuple[Any, ...] = (
        ask, search, list_stories, show_story, show_help, show_about, show_privacy, forget_me,
        check_this_claim, subscribe, add_story, add_as_story, setup, index_status, rebuild_index,
        feedback,
    )  # fmt: skip
    for command in added:
        bot.tree.add_command(command)
