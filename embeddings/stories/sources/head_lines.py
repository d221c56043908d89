"""The lines between headline and text that say who wrote the story, and when.

Promise: only a line that says nothing else is read; one with more in it stays text.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise, takewhile

from embeddings.lexicon import (
    COMMON_OUTLET_WORDS,
    FUNCTION_WORDS,
    OUTLET_NAMES,
    OUTLET_WORDS,
    PAPER_WORDS,
    PLACE_ENDS,
    PLACE_STARTS,
    join_pattern,
)
from embeddings.stories.metadata import read_names
from embeddings.stories.publication_dates import read_date
from embeddings.stories.stated import is_reading_time

_HEAD = 6
_MAX_LINE = 140
_MAX_SIGNED = 60
_DAY = re.compile(
    r"""(?:(?:published|posted|first\ published)(?:\ on|:)?\ )?(?:[^\W\d]{3,12}\.?,?\ )?
    (?:\d{1,2}(?:st|nd|rd|th|\.)?\ (?:of\ |de\ )?[^\W\d]{3,10}\.?,?\ (?:de\ )?\d{4}
    |[^\W\d]{3,10}\.?\ \d{1,2}(?:st|nd|rd|th)?,?\ \d{4}
    |\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4})
    (?:(?:,|\ at|\ um|T)?\ ?\d{1,2}[:.]\d\d.{0,20}|\ \d{1,2}\ ?[ap]\.?m\.?.{0,8})?""",
    re.IGNORECASE | re.VERBOSE,
)
"""Takes "Tuesday, 12 March 2024, 9:30 GMT", leaves "12 March 2024 was a cold day"."""
_PERSON = r"[A-ZÀ-Þ][\w.'’-]*(?: (?:[A-ZÀ-Þ][\w.'’-]*|de|del|van|von|der|la|el|bin|al)){1,4}"
_LED = r"(?:Von|Par|Por|(?:Text|Words|Story)(?: [Bb]y|(?=:))):?"
_OTHER_BY = re.compile(rf"{_LED} (?=[A-ZÀ-Þ]\S* [A-ZÀ-Þ])")
_BY = re.compile(
    rf"(?:[Bb]y:?|BY:?|{_LED}) {_PERSON}(?:(?:, and | and | & |, |; ){_PERSON}){{0,5}}"
)
_PLACE = rf"(?:{join_pattern(PLACE_STARTS)})\.?(?: |$)|[\w.'’ -]+ (?:{join_pattern(PLACE_ENDS)})$"
_SIGNED = re.compile(rf"(?!{_PLACE}){_PERSON}(?:(?:, and | and | & |, |; ){_PERSON}){{0,5}}")
"""Takes "Mira Holt and Jon Sand", leaves "New York" and "Velm City"."""
_POST = re.compile(
    r"(?:[\w&'’/-]+ ){0,3}(?:reporter|correspondent|editor|columnist|critic|writer)", re.IGNORECASE
)
"""Takes "Health reporter", leaves "Reporters walk out"."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_SEPARATOR = re.compile(
    r"\s+[|·•–—]\s+|\s+-\s+|(?<=[a-z])(?<!day),\s+(?=\d{1,2}\.? [^\W\d]|[A-Z][a-z]+ \d)"
)
_BESIDE = re.compile(r"(?P<names>\D+)(?:,| [|·•–—-]) (?P<day>\S.*)")
"""Takes "Mira Holt, 5 March 2024"; whether these are names and a day, others say."""
_COMMAS = re.compile(r"\s+[|·•–—]\s+|,\s+(?!\d{4}\b)|(?<=\d{4}),\s+")
_POSTED = (
    re.compile(
        rf"(?:(?:Posted|Published|Written|Reported|Submitted) )?[Bb]y (?P<names>{_PERSON}"
        rf"(?:(?:, and | and | & |, ){_PERSON}){{0,5}})(?: on|,| \||,? at)? (?P<day>\S.*\d.*)"
    ),
    re.compile(
        r"(?:(?:Posted|Published|Written)(?: on)? )?(?P<day>\S.*\d.*?),? [Bb]y "
        rf"(?P<names>{_PERSON}(?:(?:, and | and | & |, ){_PERSON}){{0,5}})"
    ),
)
"""Takes "Posted by Mira Holt on 5 March 2024" and "Published 5 March 2024 by Mira Holt"."""
_OUTLET = re.compile(
    rf"(?:The )?(?:[A-ZÀ-Þ][\w.'’&-]* (?:of )?){{1,4}}(?i:{join_pattern(OUTLET_WORDS)})"
    rf"|(?:The )?(?:{join_pattern(sorted(OUTLET_NAMES - {'AP', 'Spiegel', 'Monde'}))})(?: News)?"
)
"""Takes "The Velm Courier", leaves "Velm mourns" and "Courier"."""
_PAPER = re.compile(
    rf"(?:The )?(?:[A-ZÀ-Þ][\w.'’&-]* (?:of )?){{1,4}}"
    rf"(?i:{join_pattern(COMMON_OUTLET_WORDS | PAPER_WORDS)})"
)
"""Takes "Alder Review", which is an outlet beside a day alone."""
_CHANGE = re.compile(r"(?:last )?(?:updated|modified|edited)\b.{0,60}", re.IGNORECASE)


@dataclass(slots=True)
class HeadLines:
    """What a story's head says, and its lines without those that say it."""

    rest: list[str]
    fields: dict[str, object] = field(default_factory=dict)


def read_head_lines(lines: Sequence[str], title: str, authors: Collection[str] = ()) -> HeadLines:
    """Read by-line and day from the first lines below the headline, and take them out.

    A line that repeats the headline, or the name of one of ``authors`` or of those in the by-line,
    goes too, and so does their post below it. Names alone are a by-line where the day stands below
    or beside them.
    """
    found = HeadLines([])
    gone: set[int] = set()
    filled = [at for at, line in enumerate(lines) if line.strip()][:_HEAD]
    for at in filled:
        line = lines[at].strip()
        if len(line) > _MAX_LINE:
            break
        if line.casefold() == title.casefold() or _read_line(line, found.fields):
            gone.add(at)
    if not authors and "authors" not in found.fields:
        gone |= _read_bare_names(lines, filled, found.fields)
    if not authors and not {"authors", "published"} & found.fields.keys():
        gone |= _read_names_and_day(lines, filled, found.fields)
    names = {name.casefold() for name in (*authors, *read_names(found.fields.get("authors")))}
    gone |= {at for at in filled if lines[at].strip().casefold() in names}
    signed = {at for at in gone if is_byline(lines[at]) or is_signed(lines[at])}
    gone |= {below for at, below in pairwise(filled) if at in signed and _is_post(lines[below])}
    found.rest = [line for at, line in enumerate(lines) if at not in gone]
    return found if any(line.strip() for line in found.rest) else HeadLines(list(lines))


def _read_bare_names(
    lines: Sequence[str], filled: Sequence[int], fields: dict[str, object]
) -> set[int]:
    """Read the names that stand alone right above the day; return their lines.

    They are no authors' where the text has the last word of one: a place's or an office's.
    """
    day = next((at for at in filled if _holds_day(lines[at].strip())), None)
    above = filled[: filled.index(day)] if day is not None else []
    above = [at for at in above if not _is_post(lines[at])]
    signed = [at for at in above if _SIGNED.fullmatch(lines[at].strip())]
    if not signed or signed != above[-len(signed) :]:
        return set()
    names = [lines[at].strip() for at in signed]
    if _are_told_of(names, lines[signed[-1] + 1 :]):
        return set()
    fields["authors"] = names
    return set(signed)


def _read_names_and_day(
    lines: Sequence[str], filled: Sequence[int], fields: dict[str, object]
) -> set[int]:
    """Read the line that holds nothing but names and the day, above any paragraph; return it."""
    for at in takewhile(lambda one: len(lines[one]) <= _MAX_LINE, filled):
        match = _BESIDE.fullmatch(lines[at].strip())
        day = read_day_line(match["day"]) if match else None
        if match and day and is_signed(match["names"]):
            if _are_told_of([match["names"]], lines[at + 1 :]):
                break
            fields.update(authors=match["names"], published=day)
            return {at}
    return set()


def _are_told_of(names: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the text has the last word of a name."""
    last = {_WORD.findall(name)[-1] for name in names if _WORD.search(name)}
    return not last.isdisjoint(_WORD.findall(" ".join(below)))


def _is_post(line: str) -> bool:
    """Whether a line is nothing but what a journalist is called."""
    told = FUNCTION_WORDS.intersection(line.lower().split())
    return not told and _POST.fullmatch(line.strip()) is not None


def _holds_day(line: str) -> bool:
    """Whether a line names a day, beside it at most how long it takes to read."""
    if len(line) > _MAX_LINE:
        return False
    parts = [part.strip() for part in _SEPARATOR.split(line)]
    told = [_read_part(part) for part in parts]
    return all(told) and any(one and one[0] == "published" for one in told)


def read_outlet_line(line: str) -> dict[str, object]:
    """Return what a line says that names the outlet, or the day as well; else nothing."""
    if len(line) > _MAX_LINE:
        return {}
    if day := read_day_line(line):
        return {"published": day}
    parts = [part.strip() for part in _COMMAS.split(line)]
    outlets = [part for part in parts if _OUTLET.fullmatch(part)]
    days = [day for part in parts if (day := read_day_line(part))]
    if len(outlets) > 1 or len(days) > 1 or len(outlets) + len(days) < len(parts):
        return {}
    fields: dict[str, object] = {"publisher": outlets[0]} if outlets else {}
    return {**fields, "published": days[0]} if days else fields


def read_day_line(line: str) -> date | None:
    """Return the day of a line that names one and says nothing else, or ``None``."""
    return read_date(line) if _DAY.fullmatch(line) else None


def is_outlet(words: str) -> bool:
    """Say whether words are an outlet's name: capitalised, the last as papers are called."""
    return _OUTLET.fullmatch(words) is not None


def is_signed(line: str) -> bool:
    """Say whether a line is nothing but names of people."""
    return len(line) <= _MAX_SIGNED and _SIGNED.fullmatch(line.strip()) is not None


def is_byline(line: str) -> bool:
    """Say whether a line names the authors and nothing else."""
    return _BY.fullmatch(line.strip()) is not None


def _read_line(line: str, fields: dict[str, object]) -> bool:
    for pattern in _POSTED:
        match = pattern.fullmatch(line)
        if match and (day := read_day_line(match["day"].strip())):
            fields.setdefault("authors", match["names"])
            fields.setdefault("published", day)
            return True
    whole = _read_part(line)
    parts = [line] if whole else [part.strip() for part in _SEPARATOR.split(line) if part.strip()]
    known = [_read_part(part) for part in parts]
    if not parts or not all(known) or not any(one and one[0] != "other" for one in known):
        return _read_signed(line, fields)
    for name, value in (one for one in known if one):
        if name != "other":
            fields.setdefault(name, value)
    return True


def _read_signed(line: str, fields: dict[str, object]) -> bool:
    """Read a line of names, outlet and day: "Mira Holt, Velm Courier, 5 March 2024"."""
    parts = [part.strip() for part in _COMMAS.split(line) if part.strip()]
    days = [day for part in parts if (day := read_day_line(part))]
    outlets = [part for part in parts if is_outlet(part) or (days and _PAPER.fullmatch(part))]
    others = [part for part in parts if part not in outlets and not read_day_line(part)]
    signed = all(_BY.fullmatch(part) or _SIGNED.fullmatch(part) for part in others)
    if len(outlets) != 1 or len(days) > 1 or not signed:
        return False
    if not days and not any(_BY.fullmatch(part) for part in others) and not fields:
        return False
    fields.setdefault("publisher", outlets[0])
    if days:
        fields.setdefault("published", days[0])
    if others:
        fields.setdefault("authors", others)
    return True


def _read_part(part: str) -> tuple[str, object] | None:
    if _BY.fullmatch(part):
        return "authors", _OTHER_BY.sub("", part)
    if _DAY.fullmatch(part):
        day = read_date(re.sub(r"(?i)^(?:first )?(?:published|posted)(?: on|:)? ", "", part))
        return ("published", day) if day else None
    if _CHANGE.fullmatch(part) or is_reading_time(part):
        return "other", ""
    return None
