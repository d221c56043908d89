"""The one place where raw text becomes plain text: characters, blanks and line breaks.

Promise: ``normalise`` is idempotent, and its result holds no control character, no white space but
spaces and newlines, no lone surrogate, and no blank at either end.
"""

import re

_ODD_BLANK = re.compile(r"[^\S\n]|[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff\u00ad]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u200e\u200f]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# The look behind keeps a long run of blanks within a line from being tried at each of its blanks.
_TRAILING_BLANKS = re.compile(r"(?<! ) +(?=\n|\Z)")
_MANY_NEWLINES = re.compile(r"\n{3,}")

_LIST_ITEM = re.compile(r"^\s*([-*•–—>]|\d{1,3}[.)])\s")
_SENTENCE_END = tuple(".!?:;\"'”’)]…")


def normalise(text: str) -> str:
    """Return ``text`` with one kind of newline and one kind of blank.

    Zero-width characters go; every other odd blank or control character becomes one space.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x85", "\n")
    text = _INVISIBLE.sub("", text)
    text = _LONE_SURROGATE.sub("\ufffd", text)
    text = _ODD_BLANK.sub(" ", text)
    text = _TRAILING_BLANKS.sub("", text)
    return _MANY_NEWLINES.sub("\n\n", text).strip()


def normalise_line(text: str) -> str:
    """Return ``text`` as one line with single blanks, for titles and names."""
    return " ".join(normalise(text).split())


def unwrap(text: str) -> str:
    """Join the lines of each paragraph when ``text`` is clearly hard-wrapped, else return it as is.

    ``text`` must be normalised. Clearly means: nearly every line that another one follows is
    about equally long, and most of them stop in the middle of a sentence.
    """
    paragraphs = text.split("\n\n")
    if not _is_hard_wrapped([paragraph.split("\n") for paragraph in paragraphs]):
        return text
    return "\n\n".join(_join_lines(paragraph.split("\n")) for paragraph in paragraphs)


def _is_hard_wrapped(paragraphs: list[list[str]]) -> bool:
    followed = [line for lines in paragraphs for line in lines[:-1] if not _LIST_ITEM.match(line)]
    if len(followed) < 3:
        return False
    widest = max(map(len, followed))
    if not 40 <= widest <= 100:
        return False
    full = sum(len(line) >= widest - 20 for line in followed)
    open_ended = sum(not line.endswith(_SENTENCE_END) for line in followed)
    return full >= 0.8 * len(followed) and open_ended >= 0.6 * len(followed)


def _join_lines(lines: list[str]) -> str:
    joined = lines[0]
    for line in lines[1:]:
        if _LIST_ITEM.match(line):
            joined += "\n" + line
        else:
            joined += " " + line.strip()
    return joined
