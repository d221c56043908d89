"""From rows of the story database to stories, passages and what is kept of them.

Promise: a value that is not of its kind is told as damage of the index, whatever it would raise.
"""

import functools
import hashlib
import json
import zlib
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ParamSpec, TypeVar

from embeddings.attribution import Attribution
from embeddings.errors import UnusableIndexError
from embeddings.passages import Passage
from embeddings.sentences import Span
from embeddings.signatures import SIGNATURE_BYTES
from embeddings.stories import RawStory, Removed, Skipped, Story
from embeddings.stories.records import read_results

MAX_CELL = 250_000_000
"""Bytes of one value; a story file may have 20 million, some JSON Lines files ten times as much."""

_MAX_AUTHORS = 1_000_000
"""Characters of the names of a story's authors; a reader of files keeps far fewer."""

STORY = "id, text, title, publisher, authors, published, url, removed, sha256"
"""What ``make_story`` takes, from the table of stories."""
PASSAGE = (
    "SELECT passages.row, stories.id, start, end, substr(stories.text, start + 1, end - start), "
    "passages.title FROM passages JOIN stories ON stories.row = passages.story"
)
"""The row of a passage, and what ``make_passage`` takes."""

P = ParamSpec("P")
T = TypeVar("T")


def _tell_damage(make: Callable[P, T]) -> Callable[P, T]:
    """Turn what a value of the wrong kind or range raises into an ``UnusableIndexError``."""

    @functools.wraps(make)
    def checked(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return make(*args, **kwargs)
        except (ValueError, TypeError, AttributeError, RecursionError, zlib.error) as error:
            raise make_damage_error(f"{type(error).__name__}: {error}") from error

    return checked


@_tell_damage
def make_signature(value: Any) -> bytes:
    """Return a text's signature as it was stored.

    :raises UnusableIndexError: If it is none.
    """
    if not isinstance(value, bytes) or len(value) != SIGNATURE_BYTES:
        raise ValueError("a story's signature is none")
    return value


@_tell_damage
def make_story(row: Sequence[Any]) -> Story:
    """Make a story of its row, its text compared with the hash that was stored.

    :raises UnusableIndexError: If a value is not of its kind.
    """
    story_id, text, title, publisher, authors, published, url, removed, sha256 = row
    if hashlib.sha256(text.encode()).hexdigest() != sha256:
        raise ValueError("a story's text is not the one that was stored")
    if len(authors) > _MAX_AUTHORS:
        raise ValueError("a story has too many authors")
    return Story(
        id=story_id,
        text=text,
        title=title,
        publisher=publisher,
        authors=tuple(json.loads(authors)),
        published=date.fromisoformat(published) if published else None,
        url=url,
        removed=tuple(Removed(*one) for one in json.loads(removed)),
    )


@_tell_damage
def make_passage(fields: Sequence[Any]) -> Passage:
    """Make a passage of its row.

    :raises UnusableIndexError: If a value is not of its kind.
    """
    return Passage(*fields)


@_tell_damage
def make_spans(spans: str) -> tuple[Span, ...]:
    """Make the spans of a story's sentences.

    :raises UnusableIndexError: If a value is not of its kind.
    """
    return tuple(Span(*span) for span in json.loads(spans))


@_tell_damage
def make_attributions(found: str) -> tuple[Attribution, ...]:
    """Make the attributions of a story.

    :raises UnusableIndexError: If a value is not of its kind.
    """
    return tuple(_make_attribution(fields) for fields in json.loads(found))


def _make_attribution(fields: list[Any]) -> Attribution:
    source, cue, content, *rest = fields
    return Attribution(Span(*source), Span(*cue), Span(*content), *rest)


@_tell_damage
def unpack_results(packed: bytes) -> tuple[RawStory | Skipped, ...]:
    """Return what was in a file.

    :raises UnusableIndexError: If a value is not of its kind.
    """
    return read_results(RawStory, zlib.decompressobj().decompress(packed, MAX_CELL))


def make_damage_error(reason: str) -> UnusableIndexError:
    """Return what to raise for a database that cannot be read."""
    reason = " ".join(reason.split())[:200]
    return UnusableIndexError(
        f"The stories in the index cannot be read ({reason}): run `byline rebuild-index`."
    )
