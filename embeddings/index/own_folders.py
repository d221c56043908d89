"""The folders within an index folder that are Byline's own, and how things are removed from them.

Promise: nothing outside the index folder is written or removed, whatever lies in it: a link may
go, what it leads to stays.
"""

import contextlib
import os
import shutil
from pathlib import Path

from embeddings.errors import UnusableIndexError

DRAFT_PREFIX = ".draft-"
"""How the name of what is not finished, or being removed, begins."""

OWN_FOLDERS = ("generations", "encoders", "readers")


def check_own_folders(root: Path) -> None:
    """Check that none of the folders below ``root`` is a link or a file in its place.

    :raises UnusableIndexError: If one is.
    """
    for name in OWN_FOLDERS:
        path = root / name
        if os.path.lexists(path) and (path.is_symlink() or not path.is_dir()):
            raise UnusableIndexError(
                f"{path} is a link or a file where a folder belongs: remove it, then run "
                "`byline rebuild-index`."
            )


def remove(path: Path) -> None:
    """Remove a folder, or a link or file in its place, as far as that can be done."""
    with contextlib.suppress(OSError):
        if path.is_symlink() or not path.is_dir():
            path.unlink()
        else:
            shutil.rmtree(path, ignore_errors=True)


def remove_at_once(folder: Path) -> None:
    """Remove a folder so that none of its name is ever there in part."""
    with contextlib.suppress(OSError):
        if not folder.name.startswith("."):
            folder = folder.rename(folder.with_name(f"{DRAFT_PREFIX}{folder.name}"))
    remove(folder)
