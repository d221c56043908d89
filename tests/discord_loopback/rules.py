"""What Discord refuses although its description lets it through.

Promise: each rule is one that Discord documents or is known to keep; none is of our own making.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from discord_loopback.objects import COMPONENTS_V2, Json

_CHAT_NAME = re.compile(r"[-_'\w]{1,32}")
"""The pattern of a chat command's name; Discord adds that it has no upper case."""


def find_message_problem(body: Json, flags: int) -> str | None:
    """Return why Discord would refuse a message with ``body``, None if it would not.

    ``flags`` are those that the message will have.
    """
    parts = list(walk_components(body.get("components") or []))
    names = Counter(part["custom_id"] for part in parts if "custom_id" in part)
    repeated = [name for name, count in names.items() if count > 1]
    if repeated:
        return f"components: the custom id {repeated[0]} is there twice"
    if len(parts) > 40:
        return f"components: at most 40, were {len(parts)}"
    if flags & COMPONENTS_V2:
        return _find_v2_problem(body, parts)
    return _find_v1_problem(body, parts)


def _find_v1_problem(body: Json, parts: list[Json]) -> str | None:
    if len(body.get("components") or []) > 5:
        return "components: at most 5 rows"
    if any(part["type"] not in _V1_TYPES for part in parts):
        return "components: of a kind that needs the flag of components V2"
    if count_embed_characters(body.get("embeds") or []) > 6000:
        return "embeds: more than 6000 characters in all"
    return None


_V1_TYPES = frozenset({1, 2, 3, 5, 6, 7, 8})


def _find_v2_problem(body: Json, parts: list[Json]) -> str | None:
    if any(body.get(field) for field in ("content", "embeds", "poll", "sticker_ids")):
        return "flags: components V2 stand alone, without content, embeds, polls and stickers"
    characters = sum(len(part.get("content", "")) for part in parts if part["type"] == 10)
    if characters > 4000:
        return f"components: at most 4000 characters of text, were {characters}"
    return None


def is_empty_message(body: Json, files: tuple[str, ...]) -> bool:
    """Say whether a new message would hold nothing to see."""
    return not files and not any(
        body.get(field) for field in ("content", "embeds", "components", "poll", "sticker_ids")
    )


def walk_components(parts: list[Json]) -> Iterator[Json]:
    """Yield components with those inside them, from the top down."""
    for part in parts:
        yield part
        yield from walk_components(part.get("components") or [])
        if inner := [part[name] for name in ("accessory", "component") if part.get(name)]:
            yield from walk_components(inner)


def count_embed_characters(embeds: list[Json]) -> int:
    """Count the characters that fall under the limit for all embeds of a message."""
    return sum(
        len(embed.get("title") or "")
        + len(embed.get("description") or "")
        + len((embed.get("footer") or {}).get("text") or "")
        + len((embed.get("author") or {}).get("name") or "")
        + sum(len(field["name"]) + len(field["value"]) for field in embed.get("fields") or [])
        for embed in embeds
    )


def find_command_problem(commands: Any) -> str | None:
    """Return why Discord would refuse a list of commands, None if it would not."""
    if not isinstance(commands, list):
        return "must be a list"
    kinds = Counter((command.get("type", 1), command.get("name")) for command in commands)
    for (kind, name), count in kinds.items():
        if count > 1:
            return f"the command {name} is there twice"
        if kind == 1 and (not _CHAT_NAME.fullmatch(str(name)) or name != name.lower()):
            return f"{name} is no name for a command"
    if any(command.get("type", 1) != 1 and command.get("description") for command in commands):
        return "a menu has no description"
    return None
