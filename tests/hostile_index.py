"""Make an index folder what it should not be, with every hash in it right again.

Whoever gives somebody an index folder can give it any bytes and hash them; a bit that a disk
turns over is not hashed again. The first needs ``seal``, the second ``flip``.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from embeddings.disk import Content, measure_file
from embeddings.encoders.seal import SEAL_FILE
from embeddings.index import IndexFolder
from embeddings.index.manifest import MANIFEST_FILE
from embeddings.index.pointer import Pointer, read_pointer, write_pointer

NEWLINES_MAY_GO = {"CURRENT", MANIFEST_FILE, SEAL_FILE}
"""Files whose last newline may be lost: nothing is told by it."""


def find_generation(root: Path) -> Path:
    """Return the folder of the current generation."""
    folder = IndexFolder(root)
    return folder.path_of(folder.current())


def find_encoder(root: Path) -> Path:
    """Return the folder of the only encoder."""
    (encoder,) = (root / "encoders").iterdir()
    return encoder


def change_json(path: Path, **changes: object) -> None:
    """Set some fields of a JSON file."""
    fields = json.loads(path.read_text(encoding="utf-8")) | changes
    path.write_text(json.dumps(fields, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


HUGE = Content(5 * 10**9, "750f9080de24a9e562c6b1fecc288c732a758003ab16e5cad014eba45c17466b")
"""A file of so many zeros, whose hash is written down since working it out takes seconds."""


def make_huge(path: Path) -> None:
    """Make a file of zeros that takes no room on the disk."""
    path.touch()
    os.truncate(path, HUGE.bytes)


def measure(path: Path) -> Content:
    """Return what a file holds."""
    return HUGE if path.stat().st_size == HUGE.bytes else measure_file(path)


def seal(root: Path, **changes: Any) -> None:
    """Hash everything again: the encoder's seal, the manifest with ``changes``, the pointer."""
    encoder, generation = find_encoder(root), find_generation(root)
    sealed = {
        path.name: {"bytes": measure_file(path).bytes, "sha256": measure_file(path).sha256}
        for path in sorted(encoder.iterdir())
        if path.name != SEAL_FILE and path.is_file()
    }
    (encoder / SEAL_FILE).write_text(json.dumps(sealed, indent=2) + "\n")
    manifest = json.loads((generation / MANIFEST_FILE).read_text(encoding="utf-8"))
    for record in manifest["files"]:
        path = root / record["path"]
        if path.is_file():
            found = measure(path.resolve())
            record.update(bytes=found.bytes, sha256=found.sha256)
    write_hashed_manifest(root, manifest | changes)


def write_hashed_manifest(root: Path, said: dict[str, Any]) -> None:
    """Write whatever a manifest is to say, with the checksum that it must have."""
    generation = find_generation(root)
    said = {name: value for name, value in said.items() if name != "checksum"}
    checksum = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    text = json.dumps(said | {"checksum": checksum}, indent=2, ensure_ascii=False)
    (generation / MANIFEST_FILE).write_text(text + "\n", encoding="utf-8")
    write_pointer(root, Pointer(read_pointer(root).generation, checksum))


def list_files(root: Path) -> list[Path]:
    """Return every file that answers depend on, below an index folder."""
    return [
        path
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != "lock" and not path.name.startswith("bot.sqlite")
    ]


@contextlib.contextmanager
def flip(path: Path, at: int, bit: int) -> Iterator[None]:
    """Turn one bit over, and back again at the end."""
    data = path.read_bytes()
    path.write_bytes(data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :])
    try:
        yield
    finally:
        path.write_bytes(data)
