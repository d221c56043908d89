"""What a web page says about its article in JSON-LD, the vocabulary of schema.org."""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from embeddings.stories.metadata import read_line, read_names
from embeddings.stories.publication_dates import read_date

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting)$")
_TAG = re.compile(r"<[^>]{1,300}>")
_BREAK = re.compile(r"<(?:/p|br|/div|/h\d|/li)\b[^>]{0,300}>", re.IGNORECASE)
_ADDRESS_PARTS = re.compile(r"^https?://(?:www\.|amp\.|m\.)?|[?#].*$|/(?:amp/?)?$")
_OTHERS = {
    *("itemListElement", "hasPart", "isPartOf", "isBasedOn", "relatedLink", "citation", "mentions"),
    *("liveBlogUpdate", "review", "comment", "about", "subjectOf", "workExample"),
}
_LEAST_OWN = -1.5
"""What a list holds is rated lower unless its address or headline says that it is the page's."""
_Named = Mapping[object, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class StructuredArticle:
    """The fields that a page gives in JSON-LD; empty where it gives none."""

    body: str = ""
    headline: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    publisher: str = ""
    others: bool = False
    """Whether the page tells of other stories alone, as of those in a list to read next."""


@dataclass(frozen=True, slots=True)
class OwnSigns:
    """By what a page's own article is known among others: its addresses and its headings."""

    addresses: frozenset[str] = frozenset()
    headings: tuple[str, ...] = ()


def read_structured(scripts: Sequence[str], own: OwnSigns) -> StructuredArticle:
    """Return the page's own article from the contents of its JSON-LD scripts.

    Of several, its own is the one of its address or headline; else the first that no list and no
    other article holds. People and outlets may stand elsewhere, under the ``@id`` that it gives.
    """
    nodes = [each for script in scripts for each in _list_nodes(_load(script))]
    rated = [(_rate(node, own, apart=apart), node) for node, apart in nodes if _is_article(node)]
    if not rated:
        return StructuredArticle()
    rate, main = max(rated, key=lambda each: each[0])
    if rate < _LEAST_OWN:
        return StructuredArticle(others=True)
    named = {
        one["@id"]: one for one, _ in nodes if isinstance(one.get("@id"), str) and "name" in one
    }
    return StructuredArticle(
        body=_read_body(main.get("articleBody")),
        headline=html.unescape(read_line(main.get("headline"))),
        authors=_read_people(main.get("author"), named),
        published=read_date(main.get("datePublished")),
        publisher=html.unescape(_read_name(main.get("publisher"), named)),
    )


def trim_address(address: str) -> str:
    """Return what addresses of one page share: no protocol, no query, no AMP, no last slash."""
    for _ in range(3):
        address = _ADDRESS_PARTS.sub("", address.strip())
    return address.casefold()


def _rate(article: Mapping[str, object], own: OwnSigns, *, apart: bool) -> float:
    """How surely an article is the page's own; among equals, ``max`` takes the first."""
    page = article.get("mainEntityOfPage")
    given = [page, article.get("url"), article.get("@id")]
    if isinstance(page, dict):
        given += [page.get("@id"), page.get("url")]
    addresses = {trim_address(one) for one in given if isinstance(one, str)}
    headline = _words(html.unescape(read_line(article.get("headline"))))
    shared = max((_share(headline, _words(one)) for one in own.headings), default=0.0)
    told = sum(bool(article.get(key)) for key in ("articleBody", "author", "datePublished"))
    return (
        4.0 * bool(addresses & own.addresses)
        + 4.0 * (shared if shared >= 0.5 else 0.0)
        - 3.0 * apart
        + 0.3 * told
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _load(script: str) -> object:
    script = re.sub(
        r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)\s*$", "", script
    )
    try:
        # Pages break the rules with raw newlines in strings; strict=False allows those.
        loaded: object = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return None
    return loaded


def _is_article(node: Mapping[str, object]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in kinds)


def _list_nodes(node: object) -> Iterator[tuple[Mapping[str, object], bool]]:
    """Yield each object, and whether a list or an article holds it; in the page's order."""
    waiting: list[tuple[object, bool]] = [(node, False)]
    while waiting:
        node, apart = waiting.pop()
        if isinstance(node, dict):
            yield node, apart
            apart = apart or _is_article(node)
            inner = [(value, apart or key in _OTHERS) for key, value in node.items()]
            waiting.extend(reversed(inner))
        elif isinstance(node, list):
            waiting.extend((value, apart) for value in reversed(node))


def _read_body(value: object) -> str:
    if isinstance(value, list):
        value = "\n".join(one for one in value if isinstance(one, str))
    if not isinstance(value, str):
        return ""
    return html.unescape(_TAG.sub(" ", _BREAK.sub("\n", html.unescape(value)))).strip()


def _read_people(value: object, named: _Named) -> tuple[str, ...]:
    people = value if isinstance(value, list) else [value]
    names = [html.unescape(name) for person in people if (name := _read_name(person, named))]
    return read_names(names)


def _read_name(value: object, named: _Named) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or named.get(str(value.get("@id")), {}).get("name")
    if isinstance(value, list):
        value = ", ".join(one for one in value if isinstance(one, str))
    return read_line(value)
