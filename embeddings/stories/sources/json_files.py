"""JSON files: one story, a list of stories, a service's envelope of them, or one a line.

Promise: an object that holds no story is named with its reason; the others are still read.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from embeddings.errors import UnreadableSourceError
from embeddings.stories.faults import skip_unexpected
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.decoding import decode
from embeddings.stories.sources.field_names import field_of, plain_name
from embeddings.stories.sources.fields import KNOWN_FIELDS, has_text, read_fields
from embeddings.stories.sources.place import Place, with_notice

_WRAPPERS = ("fields", "attributes", "source", "node", "data", "item", "article", "document", "doc")
"""Where a service puts a story's fields within the object that stands for it."""
_ENVELOPES = 5
"""How deep in an envelope the list of its stories may lie."""
_NO_TEXT = "empty: it holds no text"
_NOT_A_STORY = 'not a story: an object with a "text" field was expected'


def read_json(place: Place, data: bytes) -> tuple[RawStory | Skipped, ...]:
    """Return the story or the stories of a ``.json`` file."""
    return _read_loaded(place, _load(decode(data)))


def _read_loaded(place: Place, loaded: object) -> tuple[RawStory | Skipped, ...]:
    if isinstance(loaded, Mapping):
        flat = _flatten(loaded)
        if has_text(flat) and not _holds_stories(flat):
            return (read_fields(flat, place.stem, place.path),)
    items = _find_items(loaded)
    if items is None:
        if isinstance(loaded, Mapping):
            raise UnreadableSourceError(
                f'no "text" field with the story\'s text in it; read are {KNOWN_FIELDS}'
            )
        raise UnreadableSourceError(_NOT_A_STORY)
    if not items:
        raise UnreadableSourceError("empty: its list holds no story")
    return tuple(
        result for number, item in enumerate(items, start=1)
        for result in _read_object(item, place.at(number))
    )  # fmt: skip


def _read_object(item: object, place: Place) -> tuple[RawStory | Skipped, ...]:
    try:
        if not isinstance(item, Mapping):
            raise UnreadableSourceError(_NOT_A_STORY)
        return (read_fields(_flatten(item), place.stem, place.path),)
    except UnreadableSourceError as reason:
        return (Skipped(place.path, str(reason)),)
    except Exception as error:
        # Each object is a source of its own: the others of a large file are still read.
        return (skip_unexpected(place.path, error),)


def read_json_lines(place: Place, data: bytes) -> tuple[RawStory | Skipped, ...]:
    """Return the stories of a file with an object a line; a place is numbered by its line.

    Objects that span several lines are told from broken lines, and read all the same.
    """
    lines = [
        (number, line) for number, line in enumerate(_split_lines(data), start=1) if line.strip()
    ]
    if not lines:
        raise UnreadableSourceError(_NO_TEXT)
    if _spans_lines([line for _, line in lines]):
        return _read_pretty(place, decode(data))
    return tuple(result for number, line in lines for result in _read_line(line, place.at(number)))


def _read_line(line: bytes, place: Place) -> tuple[RawStory | Skipped, ...]:
    try:
        loaded = _load(decode(line))
        if isinstance(loaded, list) and len(loaded) == 1:
            loaded = loaded[0]
        if not isinstance(loaded, Mapping):
            raise UnreadableSourceError(_NOT_A_STORY)
    except UnreadableSourceError as reason:
        return (Skipped(place.path, str(reason)),)
    return _read_object(loaded, place)


def _spans_lines(lines: Sequence[bytes]) -> bool:
    """Whether the objects of a file span lines: its first line opens one and does not end it."""
    first = lines[0].strip().removeprefix(b"\xef\xbb\xbf")
    return len(lines) > 1 and (
        first in (b"{", b"[", b"[{") or (first[:1] in (b"{", b"[") and not _is_whole(first)
        and first[-1:] in (b",", b"{", b"[") and not any(map(_is_whole, lines[1:3])))
    )  # fmt: skip


def _is_whole(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), (dict, list))
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
    return data.split(b"\n")


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


def _flatten(item: Mapping[str, object]) -> Mapping[str, object]:
    """Return an object with the fields that its service wraps up lifted to its top."""
    flat = dict(item)
    for name, value in item.items():
        if plain_name(name) in _WRAPPERS and isinstance(value, Mapping) and has_text(value):
            kept = {key: one for key, one in flat.items() if key != name}
            return {**kept, **value}
    return flat


def _holds_stories(item: Mapping[str, object]) -> bool:
    """Whether what an object calls its text is a list of whole stories."""
    return any(
        field_of(name) == "text" and isinstance(value, list) and bool(value)
        and all(isinstance(one, Mapping) and _is_story(one) for one in value)
        for name, value in item.items()
    )  # fmt: skip


def _is_story(item: object) -> bool:
    """Whether an object is a story: it holds a text and a headline or an address."""
    if not isinstance(item, Mapping):
        return False
    flat = _flatten(item)
    fields = {field_of(name) for name in flat if isinstance(name, str)}
    return has_text(flat) and bool(fields & {"title", "url", "published"})


def _find_items(loaded: object) -> Sequence[object] | None:
    """The list of stories in an envelope: the first, level by level, that holds one."""
    if isinstance(loaded, list):
        return loaded
    level = [loaded]
    for _ in range(_ENVELOPES):
        inner = [value for one in level if isinstance(one, Mapping) for value in one.values()]
        for value in (*level[:1], *inner):
            items = list(value.values()) if isinstance(value, Mapping) else value
            if isinstance(items, list) and items and any(_is_story(one) for one in items[:50]):
                return items
        level = inner[:1000]
    return None
