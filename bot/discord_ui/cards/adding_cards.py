"""A story that is handed in, as it would be read, with what can be done about it."""

from bot.discord_ui.cards.card import Button, Card, Look, Row, Text
from bot.discord_ui.cards.custom_ids import Action, CustomId
from bot.discord_ui.cards.markdown import quote_lines, shorten, shorten_line
from bot.intake.previews import Preview
from bot.presentation.counting import count
from bot.presentation.wording import phrase_date
from embeddings.errors import RefusedError

_RECORD = "suggest-"


def draw_preview(preview: Preview, suggestion: str, number: int) -> Card:
    """Show the headline, outlet, day and first lines of a story that waits."""
    day = phrase_date(preview.day) if preview.day else "no date"
    details = " · ".join(part for part in (preview.outlet, day) if part)
    lines = [
        "-# Handed in, not asked yet",
        f"### {shorten_line(preview.headline or 'No headline', 200)}",
        f"-# {shorten_line(details, 160)}",
        quote_lines(shorten(preview.first_lines or "…", 400)),
    ]
    if len(preview.stories) > 1:
        lines.append(f"-# {count(len(preview.stories), 'story')} in one file")
    record = f"{_RECORD}{suggestion}"
    buttons = (
        Button("Take it in", CustomId(Action.TAKE, record, number), look=Look.MAIN),
        Button("Decline", CustomId(Action.DECLINE, record, number)),
    )
    return Card((Text("\n".join(lines)),), rows=(Row(buttons),))


def read_record(record: str) -> str:
    """Return the id of a suggestion.

    :raises RefusedError: If it is none.
    """
    if not record.startswith(_RECORD):
        raise RefusedError("That suggestion does not wait any more.")
    return record.removeprefix(_RECORD)
