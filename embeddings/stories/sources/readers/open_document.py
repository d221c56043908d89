"""OpenDocument texts (.odt), as LibreOffice writes them.

Promise: only the document's own XML is read; macros, pictures and linked files are never opened.
"""

from collections.abc import Iterator

from lxml import etree

from embeddings.errors import UnreadableSourceError
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.place import Place
from embeddings.stories.sources.readers.guard import Package, call_parser, local_name, read_core
from embeddings.stories.sources.readers.paragraphs import Paragraph, make_story

_GONE = frozenset(("tracked-changes", "annotation", "annotation-end", "note-citation", "image",
                   "object", "sequence-decls", "note", "script", "forms",
                    "table-of-content"))  # fmt: skip
_POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MAX_BLANKS = 100


def read(place: Place, data: bytes, max_bytes: int) -> tuple[RawStory | Skipped, ...]:
    """Return the story of an OpenDocument text."""
    return call_parser("an OpenDocument text", lambda: _read(place, data, max_bytes))


def _read(place: Place, data: bytes, max_bytes: int) -> tuple[RawStory | Skipped, ...]:
    package = Package(data, max_bytes)
    tree = package.read_xml("content.xml")
    if tree is None:
        raise UnreadableSourceError("damaged: it is no OpenDocument text")
    styles = _read_styles(tree)
    _raise_digits(tree)
    body = next((node for node in tree.iter() if local_name(node) == "text" and len(node)), tree)
    paragraphs = list(_iterate(body, styles))
    for note in body.iter():
        if local_name(note) == "note-body":
            paragraphs += _iterate(note, styles)
    return (make_story(place, paragraphs, read_core(package.read_xml("meta.xml"))),)


def _read_styles(tree: etree._Element) -> dict[str, str]:
    """The parent of each automatic style: "P1" stands for "Title"."""
    return {
        _get(node, "name"): _get(node, "parent-style-name")
        for node in tree.iter()
        if local_name(node) == "style" and _get(node, "parent-style-name")
    }


def _raise_digits(tree: etree._Element) -> None:
    """Make raised digits powers, in place: their style says that they are raised."""
    raised = {
        _get(style, "name")
        for style in tree.iter()
        if local_name(style) == "style"
        and any(_get(part, "text-position").startswith("super") for part in style)
    }
    for node in tree.iter():
        text = (node.text or "").strip()
        if local_name(node) == "span" and _get(node, "style-name") in raised and text.isdigit():
            node.text = text.translate(_POWERS)


def _get(node: etree._Element, name: str) -> str:
    return next((str(value) for key, value in node.items() if key.rpartition("}")[2] == name), "")


def _iterate(body: etree._Element, styles: dict[str, str]) -> Iterator[Paragraph]:
    skipping: etree._Element | None = None
    inside: list[str] = []
    for event, node in etree.iterwalk(body, events=("start", "end")):
        name = local_name(node)
        if skipping is not None:
            skipping = None if event == "end" and node is skipping else skipping
            continue
        if event == "end":
            inside.pop()
            continue
        if name in _GONE:
            skipping = node
            continue
        inside.append(name)
        if name == "table-row" and "table-cell" not in inside:
            cells = [
                _read_text(cell).replace("\n", " ")
                for cell in node
                if local_name(cell) == "table-cell"
            ]
            yield Paragraph("", " | ".join(cell.strip() for cell in cells), "tr")
        elif name in ("p", "h") and not {"p", "h", "table-cell"} & set(inside[:-1]):
            yield _make_paragraph(node, name, styles, in_list="list-item" in inside)


def _make_paragraph(
    node: etree._Element, name: str, styles: dict[str, str], *, in_list: bool
) -> Paragraph:
    style = _get(node, "style-name")
    style = styles.get(style, style).replace("_20_", " ").casefold()
    if name == "h" and _get(node, "outline-level") in ("", "1") and style not in ("title",):
        style = "heading 1"
    return Paragraph(style, _read_text(node), "li" if in_list else "p")


def _read_text(node: etree._Element) -> str:
    pieces: list[str] = [node.text or ""] if local_name(node) in ("p", "h") else []
    skipping: etree._Element | None = None
    for event, inner in etree.iterwalk(node, events=("start", "end")):
        name = local_name(inner)
        if inner is node:
            continue
        if skipping is not None:
            if event == "end" and inner is skipping:
                skipping = None
                pieces.append(inner.tail or "")
            continue
        if event == "start" and name in _GONE:
            skipping = inner
        elif event == "start":
            pieces.append(_open(inner, name))
        else:
            pieces.append("\n" if name in ("p", "h") else "")
            pieces.append(inner.tail or "")
    return "".join(pieces)


def _open(node: etree._Element, name: str) -> str:
    if name == "s":
        count = _get(node, "c")
        return " " * min(int(count) if count.isdigit() else 1, _MAX_BLANKS)
    return {"tab": " ", "line-break": "\n"}.get(name, "") + (node.text or "")
