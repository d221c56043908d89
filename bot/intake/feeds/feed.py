"""From the bytes of an RSS or Atom feed to its items.

Promise: nothing is fetched here, no entity is expanded, and a feed that is broken in part gives
the items that can be read.
"""

import hashlib
import html
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from bot.intake.previews import Given
from embeddings.errors import StoriesError
from embeddings.stories.metadata import read_line, read_names, read_web_address
from embeddings.stories.publication_dates import read_date

_MAX_BYTES = 5_000_000
_MAX_ITEMS = 500
_MAX_TAGS = 100_000
"""What the parser does with a broken feed grows with the square of this."""
_MIN_FULL_TEXT = 600
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_BREAK = re.compile(r"\n\s*\n|(?:<br[^>]*>\s*)+")
_TAG = re.compile(r"<[^>]*>")
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One story that a feed names: where its page is, and what the feed says of it."""

    key: str
    """Stays the same from pull to pull."""

    url: str
    known: Given
    page: bytes = b""
    """The whole story as a page, where the feed holds it; else empty."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title and items, the newest first as far as it says."""

    title: str
    items: tuple[FeedItem, ...]


def read_feed(data: bytes, url: str) -> Feed:
    """Read a feed that was fetched from ``url``.

    :raises StoriesError: If it is none, or one that is not safe to read.
    """
    if len(data) > _MAX_BYTES or data.count(b"<") > _MAX_TAGS:
        raise StoriesError(
            f"The feed is larger than {_MAX_BYTES / 1e6:g} MB or has more than {_MAX_TAGS:,} tags."
        )
    if _ENTITY.search(data):
        raise StoriesError("The feed declares entities of its own, which Byline does not expand.")
    parsed = _parse(data, url)
    title = _strip(parsed.get("feed", {}).get("title"))
    entries = parsed.get("entries", [])[:_MAX_ITEMS]
    if not parsed.get("version") and not entries:
        raise StoriesError("That is no RSS or Atom feed.")
    items = {item.key: item for entry in entries if (item := _read_item(entry, title))}
    return Feed(title[:200], tuple(items.values()))


def find_feeds(page: bytes, url: str) -> tuple[str, ...]:
    """Return the addresses of the feeds that a web page names."""
    finder = _FeedFinder()
    finder.feed(page[:1_000_000].decode("utf-8", errors="replace"))
    found = (read_web_address(urljoin(url, place)) for place in finder.places)
    return tuple(dict.fromkeys(one for one in found if one))


class _FeedFinder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.places: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of a link to a feed."""
        told = {name: value or "" for name, value in attrs}
        alternate = tag == "link" and "alternate" in told.get("rel", "").lower().split()
        if alternate and told.get("type", "").lower() in _FEED_TYPES and told.get("href"):
            self.places.append(told["href"])


def _parse(data: bytes, url: str) -> Mapping[str, Any]:
    # only those who follow a feed pay for loading it
    import feedparser  # noqa: PLC0415

    headers = {"content-location": url, "content-type": "application/xml"}
    try:
        parsed: Mapping[str, Any] = feedparser.parse(io.BytesIO(data), response_headers=headers)
    except Exception as error:  # whatever a feed does to its parser, it is only not read
        raise StoriesError(f"The feed cannot be read ({type(error).__name__}).") from error
    return parsed


def _read_item(entry: Mapping[str, Any], publisher: str) -> FeedItem | None:
    """Return an entry as an item, ``None`` where it leads nowhere and holds nothing."""
    url = read_web_address(entry.get("link")) or ""
    known = Given(
        title=_strip(entry.get("title"))[:300],
        publisher=publisher[:100],
        authors=read_names([one.get("name", "") for one in entry.get("authors", ())]),
        published=read_date(entry.get("published")),
        url=url,
    )
    page = _make_page(known.title, _find_full_text(entry))
    identity = str(entry.get("id") or url or known.title)
    if not identity or not (url or page):
        return None
    return FeedItem(hashlib.sha256(identity.encode()).hexdigest()[:16], url, known, page)


def _find_full_text(entry: Mapping[str, Any]) -> str:
    """Return the story's markup where the feed holds all of it, as its length tells."""
    texts = [str(one.get("value", "")) for one in entry.get("content", ())]
    longest = max([*texts, str(entry.get("summary", ""))], key=len)
    return longest if len(_strip(longest)) >= _MIN_FULL_TEXT else ""


def _make_page(title: str, markup: str) -> bytes:
    if not markup:
        return b""
    if "<p" not in markup.lower():
        markup = "".join(f"<p>{part}</p>" for part in _BREAK.split(markup))
    shown = html.escape(title)
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{shown}</title></head>\n'
        f"<body><article><h1>{shown}</h1>\n{markup}\n</article></body></html>\n"
    ).encode()


def _strip(value: object) -> str:
    """Return a value's text without markup, in one line."""
    text = html.unescape(_TAG.sub(" ", value)) if isinstance(value, str) else ""
    return read_line(" ".join(text.split()))
