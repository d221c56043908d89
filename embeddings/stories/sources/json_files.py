"""JSON files: one story, a list of stories, a service's envelope of them, or one a line.

Promise: an object that holds no story is named with its reason; the others are still read.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from embeddings.errors import UnreadableSourceError
from embeddings.stories.faults import skip_unexpected
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.decoding import decode
from embeddings.stories.sources.envelopes import find_items, flatten, holds_stories, read_feed
from embeddings.stories.sources.fields import KNOWN_FIELDS, has_text, read_fields
from embeddings.stories.sources.place import Place, with_notice

_NO_TEXT = "empty: it holds no text"
_NO_JSON = "broken JSON Lines: none of its lines is JSON"
_NOT_A_STORY = 'not a story: an object with a "text" field was expected'


def read_json(place: Place, data: bytes) -> tuple[RawStory | Skipped, ...]:
    """Return the story or the stories of a ``.json`` file."""
    return _read_loaded(place, _load(decode(data)))


def _read_loaded(place: Place, loaded: object) -> tuple[RawStory | Skipped, ...]:
    if isinstance(loaded, Mapping):
        flat = flatten(loaded)
        if has_text(flat) and not holds_stories(flat):
            return (read_fields(flat, place.stem, place.path),)
    items = find_items(loaded)
    if items is None:
        if isinstance(loaded, Mapping):
            raise UnreadableSourceError(
                f'no "text" field with the story\'s text in it; read are {KNOWN_FIELDS}'
            )
        raise UnreadableSourceError(_NOT_A_STORY)
    if not items:
        raise UnreadableSourceError("empty: its list holds no story")
    shared = read_feed(loaded)
    return tuple(
        result for number, item in enumerate(items, start=1)
        for result in _read_object(
            {**shared, **item} if isinstance(item, Mapping) else item, place.at(number)
        )
    )  # fmt: skip


def _read_object(item: object, place: Place) -> tuple[RawStory | Skipped, ...]:
    try:
        if not isinstance(item, Mapping):
            raise UnreadableSourceError(_NOT_A_STORY)
        return (read_fields(flatten(item), place.stem, place.path),)
    except UnreadableSourceError as reason:
        return (Skipped(place.path, str(reason)),)
    except Exception as error:
        # Each object is a source of its own: the others of a large file are still read.
        return (skip_unexpected(place.path, error),)


def read_json_lines(place: Place, data: bytes) -> tuple[RawStory | Skipped, ...]:
    """Return the stories of a file with an object a line; a place is numbered by its line.

    Objects that span several lines are told from broken lines, and read all the same; a file of
    another kind is named once.
    """
    split = _split_lines(data)
    lines = [(number, line) for number, line in enumerate(split, start=1) if line.strip()]
    if not lines:
        raise UnreadableSourceError(_NO_TEXT)
    if _spans_lines([line for _, line in lines]):
        return _read_pretty(place, decode(b"\n".join(split)))
    if len(lines) > 1 and not any(_is_whole(line, (object,)) for _, line in lines):
        raise UnreadableSourceError(_NO_JSON)
    return tuple(result for number, line in lines for result in _read_line(line, place.at(number)))


def _read_line(line: bytes, place: Place) -> tuple[RawStory | Skipped, ...]:
    try:
        loaded = _load(decode(line))
        if isinstance(loaded, list):
            if len(loaded) > 1:
                return tuple(
                    result for number, item in enumerate(loaded, start=1)
                    for result in _read_object(item, place.at(number))
                )  # fmt: skip
            loaded = loaded[0] if loaded else None
        if not isinstance(loaded, Mapping):
            raise UnreadableSourceError(_NOT_A_STORY)
    except UnreadableSourceError as reason:
        return (Skipped(place.path, str(reason)),)
    return _read_object(loaded, place)


def _spans_lines(lines: Sequence[bytes]) -> bool:
    """Whether the objects of a file span lines: its first line opens one and does not end it."""
    first = lines[0].removeprefix(b"\xef\xbb\xbf").strip()
    return len(lines) > 1 and (
        first in (b"{", b"[", b"[{") or (first[:1] in (b"{", b"[") and not _is_whole(first)
        and first[-1:] in (b",", b"{", b"[") and not any(map(_is_whole, lines[1:3])))
    )  # fmt: skip


def _is_whole(line: bytes, kinds: tuple[type, ...] = (dict, list)) -> bool:
    """Whether a line is JSON by itself, of one of these kinds."""
    try:
        return isinstance(json.loads(line), kinds)
    except (ValueError, RecursionError):
        return False


def _read_pretty(place: Place, text: str) -> tuple[RawStory | Skipped, ...]:
    """Read objects that span lines, one after the other, as long as they are whole."""
    notice = "its objects span several lines: write one object a line"
    try:
        objects = list(_iterate_objects(text))
    except UnreadableSourceError as reason:
        raise UnreadableSourceError(f"broken JSON Lines: {notice} ({reason})") from reason
    if len(objects) == 1 and isinstance(objects[0], list):
        objects = objects[0]
    results = [
        result for number, item in enumerate(objects, start=1)
        for result in _read_object(item, place.at(number))
    ]  # fmt: skip
    return with_notice(results, notice)


def _iterate_objects(text: str) -> Iterator[object]:
    decoder, at = json.JSONDecoder(), 0
    text = text.strip()
    while at < len(text):
        try:
            loaded, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise UnreadableSourceError(_phrase(error)) from error
        except (ValueError, RecursionError) as error:
            raise UnreadableSourceError("it nests too deep or holds a huge number") from error
        yield loaded
        while at < len(text) and text[at] in " \r\n\t,":
            at += 1


def _split_lines(data: bytes) -> list[bytes]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        # In UTF-16 a newline is two bytes: split the text, not the bytes.
        data = decode(data).encode("utf-8", errors="replace")
    # A JSON text sequence has a record separator before each object, which no JSON holds.
    return data.replace(b"\x1e", b" ").split(b"\n")


def _load(text: str) -> object:
    try:
        loaded: object = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableSourceError(f"broken JSON: {_phrase(error)}") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableSourceError(
            "broken JSON: it nests too deep or holds a huge number"
        ) from error
    return loaded


def _phrase(error: json.JSONDecodeError) -> str:
    return f"{error.msg.lower()} at line {error.lineno}, column {error.colno}"
