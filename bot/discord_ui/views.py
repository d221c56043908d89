"""Cards as discord.py's views, and the one way in which each kind of message is sent.

Promise: nobody is ever mentioned, and a card looks the same wherever it is sent.
"""

import logging
import re
from typing import Any, Self

import discord
from discord import ui

from bot.discord_ui.cards import limits
from bot.discord_ui.cards.card import Button, Card, Look, Row, Rule, Text, Tone, write_plainly
from bot.discord_ui.cards.custom_ids import TEMPLATE, Action, CustomId, parse_custom_id
from bot.discord_ui.host import Interaction

_log = logging.getLogger("byline.discord")

ACKNOWLEDGED = 40060
"""Discord's code for an interaction that is acknowledged already."""
_WAITING = "waiting"
"""Marks an interaction that waits for its answer, though discord.py does not know."""
NOBODY = discord.AllowedMentions.none()

_LOOKS = {
    Look.PLAIN: discord.ButtonStyle.secondary,
    Look.MAIN: discord.ButtonStyle.primary,
    Look.DANGER: discord.ButtonStyle.danger,
}
_COLOURS = {
    Tone.ANSWER: discord.Colour(0x2D7D46),
    Tone.UNANSWERED: discord.Colour(0xB38B1E),
    Tone.INFO: discord.Colour(0x5865F2),
    Tone.WARNING: discord.Colour(0xC0392B),
}


class ActionButton(ui.DynamicItem[ui.Button[Any]], template=TEMPLATE):
    """A button that works for as long as its message is there, whichever process sent it."""

    def __init__(self, action: CustomId, button: ui.Button[Any]) -> None:
        self.action = action
        super().__init__(button)

    @classmethod
    def draw(cls, button: Button) -> Self:
        """Make the button of a card."""
        item: ui.Button[Any] = ui.Button(
            label=button.label or None,
            emoji=button.emoji,
            style=_LOOKS[button.look],
            custom_id=str(button.action),
            disabled=button.disabled,
        )
        return cls(button.action, item)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make a button from what its message says."""
        action = parse_custom_id(match.string)
        if action is None or not isinstance(item, ui.Button):
            raise ValueError(f"custom_id must be one of ours, was: {match.string[:100]!r}")
        return cls(action, item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the press over to the bot."""
        await interaction.client.press(interaction, self.action)


def draw_layout(card: Card) -> ui.LayoutView:
    """Draw a card with Components V2."""
    view = ui.LayoutView(timeout=None)
    frame: ui.Container[Any] = ui.Container(accent_colour=_COLOURS[card.tone])
    for block in card.blocks:
        if isinstance(block, Rule):
            frame.add_item(ui.Separator())
        elif isinstance(block, Row):
            frame.add_item(_draw_row(block))
        elif block.button:
            button = ActionButton.draw(block.button)
            frame.add_item(ui.Section(block.text, accessory=button))
        else:
            frame.add_item(ui.TextDisplay(block.text))
    view.add_item(frame)
    for row in card.rows:
        view.add_item(_draw_row(row))
    return view


def _draw_row(row: Row) -> ui.ActionRow[Any]:
    return ui.ActionRow(*(ActionButton.draw(button) for button in row.buttons))


def draw_plain(card: Card) -> tuple[str, ui.View | None]:
    """Draw a card as content with rows of buttons below; those beside texts come first."""
    beside = [block.button for block in card.blocks if isinstance(block, Text) and block.button]
    beside_rows = [beside[at : at + limits.ROW_BUTTONS] for at in range(0, len(beside), 5)]
    inside = [block.buttons for block in card.blocks if isinstance(block, Row)]
    rows = [*beside_rows, *inside, *(row.buttons for row in card.rows)]
    if not rows:
        return write_plainly(card), None
    view = ui.View(timeout=None)
    for number, buttons in enumerate(rows[-limits.ROWS :]):
        for button in buttons:
            item = ActionButton.draw(button)
            item.row = number
            view.add_item(item)
    return write_plainly(card), view


def _draw(card: Card, interaction: Interaction) -> dict[str, Any]:
    if interaction.client.desk.settings.discord.components:
        return {"view": draw_layout(card)}
    content, view = draw_plain(card)
    return {"content": content, "view": view}


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


class Form(ui.Modal):
    """A form with one field; what is written into it reaches the bot by the form's id."""

    def __init__(self, action: Action, record: int, *, title: str, label: str, most: int) -> None:
        super().__init__(title=title, timeout=600, custom_id=str(CustomId(action, record)))
        field: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph,
            max_length=most,
            required=action is not Action.BAD,
            custom_id="text",
        )
        self.add_item(ui.Label(text=label, component=field))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Leave the work to ``BylineBot.on_interaction``, which also knows forms that were opened
        before the bot was restarted."""


def read_custom_id(interaction: Interaction) -> CustomId | None:
    """Return the id of the button or form that was used; ``None`` if it is not one of ours."""
    data: Any = interaction.data or {}
    return parse_custom_id(str(data.get("custom_id", "")))


def read_text(interaction: Interaction) -> str:
    """Return what was written into a form."""
    data: Any = interaction.data or {}
    fields = [one.get("component", one) for one in data.get("components", ())]
    fields += [inner for one in data.get("components", ()) for inner in one.get("components", ())]
    return next((str(one["value"]) for one in fields if one.get("value")), "")


def name_interaction(interaction: Interaction) -> str:
    """Return what was used, without anything that people wrote."""
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    data: Any = interaction.data or {}
    return f"{interaction.type.name} {str(data.get('custom_id', '?'))[:40]!r}"
