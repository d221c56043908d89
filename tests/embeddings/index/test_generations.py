"""The index folder: a reader sees a whole generation or the one before it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.disk import Content, write_file
from embeddings.errors import NoIndexError, UnusableIndexError
from embeddings.index.generations import KEPT_GENERATIONS, IndexFolder
from embeddings.index.integrity import check_files, find_damage
from embeddings.index.manifest import FORMAT, FileRecord, Manifest

ENCODER = {"encoder.json": b"{}", "tokenizer.json": b"{}"}
OWN = {"stories.sqlite": b"words", "vectors.faiss": b"numbers"}


def make_manifest(name: str, stories_folder: str = "/news", **changes: object) -> Manifest:
    contents = {f"generations/{name}/{file}": data for file, data in OWN.items()}
    contents |= {f"encoders/e/{file}": data for file, data in ENCODER.items()}
    files = tuple(
        FileRecord(path, len(data), Content.of(data).sha256) for path, data in contents.items()
    )
    fields: dict[str, object] = {
        "format": FORMAT,
        "generation": name,
        "built_at": "2026-01-02T03:04:05+00:00",
        "stories_folder": stories_folder,
        "follow_links": False,
        "stories": 1,
        "passages": 1,
        "skipped": 0,
        "model": "m",
        "model_fingerprint": "f",
        "dimension": 2,
        "max_tokens": 200,
        "encoder": "e",
        "story_hashes": "h",
        "code": "c",
        "files": files,
    }
    return Manifest(**(fields | changes))  # type: ignore[arg-type]


def build(
    folder: IndexFolder,
    stories_folder: str = "/news",
    *,
    keep: Callable[[bytes], bytes] = bytes,
) -> str:
    """Build a generation on a disk that keeps what ``keep`` makes of what is written."""
    with folder.draft() as (name, draft):
        (folder.encoders / "e").mkdir(parents=True, exist_ok=True)
        for file, data in ENCODER.items():
            (folder.encoders / "e" / file).write_bytes(data)
        for file, data in OWN.items():
            write_file(draft / file, keep(data))
        make_manifest(name, stories_folder).save(draft)
    return name


def build_half(folder: IndexFolder) -> None:
    with folder.draft() as (_, draft):
        (draft / "half").write_text("half")
        raise KeyboardInterrupt


def list_left(folder: IndexFolder) -> set[str]:
    return {path.name for path in (folder.root / "generations").iterdir()}


def test_generations_count_up_and_the_last_is_current(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")

    names = [build(folder), build(folder)]

    assert names == ["g0001", "g0002"]
    assert folder.current() == "g0002"
    assert folder.previous() == "g0001"


def test_a_failed_build_changes_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")
    build(folder)

    with pytest.raises(KeyboardInterrupt):
        build_half(folder)

    assert folder.current() == "g0001"
    assert list_left(folder) == {"g0001"}


def test_what_a_killed_build_left_is_swept_by_the_next(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")
    build(folder)
    (folder.root / "generations" / ".draft-killed").mkdir()

    build(folder)

    assert list_left(folder) == {"g0001", "g0002"}


def test_only_the_last_generations_and_their_encoders_are_kept(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")
    (folder.encoders / "old").mkdir(parents=True)

    for _ in range(KEPT_GENERATIONS + 2):
        build(folder)

    assert folder.list_generations() == ("g0003", "g0004", "g0005")
    assert [path.name for path in folder.encoders.iterdir()] == ["e"]


def test_one_build_runs_at_a_time(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")

    with (
        pytest.raises(UnusableIndexError, match="Another build is running"),
        folder.draft(),
        IndexFolder(tmp_path / "index").draft(),
    ):
        pass


def test_no_index_is_told_from_a_folder_of_other_things(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "holiday.jpg").write_bytes(b"...")

    with pytest.raises(NoIndexError, match="run `byline rebuild-index` first"):
        IndexFolder(tmp_path / "none").current()
    with pytest.raises(UnusableIndexError, match="is no index folder"):
        IndexFolder(tmp_path / "photos").current()
    with (
        pytest.raises(UnusableIndexError, match="is no index folder"),
        IndexFolder(tmp_path / "photos").draft(),
    ):
        pass
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["holiday.jpg"]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("not a folder")

    with pytest.raises(UnusableIndexError, match="cannot be used"):
        IndexFolder(tmp_path / "index").current()


def test_a_lost_generation_is_refused(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")
    build(folder)
    (folder.root / "CURRENT").write_text(f"g0009 {'0' * 64}\n")

    with pytest.raises(UnusableIndexError, match="has lost its generation g0009"):
        folder.current()


def test_a_generation_is_found_by_its_stories(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")
    news, sport = tmp_path / "news", tmp_path / "sport"
    build(folder, str(news))
    build(folder, str(sport))

    assert folder.find(news) == "g0001"
    assert folder.find(sport) == "g0002"
    assert folder.find(tmp_path / "other") is None


def test_going_back_makes_the_older_one_current(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")
    build(folder)
    build(folder)

    assert folder.go_back() == "g0001"

    assert folder.current() == "g0001"
    with pytest.raises(UnusableIndexError, match="no generation before g0001"):
        folder.previous()


def test_going_back_stays_with_the_same_stories(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")
    for stories in ("news", "sport", "news"):
        build(folder, str(tmp_path / stories))

    assert folder.go_back() == "g0001"


def test_a_generation_that_lost_its_manifest_is_replaced(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")
    build(folder)
    (folder.path_of("g0001") / "manifest.json").unlink()

    assert build(folder) == "g0001"
    assert Manifest.load(folder.path_of("g0001")).generation == "g0001"


def test_every_changed_byte_is_found(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")
    manifest = folder.load(build(folder))
    stories = folder.path_of("g0001") / "stories.sqlite"
    name = "generations/g0001/stories.sqlite"
    assert find_damage(manifest, folder.root) == ()

    stories.write_text("wards")
    assert find_damage(manifest, folder.root) == (f"{name} holds other bytes than were written",)
    with pytest.raises(
        UnusableIndexError, match=r"holds other bytes .*: run `byline rebuild-index`"
    ):
        check_files(manifest, folder.root)
    check_files(manifest, folder.root, read_bytes=0)

    stories.write_text("word")
    assert find_damage(manifest, folder.root) == (f"{name} has 4 bytes, not 5",)
    with pytest.raises(UnusableIndexError, match="has 4 bytes, not 5"):
        check_files(manifest, folder.root, read_bytes=0)

    stories.unlink()
    assert find_damage(manifest, folder.root) == (f"{name} is missing",)
    stories.symlink_to(folder.path_of("g0001") / "vectors.faiss")
    assert find_damage(manifest, folder.root) == (f"{name} is a link",)


def test_what_the_disk_did_not_keep_is_never_published(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")
    build(folder)

    with pytest.raises(UnusableIndexError, match="did not keep what was written"):
        build(folder, keep=lambda data: data[:-1] + b"?")

    assert folder.current() == "g0001"
    assert list_left(folder) == {"g0001"}


def test_a_damaged_generation_is_not_gone_back_to(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")
    build(folder)
    build(folder)
    (folder.path_of("g0001") / "vectors.faiss").write_bytes(b"NUMBERS")

    with pytest.raises(UnusableIndexError, match=r"g0001/vectors.faiss holds other bytes"):
        folder.go_back()

    assert folder.current() == "g0002"


def test_a_generation_whose_manifest_is_damaged_can_be_left(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")
    build(folder)
    build(folder)
    (folder.path_of("g0002") / "manifest.json").write_text("{}")

    assert folder.go_back() == "g0001"


def test_the_manifest_of_another_generation_is_refused(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")
    build(folder)
    build(folder)
    one, two = (folder.path_of(name) / "manifest.json" for name in ("g0001", "g0002"))
    two.write_bytes(one.read_bytes())

    with pytest.raises(UnusableIndexError, match="is not the one that was written"):
        folder.load("g0002")


@pytest.mark.parametrize(
    ("pointer", "message"),
    [
        pytest.param("", "does not say which", id="empty"),
        pytest.param("g0001\n", "built by an older Byline", id="older"),
        pytest.param(f"g0001 {'A' * 64}", "does not say which", id="capitals"),
        pytest.param(f"../g0001 {'a' * 64}", "does not say which", id="path"),
        pytest.param(f"g0001 {'a' * 64}", "is not the one that was written", id="checksum"),
        pytest.param("g0001 " * 10_000, "does not say which", id="long"),
    ],
)
def test_a_damaged_pointer_is_refused(tmp_path: Path, pointer: str, message: str) -> None:
    folder = IndexFolder(tmp_path / "index")
    build(folder)
    (folder.root / "CURRENT").write_text(pointer)

    with pytest.raises(UnusableIndexError, match=f"{message}.*run `byline rebuild-index`"):
        folder.load(folder.current())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "no readable manifest", id="empty"),
        pytest.param("[]", "no readable manifest", id="no object"),
        pytest.param('{"format": 99}', "has format 99", id="newer format"),
        pytest.param('{"format": 1}', "run `byline rebuild-index`", id="older format"),
        pytest.param(f'{{"format": {FORMAT}}}', "is damaged", id="fields missing"),
    ],
)
def test_a_manifest_that_cannot_be_trusted_is_refused(
    tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "manifest.json").write_text(text)

    with pytest.raises(UnusableIndexError, match=message):
        Manifest.load(tmp_path)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"passages": "1"}, id="text for a number"),
        pytest.param({"passages": True}, id="truth for a number"),
        pytest.param({"dimension": 2**40}, id="huge"),
        pytest.param({"stories": -1}, id="below none"),
        pytest.param({"encoder": "../e"}, id="path"),
        pytest.param({"encoder": 7}, id="number for a name"),
        pytest.param({"generation": "g1/.."}, id="generation"),
        pytest.param({"files": ()}, id="no files"),
        pytest.param({"built_at": "x" * 20_000}, id="long"),
        pytest.param({"files": (FileRecord("../../etc/passwd", 1, "0" * 64),)}, id="outside"),
    ],
)
def test_a_manifest_that_says_what_it_may_not_is_refused(
    tmp_path: Path, changes: dict[str, object]
) -> None:
    make_manifest("g0001", **changes).save(tmp_path)

    with pytest.raises(UnusableIndexError, match="is damaged: run `byline rebuild-index`"):
        Manifest.load(tmp_path)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"[" * 200_000, id="deep"),
        pytest.param(b'{"format": ' + b"9" * 5000 + b"}", id="huge number"),
        pytest.param(b" " * 2_000_000, id="long"),
        pytest.param(b"\xff\xfe", id="no text"),
    ],
)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(data)

    with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
        Manifest.load(tmp_path)


@pytest.mark.slow
def test_every_byte_of_a_manifest_counts_but_its_last_newline(tmp_path: Path) -> None:
    make_manifest("g0001").save(tmp_path)
    path = tmp_path / "manifest.json"
    whole = path.read_bytes()

    path.write_bytes(whole.removesuffix(b"\n"))
    Manifest.load(tmp_path)

    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(UnusableIndexError):
            Manifest.load(tmp_path)


def test_a_manifest_reads_back_as_it_was_written(tmp_path: Path) -> None:
    manifest = make_manifest("g0001")

    manifest.save(tmp_path)

    assert Manifest.load(tmp_path) == manifest
