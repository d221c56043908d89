"""New stories, as cards: those that fit a subscription, and those of a day."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.agreement import Difference, Figure
from bot.desk.headlines import Headline
from bot.desk.subscriptions import Subscription
from bot.discord_ui.cards.card import Button, Card, Row, Text
from bot.discord_ui.cards.custom_ids import Action, CustomId
from bot.discord_ui.cards.markdown import shorten_line
from bot.discord_ui.cards.paper import FOOTER, Paper
from bot.presentation.counting import count
from bot.presentation.wording import name_source, phrase_date

_LISTED = 10
_DIFFERENCES = 3
_FIGURE, _QUOTE, _SOURCE = 60, 160, 80
_HOW_TO_GO_ON = "-# `/story` shows one, `/ask` answers from them"


@dataclass(frozen=True, slots=True)
class Day:
    """The new stories of a day, the newest first.

    ``events`` counts what the newest ``compared`` of them tell of; ``differences`` are where these
    differ from each other and from earlier stories.
    """

    headlines: tuple[Headline, ...]
    compared: int = 0
    events: int = 0
    differences: tuple[Difference, ...] = ()


def draw_news(heading: str, headlines: Sequence[Headline]) -> Card:
    """Draw new stories in a line each; ``heading`` is Markdown of ours."""
    return Card((Text("\n".join([*_draw_list(heading, headlines), _HOW_TO_GO_ON])),))


def draw_day(day: Day) -> Card:
    """Draw the new stories of a day: how many, which, and where stories differ."""
    paper = Paper(reserved=FOOTER)
    heading = f"{count(len(day.headlines), 'new story')} since yesterday"
    if day.events and day.compared == len(day.headlines) > day.events:
        heading = f"{heading}, of {count(day.events, 'event')}"
    paper.add("\n".join(_draw_list(heading, day.headlines)))
    left = len(day.differences)
    for at, one in enumerate(day.differences[:_DIFFERENCES]):
        head = "" if at else "**Where stories differ**, the newest first\n"
        left -= paper.add(f"{head}{_draw_difference(one)}")
    if left:
        paper.add(f"-# and {count(left, 'more difference')}")
    notes = [_HOW_TO_GO_ON]
    if 0 < day.compared < len(day.headlines):
        notes.append(f"-# The newest {day.compared} were compared with other stories")
    paper.blocks.append(Text("\n".join(notes)))
    return Card(tuple(paper.blocks))


def _draw_difference(one: Difference) -> str:
    """Draw two figures of the same thing in a line each, under a headline."""
    title = shorten_line(one.newer.story.title or one.newer.story.id, 140)
    return "\n".join([title, _draw_figure(one.newer), _draw_figure(one.older)])


def _draw_figure(one: Figure) -> str:
    day = phrase_date(one.story.published) if one.story.published else "no date"
    quote, source = shorten_line(one.quote, _QUOTE), shorten_line(name_source(one.story), _SOURCE)
    return f"- {day}: **{shorten_line(one.text, _FIGURE)}** ({source})\n> {quote}"


def _draw_list(heading: str, headlines: Sequence[Headline]) -> list[str]:
    lines = [f"**{heading}**", *map(_draw_line, headlines[:_LISTED])]
    if len(headlines) > _LISTED:
        lines.append(f"-# and {count(len(headlines) - _LISTED, 'more story')}")
    return lines


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
