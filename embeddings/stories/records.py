"""Dataclasses of strings, numbers, days and tuples as JSON, and back again.

Promise: what ``to_fields`` makes of a value, ``from_fields`` makes that value of; a field that is
added to a class needs no line here.
"""

import json
import types
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from embeddings.stories.raw import Skipped

T = TypeVar("T")


def to_fields(value: Any) -> Any:
    """Return a value as what JSON can write."""
    if is_dataclass(value):
        return [to_fields(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [to_fields(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def from_fields(kind: Any, value: Any) -> Any:
    """Return the value of a type, such as a dataclass or ``tuple[str, ...]``, that was written.

    :raises ValueError: If it is not of that type.
    :raises TypeError: If it is not of that type.
    """
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _list_hints(kind)
        return kind(**{name: from_fields(hints[name], one) for name, one in _pair(hints, value)})
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        kinds = (inner[0],) * len(value) if inner[1:] == (...,) else inner
        return tuple(from_fields(kind, one) for kind, one in zip(kinds, value, strict=True))
    if origin is types.UnionType:
        plain = next(one for one in inner if one is not types.NoneType)
        return None if value is None else from_fields(plain, value)
    if kind is date:
        return date.fromisoformat(value)
    if kind is not Any and type(value) is not kind:
        raise ValueError(f"value must be a {kind.__name__}, was: {value!r}")
    return value


def _pair(hints: dict[str, Any], value: Any) -> list[tuple[str, Any]]:
    return list(zip(hints, value, strict=True))


@cache
def _list_hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def write_results(results: Sequence[object]) -> bytes:
    """Return stories, raw or clean, and what was skipped, as JSON."""
    named = [[isinstance(one, Skipped), to_fields(one)] for one in results]
    return json.dumps(named, ensure_ascii=False).encode(errors="surrogatepass")


def read_results(kind: type[T], written: bytes) -> tuple[T | Skipped, ...]:
    """Return what ``write_results`` wrote, if it is stories of the given kind.

    :raises ValueError: If it is not.
    :raises TypeError: If it is not.
    """
    named = json.loads(written.decode(errors="surrogatepass"))
    return tuple(from_fields(Skipped if skipped else kind, fields) for skipped, fields in named)
