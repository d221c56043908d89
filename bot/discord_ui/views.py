"""Cards as discord.py's views, with buttons that live as long as their messages.

Promise: a card looks the same wherever it is sent.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Self

import discord
from discord import ui

from bot.discord_ui.cards import limits
from bot.discord_ui.cards.card import (
    Block,
    Button,
    Card,
    Divider,
    Look,
    Row,
    Text,
    Tone,
    write_plainly,
)
from bot.discord_ui.cards.custom_ids import TEMPLATE, Action, CustomId, parse_custom_id

_LOOKS = {
    Look.PLAIN: discord.ButtonStyle.secondary,
    Look.MAIN: discord.ButtonStyle.primary,
    Look.DANGER: discord.ButtonStyle.danger,
}
_COLOURS = {
    Tone.ANSWER: discord.Colour(0x2D7D46),
    Tone.POSSIBLE: discord.Colour(0xB38B1E),
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
        if isinstance(block, Divider):
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


def draw(card: Card, *, components: bool) -> dict[str, Any]:
    """Return what a message of a card is sent with: Components V2, else plain content."""
    if components:
        return {"view": draw_layout(card)}
    content, view = draw_plain(card)
    return {"content": content, "view": view}


def walk_ids(message: discord.Message) -> Iterator[str]:
    """Yield the ids of a message's buttons, from top to bottom."""
    for component in message.components:
        for part in (*getattr(component, "children", ()), component):
            for item in (*getattr(part, "children", ()), getattr(part, "accessory", None)):
                if isinstance(item, discord.Button) and item.custom_id:
                    yield item.custom_id


def read_card(message: discord.Message, *, instead: Mapping[Action, Button | None]) -> Card:
    """Read a card of ours back from the message that shows it, with other buttons for some."""
    blocks: list[Block] = []
    rows: list[Row] = []
    tone = Tone.INFO
    if message.content:
        blocks.append(Text(message.content))
    for component in message.components:
        if isinstance(component, discord.Container):
            colour = component.accent_colour
            tone = next((one for one, has in _COLOURS.items() if has == colour), Tone.INFO)
            blocks += [one for part in component.children if (one := _read_block(part, instead))]
        elif isinstance(component, discord.ActionRow) and (row := _read_row(component, instead)):
            rows.append(row)
    return Card(tuple(blocks), tone, tuple(rows))


def _read_block(part: object, instead: Mapping[Action, Button | None]) -> Block | None:
    if isinstance(part, discord.TextDisplay):
        return Text(part.content)
    if isinstance(part, discord.SeparatorComponent):
        return Divider()
    return _read_row(part, instead) if isinstance(part, discord.ActionRow) else None


def _read_row(row: "discord.ActionRow", instead: Mapping[Action, Button | None]) -> Row | None:
    buttons: list[Button | None] = []
    for item in row.children:
        action = parse_custom_id(item.custom_id or "") if isinstance(item, discord.Button) else None
        if action and action.action in instead:
            buttons.append(instead[action.action])
        elif isinstance(item, discord.Button) and action:
            look = next((one for one, style in _LOOKS.items() if style is item.style), Look.PLAIN)
            emoji = str(item.emoji) if item.emoji else None
            buttons.append(Button(item.label or "", action, look=look, emoji=emoji))
    kept = tuple(filter(None, buttons))
    return Row(kept) if kept else None
