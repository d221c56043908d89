"""Make text of stories and people harmless in Discord's Markdown, and short enough.

Promise: what is escaped is shown as it was written and can neither format, ping, link nor hide
anything; what is cut ends at a sentence, a word or at least a whole visible character.
"""

import regex

from bot.discord_ui.cards.limits import measure
from embeddings.sentences import split_sentences

ELLIPSIS = " …"

_CONTROL = regex.compile(r"(?!\n)[\p{Cc}\u2028\u2029]")
_INVISIBLE = regex.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc\ud800-\udfff\U000e0000-\U000e0fff]"
)
_LONE_JOINER = regex.compile(r"(?<![^\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f])")
"""Joiners belong between letters of some scripts and parts of an emoji, and nowhere else."""
_PILED_MARKS = regex.compile(r"(\p{M}{4})\p{M}+")
_BLANKS = regex.compile(r"[^\S\n]+")

_ANYWHERE = regex.compile(r"[\\*_~|`<\[\]]")
_LINE_START = regex.compile(r"^([ ]*)([#>+-]|\d+(?=[.)]))", regex.MULTILINE)
_AT = regex.compile(r"@(?=\w)")
_SCHEME = regex.compile(r"(?<=\b\w+):(?=//)")
_INVITE = regex.compile(r"(?i)(?<=discord(?:app)?\.(?:gg|com|io|me|li|gift))/")
_EMOJI_NAME = regex.compile(r":(?=\w+:)")

_ZERO_WIDTH_SPACE = "\u200b"


def tidy(text: str) -> str:
    """Take out what is invisible, reorders text, or piles up, and join blanks."""
    text = _INVISIBLE.sub("", _CONTROL.sub(" ", text.replace("\r\n", "\n")))
    text = _PILED_MARKS.sub(r"\1", _LONE_JOINER.sub("", text))
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.strip().split("\n"))


def escape(text: str) -> str:
    """Return Markdown that shows ``text``, tidied, as plain text."""
    text = _ANYWHERE.sub(r"\\\g<0>", tidy(text))
    text = _LINE_START.sub(_escape_line_start, text)
    for pattern in (_SCHEME, _INVITE, _EMOJI_NAME):
        text = pattern.sub(r"\\\g<0>", text)
    # no backslash stops a mention of everybody from being drawn as one
    return _AT.sub("@" + _ZERO_WIDTH_SPACE, text)


def _escape_line_start(match: regex.Match[str]) -> str:
    blanks, mark = match.groups()
    return f"{blanks}{mark}{_ZERO_WIDTH_SPACE}" if mark[0].isdigit() else f"{blanks}\\{mark}"


def escape_line(text: str) -> str:
    """Escape a text that must stay in one line, such as a headline."""
    return escape(" ".join(tidy(text).split()))


def shorten(text: str, limit: int) -> str:
    """Escape ``text`` into at most ``limit`` UTF-16 units: whole sentences where one fits, else
    whole words, else whole visible characters.

    :raises ValueError: If ``limit`` is too small for the sign that something was left out.
    """
    if limit < len(ELLIPSIS):
        raise ValueError(f"limit must be at least {len(ELLIPSIS)}, was: {limit}")
    text = tidy(text)
    if measure(escaped := escape(text)) <= limit:
        return escaped
    room = limit - len(ELLIPSIS)
    for ends in (_end_sentences(text), _end_words(text), _end_graphemes(text)):
        if fitting := _find_longest(text, ends, room):
            return fitting + ELLIPSIS
    return ELLIPSIS.strip()


def shorten_line(text: str, limit: int) -> str:
    """Shorten a text that must stay in one line."""
    return shorten(" ".join(tidy(text).split()), limit)


def _find_longest(text: str, ends: list[int], room: int) -> str:
    """Return the longest escaped prefix that ends at one of ``ends`` and fits; empty if none."""
    low, high = 0, len(ends)
    best = ""
    while low < high:
        middle = (low + high) // 2
        escaped = escape(text[: ends[middle]])
        if measure(escaped) <= room:
            best, low = escaped, middle + 1
        else:
            high = middle
    return best


def _end_sentences(text: str) -> list[int]:
    return [span.end for span in split_sentences(text)]


def _end_words(text: str) -> list[int]:
    return [match.start() for match in regex.finditer(r"(?<=\S)\s+", text)]


def _end_graphemes(text: str) -> list[int]:
    return [match.end() for match in regex.finditer(r"\X", text)]


def cut_line(text: str, limit: int) -> str:
    """Tidy a text for where there is no Markdown: one line, whole visible characters."""
    line = " ".join(tidy(text).split())
    if measure(line) <= limit:
        return line
    kept = ""
    for character in regex.findall(r"\X", line):
        if measure(kept) + measure(character) > limit - 1:
            break
        kept += character
    return f"{kept.rstrip()}…"


def quote_lines(escaped: str) -> str:
    """Set every line of escaped text as a quotation."""
    return "\n".join(f"> {line}" for line in escaped.split("\n"))


def make_safe_url(url: str | None, limit: int) -> str | None:
    """Return a web address that cannot break out of a link; ``None`` if it is none or too long.

    An address that is too long with its text fragment is tried without it.
    """
    if url is None or not regex.match(r"(?i)https?://[^\s/]", url):
        return None
    safe = regex.sub(r"[\s<>()\[\]\\\"`]|\p{C}", _encode, url)
    for candidate in (safe, safe.partition("#")[0]):
        if measure(candidate) <= limit:
            return candidate
    return None


def _encode(match: regex.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "replace"))
