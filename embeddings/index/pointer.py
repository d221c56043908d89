"""The one small file that says which generation is current.

    CURRENT      "g0002 9f86d081…"      the generation, and the checksum of its manifest

Promise: it is switched in one step, and names the very manifest that it was switched to.
"""

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path

from embeddings.disk import read_file, replace_file, sync_folder
from embeddings.errors import NoIndexError, OtherFormatError, UnusableIndexError

POINTER_FILE = "CURRENT"
GENERATION = re.compile(r"g[0-9]{4,9}")
"""A generation's name: "g0002"."""

_MAX_BYTES = 1000
_LINE = re.compile(rf"({GENERATION.pattern}) ([0-9a-f]{{64}})\n?")
_OLDER_LINE = re.compile(rf"{GENERATION.pattern}\n?")
"""As it was written up to format 2, without a checksum."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """The current generation and the checksum of its manifest."""

    generation: str
    checksum: str


def read_pointer(root: Path) -> Pointer:
    """Read which generation of an index folder is current.

    :raises NoIndexError: If there is none.
    :raises UnusableIndexError: If the pointer is damaged.
    :raises OtherFormatError: If it is of an older format.
    """
    try:
        text = read_file(root / POINTER_FILE, max_bytes=_MAX_BYTES).decode("ascii")
    except FileNotFoundError as error:
        raise NoIndexError(f"No index in {root}: run `byline rebuild-index` first.") from error
    except (OSError, ValueError) as error:
        raise _make_damage_error(root) from error
    if _OLDER_LINE.fullmatch(text):
        raise OtherFormatError(
            f"The index in {root} was built by an older Byline: run `byline rebuild-index`."
        )
    found = _LINE.fullmatch(text)
    if found is None:
        raise _make_damage_error(root)
    return Pointer(found[1], found[2])


def write_pointer(root: Path, pointer: Pointer) -> None:
    """Make another generation the current one, in one step.

    :raises OSError: If that fails; the one before is then current still.
    """
    path = root / POINTER_FILE
    before = read_file(path, max_bytes=_MAX_BYTES) if path.is_file() else None
    replace_file(path, f"{pointer.generation} {pointer.checksum}\n".encode("ascii"))
    try:
        sync_folder(root)
    except OSError:
        # it may not outlive a power cut: what was sure before is put back
        with contextlib.suppress(OSError):
            if before is None:
                path.unlink()
            else:
                replace_file(path, before)
        raise


def _make_damage_error(root: Path) -> UnusableIndexError:
    return UnusableIndexError(
        f"The index in {root} does not say which generation is current: run `byline rebuild-index`."
    )
