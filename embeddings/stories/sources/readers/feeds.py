"""RSS and Atom files, by feedparser: a story for each entry that holds text.

Promise: only the file's bytes are read: no address in it is fetched, no entity expanded.
"""

import io
import re
from typing import Any

import feedparser

from embeddings.errors import UnreadableSourceError
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.fields import read_fields
from embeddings.stories.sources.place import Place
from embeddings.stories.sources.readers import web_pages
from embeddings.stories.sources.readers.guard import call_parser

_ROOT = re.compile(rb"<(?:\w+:)?(?P<name>rss|feed|RDF|html)\b", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_HEAD = 4_000
_MAX_OPEN = 20
_MAX_BYTES = 8_000_000


def read(place: Place, data: bytes, max_bytes: int) -> tuple[RawStory | Skipped, ...]:
    """Return the stories of a feed's entries, numbered from 1."""
    head = data.replace(b"\0", b"")[:_HEAD]
    root = _ROOT.search(head)
    if root is None:
        raise UnreadableSourceError("no story: of .xml files, RSS and Atom feeds are read")
    if root["name"].lower() == b"html":
        return web_pages.read(place, data, max_bytes)
    if data.count(b"<item") - data.count(b"</item") > _MAX_OPEN or len(data) > _MAX_BYTES:
        raise UnreadableSourceError("damaged or too large: its entries do not end, or are too many")
    if _ENTITY.search(data):
        raise UnreadableSourceError("not read: it defines entities of its own; save it without")
    feed = call_parser("a feed", lambda: _parse(data))
    if not feed.entries:
        raise UnreadableSourceError("empty: the feed has no entry")
    publisher = str(feed.feed.get("title", ""))
    return tuple(
        _read_entry(place.at(number), entry, publisher)
        for number, entry in enumerate(feed.entries, start=1)
    )


def _parse(data: bytes) -> Any:
    # A stream, not bytes: what looks like a name or an address would be opened.
    return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)


def _read_entry(place: Place, entry: Any, publisher: str) -> RawStory | Skipped:
    contents = [str(one.get("value", "")) for one in entry.get("content", [])]
    source = entry.get("source")
    fields = {
        "title": entry.get("title"),
        "content": max(contents, key=len, default=""),
        "summary": entry.get("summary"),
        "authors": [one.get("name") for one in entry.get("authors", []) if one.get("name")]
        or entry.get("author"),
        "published": entry.get("published") or entry.get("issued"),
        # feedparser's own "get" would give the day of publication here, with a warning.
        "date": dict.get(entry, "updated"),
        "publisher": (source.get("title") if source else None) or publisher,
        "url": entry.get("link"),
    }
    if fields["content"]:
        del fields["summary"]
    elif fields["summary"]:
        # In RSS, "description" is where most feeds put the whole text.
        fields["text"] = fields.pop("summary")
    try:
        given = {name: value for name, value in fields.items() if value}
        return call_parser("an entry", lambda: read_fields(given, place.stem, place.path))
    except UnreadableSourceError as reason:
        return Skipped(place.path, str(reason))
