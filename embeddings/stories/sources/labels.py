"""Lines at the head of a text that name its fields: "Author: Rhea Small".

Promise: a line whose label no story's field is called by stays text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from embeddings.stories.publication_dates import read_date
from embeddings.stories.sources.field_names import plain_name
from embeddings.stories.sources.fields import SITE

_LINE = re.compile(
    r"\W{0,4}(?P<label>[A-Za-z][A-Za-z /_-]{0,30}?)\W{0,3}(?::\*{0,2}|\s=)(?:\s+|$)(?P<value>.*)"
)
_ADDRESS = re.compile(r"<?(?P<url>https?://\S+?)>?")
_MAX_HEAD = 25
_RULE = "-_=*"
"""What a line between head and text is made of; below it, only "TEXT:" alone is a label."""
_NAMES = {
    "title": "title headline fulltitle heading subject hed",
    "authors": "author authors byline by writer writers writtenby reporter correspondent credit",
    "published": """date published publishedon publicationdate publisheddate pubdate datepublished
        day posted postedon dateposted publishdate publicationday""",
    "publisher": """source publisher publication newspaper paper outlet site website sitename
        publicationtitle publicationname medium journal""",
    "url": "url link address permalink webaddress documenturl sourceurl originalurl originallink",
    "text": "text body content fulltext article story articletext",
    "known": """section tags tag category categories keywords language languages length words
        wordcount loaddate updated modified retrieved accessed saved created country page pages
        edition type documenttype publicationtype graphic dateline highlight issn isbn copyright
        lastupdated abstract subjectterms subjects subject_ location database sourcetype startpage
        placeofpublication countryofpublication publicationsubject proquestdocumentid
        datesaved savedate saveddate dateadded added datecreated createdat archived clipped
        publicationyear publicationinfo documentfeature section_ slug id image topic topics
        license note lastmodified
        status readstatus priority rating createdtime createdby lasteditedtime lasteditedby
        publicationdate_ correction_""",
}
_FIELDS = {name: label for label, names in _NAMES.items() for name in names.split()}


@dataclass(frozen=True, slots=True)
class Head:
    """The fields that labelled lines name, and the lines below them."""

    fields: dict[str, object] = field(default_factory=dict)
    rest: tuple[str, ...] = ()


def read_labels(lines: Sequence[str]) -> Head | None:
    """Return what the labelled lines at the head of a text say, or ``None`` where none are.

    One unlabelled line may stand first: the headline. A single label is believed only where it
    names the headline, or a day, an address or a site that reads as one.
    """
    filled = [at for at, line in enumerate(lines[:_MAX_HEAD]) if line.strip()]
    if not filled:
        return None
    fields: dict[str, object] = {}
    first = _read_line(lines[filled[0]])
    start = 0
    if first is None:
        if len(filled) < 2 or _read_line(lines[filled[1]]) is None:
            return None
        fields["title"] = lines[filled[0]].strip()
        start = filled[0] + 1
    end, labels = _read_lines(lines, start, fields)
    if not _is_sure(labels, fields):
        return None
    return Head(fields, tuple(lines[end:]))


def _read_lines(
    lines: Sequence[str], start: int, fields: dict[str, object]
) -> tuple[int, list[str]]:
    """Read labelled lines into ``fields``; return where they end, and which fields they named."""
    end, labels, ruled = start, [], False
    for at in range(start, min(len(lines), start + _MAX_HEAD)):
        line = lines[at].strip()
        if not line.strip(_RULE):
            ruled = ruled or bool(line)
            continue
        found = _read_line(line)
        if found is None or (ruled and found != ("text", "")):
            break
        label, value = found
        if label == "publisher" and _ADDRESS.fullmatch(value):
            label = "url"
        labels.append(label)
        if label == "text":
            fields["text"] = "\n".join([value, *lines[at + 1 :]])
            return len(lines), labels
        if label != "known" and value:
            fields.setdefault(label, value)
        end = at + 1
    return end, labels


def _read_line(line: str) -> tuple[str, str] | None:
    match = _LINE.fullmatch(line.strip())
    label = _FIELDS.get(plain_name(match["label"])) if match else None
    return (label, match["value"].strip().strip("*").strip()) if match and label else None


def _is_sure(labels: Sequence[str], fields: dict[str, object]) -> bool:
    told = [label for label in labels if label not in ("known", "text")]
    if not told:
        return False
    if len(labels) >= 2:
        return True
    value = str(fields.get(told[0], ""))
    if told[0] == "title":
        return len(labels) > 0 and len(value) <= 300
    if told[0] == "url":
        return _ADDRESS.fullmatch(value) is not None
    if told[0] == "publisher":
        return SITE.fullmatch(value) is not None
    return told[0] == "published" and read_date(value) is not None


def split_address(lines: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    """Return the address that stands alone at a text's head or foot, and the other lines.

    It is the first filled line or the one below the headline; or the last, where no other line is
    an address.
    """
    filled = [at for at, line in enumerate(lines) if line.strip()]
    alone = [at for at in filled if _ADDRESS.fullmatch(lines[at].strip())]
    for at in (*filled[:2], *(filled[-1:] if len(alone) == 1 else ())):
        match = _ADDRESS.fullmatch(lines[at].strip())
        if match and len(filled) > 1:
            return match["url"], [*lines[:at], *lines[at + 1 :]]
    return None, lines
