"""Draw the pictures of docs/pictures: real cards of the bot over the sample stories, as HTML that
looks about like Discord, photographed by Chromium.

    python docs/draw_pictures.py --index .byline

It is a likeness, not Discord's own client.
"""

import argparse
import html
import re
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bot.config import Settings
from bot.desk.collection import Collection
from bot.desk.questions import Cited
from bot.discord_ui.cards.answer_cards import Asked, draw_answer
from bot.discord_ui.cards.card import Button, Card, Look, Row, Rule, Tone
from bot.discord_ui.cards.passage_cards import draw_passage
from bot.discord_ui.cards.story_cards import draw_status, draw_story
from embeddings.index.open_index import FolderChanges
from embeddings.stories import Skipped

PICTURES = Path(__file__).with_name("pictures")
WIDTH = 620
COLOURS = {
    Tone.ANSWER: "#2d7d46",
    Tone.UNANSWERED: "#b38b1e",
    Tone.INFO: "#5865f2",
    Tone.WARNING: "#c0392b",
}
LOOKS = {Look.PLAIN: "#4e5058", Look.MAIN: "#5865f2", Look.DANGER: "#da373c"}
STYLE = """
body { margin: 0; padding: 16px; width: 588px; background: #313338; color: #dbdee1;
  font: 15px/1.38 "gg sans", "Noto Sans", "Helvetica Neue", Helvetica, Arial, sans-serif; }
.who { font-weight: 600; color: #f2f3f5; margin-bottom: 4px; }
.who span { background: #5865f2; border-radius: 4px; padding: 1px 5px; font-size: 10px; }
.frame { background: #2b2d31; border-radius: 8px; border: 1px solid #3f4147; padding: 14px 16px;
  border-left: 4px solid var(--tone); max-width: 540px; }
.frame > * + * { margin-top: 8px; }
.section { display: flex; justify-content: space-between; gap: 14px; align-items: flex-start; }
hr { border: 0; border-top: 1px solid #3f4147; margin: 10px 0; }
h2 { font-size: 19px; margin: 0; color: #f2f3f5; }
h3 { font-size: 17px; margin: 0; color: #f2f3f5; }
small { color: #949ba4; font-size: 12.5px; display: block; } a { color: #00a8fc; }
blockquote { margin: 2px 0; padding-left: 10px; border-left: 4px solid #4e5058; }
button { border: 0; border-radius: 6px; color: #fff; padding: 6px 13px; font: 500 13.5px inherit;
  white-space: nowrap; } button:disabled { opacity: .5; }
.row { display: flex; gap: 8px; margin-top: 8px; flex-wrap: wrap; }
code { background: #1e1f22; border-radius: 3px; padding: 1px 4px; font-size: 13px; }
time { background: #3c3e44; border-radius: 3px; padding: 0 2px; }
"""


def main() -> None:
    """Draw every picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=Path, default=Path("stories"))
    parser.add_argument("--index", type=Path, default=Path(".byline"))
    given = parser.parse_args()
    PICTURES.mkdir(exist_ok=True)
    collection = Collection(given.stories, given.index, Settings())
    for name, card in draw_cards(collection).items():
        take_picture(card, PICTURES / f"{name}.png")


def draw_cards(collection: Collection) -> dict[str, Card]:
    """Return the cards to show, from real answers."""

    def ask(question: str) -> Asked:
        return Asked(collection.answer(question, ()), collection.manifest, 1)

    answered = ask("How many times was the defector shot?")
    differing = ask("How many people died in the Maui fires?")
    unanswered = ask("Who will win the next World Cup?")
    citations = answered.reply.answer.citations if answered.reply.answer else ()
    context = collection.find_passage(Cited.of(citations[0]), 1)
    longest = max(collection.list_stories(), key=lambda story: len(story.text))
    skipped = (
        Skipped("inbox/broken.json", "it is no JSON: line 1"),
        Skipped("a.txt", "it is empty"),
    )
    return {
        "answered": draw_answer(answered),
        "disagreement": draw_answer(differing),
        "not-in-the-stories": draw_answer(unanswered),
        "passage": draw_passage(context.citation, context.before, context.after),
        "long-story": draw_story(longest, page=0, record=1),
        "index-status": draw_status(
            collection.manifest, collection.generations, skipped, FolderChanges(3, 0, 1),
            may_change=True,
        ),
    }  # fmt: skip


def take_picture(card: Card, path: Path) -> None:
    """Write one card as a picture."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "card.html"
        page.write_text(draw_html(card), encoding="utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             f"--window-size={WIDTH},{guess_height(card)}", f"--screenshot={path.resolve()}",
             page.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip


def guess_height(card: Card) -> int:
    """Estimate how tall a card becomes, in pixels."""
    lines = 0.0
    for block in card.blocks:
        if isinstance(block, (Rule, Row)):
            lines += 2
            continue
        width = 46 if block.button else 62
        seen = re.sub(r"\]\(<[^>]*>\)", "", block.text)
        lines += 0.4 + sum(max(1, -(-len(line) // width)) for line in seen.split("\n"))
    return int(90 + 22 * lines + 46 * len(card.rows))


def draw_html(card: Card) -> str:
    """Return a page with one message."""
    blocks = []
    for block in card.blocks:
        if isinstance(block, Rule):
            blocks.append("<hr>")
        elif isinstance(block, Row):
            blocks.append(draw_row(block))
        elif block.button:
            button = draw_button(block.button)
            blocks.append(f"<div class=section><div>{draw_text(block.text)}</div>{button}</div>")
        else:
            blocks.append(f"<div>{draw_text(block.text)}</div>")
    rows = "".join(map(draw_row, card.rows))
    return (
        f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>"
        f"<div class=who>Byline <span>APP</span></div><div class=frame "
        f"style='--tone:{COLOURS[card.tone]}'>{''.join(blocks)}</div>{rows}"
    )


def draw_row(row: Row) -> str:
    """Draw buttons side by side."""
    return f"<div class=row>{''.join(map(draw_button, row.buttons))}</div>"


def draw_button(button: Button) -> str:
    """Draw one button, dead or alive."""
    dead = " disabled" if button.disabled else ""
    label = html.escape(button.label or button.emoji or "")
    return f"<button style='background:{LOOKS[button.look]}'{dead}>{label}</button>"


def draw_text(markdown: str) -> str:
    """Draw the little Markdown that cards use."""
    return "".join(map(draw_line, markdown.split("\n")))


def draw_line(line: str) -> str:
    """Draw one line with its mark."""
    for mark, tag in (("-# ", "small"), ("### ", "h3"), ("## ", "h2"), ("> ", "blockquote")):
        if line.startswith(mark):
            return f"<{tag}>{draw_inline(line.removeprefix(mark))}</{tag}>"
    if line.startswith("- "):
        return f"<div>&nbsp;• {draw_inline(line.removeprefix('- '))}</div>"
    return f"<div>{draw_inline(line) or '&nbsp;'}</div>"


def draw_inline(text: str) -> str:
    """Draw what stands within a line; escaped signs as they are."""
    kept = re.sub(r"\\([^\w\s]|_)", lambda match: f"\x00{ord(match[1])};", text)
    kept = html.escape(kept, quote=False)
    kept = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", kept)
    kept = re.sub(r"`(.+?)`", r"<code>\1</code>", kept)
    kept = re.sub(r"\[([^\]]+)\]\(&lt;(.+?)&gt;\)", r"<a href='\2'>\1</a>", kept)
    kept = re.sub(r"&lt;t:(\d+):(\w)&gt;", draw_time, kept)
    return re.sub("\x00(\\d+);", r"&#\1;", kept)


def draw_time(match: re.Match[str]) -> str:
    """Draw a time as a client in UTC would."""
    if match[2] == "R":
        return "<time>5 minutes ago</time>"
    return f"<time>{datetime.fromtimestamp(int(match[1]), UTC):%d %B %Y %H:%M}</time>"


if __name__ == "__main__":
    main()
