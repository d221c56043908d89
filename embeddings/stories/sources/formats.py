"""From one file's bytes to raw stories: which ending is read in which way.

Promise: whatever can be foreseen to be wrong with the bytes gives a reason, never an exception.
"""

import gzip
import importlib
import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import cast

from embeddings.errors import UnreadableSourceError
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.refusals import find_refusal
from embeddings.stories.sources.decoding import decode
from embeddings.stories.sources.heads import settle_head
from embeddings.stories.sources.json_files import read_json, read_json_lines
from embeddings.stories.sources.place import Place
from embeddings.stories.sources.text_files import read_text_file

Results = tuple[RawStory | Skipped, ...]
Reader = Callable[[Place, bytes, int], Results]
"""Reads the stories in a file's bytes, which may unpack to so many."""

_NO_TEXT = "empty: it holds no text"
_ROOM = "embeddings.stories.sources.readers"


def _read_text(place: Place, data: bytes, _max_bytes: int) -> Results:
    text = decode(data)
    if text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        return _load("web_pages")(place, data, _max_bytes)
    return read_text_file(place, text)


def _read_json(place: Place, data: bytes, _max_bytes: int) -> Results:
    return read_json(place, data)


def _read_json_lines(place: Place, data: bytes, _max_bytes: int) -> Results:
    return read_json_lines(place, data)


_LIGHT: dict[str, Reader] = {
    **dict.fromkeys((".txt", ".text"), _read_text),
    ".json": _read_json,
    **dict.fromkeys((".jsonl", ".ndjson"), _read_json_lines),
}
_TEXT_KINDS = {
    **dict.fromkeys((".md", ".markdown"), "markdown_files"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "web_pages"),
    **dict.fromkeys((".xml", ".rss", ".atom"), "feeds"),
    **dict.fromkeys((".csv", ".tsv"), "tables"),
    **dict.fromkeys((".eml", ".mbox"), "mail"),
    **dict.fromkeys((".mhtml", ".mht"), "page_archives"),
    ".rtf": "rich_text",
    ".warc": "web_archives",
}
_PACKED_KINDS = {
    ".pdf": "pdf",
    **dict.fromkeys((".docx", ".docm"), "word"),
    ".odt": "open_document",
    ".epub": "books",
}
_LATE = {**_TEXT_KINDS, **_PACKED_KINDS}
"""Which module of ``readers`` reads an ending: it loads when the first such file is met."""

ENDINGS = (*_LIGHT, *_LATE, *(f"{ending}.gz" for ending in (*_LIGHT, *_TEXT_KINDS)))
"""Endings of story files, in lower case."""

LINE_BY_LINE = (".jsonl.gz", ".ndjson.gz", ".warc.gz")
"""Packed kinds of many stories, which may unpack to more than one story's file may."""


def ending_of(name: str) -> str | None:
    """Return which of ``ENDINGS`` the file ``name`` has, or ``None``; case does not matter."""
    lowered = name.lower()
    found = [ending for ending in ENDINGS if lowered.endswith(ending)]
    return max(found, key=len, default=None)


def parse_source(path: str, data: bytes, *, max_unpacked_bytes: int) -> Results:
    """Return the stories in the file ``path`` and a reason for each one that cannot be read.

    ``path`` is relative to the stories folder; its ending says how ``data`` is read. Stories come
    in the order of the file. A packed file may grow to ``max_unpacked_bytes``.
    """
    ending = ending_of(path)
    if ending is None:
        raise ValueError(f"path must end in one of {', '.join(ENDINGS)}, was: {path}")
    place = Place(path, path[: -len(ending)])
    try:
        if not data:
            raise UnreadableSourceError("empty: the file has no bytes")
        if ending.endswith(".gz") and ending != ".warc.gz":
            data = _unpack(data, max_unpacked_bytes)
        read = _find_reader(ending.removesuffix(".gz"))
        return tuple(_check(read(place, data, max_unpacked_bytes))) or (Skipped(path, _NO_TEXT),)
    except UnreadableSourceError as reason:
        return (Skipped(path, str(reason)),)


def _find_reader(ending: str) -> Reader:
    light = _LIGHT.get(ending)
    return light or _load(_LATE[ending])


def _load(name: str) -> Reader:
    try:
        module = importlib.import_module(f"{_ROOM}.{name}")
    except ImportError as error:
        raise UnreadableSourceError(
            f"its kind needs a library that is not installed ({error}): install Byline again"
        ) from error
    return cast(Reader, module.read)


def _check(results: Iterable[RawStory | Skipped]) -> Iterator[RawStory | Skipped]:
    """Leave out what is no story: nothing, or what a site shows instead of one."""
    for result in results:
        if isinstance(result, RawStory):
            reason = find_refusal(result.title, result.text) if result.text else _NO_TEXT
            yield Skipped(result.place, reason) if reason else settle_head(result)
        else:
            yield result


def _unpack(data: bytes, max_bytes: int) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            unpacked = stream.read(max_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableSourceError("damaged: it is not a whole gzip file") from error
    if len(unpacked) > max_bytes:
        raise UnreadableSourceError(
            f"too large: it unpacks to more than {max_bytes / 1e6:g} MB; split it up"
        )
    if not unpacked.strip():
        raise UnreadableSourceError(_NO_TEXT)
    return unpacked
