"""Publishing: the alias is switched last, what fails changes nothing, tries are counted."""

import logging
import shutil
from pathlib import Path

import pytest
from extras import needs_milvus
from tiny_index import TINY_MODEL

from embeddings.errors import NoIndexError, ServiceError, UnusableIndexError
from embeddings.index import Index, IndexFolder, Manifest
from embeddings.milvus import layout, records, server
from embeddings.milvus.address import MilvusAddress, parse_milvus
from embeddings.milvus.opening import open_published
from embeddings.milvus.published import Published
from embeddings.milvus.publishing import publish
from embeddings.milvus.server import MilvusServer, import_pymilvus
from embeddings.retrieval import search

pytestmark = [needs_milvus, pytest.mark.slow]


@pytest.fixture
def address(tmp_path: Path) -> MilvusAddress:
    return parse_milvus(f"milvus://{tmp_path}/stories.db/news")


def put(root: Path, address: MilvusAddress) -> Manifest:
    """Publish the current generation of a folder."""
    folder = IndexFolder(root)
    manifest = folder.load(folder.current())
    return publish(folder, manifest, address, lambda *_: None)


def open_there(root: Path, address: MilvusAddress) -> Index:
    return open_published(address, IndexFolder(root), model=TINY_MODEL)


def test_a_second_machine_needs_the_address_and_the_model_alone(
    tiny_index: Path, tmp_path: Path, address: MilvusAddress
) -> None:
    put(tiny_index, address)
    shutil.copytree(tiny_index / "encoders", tmp_path / "second" / "encoders")
    shutil.rmtree(tmp_path / "stories")
    shutil.rmtree(tiny_index)

    index = open_there(tmp_path / "second", address)

    assert [hit.story.id for hit in search(index, "moon", limit=1)] == ["moon"]
    assert {path.name for path in (tmp_path / "second").iterdir()} == {"encoders"}
    index.database.close()


def test_a_publishing_that_fails_changes_nothing(
    tiny_index: Path, address: MilvusAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tiny_index, address)
    monkeypatch.setattr("embeddings.milvus.publishing._find_same", lambda *_: None)
    monkeypatch.setattr(
        "embeddings.milvus.publishing.find_published_damage", lambda *_: ("a story is lost",)
    )

    with pytest.raises(ServiceError, match="did not keep what was written"):
        put(tiny_index, address)

    published = Published(address)
    assert (published.current(), published.list_generations()) == ("g0001", ("g0001",))
    assert published.find_damage("g0001") == ()


def test_of_the_generations_before_two_are_kept(
    tiny_index: Path, address: MilvusAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.milvus.publishing._find_same", lambda *_: None)
    for _ in range(4):
        put(tiny_index, address)

    published = Published(address)
    assert published.list_generations() == ("g0002", "g0003", "g0004")
    assert published.go_back() == "g0003"
    published.go_to("g0004")
    with pytest.raises(UnusableIndexError, match="g0001 is not there any more"):
        published.go_to("g0001")


def test_what_was_changed_on_the_server_is_found(tiny_index: Path, address: MilvusAddress) -> None:
    put(tiny_index, address)
    other = MilvusServer(address)
    other.call("delete", collection_name="news_g0001", filter="row in [1]")
    other.close()

    assert "holds 2 passages where 3 were written" in Published(address).find_damage("g0001")[0]
    with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
        open_there(tiny_index, address)


def test_another_model_is_refused(tiny_index: Path, address: MilvusAddress) -> None:
    put(tiny_index, address)

    with pytest.raises(UnusableIndexError, match="was built by the model tiny-words, not other"):
        open_published(address, IndexFolder(tiny_index), model="other")


def test_a_server_without_bm25_finds_by_meaning_alone_and_says_so(
    tiny_index: Path,
    address: MilvusAddress,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(MilvusServer, "version", "v2.3.5")
    put(tiny_index, address)

    with caplog.at_level(logging.WARNING):
        index = open_there(tiny_index, address)

    assert "has no BM25: passages are found by meaning alone" in caplog.text
    assert index.database.search_words(["bridg"], limit=5) == ()
    assert search(index, "bridge", limit=1)[0].story.id == "bridge"
    index.database.close()


@pytest.mark.parametrize(
    ("version", "expected"),
    [("v2.3.5", False), ("v2.3.5-lite", False), ("2.4.23", False), ("v2.5.0", True),
     ("3.0.1", True), ("milvus_lite-3.2.2", True)],
)  # fmt: skip
def test_the_version_tells_whether_there_is_bm25(
    address: MilvusAddress, monkeypatch: pytest.MonkeyPatch, version: str, expected: bool
) -> None:
    monkeypatch.setattr(MilvusServer, "version", version)

    assert MilvusServer(address).has_bm25() is expected


class Failing:
    """A client whose first calls fail."""

    def __init__(self, *failures: Exception) -> None:
        self.failures, self.calls = list(failures), 0

    def list_collections(self, timeout: float) -> list[str]:
        self.calls += 1
        if self.failures:
            raise self.failures.pop(0)
        return ["news"]

    def close(self) -> None:
        pass


@pytest.mark.parametrize("failures", [0, 1, 2, 3])
def test_a_call_is_tried_three_times_with_growing_pauses(
    address: MilvusAddress, monkeypatch: pytest.MonkeyPatch, failures: int
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(server.time, "sleep", pauses.append)
    client = Failing(*[import_pymilvus().MilvusException(2, "away")] * failures)
    monkeypatch.setattr(MilvusServer, "_connect", lambda self: client)
    asked = MilvusServer(address)

    if failures < 3:
        assert asked.call("list_collections") == ["news"]
    else:
        with pytest.raises(ServiceError, match=r"cannot be used \(away\)"):
            asked.call("list_collections")
    assert client.calls == min(failures + 1, 3)
    assert pauses == [0.2, 0.8][:failures]


def test_what_is_not_there_is_not_tried_again(
    address: MilvusAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Failing(import_pymilvus().MilvusException(100, "collection not found"))
    monkeypatch.setattr(MilvusServer, "_connect", lambda self: client)

    with pytest.raises(NoIndexError, match="run `byline rebuild-index`"):
        MilvusServer(address).call("list_collections")
    assert client.calls == 1


def test_words_reach_the_server_so_that_no_analyzer_splits_or_drops_them() -> None:
    folded = layout.fold_words(["ship", "3.5", "вода", "x" * 50])

    assert folded.split()[:3] == ["ship", "3", "5"]
    assert all(word.isascii() and word.isalnum() and len(word) < 41 for word in folded.split())
    assert len(folded.split()) == 5
    assert layout.fold_words("вода") == folded.split()[3]


@pytest.mark.parametrize("length", [0, 1, 200_000])
def test_a_record_comes_back_as_it_went_in(length: int) -> None:
    value = ["".join(chr(33 + at * at % 5000) for at in range(length)), {"a": 1}]

    rows = list(records.make_rows("story", 7, value))
    bodies = [str(row["body"]) for row in rows]

    assert [row["key"] for row in rows] == [f"story/7/{part}" for part in range(len(rows))]
    assert all(len(body) <= layout.PART_LENGTH for body in bodies)
    assert records.unpack(bodies) == value
    with pytest.raises(UnusableIndexError):
        records.unpack([*bodies[:-1], bodies[-1][: len(bodies[-1]) // 2]])
