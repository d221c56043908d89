"""Texts that a browser printed or its reader mode showed: their own lines out, the article joined.

Promise: only lines of the browser's own shape go; what they say of the story is kept.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from embeddings.stories.clutter.lines import name_line
from embeddings.stories.headlines import looks_like_headline, split_headline
from embeddings.stories.normalise import join_lines
from embeddings.stories.sources.head_lines import is_byline, is_outlet, is_signed
from embeddings.stories.sources.running_heads import find_running_heads
from embeddings.stories.stated import is_reading_time

_DAY = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}"
_CLOCK = r"\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?"
_STAMP = rf"{_DAY},?\s+{_CLOCK}"
_PAGE = (
    r"(?:(?:Page|Seite|Página|Pagina|Side|Sida)\s)?\d{1,4}\s?"
    r"(?:/|of|von|sur|de|di|van|av)\s?\d{1,4}"
)
_URL = r"(?P<url>(?:[a-z-]+://|about:)\S+)"
_PRINT_HEAD = re.compile(rf"{_STAMP}(?P<title>\s+\S.*)?")
_PRINT_FOOT = re.compile(rf"{_URL}\s+(?:{_PAGE}|{_STAMP})|{_PAGE}(?P<stamp>\s+{_STAMP})?")
_TITLED_HEAD = re.compile(rf"(?P<title>\S.*?)(?<!\s)\s+(?:{_URL}|{_STAMP})")
_SITE = re.compile(r"\s+[|–—-]\s+(?P<site>[^|–—-]{2,60})$")
_SENTENCE_END = re.compile(r"[.!?:…]['\"”’)\]]*$")
_GOES_ON = re.compile(r",$|\b(?:the|a|an|of|and|or|in|to|for|by|with|at|on|from|that|its|his|her)$")
_HOST = re.compile(
    r"(?:https?://)?(?:www\.)?(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,12})/?", re.IGNORECASE
)
_SHARE = re.compile(r"share (?:this|on|via|with).{0,30}|share|like this|like this:", re.IGNORECASE)
_MAX_SHARE_LINE = 40
_HEAD = 8
_BUTTONS = {"share line", "newsletter box", "subscribe line", "separator", "advertisement"}
_COUNT = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?[KM]?")
_LONGEST_BUTTON, _LONGEST_HEAD, _LEAST_PROSE = 30, 25, 60
_LONGEST_ABOVE = 200
"""No line above the time to read is longer: below a paragraph it is the story's."""


@dataclass(slots=True)
class Copy:
    """A text without the browser's lines, and what those said of it."""

    lines: list[str]
    fields: dict[str, object] = field(default_factory=dict)


def clear_print(lines: Sequence[str]) -> Copy:
    """Take the heads and feet of printed pages out, and join the sentence that they broke."""
    filled = [line.strip() for line in lines if line.strip()]
    foots = [match for line in filled if (match := _PRINT_FOOT.fullmatch(line))]
    heads, running = _find_heads(filled, foots), find_running_heads(filled)
    if not heads and not running:
        return Copy(list(lines))
    copy = Copy([])
    gap = False
    titles = _find_titles(filled)
    own = {match.string for match in heads} | titles | running.keys()
    for line in lines:
        stripped = line.strip()
        if stripped in own or _is_foot(stripped):
            gap = True
            while copy.lines and not copy.lines[-1].strip():
                copy.lines.pop()
        elif gap and not stripped:
            continue
        else:
            _append(copy.lines, line, gap=gap)
            gap = False
    _read_print(heads, foots, copy.fields)
    for told in running.values():
        copy.fields |= told
    if (site := _SITE.search(min(titles, default=""))) is not None:
        copy.fields.setdefault("publisher", site["site"].strip())
    return copy


def _find_heads(filled: Sequence[str], foots: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """The heads of printed pages: a title beside the day or the address, or the day alone.

    One comes again, or opens a page whose foot shows that it was printed.
    """
    shown = any(match["url"] or match["stamp"] for match in foots)
    tops = {below for above, below in pairwise(("", *filled)) if not above or _is_foot(above)}
    counts = Counter(filled)
    return [
        match
        for line in filled
        if (counts[line] > 1 or (shown and line in tops))
        and not _is_foot(line)
        and (match := _PRINT_HEAD.fullmatch(line) or (foots and _TITLED_HEAD.fullmatch(line)))
    ]


def _is_foot(line: str) -> bool:
    return _PRINT_FOOT.fullmatch(line) is not None


def _find_titles(filled: Sequence[str]) -> set[str]:
    """The titles that stand right above or below heads without one, on each page."""
    beside = Counter(
        title
        for pair in pairwise(filled)
        for stamp, title in (pair, pair[::-1])
        if (match := _PRINT_HEAD.fullmatch(stamp)) and not match["title"]
    )
    return {line for line, count in beside.items() if count > 1}


def is_print_line(line: str) -> bool:
    """Say whether a line is the head or the foot of a page that a browser printed."""
    head, foot = _PRINT_HEAD.fullmatch(line), _PRINT_FOOT.fullmatch(line)
    return head is not None or (foot is not None and foot["url"] is not None)


def read_print_lines(lines: Sequence[str]) -> dict[str, object]:
    """Return what the heads and feet of a browser's printed pages say: address and site."""
    heads = [match for line in lines if (match := _PRINT_HEAD.fullmatch(line.strip()))]
    foots = [match for line in lines if (match := _PRINT_FOOT.fullmatch(line.strip()))]
    fields: dict[str, object] = {}
    if heads and any(match["url"] for match in foots):
        _read_print(heads, foots, fields)
    return fields


def _append(lines: list[str], line: str, *, gap: bool) -> None:
    before, first = lines[-1].strip() if lines else "", line.strip()[:1]
    broken = bool(before) and not _SENTENCE_END.search(before)
    if gap and broken and (first.islower() or first.isdigit() or _GOES_ON.search(before)):
        lines[-1] = join_lines((lines[-1], line))
        return
    if gap and lines:
        lines.append("")
    lines.append(line)


def _read_print(
    heads: Sequence[re.Match[str]], foots: Sequence[re.Match[str]], fields: dict[str, object]
) -> None:
    given = (match["url"] for match in (*foots, *heads) if match.groupdict().get("url"))
    url = next((one for one in given if one.startswith("http")), None)
    if url and "…" not in url and not url.endswith("..."):
        fields["url"] = url
    title = next((m["title"].strip() for m in heads if m["title"]), "")
    if site := _SITE.search(title):
        fields["publisher"] = site["site"].strip()


def clear_buttons(lines: Sequence[str]) -> Copy:
    """Take the buttons, with counts above them, out of the head of a page that was pasted whole.

    Names right above the button to follow somebody are the authors'. All stays where no headline
    would come first.
    """
    told = [(at, line.strip()) for at, line in enumerate(lines) if line.strip()][:_LONGEST_HEAD]
    head = list(takewhile(lambda one: not _is_prose(one[1]), told))
    reasons = {at: name_line(line) for at, line in head if len(line) <= _LONGEST_BUTTON}
    gone = {at for at, reason in reasons.items() if reason in _BUTTONS}
    fields: dict[str, object] = {}
    for (at, line), (below, button) in reversed(list(pairwise(head))):
        if below in gone and _COUNT.fullmatch(line):
            gone.add(at)
        elif button.casefold() == "follow" and is_signed(line):
            fields["authors"] = line
            gone.add(at)
    if head and head[0][0] in gone:
        # Below a button that stands first, words alone are the page's parts: "News", "Sport".
        gone |= {at for at, _ in takewhile(lambda one: one[0] in gone or " " not in one[1], head)}
    rest = [line for at, line in enumerate(lines) if at not in gone]
    several = sum(reasons.get(at) in _BUTTONS - {"separator"} for at in gone) > 1
    if not several or not looks_like_headline(*split_headline("\n".join(rest))):
        return Copy(list(lines))
    return Copy(rest, fields)


def _is_prose(line: str) -> bool:
    return len(line) >= _LEAST_PROSE and _SENTENCE_END.search(line) is not None


def clear_reader_mode(lines: Sequence[str]) -> Copy:
    """Read and take out a reader mode's head: site, headline, author, time it takes to read."""
    copy = clear_buttons(lines)
    lines = copy.lines
    filled = [at for at, line in enumerate(lines) if line.strip()][:_HEAD]
    gone: set[int] = set()
    site = _HOST.fullmatch(lines[filled[0]].strip()) if filled else None
    head = takewhile(lambda at: len(lines[at]) <= _LONGEST_ABOVE, filled)
    timed = next((at for at in head if is_reading_time(lines[at].strip())), None)
    if len(filled) < 3 or (site is None and timed is None):
        copy.lines = cut_sharing(lines)
        return copy
    if site:
        copy.fields["publisher"] = site["host"].lower()
        gone.add(filled[0])
    if timed is not None:
        gone.add(timed)
        above = [at for at in filled if at < timed and at not in gone]
        name = lines[above[-1]].strip() if len(above) > 1 else ""
        if is_byline(name) or (is_signed(name) and not is_outlet(name)):
            copy.fields.setdefault("authors", name)
            gone.add(above[-1])
    copy.lines = cut_sharing([line for at, line in enumerate(lines) if at not in gone])
    return copy


def cut_sharing(lines: list[str]) -> list[str]:
    """Cut the buttons that end a copied page: "Share this:", and only short lines below it."""
    end = len(lines)
    for at in range(len(lines) - 1, max(-1, len(lines) - 40), -1):
        line = lines[at].strip()
        if len(line) > _MAX_SHARE_LINE or (line.endswith((".", "!", "?")) and line[-3:] != "..."):
            break
        if _SHARE.fullmatch(line.rstrip(":")):
            end = at
    return lines[:end]
