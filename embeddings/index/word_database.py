"""The words of a generation's passages, counted and searched in SQLite's full-text index.

Promise: among up to a hundred thousand passages every word that is asked for is searched for; among
more, no search takes longer for words that nearly every passage holds.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate

import numpy as np

from embeddings.index.guarded_database import GuardedDatabase
from embeddings.index.vectors import Rows

TITLE_WEIGHT, TEXT_WEIGHT = 1.0, 1.0
"""What a word in the headline counts for in BM25, beside one in the passage."""
EXACT_WORDS = 100_000
"""Among up to so many passages all words are searched for."""
SEARCHED_PASSAGES = 25_000
"""How many passages are scored where there are more, each counted for every word in it: SQLite
scores a million in a second. See docs/growth.md for what it costs."""
_REMEMBERED_WORDS = 100_000


class WordDatabase(GuardedDatabase):
    """One generation's database, of which the words are asked."""

    def count_word(self, word: str) -> int:
        """Count the passages that hold a folded and stemmed word.

        SQLite goes through all of them, so that what was counted is remembered.
        """
        return self._counted(word)

    @cached_property
    def _counted(self) -> Callable[[str], int]:
        return lru_cache(maxsize=_REMEMBERED_WORDS)(self._count)

    def _count(self, word: str) -> int:
        rows = self._query("SELECT doc FROM vocabulary WHERE term = ?", (word,))
        return int(rows[0][0]) if rows else 0

    def list_words(self, initial: str) -> dict[str, int]:
        """Count the passages of every folded and stemmed word that begins with a letter."""
        rows = self._query(
            "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ?",
            (initial, chr(ord(initial) + 1)),
        )
        return dict(rows)

    def search_rows(
        self, words: Sequence[str], *, limit: int, allowed: Rows | None = None
    ) -> tuple[tuple[int, float], ...]:
        """Return up to ``limit`` pairs (passage row, BM25), the best first, of any of ``words``.

        Only ``allowed`` rows, ascending, are looked at where they are given.
        """
        if not words or limit < 1 or (allowed is not None and not len(allowed)):
            return ()
        first, last = (1, self._last_row) if allowed is None else (allowed[0], allowed[-1])
        if last - first >= EXACT_WORDS:
            words = choose_rarest({word: self.count_word(word) for word in words})
        may_answer = "1"
        if allowed is not None:
            may_answer = "may_answer(rowid)"
            passes = np.zeros(int(last) + 1, dtype=np.uint8)
            passes[allowed] = 1
            self.define("may_answer", passes.tobytes().__getitem__)
        rows = self._query(
            "SELECT rowid, -bm25(words, :title, :text) AS score FROM words "  # noqa: S608
            f"WHERE words MATCH :query AND rowid BETWEEN :first AND :last AND {may_answer} "
            "ORDER BY score DESC, rowid LIMIT :limit",
            {
                "title": TITLE_WEIGHT,
                "text": TEXT_WEIGHT,
                "query": " OR ".join(f'"{word}"' for word in words),
                "first": int(first),
                "last": int(last),
                "limit": limit,
            },
        )
        return tuple((int(row), float(score)) for row, score in rows)

    @cached_property
    def _last_row(self) -> int:
        return int(self._query("SELECT coalesce(max(row), 0) FROM passages")[0][0])


def choose_rarest(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Return the words to search for among very many passages, in their order.

    They are the rarest ones that stand together in no more than ``SEARCHED_PASSAGES``, at least
    one; ``counts`` says in how many each stands.
    """
    rarest = sorted(counts, key=lambda word: counts[word])
    sums = accumulate(counts[word] for word in rarest)
    chosen = {word for word, sum_ in zip(rarest, sums, strict=True) if sum_ <= SEARCHED_PASSAGES}
    found = [word for word in rarest if counts[word]]
    chosen |= set(found[:1])
    return tuple(word for word in counts if word in chosen)
