"""A message as plain data: texts, buttons beside them, rules and rows.

Promise: a card keeps every limit of Discord, or is not made; what it looks like is decided here
and in the modules that make cards, how it is sent in ``views``.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.discord_ui.cards import limits
from bot.discord_ui.cards.custom_ids import CustomId
from bot.discord_ui.cards.limits import measure
from bot.discord_ui.cards.markdown import ELLIPSIS


class Look(StrEnum):
    """How a button looks."""

    PLAIN = "plain"
    MAIN = "main"
    DANGER = "danger"


class Tone(StrEnum):
    """What a message is: its colour at the side."""

    ANSWER = "answer"
    POSSIBLE = "possible"
    UNANSWERED = "unanswered"
    INFO = "info"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Button:
    """A button that does something of ours, by its id."""

    label: str
    action: CustomId
    look: Look = Look.PLAIN
    emoji: str | None = None
    disabled: bool = False

    def __post_init__(self) -> None:
        if measure(self.label) > limits.BUTTON_LABEL or not (self.label or self.emoji):
            raise ValueError(f"label must have 1 to 80 characters, was: {self.label!r}")


@dataclass(frozen=True, slots=True)
class Text:
    """Markdown, with a button at its right if there is one."""

    text: str
    button: Button | None = None

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("text must not be empty")


@dataclass(frozen=True, slots=True)
class Divider:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Row:
    """Buttons side by side."""

    buttons: tuple[Button, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.buttons) <= limits.ROW_BUTTONS:
            raise ValueError(f"a row must have 1 to 5 buttons, was: {len(self.buttons)}")


Block = Text | Divider | Row


@dataclass(frozen=True, slots=True)
class Card:
    """One message: what is in its frame, and the rows of buttons below."""

    blocks: tuple[Block, ...]
    tone: Tone = Tone.INFO
    rows: tuple[Row, ...] = ()

    def __post_init__(self) -> None:
        length = sum(measure(block.text) for block in self.blocks if isinstance(block, Text))
        if not 0 < length <= limits.DISPLAY_TEXT:
            raise ValueError(f"texts must have 1 to 4000 characters together, was: {length}")
        if (count := count_components(self)) > limits.COMPONENTS:
            raise ValueError(f"a card must have at most 40 components, was: {count}")
        ids = [str(button.action) for button in self.buttons]
        if len(set(ids)) < len(ids):
            raise ValueError(f"buttons must differ, were: {ids}")

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Every button, from top to bottom."""
        return tuple(itertools.chain(_list_buttons(self.blocks), _list_buttons(self.rows)))


def _list_buttons(blocks: Sequence[Block]) -> Iterator[Button]:
    for block in blocks:
        if isinstance(block, Row):
            yield from block.buttons
        elif isinstance(block, Text) and block.button:
            yield block.button


def count_components(card: Card) -> int:
    """Count as Discord does: a text with a button is a section of both."""
    total = 1  # the frame
    for block in (*card.blocks, *card.rows):
        if isinstance(block, Row):
            total += 1 + len(block.buttons)
        else:
            total += 3 if isinstance(block, Text) and block.button else 1
    return total


def note(text: str, tone: Tone = Tone.INFO) -> Card:
    """Make a card of one text that is known to be harmless."""
    return Card((Text(text),), tone)


def write_plainly(card: Card) -> str:
    """Return the texts of a card as the content of an ordinary message.

    Texts that do not fit are left out whole, from the end, but for small print.
    """
    texts = [block.text for block in card.blocks if isinstance(block, Text)]
    small = texts[-1:] if texts[-1].startswith("-# ") and len(texts) > 1 else []
    kept: list[str] = []
    for text in texts[: len(texts) - len(small)]:
        if measure("\n\n".join([*kept, text, ELLIPSIS, *small])) > limits.CONTENT:
            kept.append(ELLIPSIS.strip())
            break
        kept.append(text)
    return "\n\n".join([*kept, *small])
