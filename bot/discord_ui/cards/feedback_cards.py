"""What people thought of the answers, as cards."""

from collections.abc import Sequence
from datetime import datetime

from bot.desk.questions import Feedback
from bot.discord_ui.cards.card import Card, Text
from bot.discord_ui.cards.custom_ids import Action
from bot.discord_ui.cards.markdown import quote_lines, shorten, shorten_line
from bot.discord_ui.cards.passage_cards import make_pages

_PAGE = 8


def draw_feedback(found: Sequence[Feedback], *, page: int) -> Card:
    """Draw one page of feedback and unanswered questions, the latest first."""
    if not found:
        return Card((Text("No feedback yet, and no question that stayed unanswered."),))
    pages = -(-len(found) // _PAGE)
    page = min(page, pages - 1)
    blocks = [Text(_draw_one(one)) for one in found[page * _PAGE : (page + 1) * _PAGE]]
    return Card(tuple(blocks), rows=make_pages(Action.FEEDBACK, "", page, pages))


def _draw_one(one: Feedback) -> str:
    day = int(datetime.fromisoformat(one.asked_at).timestamp())
    marks = [f"👍 {one.good}"] if one.good else []
    marks += [f"👎 {one.bad}"] if one.bad else []
    marks += [] if one.answered else ["unanswered"]
    marks += ["asked in private, shown by who asked"] if one.private else []
    lines = [f"**{shorten_line(one.question, 150)}**", f"-# <t:{day}:R> · {' · '.join(marks)}"]
    lines += [quote_lines(shorten(comment, 120)) for comment in one.comments[:2]]
    return "\n".join(lines)
