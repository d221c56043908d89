"""Text that was decoded wrongly once, set right again: "ThÃ©Ã¢tre" is "Théâtre".

Promise: a text without the marks of such damage is returned as it is, and so is one with as many
letters that are right, or with its damaged words in quotation marks and right as well: what is
damaged there is quoted.
"""

import re
from collections.abc import Iterator, Mapping

_BYTES = bytes(range(0x80, 0xC0))
_WESTERN = "\x80-\xbf" + _BYTES.decode("cp1252", errors="ignore")
_MAC = re.escape(_BYTES.decode("mac_roman"))
_DAMAGE = re.compile(
    rf"[ÂÃÄÅÎÏÐÑ][{_WESTERN}\ufffd]|â[{_WESTERN}]{{2}}|â€|ð[{_WESTERN}]{{3}}|ï»¿"
    rf"|[√¬≈ƒ][{_MAC}]|‚[{_MAC}]{{2}}"
)
"""Takes "Ã©", "â€™" and "√©", which are "é" and "’" in UTF-8; leaves "SÃO" and "é’s"."""
_LETTER = re.compile(r"(?![\x00-\xa0])[^\W\d_]")
_SIGN = re.compile(r"(?![\x00-\xa0\ufffd])\W")
_WRONG = ("sloppy-windows-1252", "latin-1", "mac_roman")
_WORD = re.compile(r'[^\s<>"]+')
_IN_MARKS = re.compile(r"(?<=[“\"‘'«„])[^“”\"«»„\n]{1,40}(?=[”\"’'»“])")
_BETWEEN = "\x1e"
_MENDED = "its letters were decoded wrongly once (“{before}” for “{after}”) and were mended"
_SHOWN = 24


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    """Return ``text`` with such letters mended, and a notice where any was."""
    if not _DAMAGE.search(text):
        return text, ()
    # ftfy loads only where there is something to mend
    from ftfy import fix_encoding  # noqa: PLC0415

    mended = fix_encoding(text) if _is_broken(text) else text
    if mended == text:
        return text, ()
    # Where not all of a text is damaged in the same way, some of it is left.
    mended = _DAMAGE.sub(_decode, mended)
    return mended, (_name_first(text, mended),)


def mend_fields(fields: Mapping[str, object]) -> tuple[Mapping[str, object], tuple[str, ...]]:
    """Return a story's fields with such letters mended in all of them, judged as one text."""
    texts = tuple(_list_texts(fields))
    mended, notices = mend(_BETWEEN.join(texts))
    if not notices:
        return fields, ()
    told = dict(zip(texts, mended.split(_BETWEEN), strict=True))
    return {name: _exchange(value, told) for name, value in fields.items()}, notices


def _is_broken(text: str) -> bool:
    """Whether of the letters beyond ASCII, or of the other signs, more are damaged than right."""
    unquoted = _IN_MARKS.sub(lambda inside: "" if _is_shown(inside[0], text) else inside[0], text)
    damaged = "".join(map(_decode, _DAMAGE.finditer(unquoted)))
    right = _DAMAGE.sub("", text)
    return any(len(one.findall(damaged)) > len(one.findall(right)) for one in (_LETTER, _SIGN))


def _is_shown(words: str, text: str) -> bool:
    """Whether some of the words are damaged, and each of those is right elsewhere in the text."""
    damaged = [word for word in words.split() if _DAMAGE.search(word)]
    return bool(damaged) and all(_DAMAGE.sub(_decode, word) in text for word in damaged)


def _list_texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and _BETWEEN not in value:
        yield value
    elif isinstance(value, (list, tuple, Mapping)):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _list_texts(one)


def _exchange(value: object, told: Mapping[str, str]) -> object:
    """Return a value with each text within it exchanged for what it is told to be."""
    if isinstance(value, str):
        return told.get(value, value)
    if isinstance(value, Mapping):
        return {name: _exchange(one, told) for name, one in value.items()}
    return [_exchange(one, told) for one in value] if isinstance(value, (list, tuple)) else value


def _decode(damage: re.Match[str]) -> str:
    for encoding in _WRONG:
        try:
            return damage[0].encode(encoding).decode()
        except UnicodeError:
            continue
    return damage[0]


def _name_first(before: str, after: str) -> str:
    """The notice, with the first word that changed."""
    pairs = zip(_WORD.findall(before), _WORD.findall(after), strict=False)
    old, new = next(((old, new) for old, new in pairs if old != new), ("", ""))
    return _MENDED.format(before=old[:_SHOWN], after=new[:_SHOWN])
