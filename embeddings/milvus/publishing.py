"""Put a built generation on a Milvus server, where it answers from the last step on.

Promise: until the alias is switched nothing has changed for who asks; it is switched to what was
read back and compared. Publishing again after a failure begins anew.
"""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from itertools import groupby, islice
from pathlib import Path

import numpy as np

from embeddings.errors import BylineError, ServiceError, UnusableIndexError
from embeddings.index.database import StoryDatabase
from embeddings.index.exporting import StoryExport
from embeddings.index.generations import IndexFolder
from embeddings.index.manifest import (
    STORIES_FILE,
    Manifest,
    name_generation,
    renumber,
)
from embeddings.index.vectors import VectorIndex, load_vectors
from embeddings.index.writing import Progress
from embeddings.milvus import generations
from embeddings.milvus.address import MilvusAddress
from embeddings.milvus.catalogue import Catalogue, list_packed, make_catalogue
from embeddings.milvus.layout import create_collections, fold_words, name_records
from embeddings.milvus.opening import find_published_damage, read_manifest
from embeddings.milvus.records import (
    CATALOGUE,
    MANIFEST,
    REPORT,
    STORY,
    WORDS,
    describe_story,
    make_rows,
)
from embeddings.milvus.server import WRITE_SECONDS, MilvusServer

Row = dict[str, object]

_PASSAGES_AT_ONCE = 500
_RECORDS_AT_ONCE = 50
_STAGE = "publishing"


def publish(
    folder: IndexFolder, manifest: Manifest, address: MilvusAddress, progress: Progress
) -> Manifest:
    """Publish a generation of an index folder, and return its manifest as it is there.

    Generations are numbered anew on the server, where they may come from several machines. One
    that answers there already stays.

    :raises ServiceError: If the server cannot be reached, or does not keep what it is given.
    """
    server = MilvusServer(address)
    try:
        if published := _find_same(server, manifest):
            return published
        number = max(generations.list_published(server), default=0) + 1
        published = renumber(manifest, name_generation(number))
        try:
            _write(server, folder.path_of(manifest.generation), published, progress)
            if damage := find_published_damage(server, number):
                raise ServiceError(
                    f"Milvus at {address.place} did not keep what was written ({damage[0]}): "
                    "publish again. Nothing has changed."
                )
            generations.switch(server, number)
        except BaseException:
            with contextlib.suppress(BylineError):
                generations.remove(server, number)
            raise
        generations.prune(server, number)
        return published
    finally:
        server.close()


def _find_same(server: MilvusServer, manifest: Manifest) -> Manifest | None:
    """Return the manifest of what answers, if that is the very generation of the folder."""
    try:
        number, _ = generations.find_current(server)
        answering = read_manifest(server, number)
    except UnusableIndexError:
        return None
    return answering if renumber(manifest, answering.generation) == answering else None


def _write(server: MilvusServer, own: Path, manifest: Manifest, progress: Progress) -> None:
    """Write the two collections of a generation, the manifest last."""
    name = f"{server.address.collection}_{manifest.generation}"
    with_words = server.has_bm25()
    export, database = StoryExport.load(own / STORIES_FILE), StoryDatabase.load(own / STORIES_FILE)
    vectors = load_vectors(own, length=manifest.passages, dimension=manifest.dimension)
    try:
        create_collections(
            server, name, dimension=manifest.dimension, passages=manifest.passages,
            with_words=with_words,
        )  # fmt: skip
        catalogue = make_catalogue(export.iterate())
        passages = _list_passages(export, vectors, catalogue, with_words=with_words)
        done = 0
        for batch in _batch(passages, _PASSAGES_AT_ONCE):
            _upsert(server, name, batch)
            done += len(batch)
            progress(_STAGE, done, manifest.passages)
        records = name_records(name)
        for batch in _batch(_list_records(export, database, catalogue), _RECORDS_AT_ONCE):
            _upsert(server, records, batch)
        _upsert(server, records, list(make_rows(MANIFEST, 0, manifest.to_json())))
        for collection in (name, records):
            server.call("flush", seconds=WRITE_SECONDS, collection_name=collection)
            server.call("load_collection", seconds=WRITE_SECONDS, collection_name=collection)
    finally:
        export.close()
        database.close()


def _list_passages(
    export: StoryExport, vectors: VectorIndex, catalogue: Catalogue, *, with_words: bool
) -> Iterator[Row]:
    for exported in export.iterate():
        story = exported.story
        rows = np.array([passage.row for passage in exported.passages], dtype=np.int64)
        for passage, vector in zip(exported.passages, vectors.get_many(rows), strict=True):
            row: Row = {
                "row": passage.row,
                "story": exported.row,
                "publisher": catalogue.number_publisher(story.publisher),
                "day": story.published.toordinal() if story.published else 0,
                "vector": vector.tolist(),
            }
            yield row | ({"words": fold_words(passage.words)} if with_words else {})


def _list_records(
    export: StoryExport, database: StoryDatabase, catalogue: Catalogue
) -> Iterator[Row]:
    for exported in export.iterate():
        yield from make_rows(STORY, exported.row, describe_story(exported))
    for initial, words in groupby(export.count_words().items(), key=lambda pair: pair[0][0]):
        yield from make_rows(WORDS, ord(initial), dict(words))
    yield from make_rows(CATALOGUE, 0, list_packed(catalogue))
    report = {
        "files": [astuple(one) for one in database.list_files()],
        "skipped": [astuple(one) for one in database.list_skipped()],
        "notices": [astuple(one) for one in database.list_notices()],
        "other_files": database.list_other_files(),
    }
    yield from make_rows(REPORT, 0, report)


def _batch(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch


def _upsert(server: MilvusServer, collection: str, rows: list[Row]) -> None:
    """Write rows by their keys, so that a second try changes nothing."""
    server.call("upsert", seconds=WRITE_SECONDS, collection_name=collection, data=rows)
