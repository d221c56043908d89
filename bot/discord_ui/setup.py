"""``/setup``: what a server sets up for itself, for those who may look after its stories, and
whether it holds: the same checklist that ``byline doctor`` goes through.
"""

import asyncio
from dataclasses import replace

import discord
from discord import app_commands

from bot.desk.server_setup import ServerSetup
from bot.discord_ui.checklist import check_server, draw_checklist
from bot.discord_ui.host import Interaction
from bot.discord_ui.indexing import require_admin
from bot.discord_ui.reporting import explaining
from bot.discord_ui.sending import defer, finish


@app_commands.command(name="setup", description="Say where, to whom and how I answer here.")
@app_commands.describe(
    channel="The only channel in which questions are answered.",
    role="The only role that is answered.",
    private="Whether answers are private unless somebody says otherwise.",
    news="Where new stories are told once a day.",
    reset="Forget what was set up before.",
)
@app_commands.default_permissions(administrator=True)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
async def setup(
    interaction: Interaction,
    channel: discord.TextChannel | None = None,
    role: discord.Role | None = None,
    private: bool | None = None,
    news: discord.TextChannel | None = None,
    reset: bool = False,
) -> None:
    """Change what is given, and show what is set up now."""
    async with explaining(interaction):
        require_admin(interaction)
        desk, server = interaction.client.desk, interaction.guild_id or 0
        before = ServerSetup() if reset else desk.setups.of(server)
        after = replace(
            before,
            channel=channel.id if channel else before.channel,
            role=role.id if role else before.role,
            private=before.private if private is None else private,
            news=news.id if news else before.news,
        )
        await asyncio.to_thread(desk.setups.change, server, after)
        await defer(interaction, private=True)
        points = await check_server(interaction.client, server, after)
        await finish(interaction, draw_checklist(phrase_setup(after), points))


def phrase_setup(setup: ServerSetup) -> str:
    """Say what is set up, in lines."""
    where = f"in <#{setup.channel}> alone" if setup.channel else "in every channel"
    whom = f"to members with <@&{setup.role}> alone" if setup.role else "to everybody"
    how = (
        "in private, unless somebody says otherwise or mentions me"
        if setup.private
        else "for all to see"
    )
    news = f"told in <#{setup.news}> once a day" if setup.news else "not told"
    return "\n".join(
        (
            "### How I answer on this server",
            f"**Where** {where}",
            f"**To whom** {whom}",
            f"**How** {how}; what stays unanswered is told to who asked alone",
            f"**New stories** are {news}",
            "-# `/setup reset:True` forgets it all",
        )
    )
