"""Haystack 2, as its tutorial of extractive question answering sets it up.

Documents are split by its own splitter as it comes (200 words), kept in its in-memory store and
saved to disk with it; the ten nearest are read. Its FAISS store asks for NumPy 1 and is left out.
"""

from typing import Any

from haystack import Document, Pipeline
from haystack.components.embedders import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.readers import ExtractiveReader
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore

from benchmarks.others.replies import Built, Places, Reply, System
from benchmarks.others.stories import read_stories

_FILE = "documents.json"


def build(places: Places) -> Built:
    """Split, embed and write all stories; return how many pieces there are."""
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    pipeline = Pipeline()
    pipeline.add_component("splitter", DocumentSplitter())
    pipeline.add_component(
        "embedder",
        SentenceTransformersDocumentEmbedder(model=str(places.encoder), progress_bar=False),
    )
    pipeline.add_component("writer", DocumentWriter(store))
    pipeline.connect("splitter", "embedder")
    pipeline.connect("embedder", "writer")
    stories = read_stories(places.stories)
    pipeline.run({"splitter": {"documents": [Document(content=one) for one in stories]}})
    places.index.mkdir(parents=True, exist_ok=True)
    store.save_to_disk(str(places.index / _FILE))
    return Built(int(store.count_documents()))


def open_system(places: Places) -> System:
    """Load the store and both models into one pipeline."""
    store = InMemoryDocumentStore.load_from_disk(str(places.index / _FILE))
    pipeline = Pipeline()
    pipeline.add_component(
        "embedder", SentenceTransformersTextEmbedder(str(places.encoder), progress_bar=False)
    )
    pipeline.add_component("retriever", InMemoryEmbeddingRetriever(store))
    pipeline.add_component("reader", ExtractiveReader(str(places.reader)))
    pipeline.connect("embedder.embedding", "retriever.query_embedding")
    pipeline.connect("retriever.documents", "reader.documents")
    pipeline.warm_up()

    def ask(question: str, day: str) -> Any:
        return pipeline.run(
            {"embedder": {"text": question}, "reader": {"query": question}},
            include_outputs_from={"retriever"},
        )

    return System(ask, _tell)


def _tell(question: str, day: str, ran: Any) -> Reply:
    """Take its first answer; where "no answer" comes first, it would not have been shown."""
    answers = ran["reader"]["answers"]
    passages = tuple(one.content for one in ran["retriever"]["documents"])
    best = next((one for one in answers if one.data is not None), None)
    if best is None:
        return Reply(None, shown=False, passages=passages)
    shown = answers[0].data is not None
    return Reply(best.data, shown, best.document.content, best.document_offset.start, passages)
