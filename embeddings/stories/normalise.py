"""The one place where raw text becomes plain text: characters, blanks and line breaks.

Promise: ``normalise`` is idempotent, and its result holds no control character, no white space but
spaces and newlines, no lone surrogate, and no blank at either end.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from embeddings.lexicon import (
    COMPOUND_ENDS,
    FUNCTION_WORDS,
    ONES,
    TEENS,
    TENS,
    WORD_ENDS,
    WORD_STARTS,
    join_pattern,
)

_ODD_BLANK = re.compile(r"[^\S\n]|[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff\u00ad]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u200e\u200f]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# The look behind keeps a long run of blanks within a line from being tried at each of its blanks.
_TRAILING_BLANKS = re.compile(r"(?<! ) +(?=\n|\Z)")
_MANY_NEWLINES = re.compile(r"\n{3,}")

_LIST_ITEM = re.compile(r"^\s*([-*•–—>]|\d{1,3}[.)])\s")
_TABLE_LINE = re.compile(r"\S {3,}\S|^[\s|+=-]+$")
_NARROWEST = 24
_HYPHEN_END = re.compile(r"\w[-‐]$")
_BROKEN_WORD = re.compile(r"(?<=\w)[-‐]\n[^\S\n]*(?P<rest>\w[\w'’]*(?:-\w[\w'’]*)*)")
_SOFT_BREAK = re.compile(r"\u00ad(?P<blank>\s+)(?P<rest>\S+)[^\S\n]*\n?")
# As texts that were scanned have it.
_SCANNED_BREAK = re.compile(r"(?<=[^\W\d_])¬\n *(?P<rest>[a-z][^\s¬]*)(?P<blank> +|\n)?")
_LONGEST_COMPOUND = 40
_COMPOUND = re.compile(
    rf"(?i)\b(?:well|self|non|co|ex|{join_pattern((*ONES, *TEENS, *TENS))}"
    r"|high|low|long|short|mid|post|cross|all|half|first|second"
    r"|third|part|full|so|old|new|year|real|right|left|far|anti|pro|much|ever|once|then|state|world"
    r"|long|open|hard|fast|large|small|big|top|best|free|vice|re-[a-z]+|[a-z]+-[a-z]+|\d+|[a-z])[-‐]$"
)
_WORD_START = re.compile(rf"(?i)\b(?:{join_pattern(WORD_STARTS)})[-‐]$")
_SENTENCE_END = tuple(".!?:;\"'”’)]…")


def unify_newlines(text: str) -> str:
    """Return ``text`` with the line ends of Windows and of old Macs made into newlines."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def normalise(text: str) -> str:
    """Return ``text`` with one kind of newline and one kind of blank.

    Zero-width characters go; every other odd blank or control character becomes one space. A word
    that a soft hyphen or "¬" breaks at the end of a line is whole again, and ends that line.
    """
    text = (
        unify_newlines(text).replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x85", "\n")
    )
    text = _SOFT_BREAK.sub(r"\g<rest>\g<blank>", text)
    text = _INVISIBLE.sub("", text)
    text = _LONE_SURROGATE.sub("\ufffd", text)
    text = _ODD_BLANK.sub(" ", text)
    text = _TRAILING_BLANKS.sub("", text)
    text = _SCANNED_BREAK.sub(lambda match: match["rest"] + "\n" * bool(match["blank"]), text)
    return _MANY_NEWLINES.sub("\n\n", text).strip()


def normalise_line(text: str) -> str:
    """Return ``text`` as one line with single blanks, for titles and names."""
    return " ".join(normalise(text).split())


def unwrap(text: str) -> str:
    """Join the lines of each paragraph when ``text`` is clearly hard-wrapped, else return it as is.

    ``text`` must be normalised. Clearly means: nearly every line that another one follows is
    about equally long or ends in a hyphen, and most of them stop in the middle of a sentence. Of
    narrow columns, most lines must also begin in the middle of one. A word broken at the end of a
    line is whole again.
    """
    paragraphs = [paragraph.split("\n") for paragraph in text.split("\n\n")]
    if not _is_hard_wrapped(paragraphs):
        return text
    return "\n\n".join(join_lines(paragraph) for paragraph in paragraphs)


def _is_hard_wrapped(paragraphs: list[list[str]]) -> bool:
    pairs = [
        (line, after)
        for lines in paragraphs
        for line, after in pairwise(lines)
        if not _LIST_ITEM.match(line) and not _TABLE_LINE.search(line)
    ]
    if len(pairs) < 3:
        return False
    widest = max(len(line) for line, _ in pairs)
    if not _NARROWEST <= widest <= 100:
        return False
    full = sum(
        len(line) >= widest - min(20, widest // 3)
        or len(line) + len(after.split()[0]) >= widest
        or _HYPHEN_END.search(line) is not None
        for line, after in pairs
    )
    open_ended = sum(not line.endswith(_SENTENCE_END) for line, _ in pairs)
    wrapped = full >= 0.8 * len(pairs) and open_ended >= 0.6 * len(pairs)
    if widest >= 40 or not wrapped:
        return wrapped
    return len(pairs) >= 5 and sum(after[:1].islower() for _, after in pairs) >= 0.5 * len(pairs)


def join_lines(lines: Sequence[str]) -> str:
    """Join the lines of one paragraph; list items keep their own line, broken words are whole."""
    parts: list[str] = []
    for line in join_broken_words("\n".join(map(str.strip, lines))).split("\n"):
        item = _LIST_ITEM.match(line) or _TABLE_LINE.search(line)
        parts += ("\n" if item else " ", line)
    return "".join(parts[1:])


def join_broken_words(text: str) -> str:
    """Return ``text`` with the words whole that a hyphen breaks at the end of a line.

    "milli-" and "on" are one word; "well-" and "known", "Anglo-" and "Saxon", "mother-" and
    "in-law" keep their hyphen, "low-" and "est" lose it; "pre-" before "and post-war" keeps its
    blank as well.
    """
    return _BROKEN_WORD.sub(_join_word, text)


def _join_word(broken: re.Match[str]) -> str:
    hyphen, rest = broken[0][0], broken["rest"]
    end = broken.string[max(0, broken.start() - _LONGEST_COMPOUND) : broken.start() + 1]
    compound = rest not in WORD_ENDS and _COMPOUND.search(end)
    start = _WORD_START.search(end)
    if rest == "and" or (rest in ("or", "to") and (compound or start)):
        return f"{hyphen} {rest}"
    linked = rest.partition("-")[0] in FUNCTION_WORDS and "-" in rest
    tied = rest in COMPOUND_ENDS and not start
    return hyphen + rest if not rest[0].islower() or compound or linked or tied else rest
