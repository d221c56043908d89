"""Word documents (.docx): paragraphs, tables and notes, as one reads them with changes accepted.

Promise: only the document's own XML is read; macros, pictures and linked files are never opened.
"""

from collections.abc import Iterator

from lxml import etree

from embeddings.errors import UnreadableSourceError
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.place import Place, with_notice
from embeddings.stories.sources.readers.guard import Package, call_parser, local_name, read_core
from embeddings.stories.sources.readers.paragraphs import Paragraph, make_story

_GONE = frozenset(("del", "moveFrom", "pPr", "rPr", "fldChar", "instrText", "delText", "sectPr",
                   "Fallback", "drawing", "pict", "object", "commentReference"))  # fmt: skip
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def read(place: Place, data: bytes, max_bytes: int) -> tuple[RawStory | Skipped, ...]:
    """Return the story of a Word document."""
    return call_parser("a Word document", lambda: _read(place, data, max_bytes))


def _read(place: Place, data: bytes, max_bytes: int) -> tuple[RawStory | Skipped, ...]:
    package = Package(data, max_bytes)
    tree = package.read_xml(_find_main(package))
    if tree is None:
        raise UnreadableSourceError("damaged: it is no Word document")
    styles = _read_styles(package.read_xml("word/styles.xml"))
    body = next((node for node in tree.iter() if local_name(node) == "body"), tree)
    paragraphs = list(_iterate(body, styles))
    notes = package.read_xml("word/footnotes.xml")
    if notes is not None:
        paragraphs += [one for one in _iterate(notes, styles) if one.text.strip()]
    story = make_story(place, paragraphs, read_core(package.read_xml("docProps/core.xml")))
    if any(name.startswith("word/media/") for name in package.names):
        return with_notice((story,), "its pictures were not read")
    return (story,)


def _find_main(package: Package) -> str:
    names = [name for name in package.names if name.endswith("document.xml")]
    return "word/document.xml" if "word/document.xml" in names or not names else names[0]


def _read_styles(tree: etree._Element | None) -> dict[str, str]:
    """The names of styles by their ids: ids are translated, names are not."""
    found: dict[str, str] = {}
    for style in tree if tree is not None else ():
        names = [_get(node, "val") for node in style if local_name(node) == "name"]
        if local_name(style) == "style" and names:
            found[_get(style, "styleId")] = names[0].casefold()
    return found


def _get(node: etree._Element, name: str) -> str:
    return next((str(value) for key, value in node.items() if key.rpartition("}")[2] == name), "")


def _iterate(body: etree._Element, styles: dict[str, str]) -> Iterator[Paragraph]:
    """Each paragraph and each table's row, in order; what was deleted is left out."""
    for node in body.iter():
        name = local_name(node)
        if name == "p" and not _is_inside(node, body, "tbl", "p"):
            style = _style_of(node, styles)
            yield Paragraph(style, _read_text(node), _kind_of(node, style))
        elif name == "tr" and not _is_inside(node, body, "tc"):
            cells = [
                _read_text(cell).replace("\n", " ") for cell in node if local_name(cell) == "tc"
            ]
            yield Paragraph("", " | ".join(cell.strip() for cell in cells), "tr")


def _is_inside(node: etree._Element, body: etree._Element, *names: str) -> bool:
    parent = node.getparent()
    while parent is not None and parent is not body:
        if local_name(parent) in (*names, "del", "moveFrom", "Fallback"):
            return True
        parent = parent.getparent()
    return False


def _style_of(paragraph: etree._Element, styles: dict[str, str]) -> str:
    for node in paragraph.iter():
        if local_name(node) == "pStyle":
            return styles.get(_get(node, "val"), _get(node, "val")).casefold()
        if local_name(node) == "r":
            break
    return ""


def _kind_of(paragraph: etree._Element, style: str) -> str:
    numbered = any(local_name(node) == "numPr" for node in paragraph.iter())
    return "li" if numbered and not style.startswith("heading") else "p"


def _read_text(node: etree._Element) -> str:
    pieces: list[str] = []
    skipping: etree._Element | None = None
    for event, inner in etree.iterwalk(node, events=("start", "end")):
        if skipping is not None:
            skipping = None if event == "end" and inner is skipping else skipping
            continue
        name = local_name(inner)
        if event == "start" and name in _GONE:
            skipping = inner
        elif event == "start" and name == "t":
            pieces.append(_raise(inner) if inner.text else "")
        elif event == "start" and name in _BREAKS:
            pieces.append(_BREAKS[name])
        elif event == "end" and name == "p" and inner is not node:
            pieces.append("\n")
    return "".join(pieces)


_POWERS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def _raise(node: etree._Element) -> str:
    """A run's text; a raised number stays one."""
    text = node.text or ""
    run = node.getparent()
    raised = run is not None and any(
        local_name(one) == "vertAlign" and _get(one, "val") == "superscript" for one in run.iter()
    )
    return text.translate(_POWERS) if raised and text.strip("-").isdigit() else text
