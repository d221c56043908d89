"""Word search: among very many passages it leaves out what nearly every one holds."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from embeddings.errors import UnusableIndexError
from embeddings.index.database import StoryDatabase
from embeddings.index.filters import Filters
from embeddings.index.schema import create_tables
from embeddings.index.word_database import EXACT_WORDS, WordDatabase, choose_rarest


@pytest.mark.parametrize(
    ("counts", "chosen"),
    [
        pytest.param({}, (), id="none"),
        pytest.param({"a": 0}, ("a",), id="nowhere"),
        pytest.param({"a": 10, "b": 20_000, "c": 4_990}, ("a", "b", "c"), id="all that fit"),
        pytest.param({"a": 11, "b": 20_000, "c": 4_990}, ("a", "c"), id="one too many"),
        pytest.param({"b": 90_000, "a": 80_000}, ("a",), id="the rarest, however common"),
        pytest.param({"b": 90_000, "a": 0, "c": 95_000}, ("b", "a"), id="the rarest that is there"),
    ],
)
def test_the_rarest_words_are_chosen(counts: dict[str, int], chosen: tuple[str, ...]) -> None:
    assert choose_rarest(counts) == chosen


def write_database(path: Path, texts: list[str], stories: list[int] | None = None) -> None:
    """Write a database of passages alone, one a story where no ``stories`` are told."""
    connection = sqlite3.connect(path)
    create_tables(connection)
    numbers = stories or list(range(1, len(texts) + 1))
    connection.executemany(
        "INSERT INTO stories VALUES "
        "(?, ?, '', NULL, '[]', NULL, NULL, '', '', '[]', '[]', '[]', '')",
        [(one, f"s{one}") for one in sorted(set(numbers))],
    )
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?, 0, 1, '', '', ?, x'00')",
        [
            (row, story, text)
            for row, (story, text) in enumerate(zip(numbers, texts, strict=True), 1)
        ],
    )
    connection.execute("INSERT INTO words (words) VALUES ('rebuild')")
    connection.commit()
    connection.close()


def list_rows(found: tuple[tuple[int, float], ...]) -> list[int]:
    return [row for row, _ in found]


def test_only_allowed_rows_are_found(tmp_path: Path) -> None:
    write_database(tmp_path / "words", ["ship moon", "ship", "moon", "ship ship", "worm"])
    database = WordDatabase.load(tmp_path / "words")

    def search(*allowed: int) -> list[int]:
        rows = np.array(allowed, dtype=np.int64)
        return sorted(list_rows(database.search_rows(["ship"], limit=9, allowed=rows)))

    assert sorted(list_rows(database.search_rows(["ship"], limit=9))) == [1, 2, 4]
    assert (search(1, 2, 4, 5), search(2, 3), search(3), search()) == ([1, 2, 4], [2], [], [])
    assert database.search_rows([], limit=9) == database.search_rows(["ship"], limit=0) == ()


def test_the_rows_of_several_stories_are_listed(tmp_path: Path) -> None:
    write_database(tmp_path / "words", ["ship"] * 6, stories=[1, 1, 2, 3, 3, 3])
    database = StoryDatabase.load(tmp_path / "words")

    assert database.list_allowed(Filters(stories=("s1", "s3"))).tolist() == [1, 2, 4, 5, 6]  # type: ignore[union-attr]
    assert database.list_allowed(Filters(stories=("s2", "s9"))).tolist() == [3]  # type: ignore[union-attr]
    assert database.list_allowed(Filters(stories=("s9",))).tolist() == []  # type: ignore[union-attr]


def test_passages_of_a_story_that_do_not_follow_each_other_are_refused(tmp_path: Path) -> None:
    write_database(tmp_path / "words", ["ship"] * 4, stories=[1, 2, 1, 2])
    database = StoryDatabase.load(tmp_path / "words")

    with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
        database.list_allowed(Filters(stories=("s1",)))


@pytest.mark.slow
def test_common_words_are_left_out_among_very_many_passages_alone(tmp_path: Path) -> None:
    texts = ["said", "said"] * (EXACT_WORDS // 2)
    write_database(tmp_path / "few", [*texts[1:], "ship"])
    write_database(tmp_path / "many", [*texts, "ship"])
    few, many = WordDatabase.load(tmp_path / "few"), WordDatabase.load(tmp_path / "many")

    assert len(few.search_rows(["said", "ship"], limit=9)) == 9
    assert list_rows(many.search_rows(["said", "ship"], limit=9)) == [EXACT_WORDS + 1]
    within = np.arange(2, EXACT_WORDS + 2)
    assert len(many.search_rows(["said", "ship"], limit=9, allowed=within)) == 9
    assert len(many.search_rows(["said"], limit=9)) == 9
