"""Who interacts, from where, as Discord says it.

Promise: nothing of it is believed that a client could have made up; Discord itself says who and
where somebody is.
"""

from typing import Any

import discord

from bot.desk.access import Visitor
from embeddings.errors import RefusedError


def visit(interaction: "discord.Interaction[Any]") -> Visitor:
    """Return who interacts and where."""
    permissions = interaction.permissions if interaction.guild_id else discord.Permissions.none()
    return Visitor(
        person=interaction.user.id,
        server=interaction.guild_id,
        channels=tuple(_list_channels(interaction.channel_id, interaction.channel)),
        roles=_list_roles(interaction.user),
        administrator=permissions.administrator,
        on_their_own=interaction.is_user_integration() and not interaction.is_guild_integration(),
    )


def visit_by_message(message: discord.Message) -> Visitor:
    """Return who has written a message and where."""
    return Visitor(
        person=message.author.id,
        server=message.guild.id if message.guild else None,
        channels=tuple(_list_channels(message.channel.id, message.channel)),
        roles=_list_roles(message.author),
    )


def _list_channels(number: int | None, channel: object) -> list[int]:
    """Return a channel and, for a thread, the one it is in."""
    found = [number, getattr(channel, "parent_id", None)]
    return [one for one in found if one is not None]


def _list_roles(user: object) -> frozenset[int]:
    """Return the ids of somebody's roles; none outside of servers."""
    return frozenset(getattr(user, "_roles", ()))


def check_options(interaction: "discord.Interaction[Any]") -> None:
    """Refuse a command whose option has no value, which discord.py cannot read.

    :raises RefusedError: If there is one.
    """
    data: Any = interaction.data or {}
    if any(one.get("value", "") is None for one in data.get("options", ())):
        raise RefusedError("Something was left empty there: please try again.")
