"""A page as its blocks: paragraphs, headings and list items in the order of the page.

Promise: every visible word stands in exactly one block; struck-out text and footnote marks do not
stand in any.
"""

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from embeddings.stories.markup import find_quote_marks, is_struck
from embeddings.stories.normalise import join_broken_words
from embeddings.stories.pages.raised_text import read_raised

_SKIPPED = {
    *("script", "style", "noscript", "template", "svg", "math", "iframe", "button", "select"),
    *(
        "object",
        "canvas",
        "audio",
        "video",
        "picture",
        "img",
        "input",
        "textarea",
        "title",
        "dialog",
    ),
}
_INLINE = {
    *(
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
    ),
    *("i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "samp", "small", "span"),
    *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "br", "blink"),
}
_RAISED = ("sup", "sub")
_BLANKS = re.compile(r"\s+")
_BREAK = "\x00"
_PARAGRAPH_BREAK = re.compile(rf" ?{_BREAK}(?: ?{_BREAK} ?)+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_DEPTH = 24
_MAX_CELL, _MAX_ROW = 80, 300


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its words in one line, and where it stands."""

    text: str
    path: tuple[str, ...]
    """The elements around it, innermost first, each as its tag and names: "div story-body"."""

    rooms: tuple[int, ...]
    """The numbers of these elements, for telling which blocks stand together."""

    linked: int = 0
    """How many of its characters are links."""

    hidden: bool = False
    stamp: str = ""
    """What a ``time`` element within it says in its ``datetime``."""

    goes_on: bool = False
    """Whether nothing but a line break divides it from the block before."""

    @property
    def tag(self) -> str:
        """The tag of the element right around it."""
        return self.path[0].partition(" ")[0]


@dataclass(slots=True)
class _Walk:
    """What is known while the page is walked through."""

    around: list[tuple[HtmlElement, str, bool]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    links: int = 0
    linked: int = 0
    stamp: str = ""
    numbers: dict[HtmlElement, int] = field(default_factory=dict)
    found: list[Block] = field(default_factory=list)


def find_blocks(tree: HtmlElement) -> tuple[Block, ...]:
    """Return the blocks of the page, in order; empty ones are left out."""
    walk = _Walk()
    walker = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, node in walker:
        if event == "start":
            if not _enter(walk, node):
                walker.skip_subtree()
        else:
            if event == "end":
                _leave(walk, node)
            _add(walk, node.tail)
    return tuple(walk.found)


def _enter(walk: _Walk, node: HtmlElement) -> bool:
    """Whether what stands within ``node`` is to be walked through as well."""
    if _is_skipped(node):
        return False
    if node.tag in _RAISED:
        _add(walk, read_raised(node, "".join(walk.pieces[-3:]), node.tail or ""))
        return False
    if node.tag not in _INLINE:
        _flush(walk)
        walk.around.append((node, _name(node), _is_hidden(node)))
    row = _read_row(node) if node.tag == "tr" else ""
    if row:
        _add(walk, row)
        return False
    _open(walk, node)
    return True


def _is_skipped(node: HtmlElement) -> bool:
    return node.tag in _SKIPPED or is_struck(node)


def _leave(walk: _Walk, node: HtmlElement) -> None:
    if _is_skipped(node):
        return
    if node.tag not in _INLINE:
        _flush(walk)
        walk.around.pop()
    elif node.tag == "a":
        walk.links -= 1
    elif node.tag == "q":
        walk.pieces.append(find_quote_marks(node)[1])


def _open(walk: _Walk, node: HtmlElement) -> None:
    if node.tag == "a":
        walk.links += 1
    elif node.tag == "br":
        walk.pieces.append(_BREAK)
    elif node.tag == "time" and not walk.stamp:
        walk.stamp = node.get("datetime") or ""
    elif node.tag == "q":
        walk.pieces.append(find_quote_marks(node)[0])
    _add(walk, node.text)


def _add(walk: _Walk, text: str | None) -> None:
    if not text:
        return
    if walk.around and walk.around[-1][0].tag == "pre":
        text = join_broken_words(text)
    text = _BLANKS.sub(" ", text.replace(_BREAK, " "))
    walk.pieces.append(text)
    if walk.links > 0:
        walk.linked += len(text)


def _flush(walk: _Walk) -> None:
    """Make what was read since the last block one more, or several where breaks divide it."""
    whole = "".join(walk.pieces)
    linked, stamp = walk.linked, walk.stamp
    walk.pieces.clear()
    walk.linked, walk.stamp = 0, ""
    if not whole.strip(f" {_BREAK}") or not walk.around:
        return
    around = walk.around[: -_DEPTH - 1 : -1]
    rooms = tuple(walk.numbers.setdefault(node, len(walk.numbers)) for node, _, _ in around)
    path = tuple(name for _, name, _ in around)
    hidden = any(hidden for _, _, hidden in walk.around)
    share = linked / len(whole)
    for part in _PARAGRAPH_BREAK.split(whole):
        lines = [_BLANKS.sub(" ", line).strip() for line in part.split(_BREAK)]
        for rank, text in enumerate(filter(None, lines)):
            linked = round(share * len(text))
            walk.found.append(Block(text, path, rooms, linked, hidden, stamp, rank > 0))


def _name(node: HtmlElement) -> str:
    names = (node.get(key) for key in ("class", "id", "itemprop", "role", "data-component"))
    return " ".join((str(node.tag), *(name.lower() for name in names if name)))[:300]


def _is_hidden(node: HtmlElement) -> bool:
    return (
        node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
        or _HIDDEN.search(node.get("style") or "") is not None
    )


def _read_row(row: HtmlElement) -> str:
    """The cells of a table of data in one line; "" where the table only lays out the page."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    table = next(row.iterancestors("table"), None)
    if len(cells) < 2 or table is None or sum(1 for _ in table.iterfind(".//tr")) < 2:
        return ""
    if any(
        node.tag not in _INLINE or is_struck(node)
        for cell in cells
        for node in cell.iterdescendants()
    ):
        return ""
    texts = [_BLANKS.sub(" ", cell.text_content()).strip() for cell in cells]
    if any(len(text) > _MAX_CELL for text in texts) or sum(map(len, texts)) > _MAX_ROW:
        return ""
    return " | ".join(text for text in texts if text)
