"""A generation of the index, open for asking.

Promise: asking writes nothing, and imports neither torch nor transformers.
"""

import math
from dataclasses import dataclass, field
from pathlib import Path

from embeddings.encoders import Encoder, open_encoder
from embeddings.errors import UnusableIndexError
from embeddings.index.database import StoryDatabase
from embeddings.index.generations import IndexFolder
from embeddings.index.manifest import STORIES_FILE, VECTORS_FILE, Manifest, check_sizes
from embeddings.index.vectors import VectorIndex
from embeddings.spelling import Spelling
from embeddings.stories import SourceFile, list_source_files

_UNSEEN_PASSAGES = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """One generation: its manifest, stories, vectors and the encoder of its questions.

    ``spelling`` is that of its stories, which mends what is misspelt in a question.
    """

    manifest: Manifest
    database: StoryDatabase
    vectors: VectorIndex
    encoder: Encoder
    spelling: Spelling = field(init=False)

    def __post_init__(self) -> None:
        spelling = Spelling(self.database, self.encoder.list_words)
        object.__setattr__(self, "spelling", spelling)

    def weigh_word(self, word: str) -> float:
        """Return how telling a folded and stemmed word is: its inverse document frequency.

        Counted as if further passages without the word were there, since a few passages say
        little about which words are common.
        """
        passages = self.manifest.passages + _UNSEEN_PASSAGES
        return math.log((passages + 1) / (self.database.count_word(word) + 0.5))


@dataclass(frozen=True, slots=True)
class FolderChanges:
    """How a stories folder differs from the one that was indexed, in files."""

    added: int
    changed: int
    removed: int

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def counts(self) -> tuple[tuple[int, str], ...]:
        """How many files are "new", "changed" and "gone", those that none are left out."""
        counted = ((self.added, "new"), (self.changed, "changed"), (self.removed, "gone"))
        return tuple((number, what) for number, what in counted if number)


def open_index(
    folder: IndexFolder, *, generation: str | None = None, model: str | None = None,
    threads: int | None = None,
) -> Index:  # fmt: skip
    """Open a generation, by default the current one.

    ``model`` is the one the caller expects the index to be of; ``threads`` are the encoder's.

    :raises NoIndexError: If there is no index.
    :raises UnusableIndexError: If it is damaged or was built by another model or format.
    """
    path = folder.path_of(generation or folder.current())
    manifest = Manifest.load(path)
    if model is not None and model != manifest.model:
        raise UnusableIndexError(
            f"The index in {folder.root} was built by the model {manifest.model}, not {model}: "
            "run `byline rebuild-index`, or set BYLINE_MODEL back."
        )
    check_sizes(manifest, folder.root)
    vectors = VectorIndex.load(path / VECTORS_FILE)
    if (len(vectors), vectors.dimension) != (manifest.passages, manifest.dimension):
        raise UnusableIndexError(
            f"The vectors in {path} are not those of its manifest: run `byline rebuild-index`."
        )
    return Index(
        manifest=manifest,
        database=StoryDatabase.load(path / STORIES_FILE),
        vectors=vectors,
        encoder=open_encoder(folder.encoders / manifest.encoder, threads=threads),
    )


def find_changes(
    database: StoryDatabase, stories: Path, *, exclude: Path | None = None
) -> FolderChanges:
    """Compare a stories folder with the files that were indexed, by name, size and time.

    ``exclude`` is a folder below it that holds no stories, such as the index.
    """
    then = {file.path: file for file in database.list_files()}
    now = {file.path: file for file in list_source_files(stories, exclude=exclude)}
    return FolderChanges(
        added=len(now.keys() - then.keys()),
        changed=sum(_differs(now[path], then[path]) for path in now.keys() & then.keys()),
        removed=len(then.keys() - now.keys()),
    )


def find_known_changes(index: Index, root: Path) -> FolderChanges | None:
    """Compare the folder that was indexed with what it holds now; ``None`` where it is gone.

    ``root`` is the index folder, which holds no stories.
    """
    folder = Path(index.manifest.stories_folder)
    return find_changes(index.database, folder, exclude=root.resolve()) if folder.is_dir() else None


def _differs(one: SourceFile, other: SourceFile) -> bool:
    return (one.bytes, one.mtime_ns) != (other.bytes, other.mtime_ns)
