"""Which index a command opens, and what it says where the stories and the index part ways."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_index import build_tiny_index

Byline = Callable[..., object]


@pytest.fixture(autouse=True)
def _show_all(tiny_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_CONFIDENCE", "0")


@pytest.fixture
def other_stories(tiny_index: Path, tmp_path: Path) -> Path:
    """A second folder of stories, indexed after the first into the same index folder."""
    folder = tmp_path / "sport"
    folder.mkdir()
    (folder / "cup.txt").write_text("Rovers win\n\nThe Rovers won the cup on Monday.")
    build_tiny_index(folder, tiny_index)
    return folder


def test_each_folder_is_asked_through_its_own_generation(
    byline: Byline, other_stories: Path, tiny_stories: Path
) -> None:
    first = byline("ask", "who won?", "--stories", tiny_stories, "--json")
    second = byline("ask", "who won?", "--stories", other_stories, "--json")

    assert (first.err, second.err) == ("", "")
    assert first.object["index"]["generation"] == "g0001"
    assert second.object["index"]["generation"] == "g0002"
    assert second.object["citations"][0]["story"] == "cup"


@pytest.mark.parametrize("command", [["stories"], ["search", "cup"], ["index", "status"]])
def test_listing_finds_the_folder_s_own_generation_too(
    byline: Byline, other_stories: Path, tiny_stories: Path, command: list[str]
) -> None:
    first = byline(*command, "--stories", tiny_stories, "--json")
    second = byline(*command, "--stories", other_stories, "--json")

    assert (first.code, first.err, second.code, second.err) == (0, "", 0, "")
    assert first.out != second.out


def test_the_index_alone_answers_where_the_default_folder_is_gone(
    byline: Byline, tiny_stories: Path
) -> None:
    for file in tiny_stories.iterdir():
        file.unlink()
    tiny_stories.rmdir()

    asked = byline("ask", "what fell?", "--json")
    listed = byline("stories", "--json")
    status = byline("index", "status")

    assert (asked.code, asked.err) == (0, "")
    assert (listed.code, listed.err, len(listed.object["stories"])) == (0, "", 3)
    assert "not there any more" in status.out


def test_listing_says_when_the_index_is_of_other_stories(byline: Byline, tmp_path: Path) -> None:
    (tmp_path / "unknown").mkdir()

    done = byline("stories", "--stories", "unknown")

    assert (done.code, len(done.out.splitlines())) == (0, 3)
    assert done.err == (
        f"The index in .byline is of {tmp_path / 'stories'}, not of unknown: "
        "run `byline rebuild-index` to change that.\n"
    )


def add(folder: Path) -> None:
    (folder / "new.txt").write_text("New\n\nNews.")


def remove(folder: Path) -> None:
    (folder / "canal.txt").unlink()


def change(folder: Path) -> None:
    (folder / "canal.txt").write_text("Canal is open again\n\nIt is.")


def do_all(folder: Path) -> None:
    add(folder)
    (folder / "newer.txt").write_text("Newer\n\nNews.")
    remove(folder)
    (folder / "bridge.md").write_text("Fell.")


@pytest.mark.parametrize(
    ("alter", "phrase"),
    [
        pytest.param(add, "1 file is new", id="new"),
        pytest.param(remove, "1 file is gone", id="gone"),
        pytest.param(change, "1 file is changed", id="changed"),
        pytest.param(do_all, "2 files are new, 1 is changed, 1 is gone", id="all"),
    ],
)
def test_a_folder_that_is_newer_is_noted_and_the_index_still_answers(
    byline: Byline, tiny_stories: Path, alter: Callable[[Path], None], phrase: str
) -> None:
    alter(tiny_stories)

    asked = byline("ask", "what fell?", "--json")
    status = byline("index", "status", "--json")
    shown = byline("index", "status")

    assert asked.code == 0
    assert asked.object["citations"]
    assert asked.err == f"Note: {phrase} since the index was built: run `byline index update`.\n"
    assert status.object["stale"] is True
    assert f"({phrase} since: run `byline index update`)" in shown.out


def test_a_file_that_is_no_story_file_makes_nothing_stale(
    byline: Byline, tiny_stories: Path
) -> None:
    (tiny_stories / "notes.doc").write_bytes(b"x")
    (tiny_stories / ".hidden.txt").write_text("x")

    assert byline("index", "status", "--json").object["stale"] is False


def test_options_weigh_more_than_the_environment_and_that_more_than_the_file(
    byline: Byline, tiny_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_index.rename(tmp_path / "real")
    (tmp_path / ".env").write_text("BYLINE_INDEX=from-file\n")

    by_file = byline("stories")
    monkeypatch.setenv("BYLINE_INDEX", "from-environment")
    by_environment = byline("stories")
    by_option = byline("stories", "--index", "real")

    assert "No index in from-file" in by_file.err
    assert "No index in from-environment" in by_environment.err
    assert by_option.code == 0


def test_doctor_says_what_is_well(byline: Byline, tiny_index: Path) -> None:
    done = byline("doctor")

    assert (done.code, done.err) == (0, "")
    assert "✗" not in done.out
    assert "✓ index     g0001 in .byline, sound, 3 stories" in done.out


def test_doctor_says_what_is_not_and_how_to_mend_it(
    byline: Byline, tiny_index: Path, tiny_stories: Path
) -> None:
    (tiny_index / "generations/g0001/vectors.faiss").write_bytes(b"")
    tiny_stories.rename(tiny_stories.with_name("elsewhere"))

    done = byline("doctor")

    assert (done.code, done.err) == (1, "")
    assert "✗ stories   stories is not a folder\n            → run `byline init`" in done.out
    assert "✗ index     cannot be used\n            → The index is damaged" in done.out


def test_doctor_says_that_a_model_is_in_8_bits(
    byline: Byline, tiny_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BYLINE_MODEL", "all-MiniLM-L6-v2:8bit")

    done = byline("doctor")

    model = "all-MiniLM-L6-v2, its weights are the published ones, rounded to 8 bits when an index"
    assert f"✓ model     {model}" in " ".join(done.out.split("\n            "))


def test_doctor_tells_an_old_index_from_a_damaged_one(byline: Byline, tiny_stories: Path) -> None:
    add(tiny_stories)

    done = byline("doctor")

    assert done.code == 1
    assert "sound, but 1 file is new since\n            → run `byline index update`" in done.out


def test_doctor_needs_nothing_to_be_there(byline: Byline, tiny_index: Path) -> None:
    done = byline("doctor", "--index", "nowhere", "--stories", "nowhere")

    assert done.code == 1
    assert "✗ index     none in nowhere\n            → run `byline rebuild-index`" in done.out


def test_an_update_takes_in_what_changed_and_the_answer_follows(
    byline: Byline, tiny_stories: Path
) -> None:
    do_all(tiny_stories)

    done = byline("index", "update", "--json")

    assert (done.code, done.err) == (0, "")
    counts = [done.object[key] for key in ("generation", "stories", "added", "changed", "removed")]
    assert counts == ["g0002", 4, 2, 1, 1]
    assert byline("index", "status", "--json").object["stale"] is False
    assert byline("show", "new", "--json").object["text"] == "News."
    assert byline("show", "canal").code == 1
    assert byline("index", "verify").code == 0


def test_an_update_needs_an_index_and_a_folder(byline: Byline, tiny_stories: Path) -> None:
    without_index = byline("index", "update", "--index", "none")
    without_folder = byline("index", "update", "--stories", "none")

    assert (without_index.code, without_index.out) == (3, "")
    assert without_index.err == "byline: No index in none: run `byline rebuild-index` first.\n"
    assert (without_folder.code, without_folder.out) == (2, "")
    assert not Path("none").exists()


def test_going_back_makes_the_older_generation_answer(
    byline: Byline, tiny_index: Path, tiny_stories: Path
) -> None:
    add(tiny_stories)
    build_tiny_index(tiny_stories, tiny_index)

    done = byline("index", "rollback", "--json")

    assert (done.code, done.err) == (0, "")
    assert done.object == {
        "schema": "byline.rollback/1",
        "from": "g0002",
        "generation": "g0001",
    }
    status = byline("index", "status", "--json").object
    assert (status["generation"], status["generations"]) == ("g0001", ["g0001", "g0002"])
    assert byline("index", "rollback").code == 3
