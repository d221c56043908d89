"""The index folder: a reader sees a whole generation or the one before it."""

from pathlib import Path

import pytest

from embeddings.errors import NoIndexError, UnusableIndexError
from embeddings.index.generations import KEPT_GENERATIONS, IndexFolder
from embeddings.index.manifest import FORMAT, Manifest, check_sizes, find_damage, record_file


def make_manifest(name: str, stories_folder: str = "/news", **changes: object) -> Manifest:
    fields: dict[str, object] = {
        "format": FORMAT,
        "generation": name,
        "built_at": "2026-01-02T03:04:05+00:00",
        "stories_folder": stories_folder,
        "stories": 1,
        "passages": 1,
        "skipped": 0,
        "model": "m",
        "model_fingerprint": "f",
        "dimension": 2,
        "max_tokens": 200,
        "encoder": "e",
        "story_hashes": "h",
        "files": (),
    }
    return Manifest(**(fields | changes))  # type: ignore[arg-type]


def build(folder: IndexFolder, stories_folder: str = "/news") -> str:
    with folder.draft() as (name, draft):
        (folder.encoders / "e").mkdir(parents=True, exist_ok=True)
        (draft / "data").write_text("words")
        record = record_file(draft / "data", f"generations/{name}/data")
        make_manifest(name, stories_folder, files=(record,)).save(draft)
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
    (folder.root / "CURRENT").write_text("g0009\n")

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
    manifest = Manifest.load(folder.path_of(build(folder)))
    data = folder.path_of("g0001") / "data"
    assert find_damage(manifest, folder.root) == ()

    data.write_text("wards")
    assert find_damage(manifest, folder.root) == (
        "generations/g0001/data holds other bytes than were written",
    )
    check_sizes(manifest, folder.root)

    data.write_text("word")
    assert find_damage(manifest, folder.root) == ("generations/g0001/data has 4 bytes, not 5",)
    with pytest.raises(UnusableIndexError, match="missing or cut short"):
        check_sizes(manifest, folder.root)

    data.unlink()
    assert find_damage(manifest, folder.root) == ("generations/g0001/data is missing",)


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


def test_a_manifest_reads_back_as_it_was_written(tmp_path: Path) -> None:
    manifest = make_manifest("g0001")

    manifest.save(tmp_path)

    assert Manifest.load(tmp_path) == manifest
