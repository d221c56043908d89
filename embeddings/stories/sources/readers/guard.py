"""The boundary to foreign parsers, and the bounds that files keep which hold other files.

Promise: whatever a parser raises on the bytes of a file becomes a reason to skip it.
"""

import io
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from lxml import etree

from embeddings.errors import UnreadableSourceError

MAX_SECONDS = 20.0
"""How long one file may be read."""
_MAX_MEMBERS = 20_000
_MAX_RATIO = 200
_SMALL = 1_000_000
_T = TypeVar("_T")


def call_parser(kind: str, parse: Callable[[], _T]) -> _T:
    """Return what ``parse`` does; this is the edge where a foreign parser's own faults end.

    :raises UnreadableSourceError: If it fails in any way.
    """
    try:
        return parse()
    except UnreadableSourceError:
        raise
    except Exception as error:
        raise UnreadableSourceError(
            f"damaged: it cannot be read as {kind} ({type(error).__name__})"
        ) from error


@dataclass(slots=True)
class Deadline:
    """A moment after which a file is no longer read."""

    ends_at: float = field(default_factory=lambda: time.monotonic() + MAX_SECONDS)

    def is_over(self) -> bool:
        """Say whether the time is up."""
        return time.monotonic() > self.ends_at


class Package:
    """A zip file whose members are read within bounds, as .docx, .odt and .epub are."""

    def __init__(self, data: bytes, max_bytes: int) -> None:
        """Open the package.

        :raises UnreadableSourceError: If it is no zip file, or would unpack to too much.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableSourceError("damaged: it is not a whole zip file") from error
        self._members = {info.filename: info for info in self._zip.infolist()}
        self._left = max_bytes
        if len(self._members) > _MAX_MEMBERS:
            raise UnreadableSourceError(f"too large: it holds more than {_MAX_MEMBERS:,} files")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its members."""
        return tuple(self._members)

    def read(self, name: str) -> bytes | None:
        """Return a member's bytes, or ``None`` where there is none of this name.

        :raises UnreadableSourceError: If it is damaged, locked, or unpacks to too much.
        """
        info = self._members.get(name)
        if info is None:
            return None
        if info.flag_bits & 1:
            raise UnreadableSourceError("locked: it is encrypted; save it without a password")
        if info.file_size > self._left or (
            info.file_size > _SMALL and info.file_size > _MAX_RATIO * max(1, info.compress_size)
        ):
            raise UnreadableSourceError(f"too large: its part {name} unpacks to too much")
        try:
            with self._zip.open(info) as member:
                data = member.read(info.file_size + 1)
        except Exception as error:
            raise UnreadableSourceError(f"damaged: its part {name} cannot be unpacked") from error
        self._left -= len(data)
        return data

    def read_xml(self, name: str) -> etree._Element | None:
        """Return a member as an XML tree, or ``None`` where there is none or it is broken."""
        data = self.read(name)
        return None if data is None else parse_xml(data)


def parse_xml(data: bytes) -> etree._Element | None:
    """Return XML as a tree: no entity is expanded, nothing is fetched."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def local_name(node: etree._Element) -> str:
    """Return a node's name without its namespace; "" for what is no element."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(node: etree._Element) -> str:
    """Return all text within a node in one line."""
    return " ".join("".join(node.itertext()).split())


def read_core(tree: etree._Element | None) -> Mapping[str, list[str]]:
    """Return what the Dublin Core elements of a tree say: a list of texts by local name."""
    found: dict[str, list[str]] = {}
    for node in tree.iter() if tree is not None else ():
        name = local_name(node)
        if name in _CORE and (text := text_of(node)):
            found.setdefault(name, []).append(text)
    return found


_CORE = frozenset(("title", "creator", "date", "publisher", "source", "identifier", "language",
                   "initial-creator"))  # fmt: skip
