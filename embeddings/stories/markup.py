"""From a piece of HTML to the blocks of text that a reader of it sees.

Promise: the markup is only read: nothing is fetched, no script runs, no entity is expanded but
those of HTML itself. What stands between marks of deletion is gone, powers stay powers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring


def _list_names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_MARKUP = re.compile(
    r"<(?:/?(?:p|br|div|a|ul|ol|li|h[1-6]|blockquote|table|tr|td|img|figure"
    r"|article|section|html|body|font|center|hr)"
    r"(?:\s[^<>]{0,2000}=[^<>]{0,2000}|\s+hidden)?\s{0,20}/?(?:>|$)|!--|!doctype"
    r"|(?P<within>b|i|u|s|q|em|strong|span|sup|sub|del|ins|strike|mark|small|code|cite)"
    r"(?:\s[^<>]{0,2000})?>[^<]*</(?P=within)>)",
    re.IGNORECASE,
)
"""Takes "<b>that</b>" and "<p class=lead>", leaves "a <b and c> d" and "an unclosed <b>"."""
_DROPPED = _list_names(
    "script style noscript template head title nav button form select textarea svg math iframe"
    " object embed audio video canvas map dialog"
)
_BLOCKS = _list_names(
    "p div section article main aside header footer h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote"
    " pre figure figcaption table thead tbody tfoot tr caption address hr body center fieldset"
    " details summary"
)
_CELLS = _list_names("td th")
_KINDS = _list_names("h1 h2 h3 h4 h5 h6 li pre blockquote")
_BLANKS = re.compile(r"[^\S\n]+")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through", re.IGNORECASE)
_QUOTES = tuple("\"“”'‘’«»")
_SUPERSCRIPTS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_NOTE_LINK = re.compile(
    r"\b(?:doc-noteref|doc-backlink|noteref|footnote-(?:ref|back|backref)|fn-?backref|reversefootnote)\b"
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th|o|a|er?|re|ème|nde?)\.?", re.IGNORECASE)
_NOTE = re.compile(
    r"\s*[\[(]?(?:\d{1,3}|[a-z*†‡§]|note \d+)[\])]?(?:,\s*\d{1,3})*\s*", re.IGNORECASE
)
_AFTER_WORD = re.compile(
    r"(?<!\d )\b(?!\w*(?:met(?:re|er)s?|feet|foot|miles?|yards?|inch(?:es)?)$)[^\W\d_]{4,}$"
)
"""Takes "he said", leaves "10 km", "per metre" and "mc": what is raised after these is a power."""
_MAX_CELL = 200
_MAX_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text and what it is: an HTML tag's name, "li" and "tr" among them."""

    kind: str
    text: str


@dataclass(slots=True)
class _State:
    """What is gathered on the way through a tree."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    """The cells of each open row of a table that holds data."""


def has_markup(text: str) -> bool:
    """Say whether ``text`` is HTML rather than words."""
    return _MARKUP.search(text) is not None


def read_markup(markup: str) -> str:
    """Return the text of a piece of HTML, its blocks apart by an empty line."""
    return join_blocks(read_blocks(markup))


def read_blocks(markup: str) -> tuple[Block, ...]:
    """Return the blocks of a piece of HTML, in order; none is empty."""
    if not markup.strip():
        return ()
    tree = _parse(markup[:_MAX_BYTES])
    return () if tree is None else _walk(tree)


def join_blocks(blocks: Sequence[Block]) -> str:
    """Return blocks as one text: items and rows of one list a line each, others further apart."""
    joined, before = "", ""
    for block in blocks:
        if joined:
            joined += "\n" if block.kind == before and block.kind in ("li", "tr") else "\n\n"
        joined += f"- {block.text}" if block.kind == "li" else block.text
        before = block.kind
    return joined


def is_struck(node: HtmlElement) -> bool:
    """Say whether what stands within ``node`` is crossed out."""
    return node.tag in ("del", "s", "strike") or bool(_STRUCK.search(node.get("style") or ""))


def find_quote_marks(node: HtmlElement) -> tuple[str, str]:
    """Return the marks that a ``q`` element stands for, "" where the text has marks of its own."""
    written = (node.text or "").lstrip().startswith(_QUOTES) or _read_before(node).endswith(_QUOTES)
    if node.tag != "q" or written:
        return "", ""
    return ("“", "”") if next(node.iterancestors("q"), None) is None else ("‘", "’")


def _read_before(node: HtmlElement) -> str:
    """The text right before an element."""
    before, around = node.getprevious(), node.getparent()
    text = before.tail if before is not None else around.text if around is not None else ""
    return text or ""


def _parse(markup: str) -> HtmlElement | None:
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True,
                        remove_pis=True)  # fmt: skip
    data = markup.encode("utf-8", errors="replace").replace(b"\0", b"")
    try:
        return document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _walk(tree: HtmlElement) -> tuple[Block, ...]:
    """Go through the tree without recursion: hostile pages nest deeper than Python can call."""
    state = _State()
    skipping: HtmlElement | None = None
    parents: list[str] = []
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        if skipping is not None:
            if event == "end" and node is skipping:
                skipping = None
                _say(state, node.tail, parents)
            continue
        if event == "start":
            if _is_dropped(node):
                skipping = node
                if node.tag in _BLOCKS:
                    _finish(state, parents)
                continue
            _enter(state, node, parents)
        else:
            _leave(state, node, parents)
    _finish(state, parents)
    return tuple(state.blocks)


def _is_dropped(node: HtmlElement) -> bool:
    if node.tag in _DROPPED or node.get("hidden") is not None or is_struck(node):
        return True
    if _HIDDEN.search(node.get("style") or ""):
        return True
    if node.tag == "a" and _NOTE_LINK.search(" ".join(map(str, node.values()))):
        return True
    return node.tag == "sup" and _is_note(node)


def _is_note(node: HtmlElement) -> bool:
    """Whether a raised piece is the mark of a footnote: it leads to one, or ends a word or more."""
    text = "".join(node.itertext())
    if not _NOTE.fullmatch(text):
        return False
    if node.find(".//a") is not None or (
        node.getparent() is not None and node.getparent().tag == "a"
    ):
        return True
    before = _read_before(node)
    figure = not text.strip().isalpha() and not (node.tail or "")[:1].isalnum()
    return bool(
        re.search(r"[.,;:!?”\"’)\]]\s*$", before) or (figure and _AFTER_WORD.search(before))
    )


def _enter(state: _State, node: HtmlElement, parents: list[str]) -> None:
    tag = node.tag
    if tag in _BLOCKS or (tag in _CELLS and not state.rows):
        _finish(state, parents)
    if tag == "tr" and _holds_data(node):
        state.rows.append([])
    elif tag in _CELLS and state.rows:
        state.pieces.clear()
    elif tag == "br":
        state.pieces.append("\n")
    elif tag == "q":
        state.pieces.append(find_quote_marks(node)[0])
    parents.append(tag)
    text = node.text
    if tag in ("sup", "sub") and text:
        text = _raise(text, tag)
    _say(state, text, parents)


def _leave(state: _State, node: HtmlElement, parents: list[str]) -> None:
    tag = node.tag
    if tag in _CELLS and state.rows:
        state.rows[-1].append(_tidy(state.pieces, keep=False).replace("\n", " "))
        state.pieces.clear()
    elif tag == "tr" and state.rows:
        cells = state.rows.pop()
        if any(cells):
            state.blocks.append(Block("tr", " | ".join(cells)))
    elif tag in _BLOCKS or tag in _CELLS:
        _finish(state, parents)
    elif tag == "q":
        state.pieces.append(find_quote_marks(node)[1])
    parents.pop()
    _say(state, node.tail, parents)


def _say(state: _State, text: str | None, parents: list[str]) -> None:
    if text:
        state.pieces.append(text if "pre" in parents else _BLANKS.sub(" ", text.replace("\n", " ")))


def _raise(text: str, tag: str) -> str:
    """A power of ten stays one ("10⁶"), an ordinal reads on ("21st")."""
    stripped = text.strip()
    if tag == "sup" and _ORDINAL.fullmatch(stripped):
        return stripped
    changed = stripped.translate(_SUPERSCRIPTS if tag == "sup" else _SUBSCRIPTS)
    known = all(not char.isascii() for char in changed)
    if known or tag == "sub":
        return changed
    return f"^{stripped}" if len(stripped) < 4 else stripped


def _holds_data(row: HtmlElement) -> bool:
    """Whether a row of a table has several short cells, and is no means of laying out a page."""
    cells = [cell for cell in row if cell.tag in _CELLS]
    if len(cells) < 2:
        return False
    for cell in cells:
        if next(cell.iter("table", "p", "div", "ul", "h1", "h2", "h3"), cell) is not cell and (
            next(cell.iter("table", "ul", "h1", "h2", "h3"), None) is not None
            or sum(1 for _ in cell.iter("p", "div")) > 1
        ):
            return False
        if sum(map(len, cell.itertext())) > _MAX_CELL:
            return False
    return True


def _finish(state: _State, parents: list[str]) -> None:
    """End the block at hand; within a cell of data, a blank stands for it."""
    if state.rows:
        state.pieces.append(" ")
        return
    text = _tidy(state.pieces, keep="pre" in parents)
    state.pieces.clear()
    if text:
        kind = next((tag for tag in reversed(parents) if tag in _KINDS), "p")
        state.blocks.append(Block(kind, text))


def _tidy(pieces: list[str], *, keep: bool) -> str:
    text = "".join(pieces)
    if keep:
        return text.strip("\n").rstrip()
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
