"""From bytes to text, whatever the encoding; and a plain reason when the bytes are not text."""

import re
import unicodedata

from embeddings.errors import UnreadableSourceError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OTHER_KINDS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip file or an office document"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"{\\rtf", "a rich text file"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PROBE = 65_536
_MAX_CONTROL_SHARE = 0.005
_MAX_WESTERN_SHARE = 0.2


def decode(data: bytes) -> str:
    """Return the text of ``data`` without a byte order mark.

    UTF-8 comes first, then a byte order mark's encoding, then Windows-1252 where that reads
    plausibly, then the best guess of charset-normalizer.

    :raises UnreadableSourceError: If ``data`` is not text.
    """
    for magic, kind in _OTHER_KINDS:
        if data.startswith(magic):
            raise UnreadableSourceError(f"not text: it is {kind}; save it as plain text first")
    text = _decode_marked(data)
    if text is None:
        if b"\0" in data:
            raise UnreadableSourceError("not text: it holds NUL bytes; save it as UTF-8 text")
        text = _decode_unmarked(data)
    _check_is_text(text)
    return text


def _check_is_text(text: str) -> None:
    probe = text[:_PROBE]
    if len(_CONTROL.findall(probe)) > _MAX_CONTROL_SHARE * len(probe):
        raise UnreadableSourceError("not text: it is full of control characters")


def _decode_marked(data: bytes) -> str | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data.decode(encoding, errors="replace")
            return text.removeprefix("\ufeff")
    return None


def _decode_unmarked(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    damaged = data.decode("utf-8", errors="replace")
    if sum(ord(c) > 127 for c in damaged) > 4 * damaged.count("\ufffd"):
        return damaged
    western = _decode_western(data)
    return western if western is not None else _guess(data)


def _decode_western(data: bytes) -> str | None:
    """Windows-1252, the usual single-byte encoding of English news, if it reads plausibly."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    odd = [at for at, char in enumerate(text) if ord(char) > 127]
    letters = sum(char.isalpha() for char in text)
    if len(odd) > _MAX_WESTERN_SHARE * max(letters, 1):
        return None
    wrong = sum(not _fits(text, at) for at in odd)
    return text if wrong <= 0.1 * len(odd) else None


def _fits(text: str, at: int) -> bool:
    """Whether a non-ASCII character is likely where it stands in Western text."""
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if char.isalpha():
        # "donÕt": a capital or a sharp sign within a small word comes from another encoding.
        return not (char.isupper() and before.islower())
    inside_word = before.isalpha() and after.isalpha()
    return not inside_word or unicodedata.category(char) in {"Pd", "Pf", "Pi", "Zs", "Cf"}


def _guess(data: bytes) -> str:
    # Only a file in a rare encoding pays for loading the detector.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(data).best()
    if best is None:
        raise UnreadableSourceError("not text in any known encoding; save it as UTF-8 text")
    return str(best)
