"""What a handler knows of the bot that it serves.

Promise: handlers are typed by this class alone, so that none of them imports the bot.
"""

import contextlib
from abc import abstractmethod
from collections.abc import Coroutine, Iterator
from typing import Any, TypeAlias

import discord
from discord.ext import commands

from bot.desk.desk import Desk
from bot.discord_ui.cards.custom_ids import CustomId
from bot.presentation.counting import count

Interaction: TypeAlias = "discord.Interaction[HostBot]"


class HostBot(commands.Bot):
    """A bot with a desk behind it."""

    desk: Desk
    answering: set[Interaction]
    """Those who wait for an answer."""
    mentions: dict[str, str]
    """The commands as Discord links them, by name; none before Discord was told of them."""

    @abstractmethod
    async def let_in(self, interaction: Interaction) -> bool:
        """Say whether an interaction is served, and tell the person where it is not."""

    @abstractmethod
    def is_connected(self) -> bool:
        """Say whether every connection stands."""

    @abstractmethod
    def start_task(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside, until the bot leaves."""

    async def show_presence(self) -> None:
        """Show how many stories there are, beside the bot's name."""
        if self.is_ready():
            await self.change_presence(activity=describe_activity(self.desk))

    @abstractmethod
    async def press(self, interaction: Interaction, action: CustomId) -> None:
        """Do what a button says, and report what goes wrong."""

    @contextlib.contextmanager
    def in_flight(self, interaction: Interaction) -> Iterator[None]:
        """Remember that somebody waits for an answer, for the time of the block."""
        self.answering.add(interaction)
        try:
            yield
        finally:
            self.answering.discard(interaction)


def describe_activity(desk: Desk) -> discord.CustomActivity:
    """Return what stands beside the bot's name."""
    return discord.CustomActivity(count(desk.count_stories(), "story"))
