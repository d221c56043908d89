"""The page's own data on itself: its meta tags, headings, times, by-lines and address.

Promise: it is read once, before an extraction takes anything away.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from lxml.html import HtmlElement

from embeddings.stories.metadata import read_line, read_web_address

T = TypeVar("T")
_SAVED = re.compile(
    rb"<!--[^>]{0,300}?(?:\burl:\s*|saved from url=\(\d+\)\s*)(?P<address>https?://[^\s>]+)"
)
_ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\d+\w*/(?=https?://)")
_ITEM = re.compile(r"(?:Article|BlogPosting|Report)/?$")
_ITEM_NAME = re.compile(r"(?:^|[-_ ])(?:cards?|related|teasers?|promo)(?:[-_ ]|$)", re.IGNORECASE)
_HEADLINE = " or ".join((*(f"self::h{rank}" for rank in range(1, 7)), "@itemprop='headline'"))
_HEAD_BYTES = 8_000
_MOST_READ = 2_000_000
AUTHOR_MARKS = (
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
)


class PageHead:
    """The page's own data on itself, read once, before an extraction takes anything away."""

    def __init__(self, tree: HtmlElement, data: bytes) -> None:
        self.meta = _read_meta(tree)
        self.signed = {name: _list_signed(tree, name) for name in AUTHOR_MARKS if name in self.meta}
        self.page_title = read_line(" ".join(node.text or "" for node in tree.iter("title"))[:400])
        self.headings = tuple(_list_headings(tree))
        others = _find_other_items(tree, self.page_title, self.meta.get("og:title", ""))
        self.times = tuple(_list_own(_list_times(tree), others))
        self.bylines = tuple(_list_own(_list_bylines(tree), others))
        self.url = _find_address(tree, self.meta, data)
        descriptions = (self.meta.get("description"), self.meta.get("og:description"))
        self.description = " ".join(one for one in descriptions if one)
        self._data = data

    def states(self, day: date | None) -> bool:
        """Say whether the page itself gives ``day``.

        An extraction that finds a year or a month alone makes their first day of it.
        """
        if day is None or day.day != 1:
            return day is not None
        month = f"{day:%b}".lower()
        given = re.compile(
            rf"{day.year}[-/.]?0?{day.month}[-/.]?0?1(?!\d)"
            rf"|(?<!\d)0?{day.month}[-/.]0?1[-/.]\d\d|(?<!\d)0?1[-/.]0?{day.month}[-/.]\d\d"
            rf"|\b{month}\w*\.?\s+0?1(?:st)?\b|(?<!\d)0?1(?:st|\.)?\s+(?:of\s+)?{month}"
        )
        return given.search(self._data[:_MOST_READ].decode("latin-1").lower()) is not None


def _read_meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        content = read_line(node.get("content"))
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _list_signed(tree: HtmlElement, name: str) -> str | list[str]:
    """What the page's head gives under a name of authors: pages of several repeat it."""
    found = [
        read_line(node.get("content"))
        for node in tree.iter("meta")
        if name in (node.get(key, "").lower() for key in ("property", "name", "itemprop"))
    ]
    each = list(dict.fromkeys(filter(None, found)))
    return each[0] if len(each) == 1 else each


def _list_headings(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for node in tree.iter("h1", "h2"):
        text = read_line(node.text_content())
        if text and len(text) < 300:
            yield node.tag, text


def _find_other_items(tree: HtmlElement, *titles: str) -> set[HtmlElement]:
    """Parts of the page that stand for other stories: with a headline, but not the page's own."""
    own: set[HtmlElement] = set()
    others: set[HtmlElement] = set()
    for headline in tree.xpath(f"//*[{_HEADLINE}]"):
        items = [node for node in headline.iterancestors() if _is_item(node)]
        text = read_line(headline.text_content())
        if headline.tag == "h1" or (
            len(text.split()) > 2 and any(text in title for title in titles)
        ):
            own.update(items)
        else:
            others.update(items[:1])
    return others - own if own else set()


def _is_item(node: HtmlElement) -> bool:
    named = _ITEM_NAME.search(node.get("class") or "") or _ITEM.search(node.get("itemtype") or "")
    return node.tag in ("article", "aside") or named is not None


def _list_own(found: Iterable[tuple[HtmlElement, T]], others: set[HtmlElement]) -> list[T]:
    """What was found outside ``others``; everything, where all stands within them."""
    kept = list(found)
    own = [said for node, said in kept if others.isdisjoint(node.iterancestors())]
    return own or [said for _, said in kept]


def _list_times(tree: HtmlElement) -> Iterator[tuple[HtmlElement, tuple[str, str]]]:
    """Each ``time`` or ``datePublished`` element: what it says, and the words right before it."""
    for node in tree.iter("time", "span", "div", "p", "abbr"):
        if node.tag != "time" and "datepublished" not in (node.get("itemprop") or "").lower():
            continue
        said = node.get("datetime") or node.get("content") or read_line(node.text_content())[:60]
        before, around = node.getprevious(), node.getparent()
        words = (
            before.tail if before is not None else around.text if around is not None else ""
        ) or ""
        names = " ".join(filter(None, (node.get("class"), node.get("itemprop"))))
        yield node, (said, f"{words} {names}")


def _list_bylines(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """What links and elements named for the author say, at the page's head and within bounds."""
    for node in tree.iter("a", "span", "div", "p", "address"):
        named = " ".join(filter(None, (node.get("rel"), node.get("itemprop")))).lower()
        if "author" in named.split():
            text = read_line(node.text_content())
            if 3 < len(text) <= 80:
                yield node, text


def _find_address(tree: HtmlElement, meta: Mapping[str, str], data: bytes) -> str | None:
    saved = _SAVED.search(data[:_HEAD_BYTES])
    links = [
        node.get("href")
        for node in tree.iter("link")
        if (node.get("rel") or "").lower() == "canonical"
    ]
    given = [
        *links,
        meta.get("og:url"),
        saved["address"].decode("ascii", "ignore") if saved else None,
        tree.get("data-scrapbook-source"),
    ]
    for one in given:
        address = read_web_address(_ARCHIVE.sub("", one)) if one else None
        if address:
            return address
    return None
