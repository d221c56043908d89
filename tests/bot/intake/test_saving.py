"""What is saved is whole, new and safely named; what is taken out can be put back."""

import gzip
import os
from datetime import date
from pathlib import Path

import pytest
from hostile_server import PAGE
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.names import name_story
from bot.intake.previews import Given, Received, read_received
from bot.intake.removing import remove_story, restore_story
from bot.intake.saving import Saved, save_story
from embeddings.errors import StoriesError, UsageError
from embeddings.stories.sources.folder import read_folder

WIRE = b'{"text": "One.", "title": "A"}\n{"text": "Two.", "id": "own"}\n{"text": "Three."}\n'


def save(folder: Path, data: bytes = PAGE, name: str = "a.html", **said: str) -> Saved:
    preview = read_received(Received(data, name), Given.parse(**said))  # type: ignore[arg-type]
    return save_story(preview, folder)


def list_ids(folder: Path) -> list[str]:
    return sorted(story.id for story in read_folder(folder).stories)


def show(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("headline", "day", "name"),
    [
        ("Ferry line opens again!", date(2024, 5, 2), "2024-05-02-ferry-line-opens-again"),
        ('Ärger in Kiel: "Don\'t" / ..\\x', None, "arger-in-kiel-dont-x"),
        ("", date(2024, 5, 2), "2024-05-02-some-words-of-the-text"),
        ("../../etc/passwd", None, "etc-passwd"),
        ("Word " * 60, None, "word-" * 13 + "word"),
    ],
)
def test_a_story_is_named_by_its_day_and_headline(
    headline: str, day: date | None, name: str
) -> None:
    assert name_story(headline, day, "Some words of the text") == name


@pytest.mark.parametrize("headline", ["CON", "aux", "Паром снова ходит", "渡轮", "!?", "a"])
def test_a_headline_that_makes_no_safe_name_is_named_by_its_hash(headline: str) -> None:
    assert name_story(headline, None, "x").startswith("story-")


@given(st.text(max_size=300), st.text(max_size=50))
def test_every_name_is_safe(headline: str, text: str) -> None:
    name = name_story(headline, None, text)

    assert 3 < len(name) <= 80
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not name.startswith("-")


def test_a_saved_story_is_read_as_it_was_shown(tmp_path: Path) -> None:
    saved = save(tmp_path, publisher="The Isle")

    assert saved.file == "inbox/2024-05-02-ferry-line-opens-again-after-winter.html"
    assert (tmp_path / saved.file).read_bytes() == PAGE
    (story,) = read_folder(tmp_path).stories
    assert (story.id,) == saved.ids
    assert story.publisher == "The Isle"
    assert [path.name for path in tmp_path.rglob(".*")] == []


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    first = save(tmp_path)

    again = save(tmp_path)
    other = save(tmp_path, PAGE.replace(b"1,200", b"1,300"))

    assert (first.already, again.already, other.already) == (False, True, False)
    assert again.file == first.file
    assert other.file.endswith("-2.html")
    assert list_ids(tmp_path) == sorted((*first.ids, *other.ids))


def test_a_story_of_another_kind_does_not_take_the_same_id(tmp_path: Path) -> None:
    page = save(tmp_path, title="Ferry line")
    text = save(tmp_path, b"Ferry line\n\nIt opened.", "a.txt", published="2024-05-02")

    assert page.ids != text.ids
    assert list_ids(tmp_path) == sorted((*page.ids, *text.ids))


def test_several_stories_keep_their_numbers_and_own_ids(tmp_path: Path) -> None:
    saved = save(tmp_path, WIRE, "wire.jsonl")

    assert list_ids(tmp_path) == sorted(saved.ids)
    assert "own" in saved.ids


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(StoriesError, match="cannot be saved"):
        save(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "inbox").write_text("x")

    with pytest.raises(StoriesError, match="cannot be saved"):
        save(tmp_path)


# -- taking out ------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "world").mkdir()
    (tmp_path / "world/bridge.txt").write_text("Bridge falls\n\nIt fell.")
    (tmp_path / "world/bridge.txt.meta.yaml").write_text("publisher: The Week\n")
    (tmp_path / "moon.json").write_text('{"text": "It landed.", "id": "apollo"}')
    (tmp_path / "wire.jsonl").write_bytes(WIRE)
    return tmp_path


@pytest.fixture
def packed(folder: Path) -> Path:
    """The same with a packed file, which a process of its own reads."""
    (folder / "old.jsonl.gz").write_bytes(gzip.compress(WIRE.replace(b"own", b"older")))
    return folder


@pytest.mark.parametrize("story_id", ["world/bridge", "apollo", "wire#1", "own", "wire#3"])
def test_a_story_is_taken_out_alone_and_put_back(folder: Path, story_id: str) -> None:
    before, ids = show(folder), list_ids(folder)

    removal = remove_story(folder, story_id)

    assert sorted((*list_ids(folder), story_id)) == ids
    assert (folder / removal.kept).is_file()
    assert removal.kept.startswith("removed/")
    restored = restore_story(folder, story_id)
    assert (restored.file, restored.kept) == (removal.file, removal.kept)
    assert show(folder) == before


def test_what_is_told_beside_a_story_goes_with_it(folder: Path) -> None:
    remove_story(folder, "world/bridge")

    assert not (folder / "world/bridge.txt.meta.yaml").exists()
    assert (folder / "removed/world/bridge.txt.meta.yaml").is_file()


def test_a_second_story_of_the_same_name_is_kept_beside_the_first(folder: Path) -> None:
    remove_story(folder, "world/bridge")
    (folder / "world/bridge.txt").write_text("Bridge stands\n\nAgain.")

    removal = remove_story(folder, "world/bridge")

    assert removal.kept == "removed/world/bridge-2.txt"
    assert "fell" in (folder / "removed/world/bridge.txt").read_text()


def test_a_story_is_not_put_back_over_another(folder: Path) -> None:
    remove_story(folder, "world/bridge")
    remove_story(folder, "wire#1")
    (folder / "world/bridge.txt").write_text("Bridge stands\n\nAgain.")
    (folder / "wire.jsonl").write_bytes(WIRE)
    before = show(folder)

    with pytest.raises(StoriesError, match="already"):
        restore_story(folder, "world/bridge")
    with pytest.raises(StoriesError, match="taken by now"):
        restore_story(folder, "wire#1")

    assert show(folder) == before


@pytest.mark.parametrize("story_id", ["wire", "old", "old#1", "older"])
def test_what_cannot_go_alone_is_said_and_stays(packed: Path, story_id: str) -> None:
    before = show(packed)

    with pytest.raises(UsageError, match="whole"):
        remove_story(packed, story_id)

    assert show(packed) == before


def test_a_whole_file_goes_where_that_is_said(packed: Path) -> None:
    remove_story(packed, "old", whole_file=True)

    assert (packed / "removed/old.jsonl.gz").is_file()


@pytest.mark.parametrize(
    "story_id",
    ["", "nope", "wire#0", "wire#9", "../x", "/etc/passwd", "world", "removed/x", "a#" * 99],
)
def test_what_is_not_there_is_said_and_changes_nothing(folder: Path, story_id: str) -> None:
    before = show(folder)

    with pytest.raises(StoriesError):
        remove_story(folder, story_id)
    with pytest.raises(StoriesError):
        restore_story(folder, story_id)

    assert show(folder) == before


def test_another_file_of_the_same_name_is_told_of(folder: Path) -> None:
    (folder / "world/bridge.md").write_text("The bridge.")

    removal = remove_story(folder, "world/bridge")

    assert removal.file == "world/bridge.md"
    assert removal.note == "world/bridge.txt has the same name and is read from now on."


def test_lines_in_another_encoding_are_left_alone(folder: Path) -> None:
    (folder / "wide.jsonl").write_bytes(WIRE.decode().encode("utf-16"))

    with pytest.raises(UsageError, match="UTF-8"):
        remove_story(folder, "wide#1")
