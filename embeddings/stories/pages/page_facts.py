"""What a page says of its article beside the text: headline, day, names, outlet and address.

Promise: the name of the site is no headline, and the day of a change no day of publication.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from embeddings.lexicon import (
    MONTHS,
    MONTHS_SHORT,
    OUTLET_WORDS,
    PLACE_STARTS,
    WEEKDAYS,
    join_pattern,
)
from embeddings.stories.metadata import names_host, read_line, read_names, read_web_address
from embeddings.stories.pages.page_head import AUTHOR_MARKS, PageHead
from embeddings.stories.pages.structured import StructuredArticle
from embeddings.stories.publication_dates import read_date
from embeddings.stories.stated import is_reading_time

_SITE_MARK = re.compile(r"\s+[|\-–—*·»:•]\s+|\s*\|\s*")
_MOST_SIGNED, _MOST_NAME = 4, 5
_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "og:published_time"),
    *("datepublished", "pubdate", "publishdate", "publish-date", "publication_date", "date"),
    *("dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "parsely-pub-date"),
    *("sailthru.date", "cxenseparse:recs:publishtime", "article.published", "displaydate"),
    *("originalpublicationdate", "rnews:datepublished", "bt:pubdate", "citation_publication_date"),
)
_POSTED = re.compile(r"(?i)\b(?:posted|published|first published|issued)\b")
_CHANGED = re.compile(r"(?i)updat|modif|chang|edited|revis")
_MONTH = join_pattern((*MONTHS, *MONTHS_SHORT))
_BYLINE = re.compile(
    r"(?:^|(?<=\d )|(?<=\d, )|(?<=[|•·–—-] )|(?<=[Pp]osted )|(?<=[Pp]ublished ))"
    r"(?i:by|(?:words|written|story)(?: by|(?=:))):? (?P<names>[A-ZÀ-Þ][^|•·\n\d]{2,80}?)"
    rf"(?=$|[|•·\n]|,? \d|,? (?:{_MONTH})[a-z]*\.? \d| on [A-Z\d]"
    r"|, (?:[A-Z][a-z]+ )?(?:reporter|editor|writer|correspondent))"
)
_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? \d{4}\b|\b[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\b"
)
_MOST_DAY = 40
_ON = re.compile(
    rf"(?i)^(?:(?:first )?(?:posted|published)(?: on)?:? )?(?:(?:{join_pattern(WEEKDAYS)}),? )?"
)
_BESIDE = re.compile(r"\s+[|/·•–—-]\s+|\s*\|\s*")
_SIGNED = re.compile(
    rf"(?!(?:{join_pattern(PLACE_STARTS)})\b|.*\b(?i:{join_pattern(OUTLET_WORDS)})\b)"
    r"[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){1,3}"
    r"(?: and [A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){1,3})?"
)
"""Takes "Mira Holt and Jon Sand", leaves "World News", "Upper Velm" and "The wall fell"."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of the article; empty where the page says nothing."""

    title: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    url: str | None = None
    description: str = ""

    def names_nobody(self, authors: Sequence[str]) -> bool:
        """Say whether ``authors`` are none, or the outlet alone, as in "Tarn Post and agencies"."""
        return all(share(name, self.publisher) == 1 for name in authors)


def gather_facts(
    head: PageHead,
    structured: StructuredArticle,
    known: Mapping[str, object],
    first_lines: Sequence[str],
) -> PageFacts:
    """Return the facts, each from where the page is most likely to say it right.

    ``known`` is what an extraction found out; ``first_lines`` are the article's first.
    """
    site = read_line(known.get("sitename"))
    is_host = " " not in site and "." in site
    publisher = (
        head.meta.get("og:site_name")
        or structured.publisher
        or ("" if is_host else site)
        or _site_of_heading(head)
        or _site_of_title(head)
        or ("" if "archive." in site else site)
    )
    return PageFacts(
        title=_choose_title(head, structured, publisher, first_lines),
        publisher=publisher,
        authors=_choose_authors(head, structured, known),
        published=_choose_day(head, structured, known),
        url=head.url or read_web_address(known.get("url")),
        description=head.description,
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def share(one: str, other: str) -> float:
    """The share of the shorter text's words that the other one has, from 0 to 1."""
    first, second = _words(one), _words(other)
    return len(first & second) / max(1, min(len(first), len(second)))


def _site_of_title(head: PageHead) -> str:
    """The outlet's name in the page's title: the part that its address bears out, else the last,
    where a heading bears out the rest."""
    parts = _split_title(head)
    if len(parts) < 2:
        return ""
    front = " ".join(parts[:-1])
    borne_out = any(
        share(text, front) >= 0.5 and len(_words(text)) > 2 for _, text in head.headings
    )
    last = parts[-1] if borne_out and len(parts[-1].split()) <= _MOST_NAME else ""
    return next((part for part in parts if names_host(part, head.url)), last)


def _site_of_heading(head: PageHead) -> str:
    """The first heading where the page's title begins with it, and what the page is shared as, or
    the title goes on with, which another heading shows, is longer and has few of its words."""
    rest = "".join(_split_title(head)[1:2])
    told = head.meta.get("og:title") or head.meta.get("twitter:title") or rest
    first = next((text for tag, text in head.headings if tag == "h1"), "")
    shown = any(text == told for _, text in head.headings) and len(_words(told)) > len(
        _words(first)
    )
    names = shown and head.page_title.startswith(first) and share(first, told) < 0.5
    return first if names else ""


def _split_title(head: PageHead) -> list[str]:
    return [part for part in _SITE_MARK.split(head.page_title) if part]


def _strip_site(title: str, publisher: str) -> str:
    """The title without the site's name at its end or start."""
    parts = _SITE_MARK.split(title)
    kept = title
    while len(parts) > 1 and (
        (publisher and share(parts[-1], publisher) >= 0.5) or len(parts[-1].split()) == 1
    ):
        kept = kept[: kept.rindex(parts.pop())]
        kept = re.sub(r"\s*[|\-–—*·»:•]\s*$", "", kept)
    if len(parts) > 1 and publisher and _words(parts[0]) == _words(publisher):
        kept = kept[kept.index(parts[1]) :]
    return kept.strip() or title


def _choose_title(
    head: PageHead, structured: StructuredArticle, publisher: str, first_lines: Sequence[str]
) -> str:
    """The headline as the page shows it, rather than as it is dressed up for search engines."""
    told = [
        _strip_site(one, publisher)
        for one in (
            head.meta.get("og:title", ""),
            structured.headline,
            head.meta.get("twitter:title", ""),
            head.page_title,
        )
        if one and not _is_site(one, publisher)
    ]
    shown = [text for tag, text in head.headings if tag == "h1" and not _is_site(text, publisher)]
    shown = [text for text in shown if len(text) >= 12] or shown
    close = [text for text in shown if any(share(text, one) >= 0.5 for one in told)]
    if close:
        return max(close, key=lambda text: max(_overlap(text, one) for one in told))
    if len(shown) == 1 and not told:
        return shown[0]
    below = [text for tag, text in head.headings if tag == "h2" and not _is_site(text, publisher)]
    near = [text for text in below if any(_overlap(text, one) >= 0.6 for one in told)]
    if near:
        return near[0]
    if len(shown) == 1 and not head.meta.get("og:title"):
        return shown[0]
    lead = _leading_line(head, told, first_lines)
    return lead or (told[0] if told else shown[0] if shown else head.page_title)


def _is_site(text: str, publisher: str) -> bool:
    return bool(publisher) and _words(text) == _words(publisher)


def _overlap(one: str, other: str) -> float:
    first, second = _words(one), _words(other)
    return len(first & second) / max(1, len(first | second))


def _leading_line(head: PageHead, told: Sequence[str], lines: Sequence[str]) -> str:
    """The article's first line as its headline, where no heading and no title tells another."""
    headings = [text for _, text in head.headings]
    if headings not in ([], list(lines[:1])) or not lines or head.meta.get("og:title"):
        return ""
    text = " ".join(lines)
    if any(len(_words(one) & _words(text)) > 0.6 * len(_words(one)) for one in told):
        return ""
    first = lines[0]
    return first if 3 <= len(first.split()) <= 20 and first[-1] not in ".!:;," else ""


def _choose_authors(
    head: PageHead, structured: StructuredArticle, known: Mapping[str, object]
) -> tuple[str, ...]:
    if structured.authors:
        return structured.authors
    for name in AUTHOR_MARKS:
        names = read_names(head.signed.get(name))
        if names:
            return names
    signed = read_names(list(dict.fromkeys(head.bylines)))
    # More names are those of other stories' authors, below the article.
    return (signed if len(signed) <= _MOST_SIGNED else signed[:1]) or read_names(
        known.get("author")
    )


def _choose_day(
    head: PageHead, structured: StructuredArticle, known: Mapping[str, object]
) -> date | None:
    if structured.published:
        return structured.published
    for name in _PUBLISHED:
        day = read_date(head.meta.get(name))
        if day:
            return day
    changed = {read_date(value) for name, value in head.meta.items() if _CHANGED.search(name)} - {
        None
    }
    posted = [said for said, words in head.times if _POSTED.search(words)]
    plain = [said for said, words in head.times if not _CHANGED.search(words)]
    for said in (*posted, *plain):
        day = read_date(said)
        if day:
            return day
    day = read_date(known.get("date"))
    return day if day not in changed and head.states(day) else None


def read_byline(line: str) -> tuple[tuple[str, ...], date | None]:
    """Return the names and the day in a line such as "By Petr Novy, 3 May 1999"."""
    names, day = _BYLINE.search(line), _DAY.search(line)
    return (
        read_names(names["names"].strip(" ,")) if names else (),
        read_date(day.group()) if day else None,
    )


def is_day(line: str) -> bool:
    """Say whether a line is a day and at most a clock time."""
    return len(line) <= _MOST_DAY and _DAY.match(_ON.sub("", line.strip())) is not None


def is_beside(part: str) -> bool:
    """Say whether a part of a line is what stands beside names: the day, or the time to read."""
    return is_day(part) or is_reading_time(part)


def split_line(line: str) -> list[str]:
    """Split a line at the strokes and dashes that divide names, day and length."""
    return _BESIDE.split(line.strip())


def find_signed(line: str) -> str:
    """Return the names that a line holds with at most day and length beside them; else ""."""
    parts = [part for part in split_line(line) if not is_beside(part)]
    return parts[0] if len(parts) == 1 and _SIGNED.fullmatch(parts[0]) else ""
