"""A generation of the index, open for asking.

Promise: asking writes nothing, and imports neither torch nor transformers.
"""

import math
from dataclasses import dataclass, field
from pathlib import Path

from embeddings.encoders import Encoder, open_encoder
from embeddings.errors import StoriesError, UnusableIndexError
from embeddings.index.database import StoryDatabase
from embeddings.index.filtered_vectors import FilteredVectors
from embeddings.index.generations import IndexFolder
from embeddings.index.integrity import checking_files
from embeddings.index.manifest import STORIES_FILE, Manifest
from embeddings.index.seams import Stories, StoryVectors
from embeddings.index.vectors import load_vectors
from embeddings.spelling import Spelling
from embeddings.stories import SourceFile
from embeddings.stories.sources.files import hash_source, scan_folder

_UNSEEN_PASSAGES = 1000
_MORE_ENTRIES, _ENTRIES_A_FILE = 100_000, 10
"""How many files and folders of any kind are looked at where an index says that its stories are:
so many, and so many for each file that was indexed. It may name the root of the whole disk."""


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """One generation: its manifest, stories, vectors and the encoder of its questions.

    ``spelling`` is that of its stories, which mends what is misspelt in a question.
    """

    manifest: Manifest
    database: Stories
    vectors: StoryVectors
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
    others: bool = False
    """Whether the files that no reader is for are other ones than were counted."""

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
    manifest = folder.load(generation or folder.current())
    if model is not None:
        check_model(manifest, folder.root, model)
    path = folder.path_of(manifest.generation)
    with checking_files(manifest, folder.root):
        vectors = load_vectors(path, length=manifest.passages, dimension=manifest.dimension)
        encoder = open_own_encoder(manifest, folder, model=model, threads=threads)
    database = StoryDatabase.load(path / STORIES_FILE)
    try:
        database.check(stories=manifest.stories, passages=manifest.passages)
    except UnusableIndexError:
        database.close()
        raise
    filtered = FilteredVectors(vectors, database)
    return Index(manifest=manifest, database=database, vectors=filtered, encoder=encoder)


def open_own_encoder(
    manifest: Manifest, folder: IndexFolder, *, model: str | None, threads: int | None
) -> Encoder:
    """Open the encoder that embedded a generation, where it lies in an index folder.

    :raises UnusableIndexError: If it is missing, damaged, or another's.
    """
    path = folder.encoders / manifest.encoder
    encoder = open_encoder(path, model=model, threads=threads)
    said = (manifest.model, manifest.model_fingerprint, manifest.dimension)
    settings = encoder.settings
    if (settings.model, settings.fingerprint, settings.dimension) != said:
        raise UnusableIndexError(
            f"The encoder in {path} is not the one that embedded the index: "
            "run `byline rebuild-index`."
        )
    return encoder


def check_model(manifest: Manifest, root: Path | str, model: str) -> None:
    """Check that a generation is of the model that is expected.

    :raises UnusableIndexError: If it is of another.
    """
    if manifest.model != model:
        raise UnusableIndexError(
            f"The index in {root} was built by the model {manifest.model}, not {model}: "
            "run `byline rebuild-index`, or set BYLINE_MODEL back."
        )


def find_changes(
    database: Stories,
    stories: Path,
    *,
    exclude: Path | None = None,
    follow_links: bool = False,
    most: float = math.inf,
) -> FolderChanges:
    """Compare a stories folder with the files that were indexed.

    A file that is as long as it was but has another time, or another place on the disk, is read:
    only other bytes are a change. ``exclude`` is a folder below it that holds no stories, such as
    the index.

    :raises StoriesError: If there is no folder, or more than ``most`` entries in it.
    """
    scan = scan_folder(stories, exclude=exclude, follow_links=follow_links, most=most)
    then = {file.path: file for file in database.list_files()}
    now = {file.path: file for file in scan.files}
    return FolderChanges(
        added=len(now.keys() - then.keys()),
        changed=sum(
            _differs(stories, now[path], then[path], follow_links=follow_links)
            for path in now.keys() & then.keys()
        ),
        removed=len(then.keys() - now.keys()),
        others=dict(database.list_other_files()) != scan.others,
    )


def find_known_changes(index: Index, root: Path) -> FolderChanges | None:
    """Compare the folder that was indexed with what it holds now; ``None`` where it is gone, or
    holds so much that it is hardly that folder.

    ``root`` is the index folder, which holds no stories.
    """
    manifest = index.manifest
    most = _MORE_ENTRIES + _ENTRIES_A_FILE * len(index.database.list_files())
    try:
        return find_changes(
            index.database,
            Path(manifest.stories_folder),
            exclude=root.resolve(),
            follow_links=manifest.follow_links,
            most=most,
        )
    except StoriesError:
        return None


def _differs(folder: Path, now: SourceFile, then: SourceFile, *, follow_links: bool) -> bool:
    if now == then:
        return False
    if now.bytes != then.bytes or not then.sha256:
        return True
    return hash_source(folder, now, follow_links=follow_links) != then.sha256
