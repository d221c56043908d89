"""How a generation lies on a Milvus server: two collections and an alias.

    news                  the alias, which names the generation that answers
    news_g0002            a row a passage: its vector, its words, and what filters look at
    news_g0002_records    stories, vocabulary and manifest, packed: see ``records``

Promise: an expression holds numbers alone, so that nothing that somebody typed gets into one.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Any

from embeddings.index.filters import Filters
from embeddings.index.manifest import name_generation
from embeddings.milvus.server import WRITE_SECONDS, MilvusServer, import_pymilvus

CONSISTENCY = "Bounded"
"""What a question asks for. A generation is never written to after its alias is set, and all of its
rows were counted at the level "Strong" before: so nothing can be missed, and nobody waits."""
MOST_EXACT = 50_000
"""Up to so many passages every vector is compared; beyond, a graph (HNSW) finds nearly the same."""
PART_LENGTH = 60_000
"""Letters of one row of the records; Milvus holds 65,535 bytes."""
_MOST_LETTERS = 65_535
_GRAPH = {"M": 16, "efConstruction": 200}
_BM25 = {"bm25_k1": 1.2, "bm25_b": 0.75}
"""SQLite's own."""
_TOKEN = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[a-z0-9]{1,40}")


def name_records(generation: str) -> str:
    """Return the collection of the records that go with one of passages."""
    return f"{generation}_records"


def list_numbers(collections: Iterable[str], alias: str) -> tuple[int, ...]:
    """Return the numbers of the generations that some collections are of, in order."""
    pattern = re.compile(rf"{re.escape(alias)}_g([0-9]{{4,9}})(?:_records)?")
    found = filter(None, map(pattern.fullmatch, collections))
    return tuple(sorted({int(one[1]) for one in found}))


def name_collection(alias: str, number: int) -> str:
    """Return the collection of passages of a generation: "news_g0002"."""
    return f"{alias}_{name_generation(number)}"


def fold_words(words: str | Iterable[str]) -> str:
    """Write words so that every analyzer keeps each whole: what is not plain is hashed.

    They are cut as SQLite cuts them: "3.5" is two words.
    """
    text = words if isinstance(words, str) else " ".join(words)
    return " ".join(
        word if _PLAIN.fullmatch(word) else f"x{hashlib.sha256(word.encode()).hexdigest()[:24]}"
        for word in _TOKEN.findall(text)
    )


def phrase_filters(
    filters: Filters, numbers: Sequence[int], publishers: Sequence[int]
) -> str | None:
    """Return the expression that lets pass what ``filters`` do; ``None`` where nothing can pass.

    ``numbers`` are those of the stories that are named, ``publishers`` those of the outlets.
    """
    if (filters.stories and not numbers) or (filters.publisher and not publishers):
        return None
    parts = []
    if filters.stories:
        parts.append(f"story in {list(numbers)}")
    if filters.publisher:
        parts.append(f"publisher in {list(publishers)}")
    if filters.since or filters.until:
        parts.append("day > 0")
    if filters.since:
        parts.append(f"day >= {filters.since.toordinal()}")
    if filters.until:
        parts.append(f"day <= {filters.until.toordinal()}")
    return " and ".join(parts)


def create_collections(
    server: MilvusServer, name: str, *, dimension: int, passages: int, with_words: bool
) -> None:
    """Make the two empty collections of a generation.

    :raises ServiceError: If the server cannot be reached or has them already.
    """
    module = import_pymilvus()
    kind = module.DataType
    schema = module.MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("row", kind.INT64, is_primary=True)
    for field in ("story", "publisher", "day"):
        schema.add_field(field, kind.INT64)
    schema.add_field("vector", kind.FLOAT_VECTOR, dim=dimension)
    indexes = module.MilvusClient.prepare_index_params()
    if passages <= MOST_EXACT:
        indexes.add_index("vector", index_type="FLAT", metric_type="IP")
    else:
        indexes.add_index("vector", index_type="HNSW", metric_type="IP", params=_GRAPH)
    if with_words:
        _add_words(module, schema, indexes)
    _create(server, name, schema, indexes)
    schema = module.MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("key", kind.VARCHAR, max_length=64, is_primary=True)
    schema.add_field("kind", kind.VARCHAR, max_length=16)
    schema.add_field("number", kind.INT64)
    schema.add_field("part", kind.INT64)
    schema.add_field("body", kind.VARCHAR, max_length=_MOST_LETTERS)
    schema.add_field("nothing", kind.FLOAT_VECTOR, dim=2)  # no collection goes without a vector
    indexes = module.MilvusClient.prepare_index_params()
    indexes.add_index("nothing", index_type="FLAT", metric_type="L2")
    _create(server, name_records(name), schema, indexes)


def _add_words(module: Any, schema: Any, indexes: Any) -> None:
    """Let the server rank by BM25 itself."""
    kind = module.DataType
    analyzer = {"tokenizer": "standard"}
    schema.add_field(
        "words", kind.VARCHAR, max_length=_MOST_LETTERS, enable_analyzer=True,
        analyzer_params=analyzer,
    )  # fmt: skip
    schema.add_field("word_weights", kind.SPARSE_FLOAT_VECTOR)
    schema.add_function(
        module.Function(
            name="bm25",
            function_type=module.FunctionType.BM25,
            input_field_names=["words"],
            output_field_names=["word_weights"],
        )
    )
    indexes.add_index(
        "word_weights", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25", params=_BM25
    )


def _create(server: MilvusServer, name: str, schema: Any, indexes: Any) -> None:
    server.call(
        "create_collection",
        seconds=WRITE_SECONDS,
        collection_name=name,
        schema=schema,
        index_params=indexes,
        consistency_level=CONSISTENCY,
    )
