"""The bot itself: what it answers from, who is being answered, and where everything comes in.

Promise: it asks Discord for no privileged intent, and no message of it mentions anybody.
"""

import asyncio
import logging
import time
from collections.abc import Coroutine
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.ext import commands

from bot.config import DISCORD_API
from bot.desk.desk import Desk
from bot.discord_ui.cards.card import Tone, note
from bot.discord_ui.cards.custom_ids import CustomId
from bot.discord_ui.commands import add_commands
from bot.discord_ui.following import follow_by_the_clock
from bot.discord_ui.forms import read_custom_id, read_text
from bot.discord_ui.host import HostBot, Interaction, describe_activity
from bot.discord_ui.inviting import make_invite
from bot.discord_ui.library import set_up_library
from bot.discord_ui.messages import answer_message
from bot.discord_ui.news import tell_the_day
from bot.discord_ui.pressing import press, submit
from bot.discord_ui.reporting import explaining, report
from bot.discord_ui.rules import check_options, visit
from bot.discord_ui.sending import NOBODY, finish
from bot.discord_ui.syncing import sync_commands
from bot.discord_ui.views import ActionButton
from bot.discord_ui.watching import forget_by_the_clock, watch
from embeddings.errors import RefusedError

_log = logging.getLogger("byline.discord")

_LATE_S = 1.5


class _Tree(app_commands.CommandTree[Any]):
    """The commands, with one gate before and one net below them all."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Let nothing through while the bot leaves, or where it may not answer."""
        let_in: bool = await interaction.client.let_in(interaction)
        return let_in

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Report what a command did not foresee."""
        await report(interaction, error)


class BylineBot(HostBot):
    """The bot: where every command, button and form comes in."""

    def __init__(self, desk: Desk, **connections: Any) -> None:
        direct = desk.settings.discord.allows_direct_messages
        super().__init__(
            command_prefix=commands.when_mentioned,  # there are no prefix commands
            help_command=None,
            tree_cls=_Tree,
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=NOBODY,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=direct, private_channel=direct
            ),
            allowed_installs=app_commands.AppInstallationType(
                guild=True, user=desk.settings.discord.allows_user_installs
            ),
            max_messages=None,
            activity=describe_activity(desk),
            **connections,
        )
        self.desk = desk
        self._connected = False
        self.only_commands = False
        self.answering = set()
        self.mentions = {}
        self._tasks: set[asyncio.Task[None]] = set()
        add_commands(self)

    async def login(self, token: str) -> None:
        """Log in, at another server than Discord's where the settings name one."""
        api = self.desk.settings.discord.api
        set_up_library(api)
        await super().login(token)
        if api == DISCORD_API:
            return
        address = await self.http.get_bot_gateway()
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address[1])

    async def setup_hook(self) -> None:
        """Tell Discord the commands and which buttons live on, and start what goes by the clock."""
        if self.only_commands:
            return
        self.add_dynamic_items(ActionButton)
        application = self.application or await self.application_info()
        self.desk.access.owners = _list_owners(application)
        _log.info("add it to a server with %s", make_invite(application.id))
        await sync_commands(self)
        self.start_task(forget_by_the_clock(self))
        self.start_task(tell_the_day(self))
        if self.desk.settings.discord.shards.leads:
            self.start_task(follow_by_the_clock(self))
        if self.desk.settings.discord.watch_minutes:
            self.start_task(watch(self))

    async def on_connect(self) -> None:
        """Remember that a session has begun."""
        self._connected = True

    async def on_resumed(self) -> None:
        """Remember that the session goes on."""
        self._connected = True

    async def on_disconnect(self) -> None:
        """Remember that the connection is gone: discord.py tries again, and stays "ready"."""
        self._connected = False

    def is_connected(self) -> bool:
        """Say whether the connection stands."""
        return self._connected

    def start_task(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside, until the bot leaves."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def let_in(self, interaction: Interaction) -> bool:
        """Say whether an interaction is served, and tell the person where it is not."""
        waited = (discord.utils.utcnow() - interaction.created_at).total_seconds()
        self.desk.meters.acknowledge_seconds.observe(max(waited, 0.0))
        if waited > _LATE_S:
            _log.warning("an interaction arrived here %.1f s after it was made", waited)
        if interaction.type is discord.InteractionType.autocomplete:
            return await self._let_suggest(interaction)
        async with explaining(interaction):
            if self.desk.leaving:
                raise RefusedError("I am being restarted: please ask again in a minute.")
            check_options(interaction)
            self.desk.check_place(visit(interaction))
            return True
        return False

    async def _let_suggest(self, interaction: Interaction) -> bool:
        """Say whether somebody who types is offered anything; nothing can be said to them."""
        try:
            self.desk.check_place(visit(interaction))
        except RefusedError:
            await interaction.response.autocomplete([])
            return False
        return not self.desk.leaving

    async def press(self, interaction: Interaction, action: CustomId) -> None:
        """Do what a button says, and report what goes wrong."""
        if await self.let_in(interaction):
            try:
                async with explaining(interaction):
                    await press(interaction, action)
            except Exception as error:  # the edge: reported to the person and the log
                await report(interaction, error)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Take what was written into a form, whichever process showed it; ``ActionButton`` takes
        the buttons whose ids are ours."""
        pressed = interaction.type is discord.InteractionType.component
        if not pressed and interaction.type is not discord.InteractionType.modal_submit:
            return
        action = read_custom_id(interaction)
        if (pressed and action) or not await self.let_in(interaction):
            return
        try:
            async with explaining(interaction):
                if action is None:
                    raise RefusedError("That is not known any more: please ask again with /ask.")
                await submit(interaction, action, read_text(interaction))
        except Exception as error:  # the edge: reported to the person and the log
            await report(interaction, error)

    async def on_message(self, message: discord.Message, /) -> None:
        """Take a message that mentions the bot as a question."""
        try:
            await answer_message(self, message)
        except Exception:  # the edge: nobody waits for an acknowledgement
            _log.exception("a message could not be answered")

    async def finish_answers(self, within_s: float) -> None:
        """Take no more questions, wait for the answers that are due, apologise for the rest."""
        self.desk.leaving = True
        end = time.monotonic() + within_s
        while self.answering and time.monotonic() < end:
            await asyncio.sleep(0.1)
        sorry = note("I am being restarted: please ask again in a minute.", Tone.WARNING)
        apologies = [finish(interaction, sorry) for interaction in self.answering]
        await asyncio.gather(*apologies, return_exceptions=True)

    async def close(self) -> None:
        """Leave Discord and let go of everything."""
        self.desk.leaving = True
        self.desk.builder.stop()
        for task in self._tasks:
            task.cancel()
        await super().close()
        self.desk.close()


class ShardedBot(BylineBot, commands.AutoShardedBot):
    """The bot on several connections, with one desk behind all: as many as Discord recommends, or
    those that the settings give to this process."""

    def __init__(self, desk: Desk) -> None:
        shards = desk.settings.discord.shards
        given = {"shard_ids": list(shards.ids), "shard_count": shards.count}
        super().__init__(desk, **(given if shards.count else {}))

    def is_connected(self) -> bool:
        """Say whether all of its connections stand."""
        shards = self.shards
        wanted = len(self.desk.settings.discord.shards.ids) or self.shard_count
        return len(shards) == wanted and not any(one.is_closed() for one in shards.values())


def _list_owners(application: discord.AppInfo) -> frozenset[int]:
    """Return the owner of an application, or those of its team who may change it."""
    if application.team is None:
        return frozenset({application.owner.id})
    roles = {discord.TeamMemberRole.admin, discord.TeamMemberRole.developer}
    members = {one.id for one in application.team.members if one.role in roles}
    return frozenset(members | {application.team.owner_id or 0})
