"""What a web page says about its article in JSON-LD, the vocabulary of schema.org."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from embeddings.stories.metadata import read_line, read_names
from embeddings.stories.publication_dates import read_date

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$")
_TAG = re.compile(r"<[^>]{1,300}>")
_BREAK = re.compile(r"<(?:/p|br|/div|/h\d|/li)\b[^>]{0,300}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StructuredArticle:
    """The fields that a page gives in JSON-LD; empty where it gives none."""

    body: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    publisher: str = ""


def read_structured(scripts: list[str]) -> StructuredArticle:
    """Return the page's main article from the contents of its JSON-LD scripts.

    Of several articles, the one with the most said about it is the main one.
    """
    articles = [article for script in scripts for article in _find_articles(_load(script))]
    if not articles:
        return StructuredArticle()
    main = max(articles, key=_measure)
    return StructuredArticle(
        body=_read_body(main.get("articleBody")),
        authors=_read_people(main.get("author")),
        published=read_date(main.get("datePublished")),
        publisher=_read_name(main.get("publisher")),
    )


def _measure(article: Mapping[str, object]) -> int:
    """How much is said about an article; nothing where it nests too deep to be written out."""
    try:
        return len(json.dumps(article))
    except RecursionError:
        return 0


def _load(script: str) -> object:
    try:
        # Pages break the rules with raw newlines in strings; strict=False allows those.
        loaded: object = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return None
    return loaded


def _find_articles(node: object) -> Iterator[Mapping[str, object]]:
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            kinds = node.get("@type")
            for kind in kinds if isinstance(kinds, list) else [kinds]:
                if isinstance(kind, str) and _ARTICLE.search(kind):
                    yield node
                    break
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _read_body(value: object) -> str:
    if not isinstance(value, str):
        return ""
    return html.unescape(_TAG.sub(" ", _BREAK.sub("\n", value))).strip()


def _read_people(value: object) -> tuple[str, ...]:
    people = value if isinstance(value, list) else [value]
    names = [html.unescape(name) for person in people if (name := _read_name(person))]
    return read_names(names)


def _read_name(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name")
    return read_line(value)
