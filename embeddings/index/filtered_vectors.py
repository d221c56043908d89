"""The vectors of the index folder, searched in the stories that may answer alone."""

from dataclasses import dataclass

from embeddings.encoders import Vectors
from embeddings.index.database import StoryDatabase
from embeddings.index.filters import ALL_STORIES, Filters
from embeddings.index.vectors import Rows, VectorIndex


@dataclass(frozen=True, slots=True, eq=False)
class FilteredVectors:
    """The vectors of one generation, and the database that knows whose they are."""

    vectors: VectorIndex
    database: StoryDatabase

    def search(
        self, vector: Vectors, *, limit: int, filters: Filters = ALL_STORIES
    ) -> tuple[tuple[int, float], ...]:
        """Return up to ``limit`` pairs (passage row, inner product), the most alike first.

        :raises UnusableIndexError: If a stored vector turns out not to be of length one.
        """
        allowed = self.database.list_allowed(filters)
        return self.vectors.search(vector, limit=limit, allowed=allowed)

    def get_many(self, rows: Rows) -> Vectors:
        """Return stored vectors in the order of ``rows``. *Shape:* (n_rows, dimension)

        :raises ValueError: If there is no such row.
        """
        return self.vectors.get_many(rows)
