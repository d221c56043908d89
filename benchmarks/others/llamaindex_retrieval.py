"""LlamaIndex's retrieval over FAISS, as its documentation sets it up; it reads no answer.

Nodes are cut by its sentence splitter to 256 tokens, which is all that the encoder reads, with its
customary overlap of 20; the six nearest are returned.
"""

from typing import Any

import faiss
from llama_index.core import (
    Document,
    StorageContext,
    VectorStoreIndex,
    load_index_from_storage,
)
from llama_index.core.node_parser import SentenceSplitter
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.faiss import FaissVectorStore

from benchmarks.others.replies import Built, Places, Reply, System
from benchmarks.others.stories import read_stories

_TOKENS, _OVERLAP, _NEAREST, _WIDTH = 256, 20, 6, 384


def build(places: Places) -> Built:
    """Split, embed and write all stories; return how many nodes there are."""
    store = FaissVectorStore(faiss_index=faiss.IndexFlatL2(_WIDTH))
    index = VectorStoreIndex.from_documents(
        [Document(text=one) for one in read_stories(places.stories)],
        storage_context=StorageContext.from_defaults(vector_store=store),
        transformations=[SentenceSplitter(chunk_size=_TOKENS, chunk_overlap=_OVERLAP)],
        embed_model=HuggingFaceEmbedding(model_name=str(places.encoder)),
    )
    index.storage_context.persist(persist_dir=str(places.index))
    return Built(len(index.docstore.docs))


def open_system(places: Places) -> System:
    """Load the index and the encoder."""
    folder = str(places.index)
    storage = StorageContext.from_defaults(
        vector_store=FaissVectorStore.from_persist_dir(folder), persist_dir=folder
    )
    index = load_index_from_storage(
        storage, embed_model=HuggingFaceEmbedding(model_name=str(places.encoder))
    )
    retriever = index.as_retriever(similarity_top_k=_NEAREST)

    def ask(question: str, day: str) -> Any:
        return retriever.retrieve(question)

    return System(ask, _tell)


def _tell(question: str, day: str, nodes: Any) -> Reply:
    """Show the first passage, as it has no answer."""
    passages = tuple(one.node.get_content() for one in nodes)
    return Reply(None, shown=False, passages=passages)
