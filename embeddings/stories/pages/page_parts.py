"""Which parts of a saved web page its own markup tells apart from the article.

Promise: the page is only read; what is told apart is named with a reason, for others to cut.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from embeddings.stories.metadata import read_line

_MAX_PART = 3_000
_MIN_LINE = 12
_MIN_STANDFIRST = 40
_MAX_STANDFIRST = 600
_PARTS = (
    # The class names that the networks' own embedding code gives a quoted post.
    ("embedded post", re.compile(r"^(?:twitter|instagram|tiktok|bluesky|mastodon|fb|reddit)-")),
    ("author biography", re.compile(r"author.{0,3}bio|\bbio.{0,3}author|about.{0,3}author")),
    ("newsletter box", re.compile(r"newsletter|(?:^|[-_])(?:subscribe|sign-?up)(?:[-_]|$)")),
    (
        "other headlines",
        re.compile(
            r"(?:^|[-_])(?:related|recommended|popular|trending|most-read|read-?more|read-next"
            r"|more-(?:on|from|stories))(?:[-_]|$)"
        ),
    ),
)
_HEADLINE_END = re.compile(r"[^.!:;,…]['\"”’)]?$")
_DESCRIPTIONS = "//meta[@name='description' or @property='og:description']/@content"
_SHOWN = ("p", "div", "h2", "h3")
_BLOCKS = {*_SHOWN, "section", "ul", "ol", "article", "figure", "script"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page that is not the article: its words in one line, and what it is."""

    text: str
    reason: str


def find_parts(tree: HtmlElement) -> tuple[Part, ...]:
    """Return the parts that are not the article, in the order of the page.

    A part is small: what wraps the whole article is never one, whatever it is called.
    """
    return tuple(Part(text, reason) for text, reason in _walk(tree) if text)


def _walk(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for node in tree.iter("figcaption", "blockquote", "div", "section", "aside", "article", "p"):
        if node.tag == "figcaption":
            yield _read_small(node), "image caption"
        elif node.tag == "p":
            text = _read_lone_link(node)
            if text:
                yield text, "other headlines"
        else:
            reason = _name_part(node)
            if reason:
                yield _read_small(node), reason


def _name_part(node: HtmlElement) -> str | None:
    names = (node.get("class") or "").lower().split()
    for reason, pattern in _PARTS:
        if (reason == "embedded post") != (node.tag == "blockquote"):
            continue
        if any(pattern.search(name) for name in names):
            return reason
    return None


def _read_small(node: HtmlElement) -> str:
    pieces: list[str] = []
    length = 0
    for piece in node.itertext():
        length += len(piece)
        if length > _MAX_PART:
            return ""
        pieces.append(piece)
    return read_line(" ".join(pieces))


def _read_lone_link(node: HtmlElement) -> str:
    """The text of a paragraph that is one link and no sentence: it leads to another story."""
    links = node.findall(".//a")
    if len(links) != 1:
        return ""
    text = read_line(links[0].text_content())
    if len(text.split()) < 4 or not _HEADLINE_END.search(text):
        return ""
    return text if text == read_line(node.text_content()) else ""


def find_standfirst(tree: HtmlElement) -> str:
    """Return the sentence that stands between headline and article, or "" where none is told.

    It is told by being what the page describes itself with, and shown on the page as well.
    """
    described = {plain(read_line(text)) for text in tree.xpath(_DESCRIPTIONS)} - {""}
    if not described:
        return ""
    for node in tree.iter(*_SHOWN):
        if any(inner.tag in _BLOCKS for inner in node):
            continue
        text = _read_small(node)
        if _MIN_STANDFIRST <= len(text) <= _MAX_STANDFIRST and plain(text) in described:
            return text
    return ""


def plain(text: str) -> str:
    """Return the words of ``text`` alone, for comparing what markup or typography sets apart."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def name_parts(lines: Sequence[str], parts: Sequence[Part]) -> tuple[tuple[str, str], ...]:
    """Return which of ``lines`` stand in a part, each with the part's reason."""
    # Without blanks: where markup ends within a sentence, a blank may stand or not.
    known = [(_join(part.text), part.reason) for part in parts]
    found: dict[str, str] = {}
    for line in lines:
        letters = _join(line)
        if len(letters) < _MIN_LINE:
            continue
        reason = next((reason for text, reason in known if letters in text), None)
        if reason:
            found.setdefault(line.strip(), reason)
    return tuple(found.items())


def _join(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))
