"""FAISS and SQLite in a folder, and Milvus: one contract, the same answers.

The tolerance: inner products to 1e-5, the same passages by words with BM25 apart by rounding and
by the weight of words that most passages hold. Milvus is the one in a file (milvus-lite), and, in
slow tests, the standalone server of version 2.3.5, which finds nothing by words.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command_lines import write_stories
from extras import needs_milvus
from milvus_standalone import StandaloneMilvus
from tiny_index import TINY_MODEL, build_tiny_index

from bot.config import Settings
from bot.newsroom import Newsroom
from embeddings.errors import UsageError
from embeddings.index import Index, IndexFolder, open_index
from embeddings.milvus.address import MilvusAddress, parse_milvus
from embeddings.milvus.opening import open_published
from embeddings.milvus.publishing import publish
from embeddings.retrieval import ALL_STORIES, Filters, rank_passages, search

pytestmark = needs_milvus

STANDALONE = pytest.param("standalone", marks=pytest.mark.slow)
STORIES = {
    "bridge.md": "---\ntitle: Bridge falls\npublisher: The Harbour Post\npublished: 2024-03-26\n"
    "---\nA ship hit the bridge, officials said. Six workers were on the bridge when it fell. "
    "The mayor said: “The river is closed.” Nobody knows how the ship lost its way in the dark.\n",
    "canal.md": "---\ntitle: Ship blocks canal\npublisher: The Sky\npublished: 2021-03-23\n---\n"
    "A ship lies across the canal. The ship is 3.5 times as long as the canal is wide. "
    "A soldier said the ship would move on Monday. Tugs pull at the ship in the canal.\n",
    "moon.md": "---\ntitle: Craft on the moon\npublisher: The Élysée Sky\npublished: 2023-08-23\n"
    "---\nA craft came down on the moon, the agency said. The moon is far away from the river.\n",
    "undated.txt": "Worms and fire\n\nThe fire burnt for 12 hours. Worms came out of the river.\n",
}
QUESTIONS = ("Who said the ship would move?", "how many workers were on the bridge?", "moon fire")
FILTERS = (
    ALL_STORIES,
    Filters(stories=("bridge", "moon")),
    Filters(publisher="sky"),
    Filters(publisher="ÉLYSÉE"),
    Filters(publisher="%"),
    Filters(since=date(2023, 8, 23)),
    Filters(until=date(2023, 8, 23)),
    Filters(until=date(1999, 1, 1)),
    Filters(publisher="The", since=date(2022, 1, 1), until=date(2024, 1, 1)),
    Filters(stories=("canal",), publisher="harbour"),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("contract")
    write_stories(home / "stories", STORIES)
    build_tiny_index(home / "stories", home / "index")
    return home


@pytest.fixture(scope="module")
def faiss(home: Path) -> Index:
    return open_index(IndexFolder(home / "index"), model=TINY_MODEL)


@pytest.fixture(scope="module")
def lite(home: Path) -> Iterator[Index]:
    yield from open_at(f"{home}/stories.db", home)


@pytest.fixture(scope="module")
def standalone(home: Path, standalone_milvus: StandaloneMilvus) -> Iterator[Index]:
    yield from open_at(f"127.0.0.1:{standalone_milvus.port}", home)


def open_at(place: str, home: Path) -> Iterator[Index]:
    """Publish the index of ``home`` at a place, and open it there."""
    address, folder = make_address(place), IndexFolder(home / "index")
    publish(folder, folder.load(folder.current()), address, lambda *_: None)
    index = open_published(address, folder, model=TINY_MODEL)
    yield index
    index.database.close()


def make_address(place: str) -> MilvusAddress:
    return parse_milvus(f"milvus://{place}/contract")


@pytest.fixture(params=["lite", STANDALONE])
def milvus(request: pytest.FixtureRequest) -> Index:
    found: Index = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["faiss", "lite", STANDALONE])
def index(request: pytest.FixtureRequest) -> Index:
    found: Index = request.getfixturevalue(request.param)
    return found


def finds_by_words(index: Index) -> bool:
    """Say whether the server ranks by words."""
    return bool(index.database.search_words(["ship"], limit=1))


# -- each alone ------------------------------------------------------------------------------------


def test_a_passage_is_a_slice_of_its_story(index: Index) -> None:
    rows = range(1, index.manifest.passages + 1)

    for passage, story in index.database.get_passages(rows):
        assert passage.story == story.id
        assert passage.text == story.text[passage.start : passage.end]


def test_a_row_that_is_not_there_is_refused(index: Index) -> None:
    beyond = index.manifest.passages + 1

    for row in (0, beyond):
        with pytest.raises(ValueError, match="row"):
            index.database.get_passages([row])
        with pytest.raises(ValueError, match="row"):
            index.vectors.get_many(np.array([row]))


@pytest.mark.parametrize("filters", FILTERS, ids=repr)
def test_only_stories_that_may_answer_do(index: Index, filters: Filters) -> None:
    may = {story.id for story in index.database.list_stories() if filters.let_pass(story)}

    found = {hit.story.id for hit in search(index, "the ship moon fire", limit=99, filters=filters)}

    assert found == may


def test_an_unknown_story_is_refused(index: Index) -> None:
    with pytest.raises(UsageError, match="No story 'nowhere'"):
        rank_passages(index, "ship", filters=Filters(stories=("nowhere",)))


def test_nothing_to_search_finds_nothing(index: Index) -> None:
    vector = index.encoder.encode_queries(["ship"])[0]
    nowhere = Filters(stories=("nowhere",))

    assert index.database.search_words((), limit=5) == ()
    assert index.database.search_words(("ship",), limit=5, filters=nowhere) == ()
    assert index.vectors.search(vector, limit=5, filters=nowhere) == ()


# -- one beside the other --------------------------------------------------------------------------


def test_both_keep_the_same_of_every_story(faiss: Index, milvus: Index) -> None:
    ours, theirs = faiss.database, milvus.database

    for read in (
        "list_stories", "list_story_hashes", "count_passages", "count_passages_by_story",
        "list_files", "list_skipped", "list_notices", "list_other_files", "list_incomplete",
        "count_undated",
    ):  # fmt: skip
        assert getattr(theirs, read)() == getattr(ours, read)(), read
    for story in (*ours.list_story_hashes(), ("nowhere", "")):
        for read in ("get_story", "get_sentences", "get_attributions", "get_signature"):
            assert getattr(theirs, read)(story[0]) == getattr(ours, read)(story[0]), read
        assert theirs.get_story_rows(story[0]).tolist() == ours.get_story_rows(story[0]).tolist()


def test_both_know_the_same_words(faiss: Index, milvus: Index) -> None:
    for initial in "abcdefghijklmnopqrstuvwxyz0123456789":
        assert milvus.database.list_words(initial) == faiss.database.list_words(initial)
    for word in ("ship", "bridg", "12", "nowher"):
        assert milvus.database.count_word(word) == faiss.database.count_word(word)
        forms = faiss.database.find_forms(word) if finds_by_words(milvus) else Counter()
        assert milvus.database.find_forms(word) == forms


@pytest.mark.parametrize("filters", FILTERS, ids=repr)
@pytest.mark.parametrize("question", QUESTIONS)
def test_both_find_the_same_passages(
    faiss: Index, milvus: Index, question: str, filters: Filters
) -> None:
    ours, theirs = (rank_passages(one, question, filters=filters) for one in (faiss, milvus))

    assert dict(theirs.vectors) == pytest.approx(dict(ours.vectors), abs=1e-5)
    if finds_by_words(milvus):
        assert dict(theirs.words).keys() == dict(ours.words).keys()
        assert dict(theirs.fused).keys() == dict(ours.fused).keys()
    else:
        assert theirs.words == ()
        assert [row for row, _ in theirs.fused] == [row for row, _ in theirs.vectors]


def test_both_rank_by_words_alike_where_one_word_decides(faiss: Index, lite: Index) -> None:
    for word in ("ship", "river", "3", "moon"):
        ours, theirs = (one.database.search_words([word], limit=9) for one in (faiss, lite))

        assert [row for row, _ in theirs] == [row for row, _ in ours]


def test_vectors_are_the_ones_that_were_built(faiss: Index, milvus: Index) -> None:
    rows = np.arange(faiss.manifest.passages, 0, -1)

    assert np.allclose(milvus.vectors.get_many(rows), faiss.vectors.get_many(rows), atol=1e-6)


@pytest.mark.usefixtures("lite")
@pytest.mark.parametrize("question", QUESTIONS)
def test_both_answer_with_the_same_citations(home: Path, question: str) -> None:
    ours, theirs = (
        ask(home, question, milvus) for milvus in (None, make_address(f"{home}/stories.db"))
    )

    assert theirs == ours


@pytest.mark.slow
@pytest.mark.usefixtures("standalone")
def test_a_server_without_words_answers_with_citations_of_the_same_stories(
    home: Path, standalone_milvus: StandaloneMilvus
) -> None:
    address = make_address(f"127.0.0.1:{standalone_milvus.port}")

    for question in QUESTIONS:
        ours, theirs = ask(home, question), ask(home, question, address)
        assert theirs["citations"] == ours["citations"]


def ask(home: Path, question: str, milvus: MilvusAddress | None = None) -> dict[str, Any]:
    """Return an answer without times and names, from the folder or from Milvus."""
    room = Newsroom.open(
        Settings(
            stories=home / "stories", index=home / "index", model=TINY_MODEL, reader="sentence",
            confidence=0.0, milvus=milvus,
        )
    )  # fmt: skip
    answer = room.ask(question).to_json()
    answer.pop("timings_ms")
    answer["index"].pop("generation")
    room.close()
    return answer
