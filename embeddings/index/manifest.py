"""What a generation of the index is made of, told by one file that vouches for itself.

Promise: a manifest is written last, so a folder that has one was finished; one that was changed
in any byte but its last newline is refused.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from embeddings.disk import read_file, write_file
from embeddings.encoders.encoder import SETTINGS_FILE, TOKENIZER_FILE
from embeddings.errors import OtherFormatError, UnusableIndexError
from embeddings.index.pointer import GENERATION

FORMAT = 3
"""The version of everything below an index folder; raised when older readers would misread it."""

MANIFEST_FILE = "manifest.json"
STORIES_FILE = "stories.sqlite"
VECTORS_FILE = "vectors.faiss"

_MAX_BYTES = 1_000_000
_MAX_LENGTH = 10_000
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
"""A file's or folder's name: "1678aba6bfb40e65"; never "..", "a/b" or ".hidden"."""
_RANGES = {
    "stories": (0, 10**8),
    "passages": (0, 10**9),
    "skipped": (0, 10**9),
    "dimension": (1, 65_536),
    "max_tokens": (1, 10**6),
}


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file of a generation: its path below the index folder, size in bytes and SHA-256."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation, described.

    ``built_at`` is UTC in ISO 8601. ``story_hashes`` is the SHA-256 over every story's id and
    text hash, which stand one by one in the database; ``code`` is that over the code and the
    libraries which analysed them.
    """

    format: int
    generation: str
    built_at: str
    stories_folder: str
    follow_links: bool
    stories: int
    passages: int
    skipped: int
    model: str
    model_fingerprint: str
    dimension: int
    max_tokens: int
    encoder: str
    story_hashes: str
    code: str
    files: tuple[FileRecord, ...]

    @property
    def bytes(self) -> int:
        """The size of the generation, its encoder included."""
        return sum(file.bytes for file in self.files)

    @property
    def checksum(self) -> str:
        """The SHA-256 of all that the manifest says."""
        text = json.dumps(asdict(self), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def to_json(self) -> str:
        """Return the manifest as one JSON object, its own checksum last."""
        said = asdict(self) | {"checksum": self.checksum}
        return json.dumps(said, indent=2, ensure_ascii=False)

    def save(self, folder: Path) -> None:
        """Write the manifest into a generation's folder and onto the disk."""
        write_file(folder / MANIFEST_FILE, f"{self.to_json()}\n".encode(errors="surrogatepass"))

    @classmethod
    def load(cls, folder: Path) -> "Manifest":
        """Read the manifest of a generation's folder.

        :raises UnusableIndexError: If it is missing or damaged.
        :raises OtherFormatError: If it is of another format.
        """
        try:
            data = read_file(folder / MANIFEST_FILE, max_bytes=_MAX_BYTES)
            text = data.decode(errors="surrogatepass")
        except (OSError, ValueError) as error:
            raise _make_unreadable(folder) from error
        return cls.parse(text, folder)

    @classmethod
    def parse(cls, text: str, folder: Path | str) -> "Manifest":
        """Make a manifest of what was read in ``folder``.

        :raises UnusableIndexError: If it is damaged.
        :raises OtherFormatError: If it is of another format.
        """
        try:
            said = json.loads(text)
            found = said["format"]
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise _make_unreadable(folder) from error
        if found != FORMAT:
            raise OtherFormatError(
                f"The index in {folder} has format {str(found)[:20]}, this Byline reads format "
                f"{FORMAT}: run `byline rebuild-index`."
            )
        try:
            manifest = _make_manifest(said)
            if text.removesuffix("\n") != manifest.to_json():
                raise ValueError("the manifest must be as it was written")
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise UnusableIndexError(
                f"The manifest in {folder} is damaged: run `byline rebuild-index`."
            ) from error
        return manifest


def _make_unreadable(folder: Path | str) -> UnusableIndexError:
    return UnusableIndexError(
        f"The index in {folder} has no readable manifest: run `byline rebuild-index`."
    )


def _make_manifest(said: dict[str, Any]) -> Manifest:
    """Make a manifest of what a file says, if each of it is of its kind and range.

    :raises ValueError: If anything is not.
    """
    said = {name: value for name, value in said.items() if name != "checksum"}
    records = said.pop("files")
    files = tuple(FileRecord(**record) for record in records[:100])
    manifest = Manifest(**said, files=files)
    _check(len(records) == len(files), "files")
    for field in fields(Manifest):
        value = getattr(manifest, field.name)
        if field.name in _RANGES:
            least, most = _RANGES[field.name]
            _check(type(value) is int and least <= value <= most, field.name)
        elif field.name == "follow_links":
            _check(isinstance(value, bool), field.name)
        elif field.name not in {"format", "files"}:
            _check(isinstance(value, str) and len(value) <= _MAX_LENGTH, field.name)
    _check(bool(GENERATION.fullmatch(manifest.generation)), "generation")
    _check(bool(_PLAIN_NAME.fullmatch(manifest.encoder)), "encoder")
    _check_files(manifest)
    return manifest


def _check_files(manifest: Manifest) -> None:
    """Check that the files are those of this generation and its encoder, and lie nowhere else."""
    for file in manifest.files:
        _check(type(file.bytes) is int and 0 <= file.bytes <= 2**60, "files")
        _check(bool(_SHA256.fullmatch(file.sha256)), "files")
        folder, _, name = file.path.rpartition("/")
        _check(folder in {own_folder(manifest), encoder_folder(manifest)}, "files")
        _check(bool(_PLAIN_NAME.fullmatch(name)), "files")
    paths = [file.path for file in manifest.files]
    needed = {
        *(f"{own_folder(manifest)}/{name}" for name in (STORIES_FILE, VECTORS_FILE)),
        *(f"{encoder_folder(manifest)}/{name}" for name in (SETTINGS_FILE, TOKENIZER_FILE)),
    }
    _check(len(paths) == len(set(paths)) and needed <= set(paths), "files")


def renumber(manifest: Manifest, generation: str) -> Manifest:
    """Return the manifest of the same generation under another name."""
    renumbered = replace(manifest, generation=generation)
    before, after = own_folder(manifest), own_folder(renumbered)
    files = tuple(
        replace(file, path=f"{after}{file.path.removeprefix(before)}")
        if file.path.startswith(f"{before}/")
        else file
        for file in manifest.files
    )
    return replace(renumbered, files=files)


def name_generation(number: int) -> str:
    """Return the name of a generation: "g0002"."""
    return f"g{number:04d}"


def own_folder(manifest: Manifest) -> str:
    """Return where a generation's own files lie, below the index folder."""
    return f"generations/{manifest.generation}"


def encoder_folder(manifest: Manifest) -> str:
    """Return where a generation's encoder lies, below the index folder."""
    return f"encoders/{manifest.encoder}"


def _check(sound: bool, name: str) -> None:
    if not sound:
        raise ValueError(f"{name} must be of its kind and range")


def hash_stories(hashes: Iterable[tuple[str, str]]) -> str:
    """Return one hash over pairs (story id, SHA-256 of its text)."""
    digest = hashlib.sha256()
    for story_id, sha256 in hashes:
        digest.update(f"{story_id}\0{sha256}\n".encode())
    return digest.hexdigest()
