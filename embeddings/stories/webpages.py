"""From a saved web page to its article: text, title, names, date and address."""

from dataclasses import dataclass
from datetime import date

from trafilatura import bare_extraction

from embeddings.stories.dates import read_date
from embeddings.stories.metadata import read_line, read_names, read_web_address


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a saved web page says."""

    text: str
    title: str
    publisher: str | None
    authors: tuple[str, ...]
    published: date | None
    url: str | None


def read_web_page(data: bytes) -> WebPage | None:
    """Return the article in the page ``data``, or ``None`` when there is none."""
    document = bare_extraction(
        data,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        favor_precision=True,
    )
    if document is None:
        return None
    found = document if isinstance(document, dict) else document.as_dict()
    return WebPage(
        text=str(found.get("text") or ""),
        title=read_line(found.get("title")),
        publisher=read_line(found.get("sitename")) or None,
        authors=read_names(found.get("author")),
        published=read_date(found.get("date")),
        url=read_web_address(found.get("url")),
    )
