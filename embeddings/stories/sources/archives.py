"""Texts of press archives (Nexis, Factiva, ProQuest): several documents in one file.

Promise: a text is taken for an archive's only where the archive's own marks say so.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from embeddings.stories.sources.head_lines import is_byline, is_signed, read_day_line
from embeddings.stories.sources.labels import Head, read_labels

_NEXIS_COUNT = re.compile(
    r"^[ \t]*(?:Document )?\d+ of \d+(?: DOCUMENTS?)?[ \t]*$", re.M | re.IGNORECASE
)
_PAGE_MARK = re.compile(r"^[ \t]*Page \d+ of \d+[ \t]*$", re.M)
_NEXIS_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.M)
_FACTIVA_END = re.compile(r"^[ \t]*(?:AN[ \t]+)?Document [A-Za-z][A-Za-z0-9]{12,34}[ \t]*$", re.M)
_RULE = re.compile(r"^[ \t]*(?:_{20,}|={20,}|-{20,}|\*{20,})[ \t]*$", re.M)
_CODES = re.compile(r"^(?P<code>[A-Z]{2,3})(?:[ \t]+(?P<value>\S.*)|[ \t]*)$")
_HEAD_CODES = frozenset(
    ("SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY")
)
_TEXT_CODES = frozenset(("LP", "TD"))
_END_CODES = frozenset(
    ("CT", "RF", "CO", "IN", "NS", "RE", "IPD", "IPC", "PUB", "AN", "ART", "CX", "GC")
)
_FACTIVA_CODES = _HEAD_CODES | _TEXT_CODES | _END_CODES
_SENTENCE_ENDS = (*'.!?”"’', "")
_MOST_TOLD = 5
_LABEL = re.compile(r"(?P<label>[A-Z][A-Za-z -]{2,20}):(?:[ \t]+(?P<value>.*))?")
_LABELS = {"byline": "authors", "headline": "title", "author": "authors", "title": "title"}
_AFTER_TEXT = re.compile(
    r"(?:load-date|language|publication-type|subject|organization|company|industry|geographic"
    r"|country"
    r"|state|city|person|journal-code|acc-no|document-type|classification|ticker|notes"
    r"|correction-date)"
    r"\s*:.*|copyright \d{4}.*|\(?c\)? ?\d{4} .*rights reserved.*|end of document"
    r"|all rights reserved\.?", re.IGNORECASE
)  # fmt: skip
_HEAD_LABELS = frozenset(
    ("section", "length", "byline", "headline", "dateline", "highlight", "graphic", "body",
     "series", "edition", "distribution", "language", "load-date", "author", "title", "copyright")
)  # fmt: skip
_COPYRIGHT = re.compile(r"(?:copyright|©|\(c\)).*|all rights reserved\.?", re.IGNORECASE)
_WEEKDAY = re.compile(r"\s*,?\s*\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b.*", re.IGNORECASE)
_EDITION = re.compile(r"(?:[\w ]{0,30} )?edition\b|correction appended|\d\d?:\d\d", re.IGNORECASE)
_WORDS = re.compile(r"[\d,.]+ words", re.IGNORECASE)
_MAX_HEAD = 30
_MAX_SECTION = 3
_NUMBERED = re.compile(
    r"^[ \t]*(?:Document \d+ of \d+|ProQuest document link|Report Information from ProQuest.*)$",
    re.M,
)
_CATALOGUE = re.compile(r"^(?:Document URL|Publication (?:title|info)): ", re.M)


@dataclass(slots=True)
class Document:
    """One document of an archive: what its head says, and its text."""

    fields: dict[str, object] = field(default_factory=dict)
    text: str = ""


def split_archive(text: str) -> tuple[Document, ...]:
    """Return the documents of an archive's text, in order; none where it is no archive's."""
    if _NEXIS_COUNT.search(text) and re.search(r"(?im)^\s*(?:length|load-date|byline):", text):
        return _read_each(_NEXIS_COUNT.split(text), _read_nexis)
    text = _clear_page_marks(text)
    if _NEXIS_END.search(text) and re.search(r"(?im)^\s*(?:length|load-date):", text):
        return _read_each(_NEXIS_END.split(text), _read_nexis)
    ends = [match.end() for match in _FACTIVA_END.finditer(text)]
    if ends:
        parts = [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
        documents = _read_each(parts, _read_factiva)
        if documents:
            return documents
    return _split_records(text)


def _clear_page_marks(text: str) -> str:
    """Take out the heads of Nexis's printed pages: "Page 2 of 3" and the headline below it."""
    if not _PAGE_MARK.search(text) or not _NEXIS_END.search(text):
        return text
    lines = text.split("\n")
    counts = Counter(line.strip() for line in lines if line.strip())
    kept, gap = [], False
    for line in lines:
        if _PAGE_MARK.fullmatch(line):
            gap = True
        elif gap and counts[line.strip()] > 1:
            gap = False
        else:
            gap = gap and not line.strip()
            kept.append(line)
    return "\n".join(kept)


def _read_each(
    parts: Sequence[str], read: Callable[[Sequence[str]], Document | None]
) -> tuple[Document, ...]:
    read_parts = (read(part.strip().split("\n")) for part in parts if len(part.split()) > 5)
    return tuple(one for one in read_parts if one is not None and str(one.text).strip())


def _read_nexis(lines: Sequence[str]) -> Document | None:
    """A Nexis document, old form (paper, day, headline) or new (headline, paper, day)."""
    document = Document()
    before: list[str] = []
    after: list[str] = []
    start, labelled = 0, False
    for at, line in enumerate(map(str.strip, lines[:_MAX_HEAD])):
        if not line or _COPYRIGHT.fullmatch(line):
            continue
        label = _read_label(line, document)
        if label is None:
            if labelled and "published" in document.fields:
                break
            _sort_line(line, document, before, after)
        labelled = labelled or label is not None
        start = at + 1
        if label == "body":
            break
    if "published" not in document.fields and not labelled:
        return None
    _name_lines(document, before, after)
    document.text = _cut_end(lines[start:])
    return document


def _read_label(line: str, document: Document) -> str | None:
    """The label of a line of a Nexis head, its value kept; ``None`` for a line without one."""
    if line.casefold() == "body":
        return "body"
    match = _LABEL.fullmatch(line)
    label = match["label"].casefold() if match else ""
    if match is None or label not in _HEAD_LABELS:
        return None
    if label in _LABELS and match["value"]:
        document.fields.setdefault(_LABELS[label], match["value"])
    return label


def _sort_line(line: str, document: Document, before: list[str], after: list[str]) -> None:
    if "published" in document.fields:
        after.append(line)
        return
    day = read_day_line(_WEEKDAY.sub("", line)) or read_day_line(line)
    if day:
        document.fields["published"] = day
    else:
        before.append(line)


def _name_lines(document: Document, before: list[str], after: list[str]) -> None:
    """Old form: the paper stands before the day, the headline behind it; new: both before it."""
    if len(before) > 1 and "title" not in document.fields:
        document.fields["title"] = before[0]
        document.fields["publisher"] = before[1]
    elif before:
        document.fields["publisher"] = before[-1]
    if after:
        # "Late Edition" and the like stand below the day, above the headline.
        document.fields.setdefault(
            "title", next((line for line in after if not _EDITION.match(line)), after[0])
        )


def _cut_end(lines: Sequence[str]) -> str:
    kept = list(lines)
    while kept and (not kept[-1].strip() or _AFTER_TEXT.fullmatch(kept[-1].strip())):
        kept.pop()
    kept = [line.strip() for line in kept]
    # What the archive adds below the text may itself go over several lines.
    for at, line in enumerate(kept):
        if re.match(r"(?i)\s*(?:load-date|classification)\s*:?\s*\S*", line) and at:
            return "\n".join(kept[:at])
    return "\n".join(kept)


def _read_factiva(lines: Sequence[str]) -> Document | None:
    codes = [match for line in lines if (match := _CODES.match(line.strip()))]
    if sum(match["code"] in _FACTIVA_CODES for match in codes) >= 4:
        return _read_coded(lines)
    at = next((at for at, line in enumerate(lines) if _WORDS.fullmatch(line.strip())), None)
    if at is None or not _FACTIVA_END.fullmatch(lines[-1]):
        return None
    head = [line.strip() for line in lines[:at] if line.strip()]
    document = Document()
    if len(head) > 1 and (is_byline(head[-1]) or is_signed(head[-1])):
        document.fields["authors"] = head.pop()
    if len(head) > 1 and len(head[0].split()) <= _MAX_SECTION < len(head[1].split()):
        del head[0]
    document.fields["title"] = " ".join(head)
    below = [
        (n, line.strip()) for n, line in enumerate(lines[at + 1 : at + 14], at + 1) if line.strip()
    ]
    if below:
        document.fields["published"] = below[0][1]
    paper = next((line for _, line in below[1:4] if not re.fullmatch(r"\d\d?:\d\d.*", line)), None)
    if paper:
        document.fields["publisher"] = paper
    end = next((n for n, line in below if _COPYRIGHT.match(line)), below[-1][0] if below else at)
    document.text = "\n".join(lines[end + 1 : -1])
    return document


def _read_coded(lines: Sequence[str]) -> Document:
    parts: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        match = _CODES.match(line.strip())
        if match and _opens_part(match, parts):
            code = match["code"]
            parts.setdefault(code, []).extend([match["value"]] if match["value"] else [])
        elif code:
            parts[code].append(line)
    named = {"title": "HD", "authors": "BY", "published": "PD", "publisher": "SN"}
    fields: dict[str, object] = {
        name: " ".join(" ".join(parts[code]).split())
        for name, code in named.items()
        if code in parts
    }
    text = "\n\n".join("\n".join(parts[code]).strip() for code in ("LP", "TD") if code in parts)
    return Document(fields, text)


def _opens_part(match: re.Match[str], parts: Mapping[str, object]) -> bool:
    """Whether a line names its part: in the text, one of its end's for the first time, and no
    sentence that begins with letters like a code's."""
    code, told = match["code"], match["value"] or ""
    if _TEXT_CODES.isdisjoint(parts):
        return code in _FACTIVA_CODES
    sentence = told.endswith(_SENTENCE_ENDS) and len(told.split()) > _MOST_TOLD
    return code not in parts and (code in _TEXT_CODES or (code in _END_CODES and not sentence))


def _split_records(text: str) -> tuple[Document, ...]:
    """Records between rules, each with labelled lines at its head, as ProQuest writes them."""
    parts = [_NUMBERED.sub("", part).strip() for part in _RULE.split(text) if part.strip()]
    heads = [head for part in parts if (head := read_labels(part.split("\n")))]
    if not (heads and _CATALOGUE.search(text)) and (len(heads) < 2 or len(heads) < len(parts) - 1):
        return ()
    return tuple(_read_record(head) for head in heads)


def _read_record(head: Head) -> Document:
    lines = list(head.rest)
    fields = {name: value for name, value in head.fields.items() if name != "text"}
    text = str(head.fields.get("text") or "\n".join(lines))
    body: list[str] = []
    for line in text.split("\n"):
        below = read_labels([line, "Section: x", "Date: 2000-01-01"]) if ":" in line[:40] else None
        if below and line.partition(":")[0].casefold() not in ("text", "full text") and body:
            label = line.partition(":")[0].casefold()
            value = line.partition(":")[2].strip()
            if label == "publication title":
                fields.setdefault("publisher", value)
            elif label == "publication date":
                fields.setdefault("published", value)
            elif label == "document url":
                fields.setdefault("url", value)
            continue
        body.append(line)
    return Document(fields, "\n".join(body))
