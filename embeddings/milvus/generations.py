"""Which generations lie on a Milvus server, and which of them the alias names.

Promise: the alias is switched in one step, to a generation that is whole; of those before it, the
two newest are kept.
"""

import contextlib

from embeddings.errors import BylineError, NoIndexError, UnusableIndexError
from embeddings.milvus.layout import list_numbers, name_collection, name_records
from embeddings.milvus.records import MANIFEST, RecordReader
from embeddings.milvus.server import WRITE_SECONDS, MilvusServer

KEPT_BEFORE = 2


def find_current(server: MilvusServer) -> tuple[int, frozenset[str]]:
    """Return the number of the generation that the alias names, and the fields of its passages.

    :raises NoIndexError: If there is none.
    :raises UnusableIndexError: If the alias names something else.
    :raises ServiceError: If the server cannot be reached.
    """
    alias = server.address.collection
    described = server.call("describe_collection", collection_name=alias)
    numbers = list_numbers([described["collection_name"]], alias)
    if not numbers or described["collection_name"] != name_collection(alias, numbers[0]):
        raise UnusableIndexError(
            f"The collection {alias} at {server.address.place} is no index of Byline: "
            "name another one with BYLINE_INDEX."
        )
    return numbers[0], frozenset(field["name"] for field in described["fields"])


def list_published(server: MilvusServer) -> tuple[int, ...]:
    """Return the numbers of all generations, the oldest first, unfinished ones among them.

    :raises ServiceError: If the server cannot be reached.
    """
    return list_numbers(server.call("list_collections"), server.address.collection)


def list_finished(server: MilvusServer) -> tuple[int, ...]:
    """Return the numbers of the generations that are whole, the oldest first.

    :raises ServiceError: If the server cannot be reached.
    """
    return tuple(number for number in list_published(server) if _is_finished(server, number))


def switch(server: MilvusServer, number: int) -> None:
    """Let the alias name a generation, in one step.

    :raises ServiceError: If the server cannot be reached.
    """
    alias = server.address.collection
    try:
        find_current(server)
        method = "alter_alias"
    except NoIndexError:
        method = "create_alias"
    name = name_collection(alias, number)
    server.call(method, seconds=WRITE_SECONDS, collection_name=name, alias=alias)


def prune(server: MilvusServer, current: int) -> None:
    """Remove the generations before the current one that nobody goes back to, as far as it goes.

    What cannot be removed now is removed by the next publishing.
    """
    with contextlib.suppress(BylineError):
        older = [number for number in list_published(server) if number < current]
        finished = [number for number in older if _is_finished(server, number)]
        for number in set(older) - set(finished[-KEPT_BEFORE:]):
            remove(server, number)


def remove(server: MilvusServer, number: int) -> None:
    """Remove a generation, as far as it is there.

    :raises ServiceError: If the server cannot be reached.
    """
    name = name_collection(server.address.collection, number)
    for collection in (name_records(name), name):
        with contextlib.suppress(NoIndexError):
            server.call("drop_collection", seconds=WRITE_SECONDS, collection_name=collection)


def _is_finished(server: MilvusServer, number: int) -> bool:
    """Say whether a generation has its manifest, which is written last."""
    name = name_collection(server.address.collection, number)
    try:
        return bool(RecordReader(server, name_records(name)).get(MANIFEST, [0]))
    except (NoIndexError, UnusableIndexError):
        return False
