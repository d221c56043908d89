"""From a saved web page to its article: text, title, names, date and address.

Promise: the page is only read; nothing is fetched and no script runs.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html

from embeddings.stories.metadata import read_line, read_names, read_web_address
from embeddings.stories.pages.page_parts import find_parts, find_standfirst, name_parts, plain
from embeddings.stories.pages.structured import StructuredArticle, read_structured
from embeddings.stories.publication_dates import read_date

_MIN_HEADLINE = 12
_MIN_BODY = 500
_MAX_OPEN_TAGS = 1_000
_SITE_MARK = re.compile(r"\s+[|\-–—*·»:]\s+")


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a saved web page says."""

    text: str
    title: str
    publisher: str | None
    authors: tuple[str, ...]
    published: date | None
    url: str | None
    apart: tuple[tuple[str, str], ...] = ()
    """Lines of ``text`` that the markup sets apart from the article, each with a reason."""


def read_web_page(data: bytes) -> WebPage | None:
    """Return the article in the page ``data``, or ``None`` when there is none."""
    tree = load_html(data)
    if tree is None:
        return None
    # Read before the extraction, which takes scripts and headings out of the tree.
    scripts = _find_scripts(tree)
    structured = read_structured([node.text or "" for node in scripts])
    headings = [read_line(node.text_content()) for node in tree.iter("h1")]
    standfirst = find_standfirst(tree)
    parts = find_parts(tree)
    for script in scripts:
        # trafilatura looks for the end of each open tag in all that follows it.
        if (script.text or "").rpartition(">")[2].count("<") > _MAX_OPEN_TAGS:
            script.text = ""
    document = bare_extraction(
        tree, with_metadata=True, include_comments=False, include_tables=True
    )
    found: Mapping[str, object] = {}
    if document is not None:
        found = document if isinstance(document, dict) else document.as_dict()
    title = _choose_title(read_line(found.get("title")), headings, read_line(found.get("sitename")))
    text = _choose_text(str(found.get("text") or ""), structured, title)
    if not text:
        return None
    text = _lead_with(standfirst, text)
    publisher = read_line(found.get("sitename")) or structured.publisher
    return WebPage(
        text=text,
        title=title,
        publisher=publisher or None,
        authors=structured.authors or read_names(found.get("author")),
        published=structured.published or read_date(found.get("date")),
        url=read_web_address(found.get("url")),
        apart=name_parts(text.split("\n"), parts),
    )


def _find_scripts(tree: HtmlElement) -> list[HtmlElement]:
    return [node for node in tree.iter("script") if "ld+json" in (node.get("type") or "").lower()]


def _choose_title(title: str, headings: list[str], site: str) -> str:
    """The headline as the page shows it, rather than as it is dressed up for search engines."""
    shown = [heading for heading in headings if len(heading) >= _MIN_HEADLINE]
    words, site_words = _words(title), _words(site)
    close = [heading for heading in shown if _share(_words(heading), words) >= 0.5]
    if len(close) == 1:
        return close[0]
    if len(shown) == 1 and len(headings) == 1:
        return shown[0]
    parts = _SITE_MARK.split(title)
    while len(parts) > 1 and (
        _share(_words(parts[-1]), site_words) >= 0.5 or len(parts[-1].split()) == 1
    ):
        parts.pop()
    return title[: title.rindex(parts[-1]) + len(parts[-1])] if parts[0] else title


def _words(text: str) -> set[str]:
    return set(plain(text).split())


def _share(one: set[str], other: set[str]) -> float:
    """The share of the shorter text's words that the other one has, from 0 to 1."""
    return len(one & other) / max(1, min(len(one), len(other)))


def _lead_with(standfirst: str, text: str) -> str:
    """The article with its standfirst in front, where the extraction passed over that."""
    if not standfirst or plain(standfirst) in plain(text):
        return text
    return f"{standfirst}\n\n{text}"


def _choose_text(extracted: str, structured: StructuredArticle, title: str) -> str:
    """The extracted text, or the page's own copy of the article where that is clearly more.

    Where the page gives a full copy, lines before and after it are the page's, not the article's.
    """
    lines = [line for line in extracted.split("\n") if line.strip()]
    if lines and plain(lines[0]) == plain(title):
        del lines[0]
    body = structured.body
    if len(body) < _MIN_BODY:
        return "\n\n".join(lines)
    plain_body, size = plain(body), sum(map(len, lines))
    inside = [plain(line)[:60] in plain_body for line in lines]
    covered = sum(len(line) for line, known in zip(lines, inside, strict=True) if known)
    if size < 0.75 * len(body):
        return body
    if covered < 0.8 * size:
        return "\n\n".join(lines)
    first = inside.index(True)
    last = len(inside) - inside[::-1].index(True)
    return "\n\n".join(lines[first:last])
