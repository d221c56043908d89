"""PDF files, by pypdf: the text of their pages in reading order.

Promise: only text is read: no script, form, attachment or link of the file is opened. A page
without text is named: it is a picture of one.
"""

import io
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from embeddings.errors import UnreadableSourceError
from embeddings.stories.metadata import read_names
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.fields import complete, read_metadata
from embeddings.stories.sources.place import Place, with_notice
from embeddings.stories.sources.prints import read_print_lines
from embeddings.stories.sources.readers.guard import Deadline, call_parser
from embeddings.stories.sources.readers.pdf_lines import (
    Line,
    Piece,
    find_headline,
    find_letterhead,
    join_paragraphs,
    leave_out_margins,
    make_lines,
    place_piece,
)
from embeddings.stories.sources.text_files import read_plain

# It tells every oddity of a file on stderr; what matters of them becomes a reason or a notice.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_MAX_PAGES = 500
_MAX_CONTENT = 500_000
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint)\b.*|untitled.*|document\d*|.*\.(?:docx?|odt|rtf|indd"
    r"|qxd|pdf)"
    r"|\W*|print.*|slide \d+)", re.IGNORECASE
)  # fmt: skip


def read(place: Place, data: bytes, _max_bytes: int) -> tuple[RawStory | Skipped, ...]:
    """Return the story of a PDF file."""
    return call_parser("a PDF file", lambda: _read(place, data))


def _read(place: Place, data: bytes) -> tuple[RawStory | Skipped, ...]:
    reader = _open(data)
    pages = len(reader.pages)
    lines, empty, notices = _read_pages(reader)
    if not lines and notices:
        raise UnreadableSourceError(f"too large: {notices[0]}")
    if not lines:
        raise UnreadableSourceError(
            f"no text: its {pages} page(s) are pictures (scanned); make them text first (OCR)"
        )
    if empty:
        shown = ", ".join(map(str, empty[:8])) + (" …" if len(empty) > 8 else "")
        notices.append(f"its page(s) {shown} hold no text: they are pictures (scanned) or empty")
    story = _make_story(place, lines, pages, reader)
    return with_notice((story,), *notices) if notices else (story,)


def _open(data: bytes) -> PdfReader:
    reader = PdfReader(io.BytesIO(data), strict=False)
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableSourceError("locked: it needs a password; save it without one")
    except (DependencyError, FileNotDecryptedError, NotImplementedError) as error:
        raise UnreadableSourceError("locked: it is encrypted; save it without") from error
    return reader


def _read_pages(reader: PdfReader) -> tuple[list[Line], list[int], list[str]]:
    """All lines, the numbers of the pages without any, and what was left out."""
    lines: list[Line] = []
    empty: list[int] = []
    notices: list[str] = []
    deadline = Deadline()
    for number, page in enumerate(reader.pages, start=1):
        if number > _MAX_PAGES or deadline.is_over():
            notices.append(f"only its first {number - 1} of {len(reader.pages)} pages were read")
            break
        found = _read_page(page, number)
        lines += found or ()
        if found is None:
            notices.append(f"its page {number} holds too much to be read")
        elif not found:
            empty.append(number)
    return lines, empty, notices


def _read_page(page: PageObject, number: int) -> Sequence[Line] | None:
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > _MAX_CONTENT:
        return None
    pieces: list[Piece] = []

    def keep(text: str, cm: Any, tm: Any, _font: Any, size: float) -> None:
        if text:
            pieces.append(place_piece(text, cm, tm, size))

    page.extract_text(visitor_text=keep)
    return make_lines(pieces, number)


def _make_story(place: Place, lines: list[Line], pages: int, reader: PdfReader) -> RawStory:
    printed = read_print_lines([line.text for line in lines])
    kept = leave_out_margins(lines, pages) or tuple(lines)
    title = find_headline(kept) or _stated(reader, "title")
    above = find_letterhead(kept, title)
    paragraphs = [text for text, _ in join_paragraphs(kept[len(above) :])]
    body = [text for text in paragraphs if text.casefold() != title.casefold()]
    shown = [line.text for line in above]
    text = "\n\n".join([title, *shown, *body] if title else body)
    story = read_plain(place, text)
    known = read_metadata(printed)
    authors = tuple(name for name in read_names(_stated(reader, "author")) if " " in name)
    apart = tuple((text, "letterhead") for text in shown)
    return replace(complete(story, replace(known, authors=authors)), apart=apart)


def _stated(reader: PdfReader, name: str) -> str:
    """What the file says of itself, where that says anything."""
    metadata = reader.metadata
    value = getattr(metadata, name, None) if metadata is not None else None
    text = " ".join(str(value).split()) if value else ""
    return "" if _NO_TITLE.fullmatch(text) else text
