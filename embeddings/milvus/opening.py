"""A generation on a Milvus server, open for asking.

The server holds everything but the model: that is taken from the index folder of this machine,
where it is exported once, and must be the very one that embedded the stories.

Promise: asking writes nothing to the server.
"""

import logging
from dataclasses import replace
from pathlib import Path

import numpy as np

from embeddings.encoders import Encoder
from embeddings.errors import NoIndexError, UnusableIndexError
from embeddings.index.generations import IndexFolder
from embeddings.index.manifest import Manifest, hash_stories
from embeddings.index.open_index import Index, check_model, open_own_encoder
from embeddings.milvus.address import MilvusAddress
from embeddings.milvus.catalogue import Catalogue
from embeddings.milvus.generations import find_current
from embeddings.milvus.layout import name_collection, name_records
from embeddings.milvus.records import CATALOGUE, MANIFEST, RecordReader
from embeddings.milvus.server import MilvusServer
from embeddings.milvus.stories import MilvusStories
from embeddings.milvus.vectors import MilvusVectors, Passages

_log = logging.getLogger(__name__)
_CHECKED_AT_ONCE = 1000


def open_published(
    address: MilvusAddress, folder: IndexFolder, *, model: str, threads: int | None = None
) -> Index:
    """Open the generation that the alias of an address names.

    ``folder`` is where this machine keeps exported models.

    :raises NoIndexError: If nothing was published there.
    :raises UnusableIndexError: If it is damaged or of another model or format.
    :raises ServiceError: If the server cannot be reached.
    """
    server = MilvusServer(address)
    try:
        number, fields = find_current(server)
        manifest, stories, vectors = _read(server, number, with_words="words" in fields)
        check_model(manifest, str(address), model)
        encoder = _open_encoder(manifest, folder, model=model, threads=threads)
    except BaseException:
        server.close()
        raise
    if "words" not in fields:
        _log.warning(
            "Milvus at %s is older than 2.5 and has no BM25: passages are found by meaning alone.",
            address.place,
        )
    return Index(manifest=manifest, database=stories, vectors=vectors, encoder=encoder)


def find_published_damage(server: MilvusServer, number: int) -> tuple[str, ...]:
    """Read a generation whole, and say what is not as its manifest says.

    :raises ServiceError: If the server cannot be reached.
    """
    try:
        manifest, stories, vectors = _read(server, number, with_words=False)
        hashes = [(story.id, story.sha256) for story in stories.list_stories()]
        if hash_stories(hashes) != manifest.story_hashes:
            return (f"generation {manifest.generation} holds other stories than its manifest",)
        for first in range(1, manifest.passages + 1, _CHECKED_AT_ONCE):
            rows = np.arange(first, min(first + _CHECKED_AT_ONCE, manifest.passages + 1))
            lengths = np.linalg.norm(vectors.get_many(rows), axis=1)
            if not np.allclose(lengths, 1, atol=1e-3):
                return (f"generation {manifest.generation} holds vectors of another length",)
    except (UnusableIndexError, ValueError) as error:
        return (str(error).split(": run `byline")[0],)
    return ()


def read_manifest(server: MilvusServer, number: int) -> Manifest:
    """Return the manifest of a generation.

    :raises NoIndexError: If it is not there.
    :raises UnusableIndexError: If it is damaged or of another format.
    """
    name = name_collection(server.address.collection, number)
    said = RecordReader(server, name_records(name)).get_one(MANIFEST)
    return Manifest.parse(str(said), str(server.address))


def _read(
    server: MilvusServer, number: int, *, with_words: bool
) -> tuple[Manifest, MilvusStories, MilvusVectors]:
    """Read what describes a generation, and compare it with how much is there."""
    name = name_collection(server.address.collection, number)
    records = RecordReader(server, name_records(name))
    try:
        manifest = read_manifest(server, number)
        catalogue = Catalogue.unpack(records.get_one(CATALOGUE))
    except NoIndexError as error:
        raise UnusableIndexError(
            f"The index at {server.address} has lost its records: run `byline rebuild-index`."
        ) from error
    passages = Passages(server, name, with_words=with_words)
    stories = MilvusStories(passages, records, catalogue)
    counted = (len(catalogue.entries), stories.count_passages(), passages.count())
    if counted != (manifest.stories, manifest.passages, manifest.passages):
        raise UnusableIndexError(
            f"The index at {server.address} holds {counted[2]} passages where "
            f"{manifest.passages} were written: run `byline rebuild-index`."
        )
    return manifest, stories, MilvusVectors(passages, catalogue)


def _open_encoder(
    manifest: Manifest, folder: IndexFolder, *, model: str, threads: int | None
) -> Encoder:
    """Open the model that embedded a generation, exporting it first where it is not here yet."""
    folder.exists()  # so that a folder of other things is refused
    path = _find_encoder(manifest, folder) or _export_encoder(manifest, folder, model)
    here = replace(manifest, encoder=path.name)
    return open_own_encoder(here, folder, model=model, threads=threads)


def _find_encoder(manifest: Manifest, folder: IndexFolder) -> Path | None:
    """Return where the model lies: another machine's export has another name, but its print."""
    exact = folder.encoders / manifest.encoder
    alike = sorted(folder.encoders.glob(f"{manifest.model_fingerprint[:16]}*"))
    return exact if exact.is_dir() else next(iter(alike), None)


def _export_encoder(manifest: Manifest, folder: IndexFolder, model: str) -> Path:
    _log.warning("Preparing the model %s in %s, once.", model, folder.root)
    # torch takes seconds to import, and is wanted once a machine
    from embeddings.encoders.export import export_encoder  # noqa: PLC0415
    from embeddings.encoders.torch_encoder import TorchEncoder  # noqa: PLC0415

    encoder = TorchEncoder.load(model)
    if encoder.settings.fingerprint != manifest.model_fingerprint:
        raise UnusableIndexError(
            f"The model {model} of this machine is not the one that embedded the index: "
            "use the same version of Byline on both, or run `byline rebuild-index`."
        )
    return export_encoder(encoder, folder.encoders)
