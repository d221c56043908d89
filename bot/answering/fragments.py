"""Text fragments: the part of an address that leads a browser to a quote on the page.

https://wicg.github.io/scroll-to-text-fragment/ says how a browser looks for one: whole words, in
any case, the first place where they stand; a term lies within one paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote as percent_encode

from embeddings.sentences import Span

_FEWEST_WORDS = 5
_MOST_WORDS = 20
_CONTEXT_WORDS = (2, 4, 8)


@dataclass(frozen=True, slots=True)
class Directive:
    """What a browser is to look for: the quote's words, and those before and after it."""

    start: str
    end: str = ""
    """The quote's last words, where ``start`` is not all of it."""

    prefix: str = ""
    suffix: str = ""

    def encode(self) -> str:
        """Return the directive as it stands after "#:~:text=" in an address."""
        terms = (
            f"{_encode(self.prefix)}-" if self.prefix else "",
            _encode(self.start),
            _encode(self.end),
            f"-{_encode(self.suffix)}" if self.suffix else "",
        )
        return ",".join(term for term in terms if term)


def point_to(page: str, quoted: Span) -> Directive:
    """Return the shortest directive by which a browser finds ``quoted`` in the text ``page``.

    Long quotes and those over several lines go by their first and last words. Where these stand
    earlier as well, more words are taken, then words before or after the quote. A quote that no
    words around it tell apart is pointed to as well as can be.
    """
    tries = list(_list_tries(page, quoted))
    wanted = _trim(page, quoted)
    return next((made for made in tries if _find(page, made) == wanted), tries[0])


def _trim(page: str, quoted: Span) -> Span:
    quote = page[quoted.start : quoted.end]
    start = quoted.start + len(quote) - len(quote.lstrip())
    return Span(start, start + len(quote.strip()))


def _list_tries(page: str, quoted: Span) -> Iterator[Directive]:
    lines = [line.split() for line in page[quoted.start : quoted.end].strip().split("\n")]
    bare = list(_list_bare(lines[0], lines[-1], one_line=len(lines) == 1))
    yield from bare
    for prefix, suffix in _list_contexts(page[: quoted.start], page[quoted.end :]):
        for made in dict.fromkeys((bare[0], bare[-1])):
            yield replace(made, prefix=prefix, suffix=suffix)


def _list_contexts(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Words to tell a quote apart by: before it, after it, both.

    Those of the same paragraph come first: between two, a page may show a picture's caption.
    """
    sides = [
        [(_last_words(before, size), "") for size in _CONTEXT_WORDS],
        [("", _first_words(after, size)) for size in _CONTEXT_WORDS],
    ]
    if not before.rpartition("\n")[2].strip():
        sides.reverse()
    yield from sides[0] + sides[1]
    for size in _CONTEXT_WORDS:
        yield _last_words(before, size), _first_words(after, size)


def _list_bare(first: list[str], last: list[str], *, one_line: bool) -> Iterator[Directive]:
    for size in range(_FEWEST_WORDS, _MOST_WORDS + 1):
        if one_line and len(first) <= 2 * size:
            yield Directive(" ".join(first))
            return
        yield Directive(" ".join(first[:size]), " ".join(last[-size:]))
        if not one_line and size >= max(len(first), len(last)):
            return


def _last_words(text: str, size: int) -> str:
    """The last words of one paragraph before a quote."""
    return " ".join(text.rstrip().rpartition("\n")[2].split()[-size:])


def _first_words(text: str, size: int) -> str:
    return " ".join(text.lstrip().partition("\n")[0].split()[:size])


def _find(page: str, directive: Directive) -> Span | None:
    """Return the first place in ``page`` that a browser takes ``directive`` to mean."""
    prefix = rf"{_words(directive.prefix)}\s*" if directive.prefix else ""
    suffix = rf"\s*{_words(directive.suffix)}" if directive.suffix else ""
    between = rf"(?s:.*?){_words(directive.end)}" if directive.end else ""
    pattern = rf"{prefix}(?P<quote>{_words(directive.start)}{between}){suffix}"
    found = re.search(pattern, page, re.IGNORECASE)
    return Span(*found.span("quote")) if found else None


def _words(text: str) -> str:
    """A pattern for whole words with any blanks between them."""
    words = r"[^\S\n]+".join(map(re.escape, text.split()))
    return rf"{_edge(text[0])}{words}{_edge(text[-1])}"


def _edge(sign: str) -> str:
    """A pattern for where a term may begin or end: anywhere at a sign, not within a word."""
    return r"\b" if re.match(r"\w", sign) else ""


def _encode(text: str) -> str:
    """Percent-encode a term: "-", "," and "&" have meanings of their own in a directive."""
    return percent_encode(text, safe="").replace("-", "%2D")
