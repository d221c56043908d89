"""The index folder: one sub-folder a generation, and one small file that names the current one.

    .byline/
      CURRENT                      "g0002"
      generations/g0002/           manifest.json, stories.sqlite, vectors.faiss
      encoders/1678aba6bfb40e65/   the model that embedded it, exported for asking
      readers/5d0e82c1b7a94f36/    a reader of somebody else's, exported for asking

Promise: a reader sees a whole generation or the one before it, whatever happens to a build.
"""

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from embeddings.errors import NoIndexError, UnusableIndexError
from embeddings.index.manifest import MANIFEST_FILE, Manifest

KEPT_GENERATIONS = 3
_CURRENT = "CURRENT"
_DRAFT_PREFIX = ".draft-"


class IndexFolder:
    """A folder of generations. Nothing is written before the first build."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def encoders(self) -> Path:
        """Where exported encoders lie, shared by the generations."""
        return self.root / "encoders"

    @property
    def readers(self) -> Path:
        """Where exported readers lie; no generation depends on one."""
        return self.root / "readers"

    def path_of(self, generation: str) -> Path:
        """Return the folder of a generation."""
        return self.root / "generations" / generation

    def exists(self) -> bool:
        """Say whether there is a generation to ask.

        :raises UnusableIndexError: If the folder is there but is no index folder.
        """
        self._check_is_ours()
        return (self.root / _CURRENT).is_file()

    def current(self) -> str:
        """Return the current generation's name.

        :raises NoIndexError: If there is none.
        :raises UnusableIndexError: If the folder is damaged or no index folder.
        """
        if not self.exists():
            raise NoIndexError(f"No index in {self.root}: run `byline rebuild-index` first.")
        name = (self.root / _CURRENT).read_text(encoding="utf-8", errors="replace").strip()
        if name not in {path.name for path in (self.root / "generations").glob("*")}:
            raise UnusableIndexError(
                f"The index in {self.root} has lost its generation {name or '(no name)'}: "
                "run `byline rebuild-index`."
            )
        return name

    def list_generations(self) -> tuple[str, ...]:
        """Return the names of the finished generations, the oldest first."""
        names = [path.parent.name for path in self._manifests()]
        return tuple(sorted(names, key=_age_key))

    def find(self, stories_folder: Path) -> str | None:
        """Return the generation built from a stories folder: the current one, else the newest.

        An older generation that cannot be read is passed over.

        :raises NoIndexError: If there is no index.
        :raises UnusableIndexError: If the current generation cannot be read.
        """
        wanted = str(stories_folder.resolve())
        current = self.current()
        if Manifest.load(self.path_of(current)).stories_folder == wanted:
            return current
        return next(self._walk_back(wanted), None)

    @contextlib.contextmanager
    def draft(self) -> Iterator[tuple[str, Path]]:
        """Give a free generation name and an empty folder to build it in, then publish it.

        Only one build runs at a time. If the body fails or is interrupted, nothing has changed.

        :raises UnusableIndexError: If another build is running, or the folder cannot be used.
        """
        self._check_is_ours()
        with self._locked():
            generations = self.root / "generations"
            self._sweep(generations)
            name = f"g{self._last_number() + 1:04d}"
            folder = Path(tempfile.mkdtemp(prefix=_DRAFT_PREFIX, dir=generations))
            try:
                with _translate_full_disk(self.root):
                    yield name, folder
                    folder.chmod(0o755)  # another user may ask than the one who built
                    folder.rename(self.path_of(name))
                    _sync_folder(generations)
                    self._switch(name)
                self._prune()
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def go_back(self) -> str:
        """Make the generation before the current one, of the same stories, the current one.

        :raises UnusableIndexError: If there is none, or a build is running.
        """
        with self._locked():
            previous = self.previous()
            self._switch(previous)
        return previous

    def go_to(self, generation: str) -> None:
        """Make a finished generation the current one, be it older or newer.

        :raises UnusableIndexError: If it is not there any more, or a build is running.
        """
        with self._locked():
            if generation not in self.list_generations():
                raise UnusableIndexError(f"Generation {generation} is not there any more.")
            self._switch(generation)

    def _switch(self, generation: str) -> None:
        """Make a finished generation the current one, in one step."""
        draft = self.root / f"{_CURRENT}.draft"
        with draft.open("w", encoding="utf-8") as file:
            file.write(generation + "\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.root / _CURRENT)
        _sync_folder(self.root)

    def previous(self) -> str:
        """Return the newest generation of the same stories that is older than the current one.

        :raises UnusableIndexError: If there is none.
        """
        current = self.current()
        stories = Manifest.load(self.path_of(current)).stories_folder
        for name in self._walk_back(stories):
            if _age_key(name) < _age_key(current):
                return name
        raise UnusableIndexError(f"There is no generation before {current} to go back to.")

    def _walk_back(self, stories_folder: str) -> Iterator[str]:
        """Give the readable generations of a stories folder, the newest first."""
        for name in reversed(self.list_generations()):
            with contextlib.suppress(UnusableIndexError):
                if Manifest.load(self.path_of(name)).stories_folder == stories_folder:
                    yield name

    def _manifests(self) -> list[Path]:
        return [
            path
            for path in (self.root / "generations").glob(f"*/{MANIFEST_FILE}")
            if not path.parent.name.startswith(_DRAFT_PREFIX)
        ]

    def _last_number(self) -> int:
        numbers = [path.name[1:] for path in (self.root / "generations").glob("g*")]
        return max((int(number) for number in numbers if number.isdecimal()), default=0)

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
        if names and not names & {_CURRENT, "generations", "encoders", "readers", "lock"}:
            raise UnusableIndexError(
                f"{self.root} holds other files and is no index folder: "
                "name another one with --index."
            )

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        lock = FileLock(self.root / "lock", timeout=0)
        try:
            (self.root / "generations").mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise UnusableIndexError(
                f"Another build is running in {self.root}: wait until it is done."
            ) from error
        except OSError as error:
            raise UnusableIndexError(
                f"The index folder {self.root} cannot be written ({error.strerror}): "
                "name another one with --index."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _sweep(self, generations: Path) -> None:
        """Remove what interrupted builds and removals left: all without a manifest."""
        for path in generations.iterdir():
            if path.name.startswith(_DRAFT_PREFIX) or not (path / MANIFEST_FILE).is_file():
                shutil.rmtree(path, ignore_errors=True)

    def _prune(self) -> None:
        """Remove generations and encoders that nothing can go back to."""
        names = self.list_generations()
        for name in names[:-KEPT_GENERATIONS]:
            shutil.rmtree(self.path_of(name), ignore_errors=True)
        kept = set()
        for name in self.list_generations():
            with contextlib.suppress(UnusableIndexError):
                kept.add(Manifest.load(self.path_of(name)).encoder)
        for path in self.encoders.iterdir():
            if path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)


def _age_key(name: str) -> tuple[int, str]:
    """Order names by number: g9999 before g10000."""
    return len(name), name


@contextlib.contextmanager
def _translate_full_disk(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise UnusableIndexError(
            f"The disk that holds {root} is full: make room, or name another folder with --index."
        ) from error


def _sync_folder(folder: Path) -> None:
    """Bring a folder's entries onto the disk, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
