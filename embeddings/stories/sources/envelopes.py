"""What services wrap stories up in: envelopes of several, and objects within objects.

Promise: only the standard shapes of services are opened, and none deeper than they go.
"""

from collections.abc import Mapping, Sequence

from embeddings.stories.sources.field_names import field_of, plain_name
from embeddings.stories.sources.fields import has_text

_WRAPPERS = ("fields", "attributes", "source", "node", "data", "item", "article", "document", "doc",
             "post", "story", "result", "entry", "response")  # fmt: skip
"""Where a service puts a story's fields within the object that stands for it."""
_BESIDE = ("metadata", "meta", "embedded", "info", "details", "dates", "extra", "params", "head")
"""Where it puts what it says of a story beside the text."""
_MOST_WRAPPED = 4
_ENVELOPES = 5
"""How deep in an envelope the list of its stories may lie."""


def flatten(item: Mapping[str, object]) -> Mapping[str, object]:
    """Return an object with the fields that its service wraps up lifted to its top.

    What it says there itself counts more than what it holds beside the text.
    """
    flat = dict(item)
    for _ in range(_MOST_WRAPPED):
        name = next((key for key, one in flat.items() if _is_wrapper(key, one)), None)
        if name is None:
            break
        inner = flat.pop(name)
        flat |= inner if isinstance(inner, Mapping) else {}
    for name, value in tuple(flat.items()):
        if plain_name(name) in _BESIDE and isinstance(value, Mapping):
            known = {field_of(str(key)) for key, one in flat.items() if not _is_number(one)}
            flat |= {key: one for key, one in value.items() if field_of(str(key)) not in known}
    return flat


def _is_number(value: object) -> bool:
    """Whether a value names nobody and no day by itself: a service's own number, or nothing."""
    return value in (None, "") or (isinstance(value, int) and abs(value) < 1e8)


def _is_wrapper(name: str, value: object, depth: int = 0) -> bool:
    """Whether a field holds a whole story's fields, not only its text."""
    if plain_name(name) not in _WRAPPERS or not isinstance(value, Mapping) or depth > _MOST_WRAPPED:
        return False
    told = {field_of(str(key)) for key in value} & {"title", "url", "published", "authors"}
    return (has_text(value) and bool(told or field_of(name) != "text")) or any(
        _is_wrapper(str(key), one, depth + 1) for key, one in value.items()
    )


def holds_stories(item: Mapping[str, object]) -> bool:
    """Whether what an object calls its text is a list of whole stories."""
    return any(
        field_of(name) == "text" and isinstance(value, list) and bool(value)
        and all(isinstance(one, Mapping) and is_story(one) for one in value)
        for name, value in item.items()
    )  # fmt: skip


def is_story(item: object) -> bool:
    """Whether an object is a story: it holds a text and a headline or an address."""
    if not isinstance(item, Mapping):
        return False
    flat = flatten(item)
    fields = {field_of(name) for name in flat if isinstance(name, str)}
    return has_text(flat) and bool(fields & {"title", "url", "published"})


def find_items(loaded: object) -> Sequence[object] | None:
    """The list of stories in an envelope: the first, level by level, that holds one."""
    if isinstance(loaded, list):
        return loaded
    level = [loaded]
    for _ in range(_ENVELOPES):
        inner = [value for one in level if isinstance(one, Mapping) for value in one.values()]
        for value in (*level[:1], *inner):
            items = list(value.values()) if isinstance(value, Mapping) else value
            if isinstance(items, list) and items and any(is_story(one) for one in items[:50]):
                return items
        level = inner[:1000]
    return None


def read_feed(loaded: object) -> Mapping[str, object]:
    """What a JSON Feed says of all of its items: whose they are."""
    if not isinstance(loaded, Mapping) or "jsonfeed.org" not in str(loaded.get("version"))[:60]:
        return {}
    return {"feed_title": loaded.get("title")}
