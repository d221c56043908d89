"""Where the index of the settings is: in a folder of this machine, or published on Milvus.

Promise: the code for Milvus is imported where the settings name it alone.
"""

from typing import TYPE_CHECKING, Protocol

from bot.config import Settings
from embeddings.index import Index, IndexFolder, Manifest, open_index
from embeddings.index.verify import Verification, verify_index

if TYPE_CHECKING:
    from embeddings.index.writing import Progress
    from embeddings.milvus.published import Published


class Generations(Protocol):
    """What both places can be asked about their generations."""

    def exists(self) -> bool:
        """Say whether there is a generation to ask."""

    def current(self) -> str:
        """Return the name of the generation that answers."""

    def list_generations(self) -> tuple[str, ...]:
        """Return the names of the finished generations, the oldest first."""

    def go_back(self) -> str:
        """Let the generation before the one that answers answer, and return its name."""

    def go_to(self, generation: str) -> None:
        """Let a finished generation answer, be it older or newer."""


def find_generations(settings: Settings) -> Generations:
    """Return the generations where the settings say that the index is."""
    return _find_published(settings) or IndexFolder(settings.index)


def _find_published(settings: Settings) -> "Published | None":
    """Return what is published where the settings name Milvus."""
    if settings.milvus is None:
        return None
    from embeddings.milvus.published import Published  # noqa: PLC0415 - for this place alone

    return Published(settings.milvus)


def open_settled(settings: Settings, generation: str | None = None) -> Index:
    """Open the index that the settings name.

    ``generation`` is one of the folder, by default the current one; on Milvus there is but one
    that answers.

    :raises NoIndexError: If there is none.
    :raises UnusableIndexError: If it is damaged or was built by another model or format.
    :raises ServiceError: If it is on Milvus, and that cannot be reached.
    """
    folder, threads = IndexFolder(settings.index), settings.threads or None
    if settings.milvus is None:
        return open_index(folder, generation=generation, model=settings.model, threads=threads)
    from embeddings.milvus.opening import open_published  # noqa: PLC0415 - for this place alone

    return open_published(settings.milvus, folder, model=settings.model, threads=threads)


def open_of_stories(settings: Settings) -> Index:
    """Open the generation of the stories folder of the settings, or else the current one."""
    if settings.milvus is not None:
        return open_settled(settings)
    return open_settled(settings, IndexFolder(settings.index).find(settings.stories))


def check_reachable(settings: Settings) -> None:
    """Find out whether what is built can be published, before it is built.

    :raises ServiceError: If Milvus is named, and cannot be reached.
    """
    if published := _find_published(settings):
        published.check_reachable()


def publish_built(settings: Settings, manifest: Manifest, progress: "Progress") -> str | None:
    """Publish a generation of the folder where the settings name Milvus.

    Return what it is called there; ``None`` where there is nothing to publish to.

    :raises ServiceError: If Milvus cannot be reached or does not keep what it is given.
    """
    if settings.milvus is None:
        return None
    from embeddings.milvus.publishing import publish  # noqa: PLC0415 - for this place alone

    folder = IndexFolder(settings.index)
    return publish(folder, manifest, settings.milvus, progress).generation


def verify(settings: Settings) -> Verification:
    """Check every byte of the index, or of the one published generation that answers."""
    published = _find_published(settings)
    return published.verify() if published else verify_index(IndexFolder(settings.index))
