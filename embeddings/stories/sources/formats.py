"""From one file's bytes to raw stories: which ending is read in which way.

Promise: whatever can be foreseen to be wrong with the bytes gives a reason, never an exception.
"""

import gzip
import io
import json
import zlib
from collections.abc import Callable, Mapping

from embeddings.errors import UnreadableSourceError
from embeddings.stories.faults import skip_unexpected
from embeddings.stories.headlines import looks_like_headline, split_headline
from embeddings.stories.metadata import read_line, read_names, read_web_address
from embeddings.stories.normalise import normalise, normalise_line, unwrap
from embeddings.stories.publication_dates import read_date
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.refusals import find_refusal
from embeddings.stories.sources.decoding import decode

ENDINGS = (".txt", ".md", ".html", ".htm", ".json", ".jsonl", ".html.gz", ".htm.gz", ".jsonl.gz")
"""Endings of story files, in lower case."""

_NO_TEXT = "empty: it holds no text"


def ending_of(name: str) -> str | None:
    """Return which of ``ENDINGS`` the file ``name`` has, or ``None``; case does not matter."""
    lowered = name.lower()
    found = [ending for ending in ENDINGS if lowered.endswith(ending)]
    return max(found, key=len, default=None)


def parse_source(
    path: str, data: bytes, *, max_unpacked_bytes: int
) -> tuple[RawStory | Skipped, ...]:
    """Return the stories in the file ``path`` and a reason for each one that cannot be read.

    ``path`` is relative to the stories folder; its ending says how ``data`` is read. Stories come
    in the order of the file. A compressed file may grow to ``max_unpacked_bytes``.
    """
    ending = ending_of(path)
    if ending is None:
        raise ValueError(f"path must end in one of {', '.join(ENDINGS)}, was: {path}")
    stem = path[: -len(ending)]
    try:
        if not data:
            raise UnreadableSourceError("empty: the file has no bytes")
        if ending.endswith(".gz"):
            data = _unpack(data, max_unpacked_bytes)
            ending = ending.removesuffix(".gz")
        if ending == ".jsonl":
            return _parse_json_lines(path, stem, data)
        return (_PARSERS[ending](path, stem, data),)
    except UnreadableSourceError as reason:
        return (Skipped(path, str(reason)),)


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


def _parse_text(path: str, stem: str, data: bytes) -> RawStory:
    text = normalise(decode(data))
    title, body = split_headline(text)
    if not body:
        # A lone line is the story itself: better a story without a headline than none.
        title, body = "", text
    return _make_story(RawStory(stem, path, unwrap(body), title))


def _parse_markdown(path: str, stem: str, data: bytes) -> RawStory:
    # The Markdown and YAML parsers load only when a Markdown story is met.
    from embeddings.stories.sources.markdown import read_markdown  # noqa: PLC0415

    fields, body = read_markdown(decode(data))
    return _make_story(_from_fields({**fields, "text": body}, stem, path))


def _parse_web_page(path: str, stem: str, data: bytes) -> RawStory:
    # trafilatura takes a second to load, and folders without web pages never need it.
    try:
        from embeddings.stories.pages.webpages import read_web_page  # noqa: PLC0415
    except ImportError as error:
        raise UnreadableSourceError(
            f"web pages need a library that is not installed ({error}): install Byline again"
        ) from error

    page = read_web_page(data)
    if page is None:
        raise UnreadableSourceError("no article text was found in this web page")
    return _make_story(
        RawStory(
            id=stem,
            place=path,
            text=normalise(page.text),
            title=normalise_line(page.title),
            publisher=page.publisher,
            authors=page.authors,
            published=page.published,
            url=page.url,
        )
    )


def _parse_json(path: str, stem: str, data: bytes) -> RawStory:
    return _make_story(_from_fields(_load_object(data), stem, path))


def _parse_json_lines(path: str, stem: str, data: bytes) -> tuple[RawStory | Skipped, ...]:
    results: list[RawStory | Skipped] = []
    for number, line in enumerate(_split_lines(data), start=1):
        if not line.strip():
            continue
        place = f"{path}#{number}"
        try:
            fields = _load_object(line)
            results.append(_make_story(_from_fields(fields, f"{stem}#{number}", place)))
        except UnreadableSourceError as reason:
            results.append(Skipped(place, str(reason)))
        except Exception as error:
            # Each line is a source of its own: the others of a large file are still read.
            results.append(skip_unexpected(place, error))
    return tuple(results) or (Skipped(path, _NO_TEXT),)


def _split_lines(data: bytes) -> list[bytes]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        # In UTF-16 a newline is two bytes: split the text, not the bytes.
        data = decode(data).encode("utf-8", errors="replace")
    return data.split(b"\n")


def _load_object(data: bytes) -> Mapping[str, object]:
    try:
        fields = json.loads(decode(data))
    except json.JSONDecodeError as error:
        raise UnreadableSourceError(
            f"broken JSON: {error.msg.lower()} at line {error.lineno}, column {error.colno}"
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableSourceError(
            "broken JSON: it nests too deep or holds a huge number"
        ) from error
    if not isinstance(fields, dict):
        raise UnreadableSourceError('not a story: an object with a "text" field was expected')
    return fields


def _from_fields(fields: Mapping[str, object], default_id: str, place: str) -> RawStory:
    text = fields.get("text")
    if not isinstance(text, str):
        raise UnreadableSourceError('no "text" field with the story\'s text in it')
    body = unwrap(normalise(text))
    title = read_line(fields.get("title"))
    if not title:
        first = body.split("\n", 1)[0]
        title = first if looks_like_headline(first, body) else ""
    return RawStory(
        id=_read_id(fields.get("id")) or default_id,
        place=place,
        text=body,
        title=title,
        publisher=read_line(fields.get("publisher")) or None,
        authors=read_names(fields.get("authors")),
        published=read_date(fields.get("published")),
        url=read_web_address(fields.get("url")),
    )


def _read_id(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return read_line(value)


def _make_story(story: RawStory) -> RawStory:
    if not story.text:
        raise UnreadableSourceError(_NO_TEXT)
    refusal = find_refusal(story.title, story.text)
    if refusal:
        raise UnreadableSourceError(refusal)
    return story


_PARSERS: dict[str, Callable[[str, str, bytes], RawStory]] = {
    ".txt": _parse_text,
    ".md": _parse_markdown,
    ".html": _parse_web_page,
    ".htm": _parse_web_page,
    ".json": _parse_json,
}
