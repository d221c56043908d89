"""Saved news pages whose articles are known: fundus' test data, in a folder or an archive."""

import json
import re
import string
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_DATED = re.compile(r"_\d{4}_\d{2}_\d{2}.*$")
_ARTICLES = re.compile(r"\b(a|an|the)\b")
_ENGLISH = re.compile(r"\b(the|of|and|to|in|that|is|was|for|on)\b")


@dataclass(frozen=True, slots=True)
class Page:
    """One saved page and what is known of its outlet's articles, one of which it holds."""

    name: str
    outlet: str
    data: bytes
    bodies: tuple[str, ...]
    known: tuple[dict[str, Any], ...]


def read_pages(source: Path) -> Iterator[Page]:
    """Yield the English pages in a folder or an archive ``.tar.xz``, by name."""
    files = dict(_list_files(source))
    for name in sorted(files):
        if not name.endswith(".html"):
            continue
        outlet = _DATED.sub("", name)
        rows = json.loads(files.get(f"{outlet}.json", b"{}"))
        known = [row for row in rows.values() if isinstance(row, dict) and row.get("body")]
        known = [row for row in known if _is_english(_join(row["body"]))]
        if known:
            bodies = tuple(_join(row["body"]) for row in known)
            yield Page(name, outlet, files[name], bodies, tuple(known))


def measure_f1(text: str, known: str) -> float:
    """Return the token F1 of two texts by the SQuAD script's words: no marks, no articles."""
    first, second = _split(text), _split(known)
    if not first or not second:
        return float(first == second)
    common = sum((Counter(first) & Counter(second)).values())
    return 2 * common / (len(first) + len(second))


def _split(text: str) -> list[str]:
    bare = "".join(char for char in text.lower() if char not in string.punctuation)
    return _ARTICLES.sub(" ", bare).split()


def _list_files(source: Path) -> Iterator[tuple[str, bytes]]:
    if source.is_dir():
        for path in source.rglob("*"):
            if path.suffix in (".html", ".json"):
                yield path.relative_to(source).as_posix(), path.read_bytes()
        return
    with tarfile.open(source) as archive:
        for member in archive.getmembers():
            stream = archive.extractfile(member) if member.isfile() else None
            if stream is not None:
                yield member.name, stream.read()


def _join(value: object) -> str:
    """The strings of a body, whatever it nests, a line each."""
    return "\n".join(_list_strings(value))


def _list_strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _list_strings(inner)


def _is_english(text: str) -> bool:
    return len(_ENGLISH.findall(text.lower())) > 0.12 * len(text.split())
