"""Interviews and transcripts: who a label at the head of a line says is speaking. Letters and
voices from the street: who signed a quotation that stands alone on its line.

Promise: a label counts only where a text has several; times, headings and lists have none.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from embeddings.sentences import Span

_TIME = r"[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?\s*[-–—]?\s*"
_NAME = r"(?:[A-Z][\w’'.-]*)(?:[ ](?:of|de|van|von|al|bin|[A-Z][\w’'.-]*)){0,4}"
_LABEL = re.compile(
    rf"""
    ^[ \t]*["“]?(?P<time>{_TIME})?           # [00:00:12]
    (?:\*\*|__)?
    (?P<label>Q|A|Question|Answer|{_NAME})   # MS. ADLER, Dana Ruhl, CHAIR
    (?:\s*\((?P<office>[^)\n]{{1,60}})\))?   # (Chief of Police)
    (?:\*\*|__)?
    [ \t]*(?P<colon>:|(?(time)[-–—]|:)|(?<=\b[QA])\.(?!\ {_NAME}:))(?:\*\*|__)?[ \t]+(?=\S)
    """,
    re.VERBOSE | re.MULTILINE,
)
"""Takes "Q: How long?", "A. Two days.", "MS. ADLER: Nobody did." and "0:41 ADLER — Nobody."; leaves
"8:30 a.m.: …", "PARIS — …" and "Note: …" alone in its text."""
_SIGNED = re.compile(
    rf"""
    ^[ \t]*["“”](?P<words>[^"“”\n]{{20,}})["”]  # “We lost everything.”
    \s*(?P<dash>[―—–]|--)[ \t]*
    (?P<name>{_NAME})                            # ― Dana Ruhl
    (?:,[^\n]{{,60}})?\.?[ \t]*$                 # , 45, of Leeds
    """,
    re.VERBOSE | re.MULTILINE,
)
"""Takes "“We lost everything.” — Dana Ruhl, 45"; leaves "“All lost” — and left." alone."""
_BOX = re.compile(
    r"""
    (?:
      ^[ \t]*(?:[-•*]\ )?[^\W\d_][^\n:.?!“”"]{0,40}:  # Architect
      [ \t]+[^\n]{1,80}(?<![.?!…”"])(?:\n+|\Z)        # Ann Lee
    ){2,}
    """,
    re.VERBOSE | re.MULTILINE,
)
"""Takes "Architect: Ann Lee" above "Length: 50 metres"; leaves either line alone, and lines that
end as sentences do."""
_ASKS, _ANSWERS = {"q", "question"}, {"a", "answer"}
_NO_SPEAKERS = frozenset(
    """
    note update correction source sources photo image video caption related tags published updated
    editor address phone email tickets price when where who what why how status date time location
    read summary topics warning contact tel fax web website day week step tip part chapter total
    promise result results score final winner winners verdict pros cons cast director rating
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_FEWEST_LINES = 2
_STORIES = 32
"""More than one question reads: each of a story's candidates asks for all of its speeches."""
_DENSE = 0.4
"""From this share of labelled lines on, a line without a label goes on with the speech before."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What one speaker says in one go: the label, its colon, and the words.

    ``asks`` marks the questions of an interview, ``answers`` what its guest says.
    """

    label: Span
    colon: Span
    content: Span
    name: str
    asks: bool = False
    answers: bool = False


@lru_cache(maxsize=_STORIES)
def find_speeches(text: str) -> tuple[Speech, ...]:
    """Return the labelled speeches of a text, in order, or else the signed ones."""
    return _find_labelled(text) or tuple(map(_make_signed, _SIGNED.finditer(text)))


def find_fact_boxes(text: str) -> tuple[Span, ...]:
    """Return the runs of lines of a text that each name a thing and its value, in order."""
    return tuple(Span(*match.span()) for match in _BOX.finditer(text))


def _find_labelled(text: str) -> tuple[Speech, ...]:
    if ":" not in text and "\nA." not in text:
        return ()
    matches = [one for one in _LABEL.finditer(text) if _is_speaker(one["label"])]
    kept = _choose(matches)
    if len(kept) < _FEWEST_LINES:
        return ()
    lines = sum(bool(line.strip()) for line in text[kept[0].start() :].split("\n"))
    goes_on = len(kept) >= _DENSE * lines
    return tuple(_make_speeches(text, kept, goes_on=goes_on))


def _make_signed(match: re.Match[str]) -> Speech:
    name, dash, words = (Span(*match.span(one)) for one in ("name", "dash", "words"))
    return Speech(name, dash, words, match["name"])


def _is_speaker(label: str) -> bool:
    words = label.lower().split()
    return _NO_SPEAKERS.isdisjoint(words) and len(words) <= 5


def _choose(matches: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Keep the labels of a talk: a question with an answer, capitals before a colon, or a name that
    returns."""
    counts = Counter(one["label"].lower() for one in matches)
    talk = bool(_ASKS & set(counts)) and bool(_ANSWERS & set(counts))
    capitals = sum(map(_stands_out, matches))
    return [
        one
        for one in matches
        if (talk and one["label"].lower() in _ASKS | _ANSWERS)
        or (_stands_out(one) and capitals >= _FEWEST_LINES)
        or (counts[one["label"].lower()] > 1 and one["label"].lower() not in _ASKS | _ANSWERS)
    ]


def _stands_out(match: re.Match[str]) -> bool:
    return match["label"].isupper() and len(match["label"]) > 1 and match["colon"] == ":"


def _make_speeches(
    text: str, matches: Sequence[re.Match[str]], *, goes_on: bool
) -> Iterator[Speech]:
    for at, match in enumerate(matches):
        line_end = text.find("\n", match.end())
        end = len(text) if line_end < 0 else line_end
        if goes_on:
            end = matches[at + 1].start() if at + 1 < len(matches) else max(end, match.end())
        words = text[match.end() : end].rstrip()
        if words:
            label = match["label"]
            yield Speech(
                Span(*match.span("label")),
                Span(*match.span("colon")),
                Span(match.end(), match.end() + len(words)),
                _write_name(label),
                asks=label.lower() in _ASKS,
                answers=label.lower() in _ANSWERS,
            )


def _write_name(label: str) -> str:
    """Return "Ms. Adler" for "MS. ADLER", and a name in small letters as it stands."""
    return label.title() if label.isupper() and len(label) > 1 else label
