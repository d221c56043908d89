"""New stories, as cards: those that fit a subscription, and those of a day."""

from collections.abc import Sequence

from bot.desk.headlines import Headline
from bot.desk.subscriptions import Subscription
from bot.discord_ui.cards.card import Button, Card, Row, Text
from bot.discord_ui.cards.custom_ids import Action, CustomId
from bot.discord_ui.cards.markdown import shorten_line
from bot.presentation.wording import count, phrase_date

_LISTED = 10


def draw_news(heading: str, headlines: Sequence[Headline]) -> Card:
    """Draw new stories in a line each; ``heading`` is Markdown of ours."""
    lines = [f"**{heading}**", *map(_draw_line, headlines[:_LISTED])]
    if len(headlines) > _LISTED:
        lines.append(f"-# and {count(len(headlines) - _LISTED, 'more story')}")
    lines.append("-# `/story` shows one, `/ask` answers from them")
    return Card((Text("\n".join(lines)),))


def phrase_fitting(words: str) -> str:
    """Return the heading of stories that fit a subscription."""
    return f"New on “{shorten_line(words, 100)}”"


def _draw_line(one: Headline) -> str:
    day = phrase_date(one.published) if one.published else ""
    details = ", ".join(part for part in (one.publisher or "", day) if part)
    title = shorten_line(one.title, 140)
    return f"- {title} ({shorten_line(details, 100)})" if details else f"- {title}"


def draw_subscriptions(found: Sequence[Subscription], *, told: str) -> Card:
    """Draw somebody's subscriptions, with a button each that ends it."""
    if not found:
        return Card((Text(f"{told}There are no subscriptions."),))
    lines = [f"{told}**Subscriptions**"]
    lines += [f"**{n}.** {shorten_line(one.words, 120)}" for n, one in enumerate(found, start=1)]
    buttons = [
        Button(f"End {n}", CustomId(Action.UNSUBSCRIBE, "", one.id))
        for n, one in enumerate(found, start=1)
    ]
    rows = tuple(Row(tuple(buttons[at : at + 5])) for at in range(0, len(buttons), 5))
    return Card((Text("\n".join(lines)),), rows=rows)
