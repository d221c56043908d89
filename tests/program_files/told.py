"""The stories that the files tell, and how pages, notes and letters of them look."""

import html
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import yaml

_RETOLD = Path(__file__).parent / "retold"


@dataclass(frozen=True, slots=True)
class Retold:
    """A story as one who knows it would tell what a file of it says."""

    key: str
    title: str
    authors: tuple[str, ...]
    published: str
    shown: str
    by: str
    url: str
    first: str
    last: str
    facts: tuple[str, ...]
    markdown: str

    @property
    def byline(self) -> str:
        """The by-line as it is printed."""
        *before, last = self.authors
        return f"{self.by} {', '.join(before)} and {last}" if before else f"{self.by} {last}"

    @property
    def body(self) -> str:
        """The text as HTML, without headline, by-line and day."""
        return run("pandoc", "-f", "markdown", "-t", "html5", "--wrap=none", feed=self.markdown)


def load_stories() -> dict[str, Retold]:
    """Return the stories by their keys."""
    return {path.stem: _load(path) for path in sorted(_RETOLD.glob("*.md"))}


def _load(path: Path) -> Retold:
    _, header, body = path.read_text(encoding="utf-8").split("---\n", 2)
    known = yaml.safe_load(header)
    return Retold(
        key=path.stem,
        title=known["title"],
        authors=tuple(known["authors"]),
        published=known["published"].isoformat(),
        shown=known["shown"],
        by=known.get("by", "By"),
        url=known["url"],
        first=known["first"],
        last=known["last"],
        facts=tuple(known["facts"]),
        markdown=body.strip() + "\n",
    )


def run(*command: str | Path, feed: str | bytes = "", cwd: Path | None = None) -> str:
    """Return what a program prints; it gets ``feed``.

    :raises FileNotFoundError: If it is not at hand.
    """
    data = feed.encode() if isinstance(feed, str) else feed
    done = subprocess.run(
        [str(part) for part in command],
        input=data,
        capture_output=True,
        cwd=cwd,
        timeout=180,
        check=True,
    )
    return done.stdout.decode("utf-8", "replace")


def article(story: Retold) -> str:
    """Return headline, by-line, day and text as HTML."""
    return (
        f"<h1>{html.escape(story.title)}</h1>\n<p class='byline'>{story.byline}</p>\n"
        f"<p class='date'>{story.shown}</p>\n{story.body}"
    )


def bare_page(story: Retold) -> str:
    """Return a page that says all in what it shows, and nothing in its head."""
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'>"
        f"<title>{html.escape(story.title)}</title></head><body>{article(story)}</body></html>"
    )


def news_page(story: Retold, style: str = "") -> str:
    """Return a page of a news site: its menu, teasers and foot stand around the article."""
    head = "".join(f"<meta name='author' content='{name}'>" for name in story.authors)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{html.escape(story.title)} | Byline Samples</title>{head}
<meta property="og:title" content="{html.escape(story.title)}">
<meta property="og:site_name" content="Byline Samples">
<meta property="article:published_time" content="{story.published}T08:00:00+00:00">
<link rel="canonical" href="{html.escape(story.url)}"><style>{style}</style></head><body>
<header><a href="/">Byline Samples</a>
<nav><a href="/world">World</a> <a href="/money">Money</a></nav></header>
<main><article><h1>{html.escape(story.title)}</h1>
<p class="byline">{story.byline}</p><p><time datetime="{story.published}">{story.shown}</time></p>
<div class="share"><a href="#">Share</a> <a href="#">Print</a></div>
{story.body}</article></main>
<aside><h2>Most read</h2><ul><li><a href="/a">Zimbabwe cheers as Mugabe steps down</a></li>
<li><a href="/b">A Leonardo for the price of a skyscraper</a></li></ul></aside>
<footer><p>© Byline Samples. All rights reserved.</p></footer></body></html>"""


def with_header(story: Retold, names: str = "title author date") -> str:
    """Return the story as Markdown below a header that pandoc reads."""
    known = {
        "title": story.title,
        "author": list(story.authors),
        "date": story.shown,
        "source": story.url,
    }
    kept = {name: known[name] for name in names.split()}
    return (
        f"---\n{yaml.safe_dump(kept, allow_unicode=True, sort_keys=False)}---\n\n{story.markdown}"
    )


def plain_paragraphs(story: Retold) -> list[str]:
    """Return the text's paragraphs in plain words; a table's row is one, with tabs."""
    text = run("pandoc", "-f", "markdown", "-t", "plain", "--wrap=none", feed=story.markdown)
    rows = re.sub(r"(?m)^[ \t]*-{3,}.*$", "", text)
    return [re.sub(r" {3,}", "\t", line.strip()) for line in rows.split("\n") if line.strip()]
