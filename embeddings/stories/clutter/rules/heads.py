"""The by-line that stands above an article without the word "By": names, and below them an outlet.

Promise: names are told only where the line below, or a note on how to reach them, bears it out.
"""

import re
from collections.abc import Sequence

from embeddings.lexicon import COMMON_OUTLET_WORDS, OUTLET_WORDS, PAPER_WORDS, join_pattern
from embeddings.stories.clutter.rules.credit_names import AGENCY, NAME, NAMES
from embeddings.stories.clutter.rules.line_context import Marks
from embeddings.stories.clutter.rules.link_shapes import is_prose

_PAPERS = OUTLET_WORDS | COMMON_OUTLET_WORDS | PAPER_WORDS
_BROADCASTERS = {"tv", "radio", "television", "agency", "today", "daily"}
_PAPER_ENDS = join_pattern(word.title() for word in _PAPERS - _BROADCASTERS)
_SIGNED = re.compile(rf"(?P<names>{NAMES})(?:, (?P<outlet>[A-Z\d][\w./ '’&-]{{2,40}}))?")
_OUTLET = re.compile(
    r"(?i:opinion|guest|special|staff|senior)? ?(?i:columnist|contributor|correspondent|writer"
    r"|reporter|editor|critic)s?"
    r"|(?:[A-Z][\w&'’.-]*\s){1,5}(?:CORRESPONDENT|REPORTER|COLUMNIST|STAFF|WRITER)"
    rf"|{AGENCY}"
    rf"|(?=.*\b(?i:{join_pattern(_PAPERS)}|leader|media|network|wire)\b)"
    r"(?:[A-Z(][\w.,'’()&-]*|of|the|and|for|[|&])(?: (?:[\w.,'’()&-]+|\|)){0,6}"
    r"|(?:www\.)?[\w-]+\.(?:com|org|net)"
)
_STAFF = re.compile(r"(?:[A-Z][\w&'’.-]*\s){1,5}[Ss]taff")
# A newspaper's name alone: capitalised words, the last of them one that papers are called by.
_PAPER = re.compile(
    r"(?:The )?(?:[A-Z][\w.'’-]*|\([A-Z][\w.,' ]+\))(?: [A-Z][\w.'’-]*){0,3} "
    rf"(?:{_PAPER_ENDS}|[A-Z][a-z]+-(?:Times|Union|News|Journal|Star|Post))(?: Reporter)?"
)
_TITLE_WORD = r"(?:[A-Z\d][\w.,'’&/()-]*|of|the|and|for|[|&])"
_TITLE = re.compile(rf"{_TITLE_WORD}(?: {_TITLE_WORD}){{0,6}}")
_CONTACT = re.compile(
    r"(?:Contact|Reach|E-?mail|You can (?:reach|contact|e-?mail)) "
    r"(?:(?:[\w'’/-]+ ){0,4}(?i:reporter|writer|columnist|correspondent) )?"
    r"(?!(?i:reporter|writer|columnist|correspondent)\b)(?P<name>[A-Z][\w.'’-]+(?:"
    r" [A-Z][\w.'’-]+){1,2}) (?P<address>.*@.*)"
)
_SPACED = NAME.replace(" ", r"\ ")
_WRITER = r"(?:reporter|columnist|correspondent|writer|journalist|critic)"
# "Ada Cole covers schools", "Our courts reporter Ada Cole is based in Velm", "Follow Ada Cole on"
_NOTED = re.compile(
    rf"""(?P<name>{_SPACED})\ (?:covers|writes|reports\ (?:on|for)
      |is\ (?:an?|the|[A-Z].{{0,40}}['’]s)\ [^.]{{0,90}}\b{_WRITER})\b
    | .{{0,90}}\b(?i:{_WRITER})\ (?P<called>{_SPACED})\ (?:is|can|covers|at|on|via)\b
    | Follow\ (?P<followed>{_SPACED})(?=\ on\b|:)
    """,
    re.VERBOSE,
)
_REACHED = {"contact line", "author biography", "credit line"}


def mark_head(lines: Sequence[str], marks: Marks) -> list[str]:
    """Mark the by-line at the article's head and the outlet below it; return the names it gives.

    A name that nothing bears out stays: it may be the article's first heading.
    """
    every = [at for at, line in enumerate(lines) if line]
    _mark_outlet(every, lines, marks)
    filled = every[:3]
    signed = _SIGNED.fullmatch(lines[filled[0]]) if len(filled) == 3 else None
    if signed is None or marks[filled[0]]:
        return []
    below = _is_outlet(lines[filled[1]])
    names, beside = _without_outlet(signed["names"], signed["outlet"])
    several = " and " in signed["names"] and len(lines[filled[1]]) > 60
    credited = marks[filled[1]] in {"credit line", "site name"} or "@" in lines[filled[1]]
    borne_out = below or beside or several or credited or _reached(signed["names"], lines, marks)
    strange = not borne_out and _is_stranger(signed["names"], every, lines, marks)
    if not borne_out and not strange:
        return []
    outlet = names.startswith("The ") or _is_outlet(names)
    marks[filled[0]] = "credit line" if outlet else "byline"
    if below or strange:
        marks[filled[1]] = marks[filled[1]] or "credit line"
    return [] if outlet else [names]


def _mark_outlet(every: Sequence[int], lines: Sequence[str], marks: Marks) -> None:
    """Mark the outlet's name above the article; below a by-line, any title may be one."""
    head = next((rank for rank, at in enumerate(every) if not marks[at]), len(every))
    if head + 2 >= len(every):
        return
    line, signed = lines[every[head]], any(marks[at] == "byline" for at in every[:head])
    if any(one.fullmatch(line) for one in (_STAFF, _PAPER)) or (signed and _is_title(line)):
        marks[every[head]] = "credit line"


def _is_stranger(names: str, every: Sequence[int], lines: Sequence[str], marks: Marks) -> bool:
    """Whether a title follows, as an outlet's name is, and an article with none of ``names``.

    The last line may name them: an author's biography stands there.
    """
    title, *article = [lines[at] for at in every[1:] if not marks[at]] or [""]
    if not _is_title(title) or len(article) < 2 or not is_prose(article[0]):
        return False
    told = set(re.findall(r"[\w’'-]+", " ".join(article[:-1]).casefold()))
    return not told & set(re.findall(r"[\w’'-]{3,}", names.casefold()))


def _is_title(line: str) -> bool:
    return len(line) <= 40 and _TITLE.fullmatch(line) is not None


def find_reached(lines: Sequence[str], marks: Marks) -> list[str]:
    """Return the people whom contact lines tell how to reach at an address with their own name."""
    found = [
        (match["name"], match["address"].casefold())
        for line, mark in zip(lines, marks, strict=True)
        if mark == "contact line" and (match := _CONTACT.match(line))
    ]
    return [name for name, address in found if _last_name(name) in address]


def find_noted(lines: Sequence[str], marks: Marks) -> list[str]:
    """Return the people of whom notes that were cut below the article say that they report."""
    told = [at for at, line in enumerate(lines) if line and not marks[at]]
    below = lines[told[-1] + 1 :] if told else []
    found = [match for line in below if (match := _NOTED.match(line))]
    names = [match["name"] or match["called"] or match["followed"] for match in found]
    return [name for name in names if not _is_outlet(name) and not name.split()[0].isupper()]


def _without_outlet(names: str, outlet: str | None) -> tuple[str, bool]:
    """The names alone, and whether an outlet stood behind them in the same line."""
    if outlet is not None:
        return names, _is_outlet(outlet)
    first, _, last = names.rpartition(", ")
    return (first, True) if first and _is_outlet(last) else (names, False)


def _is_outlet(line: str) -> bool:
    return len(line) <= 60 and line[-1] not in ".!?:" and _OUTLET.fullmatch(line) is not None


def _reached(names: str, lines: Sequence[str], marks: Marks) -> bool:
    """Whether a line that says how to reach the author names one of ``names``."""
    each = re.split(r", and |, | and | & |; ", names)
    return any(
        (name in line and len(line) > len(name)) or _last_name(name) in line.partition("@")[0]
        for line, mark in zip(lines, marks, strict=True)
        if mark in _REACHED
        for name in each
    )


def _last_name(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].casefold()
