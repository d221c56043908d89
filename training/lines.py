"""Read JSON Lines, compressed or not."""

import gzip
import json
import lzma
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file, also of a ``.gz`` or ``.xz`` one."""
    openers: dict[str, Callable[..., IO[str]]] = {".gz": gzip.open, ".xz": lzma.open}
    with openers.get(path.suffix, open)(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
