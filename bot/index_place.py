"""Where the index of the settings is: in a folder of this machine, or published on Milvus.

Promise: pymilvus is imported where the settings name it alone.
"""

from bot.config import Settings
from embeddings.errors import NoIndexError
from embeddings.index import Index, IndexFolder, Manifest, open_index
from embeddings.index.writing import Progress


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
    from embeddings.milvus.opening import open_published  # noqa: PLC0415 - imports pymilvus

    return open_published(settings.milvus, folder, model=settings.model, threads=threads)


def open_of_stories(settings: Settings) -> Index:
    """Open the generation of the stories folder of the settings, or else the current one."""
    if settings.milvus is not None:
        return open_settled(settings)
    return open_settled(settings, IndexFolder(settings.index).find(settings.stories))


def is_there(settings: Settings) -> bool:
    """Say whether there is an index to ask.

    :raises UnusableIndexError: If there is something else.
    :raises ServiceError: If it is on Milvus, and that cannot be reached.
    """
    if settings.milvus is None:
        return IndexFolder(settings.index).exists()
    from embeddings.milvus.generations import find_current  # noqa: PLC0415
    from embeddings.milvus.server import MilvusServer  # noqa: PLC0415

    server = MilvusServer(settings.milvus)
    try:
        find_current(server)
    except NoIndexError:
        return False
    finally:
        server.close()
    return True


def check_reachable(settings: Settings) -> None:
    """Find out whether what is built can be published, before it is built.

    :raises ServiceError: If Milvus is named, and cannot be reached.
    """
    if settings.milvus is not None:
        from embeddings.milvus.publishing import check_server  # noqa: PLC0415

        check_server(settings.milvus)


def publish_built(settings: Settings, manifest: Manifest, progress: Progress) -> Manifest:
    """Publish a generation that was built where the settings name Milvus, and return what answers.

    :raises ServiceError: If Milvus cannot be reached or does not keep what it is given.
    """
    if settings.milvus is None:
        return manifest
    from embeddings.milvus.publishing import publish  # noqa: PLC0415

    return publish(IndexFolder(settings.index), manifest, settings.milvus, progress)


def is_superseded(settings: Settings, generation: str) -> bool:
    """Say whether Milvus answers from another generation by now; never of a folder.

    :raises ServiceError: If Milvus cannot be reached.
    """
    if settings.milvus is None:
        return False
    from embeddings.milvus.opening import find_newer  # noqa: PLC0415

    return find_newer(settings.milvus, generation)
