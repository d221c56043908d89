"""Web archives (.warc, .warc.gz), by warcio: a story for each page in them.

Promise: records are unpacked within bounds; those that hold no page are counted, not opened.
"""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from embeddings.errors import UnreadableSourceError
from embeddings.stories.metadata import read_web_address
from embeddings.stories.normalise import normalise
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.decoding import decode
from embeddings.stories.sources.place import Place, with_notice
from embeddings.stories.sources.readers.guard import Deadline, call_parser
from embeddings.stories.sources.readers.web_pages import read_page
from embeddings.stories.sources.text_files import read_plain

_PAGES = ("text/html", "application/xhtml+xml")
_MAX_PAGE = 20_000_000


def read(place: Place, data: bytes, max_bytes: int) -> tuple[RawStory | Skipped, ...]:
    """Return the articles of a web archive's pages, numbered from 1."""
    others: Counter[str] = Counter()
    results: list[RawStory | Skipped] = []
    pages = _list_pages(data, max_bytes, others)
    try:
        for number, (kind, url, page) in enumerate(pages, start=1):
            results.append(_read_page(place.at(number), kind, url, page))
    except UnreadableSourceError as reason:
        results.append(Skipped(place.path, str(reason)))
    if not results:
        raise UnreadableSourceError("no story: the archive holds no web page")
    if others:
        told = ", ".join(f"{number} {kind}" for kind, number in others.most_common(4))
        return with_notice(results, f"records of other kinds were not read: {told}")
    return tuple(results)


def _list_pages(
    data: bytes, max_bytes: int, others: Counter[str]
) -> Iterator[tuple[str, str | None, bytes]]:
    deadline, left = Deadline(), max_bytes
    records = iter(ArchiveIterator(io.BytesIO(data)))
    while True:
        record = call_parser("a web archive", lambda: next(records, None))
        if record is None:
            return
        if deadline.is_over():
            raise UnreadableSourceError("too large: reading it takes too long; split it up")
        kind = _kind_of(record)
        if kind is None:
            continue
        if kind not in (*_PAGES, "text/plain"):
            others[kind] += 1
            continue
        most = min(left, _MAX_PAGE)
        page = call_parser("a web archive", lambda: record.content_stream().read(most + 1))  # noqa: B023
        if len(page) > most:
            raise UnreadableSourceError("too large: its pages unpack to too much; split it up")
        left -= len(page)
        yield kind, read_web_address(record.rec_headers.get_header("WARC-Target-URI")), page


def _kind_of(record: Any) -> str | None:
    """What a record holds; ``None`` for what is no answer of a site."""
    if record.rec_type not in ("response", "resource", "conversion"):
        return None
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    if not address.startswith("http"):
        return None  # the archive's own notes
    headers = record.http_headers or record.rec_headers
    if record.rec_type == "conversion":
        return "text/plain"
    kind = (headers.get_header("Content-Type") or "unknown").split(";")[0].strip().lower()
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    return kind if status == "200" else f"answers {status}"


def _read_page(place: Place, kind: str, url: str | None, page: bytes) -> RawStory | Skipped:
    try:
        if kind == "text/plain":
            text = normalise(decode(page))
            story = read_plain(place, f"{url}\n{text}" if url else text)
        else:
            story = call_parser("a web page", lambda: read_page(place, page, url=url))
    except UnreadableSourceError as reason:
        return Skipped(place.path, f"{reason} ({url})" if url else str(reason))
    return story
