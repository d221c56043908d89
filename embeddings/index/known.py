"""What the generation before knows of files and stories, for the next one to take over.

Promise: it is taken over only where the bytes of the file and all that a story was made from are
the same, and the code that made it too.
"""

import hashlib
import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from embeddings.stories import RawStory, Skipped, SourceFile, Story

LIBRARIES = (
    "charset-normalizer", "dateparser", "feedparser", "ftfy", "lxml",
    "lxml-html-clean", "markdown-it-py", "numpy", "pypdf", "PyStemmer", "python-dateutil",
    "PyYAML", "sentencex", "striprtf", "tokenizers", "trafilatura", "warcio",
)  # fmt: skip
"""Those that decide what a story becomes."""

Results = Mapping[tuple[str, str], tuple[RawStory | Skipped, ...]]


class KnownStories:
    """The files and stories of one generation."""

    def __init__(self, results: Results, stories: Mapping[str, Story]) -> None:
        """Take what was in each file, by path and SHA-256, and each story by its origin."""
        self._results, self._stories = results, stories

    def get_results(self, file: SourceFile) -> tuple[RawStory | Skipped, ...] | None:
        """Return what was in a file with the same bytes at the same place, if it is known."""
        return self._results.get((file.path, file.sha256))

    def get_story(self, origin: str) -> Story | None:
        """Return the story that was made from the same, if it is known."""
        return self._stories.get(origin)


@cache
def hash_code() -> str:
    """Return the SHA-256 over the code and the versions of the libraries that analyse stories."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    digest.update(f"{platform.python_version()}\n".encode())  # its tables of characters too
    for name in LIBRARIES:
        digest.update(f"{name} {find_version(name)}\n".encode())
    return digest.hexdigest()


def find_version(name: str) -> str:
    """Return the installed version of a library, "none" if there is none."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
