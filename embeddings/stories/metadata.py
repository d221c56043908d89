"""What is known about a story beside its text: names and addresses, tidied but never guessed."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from embeddings.lexicon import NEWS_AGENCIES, OUTLET_NAMES
from embeddings.stories.normalise import normalise, normalise_line

_BY = re.compile(r"^(?:written\s+|words\s+|story\s+|reported\s+)?by\s*:?\s+", re.IGNORECASE)
_POST = re.compile(
    r"^(?:[Ss]taff )?(?:[Rr]eporters?|[Cc]olumnist|[Cc]orrespondent|[Ww]riter) (?=[A-Z]\S* [A-Z])"
)
_OFFICE = re.compile(
    r"""(?:[\w&'’./-]+\ ){0,4}
    (?:editors?|reporters?|correspondents?|writers?|columnists?|critics?|staff|journalists?
    |producers?|contributors?)(?:\ (?:in|at|for|of|on)\ .+)?""",
    re.IGNORECASE | re.VERBOSE,
)
"""Takes "Political Editor" and "Gazette staff", leaves "Edith Orr"."""
_WHERE = re.compile(r"(?<=\S) (?:in|reporting from) [A-ZÀ-Þ].*$")
_TURNED = re.compile(
    r"(?P<last>[A-ZÀ-Þ][\w'’-]+), (?P<first>[A-ZÀ-Þ][\w'’-]*\.?(?: [A-ZÀ-Þ][\w'’-]*\.?)?)"
)
"""Takes "Holt, Mira J.", as catalogues write it."""
_AGENCIES = OUTLET_NAMES.union(*NEWS_AGENCIES.values())
_BETWEEN_NAMES = re.compile(r"[,;|\n]|(?<=\s)(?:&|and|AND|And)(?=\s)")
_SUFFIX = re.compile(r"^(?:jr|sr|ph\.?d|m\.?d|ii|iii|iv|esq)\.?$", re.IGNORECASE)
_NO_NAME = re.compile(
    r"^(?:(?:last )?(?:updated|published|modified|reviewed)\b.*|.*\bnavigation|advertisement"
    r"|(?:about|contact|follow|share|more)\b.*|agencies|none|null|n/?a|unknown|admin|https?:.*|.*@.*|\W*)$",
    re.IGNORECASE,
)
_WEB_ADDRESS = re.compile(r"^https?://[^\s<>\"]+$", re.IGNORECASE)
_MAX_NAME = 80
_LEAST_SHARE = 0.6


def read_names(value: object) -> tuple[str, ...]:
    """Return author names, in order and once each, from a list or a string.

    A string such as "By A and B, C" gives three names. A list's entry is split only where both
    halves are full names, so that a firm such as "Smith and Wesson" stays whole.
    """
    if isinstance(value, str):
        return _unique(split_names(_turn_names(value)))
    if isinstance(value, (list, tuple)):
        return _unique(name for entry in value for name in _names_of_entry(entry))
    if isinstance(value, dict):
        name = value.get("name")
        return read_names(name) if isinstance(name, (str, list)) else ()
    return ()


def _turn_names(text: str) -> str:
    """Return "Holt, Mira; Sand, Jon" as "Mira Holt; Jon Sand"; what is no such list stays."""
    found = [_TURNED.fullmatch(part.strip()) for part in text.split(";") if part.strip()]
    turned = [f"{one['first']} {one['last']}" for one in found if one and _is_person(one)]
    return "; ".join(turned) if turned and len(turned) == len(found) else text


def _is_person(turned: re.Match[str]) -> bool:
    """Whether "A, B" is one person's name: not two agencies', and no suffix stands in it."""
    return _SUFFIX.match(turned["first"]) is None and not any(
        name in _AGENCIES or _OFFICE.fullmatch(name) or _NO_NAME.match(name)
        for name in (turned["first"], turned["last"])
    )


def split_names(text: str) -> list[str]:
    """Split "By A and B, C" into names; a suffix such as "Jr." stays with its name."""
    names: list[list[str]] = []
    for part in map(str.strip, _BETWEEN_NAMES.split(_BY.sub("", text.strip()))):
        if not part:
            continue
        if names and _SUFFIX.match(part):
            names[-1].append(part)
        else:
            names.append([part])
    return [", ".join(parts) for parts in names]


def _names_of_entry(entry: object) -> list[str]:
    if isinstance(entry, dict):
        entry = entry.get("name")
    if not isinstance(entry, str):
        return []
    parts = split_names(entry)
    if all(len(part.split()) > 1 for part in parts):
        return parts
    return [_BY.sub("", entry.strip())]


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    bare = (_POST.sub("", _BY.sub("", normalise_line(name))) for name in names)
    tidy = (_leave_place(name.strip(" ,;|-–—")) for name in bare)
    kept = [name for name in tidy if len(name) <= _MAX_NAME and not _NO_NAME.match(name)]
    kept = [name for name in kept if not _OFFICE.fullmatch(name)] or kept
    first = {name.casefold(): name for name in reversed(kept)}
    return tuple(first[key] for key in dict.fromkeys(name.casefold() for name in kept))


def _leave_place(name: str) -> str:
    """Return "Jon Sand in Velm" as "Jon Sand"; a firm of one word before "in" stays whole."""
    person = _WHERE.sub("", name)
    return person if " " in person else name


def read_line(value: object) -> str:
    """Return a one-line text field, or "" when it is absent or not text."""
    return normalise_line(value) if isinstance(value, str) else ""


def read_web_address(value: object) -> str | None:
    """Return ``value`` if it is an http or https address, else ``None``."""
    address = normalise(value) if isinstance(value, str) else ""
    return address if _WEB_ADDRESS.match(address) else None


def names_host(name: str, url: str | None) -> bool:
    """Say whether an address bears out a name: velmcourier.example "The Velm Courier"."""
    letters = _join_letters(name).removeprefix("the")
    label = _join_letters(max(_read_host(url).split("."), key=len)).removeprefix("the")
    return letters in label and len(letters) >= max(1, _LEAST_SHARE * len(label))


def _read_host(url: str | None) -> str:
    try:
        return (urlsplit(url).hostname if url else None) or ""
    except ValueError:
        return ""


def _join_letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
