"""The index folder: one sub-folder a generation, and one small file that names the current one.

    .byline/
      CURRENT                      "g0002" and the checksum of its manifest
      generations/g0002/           manifest.json, stories.sqlite, vectors.faiss, vectors.sums where
                                   there are very many passages
      encoders/1678aba6bfb40e65/   the model that embedded it, exported for asking
      readers/5d0e82c1b7a94f36/    a reader of somebody else's, exported for asking

Promise: a reader sees a whole generation or the one before it, whatever happens to a build.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from embeddings.disk import sync_folder
from embeddings.errors import OtherFormatError, UnusableIndexError
from embeddings.index.build_lock import LOCK_FILE, BuildLock
from embeddings.index.faults import translate_faults
from embeddings.index.integrity import check_files, find_unwritten
from embeddings.index.manifest import MANIFEST_FILE, Manifest, name_generation
from embeddings.index.own_folders import (
    DRAFT_PREFIX,
    OWN_FOLDERS,
    check_own_folders,
    remove,
    remove_at_once,
)
from embeddings.index.pointer import (
    GENERATION,
    POINTER_FILE,
    Pointer,
    read_pointer,
    write_pointer,
)
from embeddings.index.vectors import RULE, Rule

KEPT_GENERATIONS = 3
_OURS = {POINTER_FILE, *OWN_FOLDERS, LOCK_FILE}


class IndexFolder:
    """A folder of generations. Nothing is written before the first build."""

    def __init__(self, root: Path, *, rule: Rule = RULE) -> None:
        """Take the folder at ``root``; ``rule`` chooses the kind of what is built in it."""
        self.root, self.rule = root, rule
        self._lock = BuildLock(root)

    @property
    def encoders(self) -> Path:
        """Where exported encoders lie, shared by the generations."""
        return self.root / "encoders"

    @property
    def readers(self) -> Path:
        """Where exported readers lie; no generation depends on one."""
        return self.root / "readers"

    @property
    def generations(self) -> Path:
        """Where the generations lie."""
        return self.root / "generations"

    def path_of(self, generation: str) -> Path:
        """Return the folder of a generation."""
        return self.generations / generation

    def exists(self) -> bool:
        """Say whether there is a generation to ask.

        :raises UnusableIndexError: If the folder is there but is no index folder.
        """
        self._check_is_ours()
        return os.path.lexists(self.root / POINTER_FILE)

    def current(self) -> str:
        """Return the current generation's name.

        :raises NoIndexError: If there is none.
        :raises UnusableIndexError: If the folder is damaged or no index folder.
        """
        self._check_is_ours()
        name = read_pointer(self.root).generation
        if not self.path_of(name).is_dir():
            raise UnusableIndexError(
                f"The index in {self.root} has lost its generation {name}: "
                "run `byline rebuild-index`."
            )
        return name

    def load(self, generation: str) -> Manifest:
        """Read the manifest of a generation; that of the current one must be the one named.

        :raises UnusableIndexError: If it is missing, damaged, another's or of another format.
        """
        manifest = Manifest.load(self.path_of(generation))
        pointer = read_pointer(self.root)
        named = pointer.checksum if pointer.generation == generation else manifest.checksum
        if manifest.generation != generation or manifest.checksum != named:
            raise UnusableIndexError(
                f"The manifest in {self.path_of(generation)} is not the one that was written "
                "there: run `byline rebuild-index`."
            )
        return manifest

    def list_generations(self) -> tuple[str, ...]:
        """Return the names of the finished generations, the oldest first."""
        names = [path.parent.name for path in self.generations.glob(f"*/{MANIFEST_FILE}")]
        return tuple(sorted(filter(GENERATION.fullmatch, names), key=_age_key))

    def find(self, stories_folder: Path) -> str | None:
        """Return the generation built from a stories folder: the current one, else the newest.

        An older generation that cannot be read is passed over.

        :raises NoIndexError: If there is no index.
        :raises UnusableIndexError: If the current generation cannot be read.
        """
        wanted = str(stories_folder.resolve())
        current = self.current()
        if self.load(current).stories_folder == wanted:
            return current
        return next(self._walk_back(wanted), None)

    @contextlib.contextmanager
    def building(self) -> Iterator[None]:
        """Keep every other build away meanwhile; ``draft`` within it is this build's own.

        :raises UnusableIndexError: If another build is running, or the folder cannot be used.
        """
        self._check_is_ours()
        with self._lock.held():
            yield

    @contextlib.contextmanager
    def draft(self) -> Iterator[tuple[str, Path]]:
        """Give a free generation name and an empty folder to build it in, then publish it.

        Only one build runs at a time. If the body fails or is interrupted, nothing has changed;
        nor has it where the disk gives back other bytes than were written.

        :raises UnusableIndexError: If another build is running, or the folder cannot be used.
        """
        self._check_is_ours()
        with self._lock.held(), translate_faults(self.root):
            self.generations.mkdir(exist_ok=True)
            self.sweep()
            name = name_generation(self._last_number() + 1)
            folder = Path(tempfile.mkdtemp(prefix=DRAFT_PREFIX, dir=self.generations))
            try:
                yield name, folder
                self._publish(name, folder)
            finally:
                remove(folder)
            # what is done is done: what cannot be removed now is removed by the next build
            with contextlib.suppress(OSError):
                self._prune()

    def sweep(self) -> None:
        """Remove what interrupted builds and removals left: all without a manifest.

        Called while other builds are kept away; every draft begins with it.
        """
        for path in self.generations.iterdir():
            if path.name.startswith(DRAFT_PREFIX) or not (path / MANIFEST_FILE).is_file():
                remove(path)

    def _publish(self, name: str, draft: Path) -> None:
        """Read a finished draft back, put it in its place and make it the current generation."""
        manifest = Manifest.load(draft)
        if problems := find_unwritten(manifest, self.root, draft):
            raise UnusableIndexError(
                f"The disk that holds {self.root} did not keep what was written "
                f"({problems[0]}): check it, or name another folder with --index. "
                "Nothing has changed."
            )
        draft.chmod(0o755)  # another user may ask than the one who built
        sync_folder(draft)
        draft.rename(self.path_of(name))
        try:
            sync_folder(self.generations)
            write_pointer(self.root, Pointer(name, manifest.checksum))
        except BaseException:
            if not self._is_current(name):
                remove_at_once(self.path_of(name))
            raise

    def _is_current(self, name: str) -> bool:
        with contextlib.suppress(UnusableIndexError):
            return read_pointer(self.root).generation == name
        return False

    def go_back(self) -> str:
        """Make the generation before the current one, of the same stories, the current one.

        :raises UnusableIndexError: If there is none, it is damaged, or a build is running.
        """
        with self._lock.held(), translate_faults(self.root):
            previous = self.previous()
            self._point_at(previous)
        return previous

    def go_to(self, generation: str) -> None:
        """Make a finished generation the current one, be it older or newer.

        :raises UnusableIndexError: If it is not there any more, is damaged, or a build is running.
        """
        with self._lock.held(), translate_faults(self.root):
            if generation not in self.list_generations():
                raise UnusableIndexError(f"Generation {generation} is not there any more.")
            self._point_at(generation)

    def _point_at(self, generation: str) -> None:
        """Make a sound generation the current one, in one step."""
        manifest = self.load(generation)
        check_files(manifest, self.root, read_bytes=manifest.bytes)
        write_pointer(self.root, Pointer(generation, manifest.checksum))

    def previous(self) -> str:
        """Return the newest generation of the same stories that is older than the current one.

        Where the current one's manifest is damaged, any stories will do.

        :raises UnusableIndexError: If there is none.
        """
        current = read_pointer(self.root).generation
        stories = None
        with contextlib.suppress(UnusableIndexError):
            stories = self.load(current).stories_folder
        for name in self._walk_back(stories):
            if _age_key(name) < _age_key(current):
                return name
        raise UnusableIndexError(f"There is no generation before {current} to go back to.")

    def _walk_back(self, stories_folder: str | None) -> Iterator[str]:
        """Give the readable generations of a stories folder, or of any, the newest first."""
        for name in reversed(self.list_generations()):
            with contextlib.suppress(UnusableIndexError):
                if stories_folder in {None, self.load(name).stories_folder}:
                    yield name

    def _last_number(self) -> int:
        names = [path.name for path in self.generations.iterdir()]
        return max((int(name[1:]) for name in filter(GENERATION.fullmatch, names)), default=0)

    def _check_is_ours(self) -> None:
        """Refuse a folder that holds other things than an index, so that none is lost."""
        if not self.root.exists():
            return
        try:
            names = {path.name for path in self.root.iterdir()}
        except OSError as error:
            raise UnusableIndexError(
                f"The index folder {self.root} cannot be used ({error.strerror}): "
                "name another one with --index."
            ) from error
        if names and not names & _OURS:
            raise UnusableIndexError(
                f"{self.root} holds other files and is no index folder: "
                "name another one with --index."
            )
        check_own_folders(self.root)

    def _prune(self) -> None:
        """Remove generations and encoders that nothing can go back to."""
        names = self.list_generations()
        left_out = {*names[:-KEPT_GENERATIONS], *filter(self._is_of_another_format, names)}
        for name in left_out:
            remove_at_once(self.path_of(name))
        kept = set()
        for name in self.list_generations():
            with contextlib.suppress(UnusableIndexError):
                kept.add(self.load(name).encoder)
        for path in self.encoders.iterdir():
            if path.name not in kept:
                remove_at_once(path)

    def _is_of_another_format(self, name: str) -> bool:
        try:
            self.load(name)
        except OtherFormatError:
            return True
        except UnusableIndexError:
            return False
        return False


def _age_key(name: str) -> tuple[int, str]:
    """Order names by number: g9999 before g10000."""
    return len(name), name
