"""The one way in which each kind of message is sent.

Promise: nobody is ever mentioned, and what is for one person is seen by that person alone.
"""

import logging
from typing import Any

import discord

from bot.discord_ui.cards.card import Card, note
from bot.discord_ui.host import Interaction
from bot.discord_ui.views import draw

_log = logging.getLogger("byline.discord")

ACKNOWLEDGED = 40060
"""Discord's code for an interaction that is acknowledged already."""
_WAITING = "waiting"
"""Marks an interaction that waits for its answer, though discord.py does not know."""
NOBODY = discord.AllowedMentions.none()


def _draw(card: Card, interaction: Interaction) -> dict[str, Any]:
    return draw(card, components=interaction.client.desk.settings.discord.components)


async def defer(interaction: Interaction, *, private: bool) -> None:
    """Acknowledge an interaction whose answer needs time."""
    await _acknowledge(interaction, ephemeral=private, thinking=True)


async def defer_update(interaction: Interaction) -> None:
    """Acknowledge the press of a button whose message will be replaced."""
    await _acknowledge(interaction)


async def _acknowledge(interaction: Interaction, **how: bool) -> None:
    """Acknowledge, and go on where that took effect though Discord's reply to it was lost.

    discord.py then has sent it a second time, which is refused.
    """
    try:
        await interaction.response.defer(**how)
    except discord.HTTPException as error:
        if error.code != ACKNOWLEDGED:
            raise
        _log.warning(
            "%s: acknowledged already, as Discord's reply to it was lost, or a second bot is "
            "running with this token",
            name_interaction(interaction),
        )
        interaction.extras[_WAITING] = True


async def respond(interaction: Interaction, card: Card, *, private: bool) -> None:
    """Say something to an interaction: as its answer, else as what it waits for, else besides."""
    drawn = {name: one for name, one in _draw(card, interaction).items() if one is not None}
    if interaction.extras.get(_WAITING):
        await finish(interaction, card)
    elif not interaction.response.is_done():
        await interaction.response.send_message(
            **drawn, ephemeral=private, allowed_mentions=NOBODY, suppress_embeds=True
        )
    elif interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
        await finish(interaction, card)
    else:
        await interaction.followup.send(
            **drawn, ephemeral=private, allowed_mentions=NOBODY, suppress_embeds=True
        )


async def finish(interaction: Interaction, card: Card) -> None:
    """Put a card where the interaction waits for its answer, or over what stands there."""
    drawn = _draw(card, interaction)
    await interaction.edit_original_response(**drawn, allowed_mentions=NOBODY)


async def replace(interaction: Interaction, card: Card) -> None:
    """Put a card in place of the message whose button was pressed."""
    if interaction.response.is_done() or interaction.extras.get(_WAITING):
        await finish(interaction, card)
    else:
        drawn = _draw(card, interaction)
        await interaction.response.edit_message(**drawn, allowed_mentions=NOBODY)


async def hide(interaction: Interaction, card: Card) -> None:
    """Answer in private, and take back the public line that an interaction waits with.

    What is sent while that line still waits would be put in its place, for all to see; so it is
    brought to an end first.
    """
    drawn = {name: one for name, one in _draw(card, interaction).items() if one is not None}
    await finish(interaction, note("No sure answer."))
    await interaction.followup.send(
        **drawn, ephemeral=True, allowed_mentions=NOBODY, suppress_embeds=True
    )
    await interaction.delete_original_response()


def name_interaction(interaction: Interaction) -> str:
    """Return what was used, without anything that people wrote."""
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    data: Any = interaction.data or {}
    return f"{interaction.type.name} {str(data.get('custom_id', '?'))[:40]!r}"
