"""Who may do what, where.

Promise: what Discord already hides is checked again here, by what the interaction itself says.
"""

from collections.abc import Iterable
from typing import Any

import discord

from bot.config import DiscordSettings
from bot.desk.queueing import RefusedError


def check_place(settings: DiscordSettings, server: int | None, channels: Iterable[int]) -> None:
    """Refuse servers and channels that the settings leave out; direct messages always pass.

    ``channels`` are the channel, and where it is a thread the one it is in.

    :raises RefusedError: If questions are not answered there.
    """
    if server is None:
        return
    if settings.allowed_servers and server not in settings.allowed_servers:
        raise RefusedError("I answer on other servers only.")
    if settings.allowed_channels and settings.allowed_channels.isdisjoint(channels):
        raise RefusedError("I answer in other channels only.")


def may_change_index(
    settings: DiscordSettings, permissions: discord.Permissions, roles: Iterable[int]
) -> bool:
    """Say whether somebody may rebuild the index: administrators, and whom the settings name."""
    return permissions.administrator or not settings.admin_roles.isdisjoint(roles)


def list_channels(interaction: "discord.Interaction[discord.Client]") -> list[int]:
    """Return the channel of an interaction and, for a thread, the one it is in."""
    channel = interaction.channel
    found = [interaction.channel_id, getattr(channel, "parent_id", None)]
    return [one for one in found if one is not None]


def list_roles(interaction: "discord.Interaction[discord.Client]") -> list[int]:
    """Return the ids of the roles of whoever interacts; none outside of servers."""
    roles = getattr(interaction.user, "_roles", None)
    return list(roles) if roles is not None else []


def check_options(interaction: "discord.Interaction[Any]") -> None:
    """Refuse a command whose option has no value, which discord.py cannot read.

    :raises RefusedError: If there is one.
    """
    data: Any = interaction.data or {}
    if any(one.get("value", "") is None for one in data.get("options", ())):
        raise RefusedError("Something was left empty there: please try again.")
