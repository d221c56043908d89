"""Draw the pictures of docs/pictures: real cards of the bot over the sample stories, as HTML that
looks about like Discord, photographed by Chromium and cropped to the card.

    python docs/draw_pictures.py --index .byline

Each is drawn for a phone (344 px) in the dark theme, the five main ones in the light one too.
``--check`` draws none, but fails where the cards are other ones than those of the pictures. It is
a likeness, not Discord's own client.
"""

import argparse
import hashlib
import html
import json
import re
import struct
import subprocess
import sys
import tempfile
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.config import Settings
from bot.conversation import Turn
from bot.desk.collection import Collection
from bot.desk.question_store import Count
from bot.desk.questions import Cited
from bot.discord_ui.asking import make_asked
from bot.discord_ui.cards.answer_cards import draw_answer
from bot.discord_ui.cards.card import Button, Card, Divider, Look, Row, Tone
from bot.discord_ui.cards.help_cards import Keeping, draw_help, draw_privacy
from bot.discord_ui.cards.index_cards import State, draw_status
from bot.discord_ui.cards.passage_cards import draw_claim, draw_passage
from bot.discord_ui.cards.story_cards import draw_story
from embeddings.index.open_index import FolderChanges
from embeddings.retrieval import ALL_STORIES
from embeddings.stories import Skipped

PICTURES = Path(__file__).with_name("pictures")
HASHES = PICTURES / "cards.json"
WIDTH, TALLEST = 344, 1600
RECORD = "picture-16-chars"
IN_LIGHT_TOO = ("answered", "disagreement", "not-in-the-stories", "claim", "help")
COLOURS = {
    Tone.ANSWER: "#2d7d46",
    Tone.POSSIBLE: "#b38b1e",
    Tone.UNANSWERED: "#b38b1e",
    Tone.INFO: "#5865f2",
    Tone.WARNING: "#c0392b",
}
LOOKS = {Look.PLAIN: "var(--button)", Look.MAIN: "#5865f2", Look.DANGER: "#da373c"}
THEMES = {
    "dark": "--page: #313338; --text: #dbdee1; --strong: #f2f3f5; --frame: #2b2d31; "
            "--line: #3f4147; --small: #949ba4; --button: #4e5058; --label: #ffffff; "
            "--code: #1e1f22; --link: #00a8fc;",
    "light": "--page: #ffffff; --text: #313338; --strong: #060607; --frame: #f2f3f5; "
             "--line: #e1e3e6; --small: #5c5e66; --button: #d7d9dc; --label: #313338; "
             "--code: #e3e5e8; --link: #006ce7;",
}  # fmt: skip
STYLE = """
body { margin: 0; padding: 10px; width: 324px; background: var(--page); color: var(--text);
  font: 15px/1.34 "gg sans", "Noto Sans", "Helvetica Neue", Helvetica, Arial, sans-serif; }
.who { font-weight: 600; color: var(--strong); margin-bottom: 4px; }
.who span { background: #5865f2; color: #fff; border-radius: 4px; padding: 1px 5px;
  font-size: 10px; }
.frame { background: var(--frame); border-radius: 8px; border: 1px solid var(--line);
  padding: 10px 12px; border-left: 4px solid var(--tone); }
.frame > * + * { margin-top: 7px; }
hr { border: 0; border-top: 1px solid var(--line); margin: 8px 0; }
h2 { font-size: 19px; line-height: 1.25; margin: 0; color: var(--strong); }
h3 { font-size: 17px; margin: 0; color: var(--strong); }
small { color: var(--small); font-size: 12.5px; display: block; } a { color: var(--link); }
blockquote { margin: 2px 0; padding-left: 9px; border-left: 4px solid var(--line); }
button { border: 0; border-radius: 6px; color: var(--label); padding: 6px 11px;
  font: 500 13.5px inherit; white-space: nowrap; } button:disabled { opacity: .5; }
button.main { color: #fff; }
.row { display: flex; gap: 6px; margin-top: 7px; flex-wrap: wrap; }
code { background: var(--code); border-radius: 3px; padding: 1px 4px; font-size: 13px; }
time { background: var(--line); border-radius: 3px; padding: 0 2px; }
#end { height: 1px; }
"""


def main() -> None:
    """Draw every picture, or check that none has become stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=Path, default=Path("stories"))
    parser.add_argument("--index", type=Path, default=Path(".byline"))
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    cards = draw_cards(Collection(given.stories, given.index, Settings()))
    hashes = {name: hash_card(card) for name, card in cards.items()}
    if given.check:
        drawn = json.loads(HASHES.read_text(encoding="utf-8")) if HASHES.is_file() else {}
        stale = sorted(name for name in {*hashes, *drawn} if hashes.get(name) != drawn.get(name))
        sys.exit(f"Stale pictures: {', '.join(stale)}. Draw them anew." if stale else 0)
    PICTURES.mkdir(exist_ok=True)
    for name, card in cards.items():
        take_picture(card, PICTURES / f"{name}.png", "dark")
        if name in IN_LIGHT_TOO:
            take_picture(card, PICTURES / f"{name}-light.png", "light")
    HASHES.write_text(json.dumps(hashes, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def hash_card(card: Card) -> str:
    """Return a hash of what a card shows, without what differs from machine to machine and build
    to build: times, generations, sizes, and the last digits of a probability."""
    shown = draw_html(card, "dark", plain_times=True)
    shown = re.sub(r"\bg\d{4}\b(?:, g\d{4})*|[\d.,]+ MB|\d+%|<time>.*?</time>|t:\d+:", "…", shown)
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def draw_cards(collection: Collection) -> dict[str, Card]:
    """Return the cards to show, from real answers."""
    before: Turn | None = None

    def ask(question: str, previous: Turn | None = None) -> Card:
        nonlocal before
        exchange = collection.ask(question, ALL_STORIES, previous)
        before = exchange.turn
        given = make_asked(exchange, collection, ALL_STORIES)
        hidden = exchange.reply.answer is None
        fields = {"record": RECORD, "typed": question, "hidden": hidden, "threads": not hidden}
        return draw_answer(replace(given, **fields))

    answered = ask("How many times was the defector shot?")
    follow_up = ask("and when?", before)
    claim = "The defector was shot twice. Six workers died at the bridge in Baltimore."
    reply = collection.answer("How many times was the defector shot?", ())
    context = collection.find_passage(Cited.of(reply.answer.citations[0]), 1)
    longest = max(collection.headlines.newest_first,
                  key=lambda one: len(collection.get_story(one.id).text))  # fmt: skip
    skipped = (
        Skipped("inbox/broken.json", "it is no JSON: line 1"),
        Skipped("a.txt", "it is empty"),
    )
    state = State(
        collection.manifest, collection.generations, skipped, FolderChanges(3, 0, 1),
        newest=collection.headlines.newest,
    )  # fmt: skip
    return {
        "answered": answered,
        "follow-up": follow_up,
        "disagreement": ask("How many people died in the Maui fires?"),
        "not-in-the-stories": ask("Who will win the next World Cup?"),
        "claim": draw_claim(claim, collection.check(claim), record=RECORD),
        "passage": draw_passage(context.citation, context.before, context.after),
        "long-story": draw_story(collection.get_story(longest.id), page=0, record=RECORD),
        "help": draw_help({}),
        "privacy": draw_privacy({}, Count(12, 3), Keeping(90, logged=False)),
        "index-status": draw_status(state, for_admin=True),
    }


def take_picture(card: Card, path: Path, theme: str) -> None:
    """Write one card as a picture."""
    with tempfile.TemporaryDirectory() as folder:
        page, raw = Path(folder) / "card.html", Path(folder) / "card.png"
        page.write_text(draw_html(card, theme), encoding="utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             f"--window-size={WIDTH},{TALLEST}", f"--screenshot={raw}", page.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        path.write_bytes(crop(raw.read_bytes()))


def crop(png: bytes) -> bytes:
    """Cut the rows below the card off a picture: those that are all of one colour.

    https://www.w3.org/TR/png-3/, sections 7, 9 and 11
    """
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    channels = {2: 3, 6: 4}[kind]
    if depth != 8:
        raise ValueError(f"depth must be 8, was: {depth}")
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    rows = unfilter(zlib.decompress(data), width * channels, height, channels)
    page = rows[-1]
    last = max((at for at, row in enumerate(rows) if row != page), default=0)
    kept = rows[: min(last + 12, height)]
    packed = zlib.compress(b"".join(b"\0" + row for row in kept), 9)
    head = struct.pack(">IIBBBBB", width, len(kept), 8, kind, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(write_chunk, chunks))


def write_chunk(chunk: tuple[bytes, bytes]) -> bytes:
    """Return a chunk of a PNG file with its length and checksum."""
    name, body = chunk
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def unfilter(data: bytes, width: int, height: int, channels: int) -> list[bytes]:
    """Undo the filters of PNG's rows."""
    rows: list[bytes] = []
    above = bytearray(width)
    for number in range(height):
        start = number * (width + 1)
        kind, row = data[start], bytearray(data[start + 1 : start + 1 + width])
        for at in range(width if kind else 0):
            left = row[at - channels] if at >= channels else 0
            corner = above[at - channels] if at >= channels else 0
            row[at] = (row[at] + predict(kind, left, above[at], corner)) & 255
        rows.append(bytes(row))
        above = row
    return rows


def predict(kind: int, left: int, above: int, corner: int) -> int:
    """Return what a filter of PNG expects a byte to be."""
    if kind == 4:  # Paeth
        guess = left + above - corner
        return min((left, above, corner), key=lambda one: abs(guess - one))
    return (0, left, above, (left + above) // 2)[kind]


def draw_html(card: Card, theme: str, *, plain_times: bool = False) -> str:
    """Return a page with one message; ``plain_times`` leaves times as they are written."""
    blocks = []
    for block in card.blocks:
        if isinstance(block, Divider):
            blocks.append("<hr>")
        elif isinstance(block, Row):
            blocks.append(draw_row(block))
        else:
            blocks.append(f"<div>{draw_text(block.text)}</div>")
    rows = "".join(map(draw_row, card.rows))
    if plain_times:
        blocks.append(" ".join(one.text for one in card.blocks if hasattr(one, "text")))
    return (
        f"<!doctype html><meta charset=utf-8><style>:root {{ {THEMES[theme]} }}{STYLE}</style>"
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
    kind = "" if button.look is Look.PLAIN else " class=main"
    return f"<button{kind} style='background:{LOOKS[button.look]}'{dead}>{label}</button>"


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
