"""What is sent: letters, mailboxes and feeds."""

import json
import mailbox
from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from tests.program_files.node import run_node
from tests.program_files.recipes import ALL, Tools, recipe
from tests.program_files.told import Retold, article, plain_paragraphs, run


def _sent_at(story: Retold) -> datetime:
    return datetime.fromisoformat(story.published).replace(hour=8, tzinfo=UTC)


def _letter(story: Retold, charset: str, *, markup: bool) -> EmailMessage:
    letter = EmailMessage()
    letter["Subject"] = story.title
    letter["From"] = "Byline Samples Übersicht <letter@example.org>"
    letter["To"] = "reader@example.org"
    letter["Date"] = format_datetime(_sent_at(story))
    letter["Archived-At"] = f"<{story.url}>"
    plain = "\n\n".join([story.byline, *plain_paragraphs(story)])
    letter.set_content(plain, charset=charset)
    if markup:
        letter.add_alternative(f"<html><body>{article(story)}</body></html>", subtype="html")
    return letter


@recipe("email-maui.eml", "maui", "Python's email", keeps=ALL)
def make_plain_letter(stories: Sequence[Retold], out: Path, _tools: Tools) -> None:
    out.write_bytes(_letter(stories[0], "utf-8", markup=False).as_bytes())


@recipe("email-pont.eml", "pont", "Python's email", keeps=ALL)
def make_latin_letter(stories: Sequence[Retold], out: Path, _tools: Tools) -> None:
    out.write_bytes(_letter(stories[0], "windows-1252", markup=False).as_bytes())


@recipe("mailbox-three.mbox", "bridge suez mond", "Python's mailbox", keeps=ALL)
def make_box(stories: Sequence[Retold], out: Path, _tools: Tools) -> None:
    out.unlink(missing_ok=True)
    box = mailbox.mbox(out)
    for story in stories:
        box.add(_letter(story, "utf-8", markup=True))
    box.close()


@recipe("mjml-bridge.eml", "bridge", "MJML, nodemailer", keeps=ALL)
@recipe("mjml-suez.eml", "suez", "MJML, nodemailer", keeps=ALL)
def make_newsletter(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    story = stories[0]
    given = {
        "title": story.title, "body": story.body, "byline": story.byline, "shown": story.shown,
        "sent": _sent_at(story).isoformat(), "url": story.url,
    }  # fmt: skip
    out.write_text(run_node("newsletter", given, tools), encoding="utf-8")


def _entries(stories: Sequence[Retold]) -> list[dict[str, object]]:
    return [
        {
            "title": one.title, "url": one.url, "authors": one.authors, "body": one.body,
            "day": _sent_at(one).isoformat(), "summary": one.first,
        }
        for one in stories
    ]  # fmt: skip


@recipe("node-feed-three.rss", "bridge maui pont", "npm feed", keeps=ALL)
@recipe("node-feed-three.atom", "bridge webb mond", "npm feed", keeps=ALL)
@recipe("node-feed-two.json", "rounds suez", "npm feed", keeps=ALL)
@recipe("node-rss-two.xml", "rounds armistice", "npm rss", keeps=ALL)
def make_node_feed(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    given = {"entries": _entries(stories), "kind": out.suffix[1:]}
    out.write_text(run_node("feeds", given, tools), encoding="utf-8")


@recipe("feedgen-two.rss", "webb suez", "feedgen", keeps=ALL)
@recipe("feedgen-two.atom", "pont armistice", "feedgen", keeps=ALL)
def make_python_feed(stories: Sequence[Retold], out: Path, _tools: Tools) -> None:
    from feedgen.feed import FeedGenerator  # noqa: PLC0415

    feed = FeedGenerator()
    feed.load_extension("dc")
    feed.id("https://example.org/")
    feed.title("Byline Samples")
    feed.link(href="https://example.org/")
    feed.description("Real events, retold")
    for story in stories:
        entry = feed.add_entry(order="append")
        entry.id(story.url)
        entry.title(story.title)
        entry.link(href=story.url)
        entry.published(_sent_at(story))
        entry.author([{"name": name} for name in story.authors])
        entry.dc.dc_creator(list(story.authors))
        entry.content(story.body, type="CDATA")
    (feed.rss_file if out.suffix == ".rss" else feed.atom_file)(str(out))


@recipe("trafilatura-rounds.json", "rounds", "trafilatura", keeps=ALL)
@recipe("trafilatura-armistice.json.gz", "armistice", "trafilatura, gzip", keeps=ALL)
@recipe("trafilatura-mond.md", "mond", "trafilatura", keeps=ALL)
def make_extract(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    import gzip  # noqa: PLC0415
    import sys  # noqa: PLC0415

    from tests.program_files.told import news_page  # noqa: PLC0415

    options = ["--json", "--with-metadata"]
    if out.suffix == ".md":
        options = ["--output-format", "markdown", "--with-metadata", "--formatting"]
    made = run(Path(sys.executable).parent / "trafilatura", *options, feed=news_page(stories[0]))
    out.write_bytes(gzip.compress(made.encode()) if out.suffix == ".gz" else made.encode())


@recipe("readability-webb.json", "webb", "Readability", keeps=ALL)
@recipe("readability-bridge.json", "bridge", "Readability", keeps=ALL)
def make_readable(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    made = run_node("readable", _page(stories[0]), tools)
    out.write_text(json.dumps({**json.loads(made), "url": stories[0].url}, ensure_ascii=False))


def _page(story: Retold) -> dict[str, object]:
    from tests.program_files.told import news_page  # noqa: PLC0415

    return {"page": news_page(story), "url": story.url}
