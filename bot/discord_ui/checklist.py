"""What must hold on Discord so that the bot can do there what it was told: a point each.

Promise: nothing is changed; Discord is asked anew each time.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import discord

from bot.desk.server_setup import ServerSetup
from bot.discord_ui.cards.card import Card, Text
from bot.discord_ui.cards.markdown import shorten_line
from bot.discord_ui.inviting import PERMISSIONS
from embeddings.errors import RefusedError

_LINE = 200
_ADD = "add it with the link of `byline bot --invite`"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that must hold; ``mend`` says what to do where it does not."""

    what: str
    mend: str = ""


async def check_server(
    client: discord.Client, server: int, setup: ServerSetup
) -> tuple[Point, ...]:
    """Check that the bot is on a server, may do what it needs, and that what is set up is there.

    :raises RefusedError: If the client is not logged in.
    """
    if client.user is None:
        raise RefusedError("Discord does not know this bot yet: try again in a minute.")
    try:
        guild = await client.fetch_guild(server, with_counts=False)
        channels = {one.id: one for one in await guild.fetch_channels()}
        me = await guild.fetch_member(client.user.id)
    except (discord.NotFound, discord.Forbidden):
        return (Point(f"server {server}: the bot is not there", _ADD),)
    points = [_check_permissions(guild.name, me.guild_permissions)]
    for number, what in ((setup.channel, "questions"), (setup.news, "new stories")):
        if number:
            points.append(_check_channel(what, channels.get(number), me))
    if setup.role:
        role = guild.get_role(setup.role)
        mend = "" if role else "choose another with `/setup role:`, or `/setup reset:True`"
        points.append(Point(f"role: {role.name if role else 'gone'}", mend))
    return tuple(points)


def _check_permissions(name: str, granted: discord.Permissions) -> Point:
    """Check what the link of an invitation asks for."""
    missing = _list_missing(discord.Permissions(PERMISSIONS), granted)
    if not missing:
        return Point(f"permissions on {name}")
    return Point(f"permissions on {name}: no {', no '.join(missing)}", f"grant them, or {_ADD}")


def _check_channel(
    what: str, channel: discord.abc.GuildChannel | None, me: discord.Member
) -> Point:
    if channel is None:
        return Point(f"channel for {what}: gone", "choose another with `/setup`")
    needed = discord.Permissions(view_channel=True, send_messages=True)
    missing = _list_missing(needed, channel.permissions_for(me))
    mend = "grant them there, or choose another with `/setup`" if missing else ""
    state = f": no {', no '.join(missing)}" if missing else ""
    return Point(f"channel for {what}, #{channel.name}{state}", mend)


def _list_missing(needed: discord.Permissions, granted: discord.Permissions) -> list[str]:
    if granted.administrator:
        return []
    return [
        name.replace("_", " ") for name, wanted in needed if wanted and not getattr(granted, name)
    ]


async def check_servers(
    client: discord.Client, setups: Mapping[int, ServerSetup]
) -> tuple[Point, ...]:
    """Check some servers, or where none is named that the bot is on one."""
    if not setups:
        found = [one.name async for one in client.fetch_guilds(limit=1)]
        return (Point("on a server" if found else "on no server yet", "" if found else _ADD),)
    points: list[Point] = []
    for server, setup in sorted(setups.items()):
        points += await check_server(client, server, setup)
    return tuple(points)


def draw_checklist(told: str, points: tuple[Point, ...]) -> Card:
    """Draw what is set up, with the points below; ``told`` is Markdown of ours."""
    return Card((Text(told), Text("\n".join(["**Checked just now**", *map(_draw, points)]))))


def _draw(point: Point) -> str:
    line = f"{'✗' if point.mend else '✓'} {shorten_line(point.what, _LINE)}"
    return f"{line}\n-# {point.mend}" if point.mend else line
