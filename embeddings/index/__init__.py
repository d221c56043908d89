"""The index: generations of stories, passages, vectors and words in one folder.

Building needs torch and is imported from ``embeddings.index.build``; asking does not.
"""

from embeddings.index.generations import IndexFolder
from embeddings.index.manifest import Manifest
from embeddings.index.open_index import Index, open_index

__all__ = ["Index", "IndexFolder", "Manifest", "open_index"]
