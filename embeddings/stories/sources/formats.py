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
from embeddings.stories.sources.endings import ENDINGS, JSON, JSON_LINES, LATE, TEXT, ending_of
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
    **dict.fromkeys(TEXT, _read_text),
    **dict.fromkeys(JSON, _read_json),
    **dict.fromkeys(JSON_LINES, _read_json_lines),
}


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
    return light or _load(LATE[ending])


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
