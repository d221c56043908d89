"""Rich text files (.rtf), by striprtf: their words alone.

Promise: pictures, objects and fields of the file are passed over, never opened.
"""

import re

from striprtf.striprtf import rtf_to_text

from embeddings.errors import UnreadableSourceError
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.place import Place
from embeddings.stories.sources.readers.guard import call_parser
from embeddings.stories.sources.readers.paragraphs import Paragraph, make_story

_INFO = re.compile(
    r"\{\\(?P<name>title|author)\s(?P<value>(?:[^{}\\]|\\'[\da-f]{2}|\\[{}\\]|\\u-?\d+ ?\??)*)\}"
)
_POWER = re.compile(r"\\super(?:\\[a-z]+-?\d*)*[ \r\n]{0,3}(?P<digits>-?\d{1,3})(?=[}\\])")
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_CELL = re.compile(r"\s*\n*\|(?=[^\s|])")
_ROW_END = re.compile(r"\|+(?=\n|\Z)")
_MAX_BYTES = 8_000_000
_HEAD = 20_000
_DATA = re.compile(rb"[\da-fA-F\s]{4000,}")


def read(place: Place, data: bytes, _max_bytes: int) -> tuple[RawStory | Skipped, ...]:
    """Return the story of a rich text file."""
    if not data.lstrip()[:5] == b"{\\rtf":
        raise UnreadableSourceError("damaged: it is no rich text file")
    source = _DATA.sub(b" ", data).decode("latin-1")
    if len(source) > _MAX_BYTES:
        raise UnreadableSourceError(f"too large: more than {_MAX_BYTES / 1e6:g} MB of rich text")
    text = _CELL.sub(" | ", _ROW_END.sub("", _read_words(_POWER.sub(_raise, source))))
    core: dict[str, list[str]] = {}
    for match in _INFO.finditer(source[:_HEAD]):
        value = _read_words("{\\rtf1\\ansi " + match["value"] + "}")
        core["title" if match["name"] == "title" else "creator"] = [value.strip()]
    paragraphs = [Paragraph("", line.strip()) for line in text.split("\n") if line.strip()]
    return (make_story(place, paragraphs, core),)


def _raise(match: re.Match[str]) -> str:
    return "".join(f"\\u{ord(char)}?" for char in match["digits"].translate(_RAISED))


def _read_words(source: str) -> str:
    words = call_parser("rich text", lambda: rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]
    return str(words)
