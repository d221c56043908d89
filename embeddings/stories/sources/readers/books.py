"""EPUB books: the chapters in reading order, as one story.

Promise: only the book's own pages are read; nothing is fetched and no script runs.
"""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from embeddings.errors import UnreadableSourceError
from embeddings.stories.markup import Block, join_blocks, read_blocks
from embeddings.stories.normalise import normalise
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.decoding import decode
from embeddings.stories.sources.fields import complete, read_metadata
from embeddings.stories.sources.place import Place
from embeddings.stories.sources.readers.guard import (
    Deadline,
    Package,
    call_parser,
    local_name,
    read_core,
)
from embeddings.stories.sources.text_files import read_plain

_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbncx+xml")
_UNTITLED = re.compile(r"\s*(?:unknown(?: title)?|untitled.*|no title)\s*", re.IGNORECASE)
_MAX_CHAPTERS = 1_000
_SHORT = 120


def read(place: Place, data: bytes, max_bytes: int) -> tuple[RawStory | Skipped, ...]:
    """Return the story of an EPUB book."""
    return call_parser("an EPUB book", lambda: (_read(place, data, max_bytes),))


def _read(place: Place, data: bytes, max_bytes: int) -> RawStory:
    package = Package(data, max_bytes)
    root = _find_root(package)
    tree = package.read_xml(root)
    if tree is None:
        raise UnreadableSourceError("damaged: it is no EPUB book")
    core = read_core(tree)
    title = _UNTITLED.sub("", core.get("title", [""])[0])
    deadline = Deadline()
    blocks: list[Block] = []
    for name in _list_chapters(tree, posixpath.dirname(root)):
        if deadline.is_over():
            raise UnreadableSourceError("too large: reading it takes too long; split it up")
        chapter = _read_chapter(package, name, title, core)
        blocks += chapter
    first = next((at for at, block in enumerate(blocks) if block.kind == "h1"), None)
    if first is not None and (not title or blocks[first].text.casefold() == title.casefold()):
        title = title or blocks[first].text
        del blocks[first]
    story = read_plain(place, normalise(f"{title}\n\n{join_blocks(blocks)}"))
    core = {name: value for name, value in core.items() if name != "title"}
    known = read_metadata(
        {
            "authors": core.get("creator"),
            "published": core.get("date"),
            "publisher": core.get("publisher"),
            "url": [*core.get("source", ()), *core.get("identifier", ())],
        }
    )
    return complete(story, known)


def _find_root(package: Package) -> str:
    container = package.read_xml("META-INF/container.xml")
    for node in container.iter() if container is not None else ():
        if local_name(node) == "rootfile" and node.get("full-path"):
            return str(node.get("full-path"))
    found = [name for name in package.names if name.endswith(".opf")]
    if not found:
        raise UnreadableSourceError("damaged: it is no EPUB book")
    return found[0]


def _list_chapters(tree: etree._Element, folder: str) -> Iterator[str]:
    """The names of the book's pages in reading order, without its table of contents."""
    items = {
        str(node.get("id")): node
        for node in tree.iter()
        if local_name(node) == "item" and node.get("media-type") in _PAGES
    }
    spine = [str(node.get("idref")) for node in tree.iter() if local_name(node) == "itemref"]
    for name in spine[:_MAX_CHAPTERS]:
        item = items.get(name)
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))


def _read_chapter(package: Package, name: str, title: str, core: object) -> tuple[Block, ...]:
    data = package.read(name)
    if not data or not data.strip():
        return ()
    blocks = read_blocks(decode(data))
    text = " ".join(block.text for block in blocks)
    # A title page says no more than the book's own description.
    known = str(core)
    if len(text) < _SHORT + len(title) and all(
        block.text.strip("() ") in known or block.text.casefold() == title.casefold()
        for block in blocks
    ):
        return ()
    return blocks
