"""Forms with one field, and what a client sends of them and of buttons.

Promise: what a client sends is read without trust: an unknown id is none, and no text is empty.
"""

from typing import Any

import discord
from discord import ui

from bot.discord_ui.cards.custom_ids import CustomId, parse_custom_id
from bot.discord_ui.host import Interaction


class Form(ui.Modal):
    """A form with one field; what is written into it reaches the bot by the form's id."""

    def __init__(
        self, action: CustomId, *, title: str, label: str, most: int, description: str = ""
    ) -> None:
        super().__init__(title=title, timeout=600, custom_id=str(action))
        field: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph,
            max_length=most,
            required=True,
            custom_id="text",
        )
        self.add_item(ui.Label(text=label, description=description or None, component=field))

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
