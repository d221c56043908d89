"""The sheet on which a card is drawn until it is full.

Promise: texts and buttons that do not fit are refused, never cut.
"""

from bot.discord_ui.cards import limits
from bot.discord_ui.cards.card import Block, Button, Divider, Row, Text
from bot.discord_ui.cards.limits import measure

FOOTER = 200
"""Characters that are kept free for the small print."""


class Paper:
    """Collects blocks as long as there is room for their texts and buttons."""

    def __init__(self, *, reserved: int) -> None:
        self.blocks: list[Block] = []
        self._characters = limits.DISPLAY_TEXT - reserved

    def add(self, text: str, button: Button | None = None) -> bool:
        """Add a text and say whether there was room."""
        if measure(text) > self._characters:
            return False
        self._characters -= measure(text)
        self.blocks.append(Text(text, button))
        return True

    def add_row(self, row: Row | None) -> None:
        """Add a row of buttons, if there is one."""
        if row is not None:
            self.blocks.append(row)

    def rule(self) -> None:
        """Draw a line across."""
        self.blocks.append(Divider())
