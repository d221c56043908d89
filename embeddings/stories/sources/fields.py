"""From the fields of a service, an export or a header to a raw story.

Promise: what was given and not understood is named in the story's notices, never guessed at.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from embeddings.errors import UnreadableSourceError
from embeddings.stories.headlines import looks_like_headline
from embeddings.stories.metadata import names_host
from embeddings.stories.normalise import normalise, unwrap
from embeddings.stories.raw import RawStory
from embeddings.stories.sources.field_names import field_of, is_saved, is_summary, list_candidates
from embeddings.stories.sources.field_values import (
    is_too_much,
    read_address,
    read_day,
    read_id,
    read_people,
    read_publisher,
    read_text,
    read_title,
    split_cut_mark,
)
from embeddings.stories.sources.head_lines import is_outlet
from embeddings.stories.sources.mending import mend, mend_fields

KNOWN_FIELDS = "text (or content, body), title, publisher, authors, published, url"
"""The fields that are read, for messages."""

_SHOWN = 40
SITE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
"""A site's host: "velm.example.com"."""
_KEPT = re.compile(
    r"https?://(?:www\.)?(?:(?:read\.)?readwise\.io|omnivore\.app|(?:get)?pocket\.com"
    r"|(?:app\.)?getpocket\.com|instapaper\.com|app\.raindrop\.io|hq\.getmatter\.app)/"
)
_OUTLET_BEHIND = re.compile(r"\s+[|–—-]\s+(?P<outlet>(?:(?!\s[|–—-]\s).){2,60})$")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What fields say of a story beside its text, and what of it was not understood."""

    title: str = ""
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    url: str | None = None
    notices: tuple[str, ...] = ()


def read_fields(
    fields: Mapping[str, object], default_id: str, place: str, *, plain: str = ""
) -> RawStory:
    """Return the story that ``fields`` describe, its text among them unless ``plain`` is that.

    :raises UnreadableSourceError: If there is no text, or the fields nest too deep.
    """
    if is_too_much(fields):
        raise UnreadableSourceError("broken: its fields nest too deep or hold too much")
    fields, mended = mend_fields(fields)
    text, notices = (plain, ()) if plain else _find_text(fields)
    body = unwrap(normalise(text))
    known = read_metadata(fields)
    title, (first, _, below) = known.title, body.partition("\n")
    repeated = bool(title and below.strip()) and first.casefold() == title.casefold()
    if not title:
        title = first if looks_like_headline(first, body) else ""
    return RawStory(
        id=read_id(fields.get("id")) or default_id,
        place=place,
        text=body,
        title=title,
        publisher=known.publisher,
        authors=known.authors,
        published=known.published,
        url=known.url,
        apart=((first, "headline"),) if repeated and first not in below.split("\n") else (),
        notices=(*mended, *notices, *known.notices),
    )


def has_text(fields: Mapping[str, object]) -> bool:
    """Say whether fields hold a text, if only one that tells of the story."""
    return any(isinstance(value, (str, list, dict)) for _, value in list_candidates(fields, "text"))


def _find_text(fields: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
    for name, value in list_candidates(fields, "text"):
        text, notices = mend(read_text(value))
        text, left_out = split_cut_mark(text)
        if not text.strip():
            continue
        if left_out:
            notices += (
                f"cut off by the service it comes from: {left_out:,} characters are missing",
            )
        if is_summary(name):
            notices += (f"only its {name} was there, not the whole text",)
        return text, notices
    if any(isinstance(value, str) for name, value in fields.items() if field_of(name) == "text"):
        raise UnreadableSourceError("empty: it holds no text")
    raise UnreadableSourceError(
        f'no "text" field with the story\'s text in it; read are {KNOWN_FIELDS}'
    )


def read_metadata(fields: Mapping[str, object]) -> Metadata:
    """Return what ``fields`` say of a story, under whatever usual names."""
    notices: list[str] = []
    url = _find_address(fields)
    publisher = _find_publisher(fields)
    authors = _first(fields, "authors", read_people) or ()
    if is_saved(fields):
        fields = {name: value for name, value in fields.items() if not _is_bare_time(name)}
    published = _first(fields, "published", read_day)
    if url is None:
        _tell(fields, "url", "address", notices)
    if published is None:
        _tell(fields, "published", "day", notices)
    if not authors:
        _tell(fields, "authors", "author", notices)
    title = strip_outlet(_first(fields, "title", read_title) or "", publisher)
    return Metadata(
        title=title,
        publisher=publisher or None,
        authors=authors,
        published=published,
        url=url,
        notices=tuple(notices),
    )


def complete(story: RawStory, known: Metadata) -> RawStory:
    """Return a story with what is known of it from elsewhere where it says nothing itself."""
    return replace(
        story,
        publisher=story.publisher or known.publisher,
        authors=story.authors or known.authors,
        published=story.published or known.published,
        url=story.url or known.url,
    )


def _is_bare_time(name: object) -> bool:
    return isinstance(name, str) and name.casefold() in ("time", "timestamp")


def _find_publisher(fields: Mapping[str, object]) -> str:
    """The outlet's name; the address of its site only where no name is given."""
    given = [read_publisher(value) for _, value in list_candidates(fields, "publisher")]
    found = [name for name in given if name]
    return next((name for name in found if not SITE.fullmatch(name)), next(iter(found), ""))


def _find_address(fields: Mapping[str, object]) -> str | None:
    """The story's address; that of its copy at a read-later service only where no other is."""
    found = [one for _, value in list_candidates(fields, "url") if (one := read_address(value))]
    return next((one for one in found if not _KEPT.match(one)), next(iter(found), None))


def strip_outlet(title: str, publisher: str | None) -> str:
    """Return a headline without the outlet's name behind it: "Wall falls - Velm Courier"."""
    match = _OUTLET_BEHIND.search(title) if publisher else None
    same = match and match["outlet"].casefold() == str(publisher).casefold()
    return title[: match.start()] if match and match.start() and same else title


def find_outlet(title: str, url: str | None) -> str:
    """Return the outlet behind a headline: one that its address bears out, or called as papers are.

    "Wall falls | The Velm Courier" of velmcourier.example.com; "" where there is none.
    """
    match = _OUTLET_BEHIND.search(title)
    if not match:
        return ""
    outlet = match["outlet"].strip()
    return outlet if names_host(outlet, url) or is_outlet(outlet) else ""


def _first(
    fields: Mapping[str, object], field: str, read: Callable[[object], _T | None]
) -> _T | None:
    """The first value under the names of ``field`` that is understood."""
    return next(
        (found for _, value in list_candidates(fields, field) if (found := read(value))), None
    )


def _tell(fields: Mapping[str, object], field: str, what: str, notices: list[str]) -> None:
    """Name the value of a field that was given and not understood."""
    for name, value in list_candidates(fields, field):
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            if field == "url" and not _means_address(name, str(value)):
                continue
            notices.append(f"its {what} {_quote(value)} ({name}) was not understood")
            return


def _means_address(name: str, value: str) -> bool:
    """Whether a value is given as an address: "source" may as well be a paper's name."""
    return name.casefold() in {"url", "link", "permalink"} or "://" in value


def _quote(value: object) -> str:
    text = " ".join(str(value).split())
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”"
