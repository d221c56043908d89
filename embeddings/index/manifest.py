"""What a generation of the index is made of, and how to tell that it is whole.

Promise: a manifest is written last, so a folder that has one was finished.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from embeddings.errors import UnusableIndexError

FORMAT = 3
"""The version of everything below an index folder; raised when older readers would misread it."""

MANIFEST_FILE = "manifest.json"
STORIES_FILE = "stories.sqlite"
VECTORS_FILE = "vectors.faiss"


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
    text hash, which stand one by one in the database.
    """

    format: int
    generation: str
    built_at: str
    stories_folder: str
    stories: int
    passages: int
    skipped: int
    model: str
    model_fingerprint: str
    dimension: int
    max_tokens: int
    encoder: str
    story_hashes: str
    files: tuple[FileRecord, ...]

    @property
    def bytes(self) -> int:
        """The size of the generation, its encoder included."""
        return sum(file.bytes for file in self.files)

    def to_json(self) -> str:
        """Return the manifest as one JSON object."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False)

    def save(self, folder: Path) -> None:
        """Write the manifest into a generation's folder and onto the disk."""
        with (folder / MANIFEST_FILE).open("w", encoding="utf-8") as file:
            file.write(self.to_json() + "\n")
            file.flush()
            os.fsync(file.fileno())

    @classmethod
    def load(cls, folder: Path) -> "Manifest":
        """Read the manifest of a generation's folder.

        :raises UnusableIndexError: If it is missing, damaged, or of another format.
        """
        try:
            fields = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
            found = fields["format"]
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise UnusableIndexError(
                f"The index in {folder} has no readable manifest: run `byline rebuild-index`."
            ) from error
        if found != FORMAT:
            raise UnusableIndexError(
                f"The index in {folder} has format {found}, this Byline reads format {FORMAT}: "
                "run `byline rebuild-index`."
            )
        try:
            files = tuple(FileRecord(**file) for file in fields.pop("files"))
            return cls(**fields, files=files)
        except (TypeError, KeyError) as error:
            raise UnusableIndexError(
                f"The manifest in {folder} is damaged: run `byline rebuild-index`."
            ) from error


def record_file(path: Path, name: str) -> FileRecord:
    """Measure a file that will be known as ``name`` below the index folder, and bring it onto
    the disk."""
    with path.open("r+b") as file:  # Windows brings only what it may write onto the disk
        os.fsync(file.fileno())
    return FileRecord(name, path.stat().st_size, _hash_file(path))


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_sizes(manifest: Manifest, root: Path) -> None:
    """Check that every file is there with its size, as is done whenever an index is opened.

    :raises UnusableIndexError: If one is missing or cut short.
    """
    for file in manifest.files:
        path = root / file.path
        if not path.is_file() or path.stat().st_size != file.bytes:
            raise UnusableIndexError(
                f"The index file {path} is missing or cut short: run `byline rebuild-index`."
            )


def find_damage(manifest: Manifest, root: Path) -> tuple[str, ...]:
    """Compare every byte with the manifest; return a sentence for each file that differs."""
    problems = []
    for file in manifest.files:
        path = root / file.path
        if not path.is_file():
            problems.append(f"{file.path} is missing")
        elif path.stat().st_size != file.bytes:
            problems.append(f"{file.path} has {path.stat().st_size} bytes, not {file.bytes}")
        elif _hash_file(path) != file.sha256:
            problems.append(f"{file.path} holds other bytes than were written")
    return tuple(problems)


def hash_stories(hashes: Iterable[tuple[str, str]]) -> str:
    """Return one hash over pairs (story id, SHA-256 of its text)."""
    digest = hashlib.sha256()
    for story_id, sha256 in hashes:
        digest.update(f"{story_id}\0{sha256}\n".encode())
    return digest.hexdigest()
