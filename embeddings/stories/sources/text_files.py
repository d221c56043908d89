"""Plain text files: a story as typed, copied, printed by a browser, or out of an archive.

Promise: what says of a story who wrote it, when and where is read from lines of that shape alone;
any other first line is the headline.
"""

from collections.abc import Sequence
from dataclasses import replace

from embeddings.errors import UnreadableSourceError
from embeddings.stories.headlines import split_headline
from embeddings.stories.normalise import normalise, unwrap
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.archives import Document, split_archive
from embeddings.stories.sources.field_values import decode_entities
from embeddings.stories.sources.fields import complete, read_fields, read_metadata
from embeddings.stories.sources.head_lines import (
    is_byline,
    is_signed,
    read_head_lines,
    read_outlet_line,
)
from embeddings.stories.sources.labels import read_labels, split_address
from embeddings.stories.sources.mending import mend
from embeddings.stories.sources.place import Place
from embeddings.stories.sources.prints import clear_print, clear_reader_mode

_MOST_ABOVE = 3
_NO_TEXT = "empty: it holds no text"


def read_text_file(place: Place, text: str) -> tuple[RawStory | Skipped, ...]:
    """Return the story in a text, or the stories where an archive's holds several."""
    text, notices = mend(decode_entities(text))
    text = normalise(text)
    documents = split_archive(text)
    if len(documents) > 1:
        return tuple(
            _read_document(place.at(number), document, notices)
            for number, document in enumerate(documents, start=1)
        )
    if documents:
        return (_read_document(place, documents[0], notices),)
    return (read_plain(place, text, notices),)


def _read_document(place: Place, document: Document, notices: Sequence[str]) -> RawStory | Skipped:
    try:
        story = read_fields({**document.fields, "text": document.text}, place.stem, place.path)
    except UnreadableSourceError as reason:
        return Skipped(place.path, str(reason))
    return _with_fields(story, {}, notices)


def read_plain(place: Place, text: str, notices: Sequence[str] = ()) -> RawStory:
    """Return the one story in ``text``, which is normalised.

    :raises UnreadableSourceError: If it holds no text.
    """
    printed = clear_print(text.split("\n"))
    address, lines = split_address(printed.lines)
    shown = clear_reader_mode(lines)
    fields: dict[str, object] = {**printed.fields, **shown.fields}
    if address:
        fields["url"] = address
    head = read_labels(shown.lines)
    if head:
        fields |= {name: value for name, value in head.fields.items() if name != "text"}
        body = str(head.fields.get("text") or "\n".join(head.rest)).strip()
        title = str(fields.get("title", ""))
        if not title:
            title, body = split_headline(body)
    else:
        site = str(fields.get("publisher", ""))
        title, body, above = _split_outlet("\n".join(shown.lines), site)
        fields = {**above, **fields}
    if is_byline(title):
        title, body = "", f"{title}\n{body}"
    if not body:
        # A lone line is the story itself: better a story without a headline than none.
        title, body = "", title
    below = read_head_lines(body.split("\n"), title)
    body = "\n".join(below.rest).strip()
    fields = {**below.fields, **fields}
    if not body:
        raise UnreadableSourceError(_NO_TEXT)
    story = RawStory(place.stem, place.path, unwrap(normalise(body)), " ".join(title.split()))
    return _with_fields(story, fields, notices)


def _split_outlet(text: str, site: str) -> tuple[str, str, dict[str, object]]:
    """Return headline and text, and what lines above the headline say: the outlet, the day.

    A line that is nothing but ``site``, which is known, says no more.
    """
    title, body = split_headline(text)
    fields: dict[str, object] = {}
    for _ in range(_MOST_ABOVE):
        found = read_outlet_line(title) if body.count("\n") else {}
        if not found and title.casefold() != site.casefold():
            break
        fields |= found
        title, body = split_headline(body)
    name, below = split_headline(body)
    told_of = name.rpartition(" ")[2] in below
    if "published" in fields and below and is_signed(name) and not told_of:
        # With the day above the headline, names alone stand below it.
        fields["authors"], body = name, below
    return title, body, fields


def _with_fields(story: RawStory, fields: dict[str, object], notices: Sequence[str]) -> RawStory:
    known = read_metadata(fields)
    told = (*notices, *story.notices, *known.notices)
    return replace(complete(story, known), apart=(), notices=told)
