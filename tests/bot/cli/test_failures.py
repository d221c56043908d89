"""How commands fail: the exit code, and one line on stderr that says what to do."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_index import build_tiny_index

Byline = Callable[..., object]

REBUILD = "run `byline rebuild-index`"


def check(done, code: int, *words: str) -> None:
    """Check an exit code, that stdout is empty, and that stderr is one line with ``words``."""
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith("byline: ")
    assert done.err.count("\n") == 1
    assert done.err.endswith("\n")
    assert [word for word in words if word not in done.err] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param([], "Missing command", id="nothing"),
        pytest.param(["aks"], "No such command 'aks'", id="unknown command"),
        pytest.param(["index"], "see `byline index --help`", id="no index command"),
        pytest.param(["index", "x"], "No such command 'x'", id="unknown index command"),
        pytest.param(["--nope"], "No such option: --nope", id="unknown option"),
        pytest.param(["ask"], "Missing argument 'QUESTION'", id="no question"),
        pytest.param(["ask", "a?", "--nope"], "see `byline ask --help`", id="unknown ask option"),
        pytest.param(["ask", "a?", "b?"], "unexpected extra argument", id="two questions"),
        pytest.param(["ask", ""], "The question is empty", id="empty question"),
        pytest.param(["ask", " \n "], "The question is empty", id="blank question"),
        pytest.param(["ask", "x" * 10_000], "has 10,000 characters", id="endless question"),
        pytest.param(["ask", "\udcff?"], "ask in UTF-8", id="question that is no text"),
        pytest.param(["ask", "a?", "--answers", "0"], "must be at least 1, was: 0", id="answers 0"),
        pytest.param(["ask", "a?", "--answers", "x"], "--answers", id="answers x"),
        pytest.param(["ask", "a?", "--since", "soon"], "--since must be a day", id="bad since"),
        pytest.param(["ask", "a?", "--until", "2017-13-45"], "--until must be", id="bad until"),
        pytest.param(["search", "a", "--since", "soon"], "--since must be", id="search since"),
        pytest.param(["ask", "a?", "--story", "nope"], "No story 'nope'", id="unknown story"),
        pytest.param(["ask", "a?", "--story", "\udcff"], "not UTF-8", id="story that is no text"),
        pytest.param(["search", "a", "--story", "nope"], "No story 'nope'", id="search story"),
        pytest.param(["search", ""], "The question is empty", id="no words"),
        pytest.param(["search", "a", "--limit", "0"], "--limit", id="limit 0"),
        pytest.param(["search", "a", "--limit", "51"], "--limit", id="limit 51"),
        pytest.param(["stories", "--color", "red"], "--color", id="no such colour choice"),
        pytest.param(["stories", "--stories", "/no/such"], "does not exist", id="no folder"),
        pytest.param(["ask", "a?", "--stories", "/no/such"], "does not exist", id="ask, no folder"),
        pytest.param(["rebuild-index", "--stories", "/no/such"], "--stories", id="build no folder"),
        pytest.param(["rebuild-index", "--stories", __file__], "is not a folder", id="a file"),
        pytest.param(["eval", "/no/such"], "cannot be read", id="no question file"),
    ],
)  # fmt: skip
def test_wrong_usage_is_named(
    byline: Byline, tiny_index: Path, arguments: list[str], words: str
) -> None:
    check(byline(*arguments), 2, words)


@pytest.mark.parametrize("option", ["--since", "--until"])
def test_wrong_usage_is_told_before_a_missing_index(byline: Byline, option: str) -> None:
    check(byline("search", "x", option, "soon"), 2, f"{option} must be a day")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("BYLINE_CONFIDENCE", "2", "must be a number from 0 to 1, was: 2"),
        ("BYLINE_THREADS", "x", "must be a whole number"),
        ("BYLINE_DEBUG", "maybe", "must be 0 or 1"),
    ],
)
def test_a_wrong_setting_is_named(
    byline: Byline, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)

    check(byline("stories"), 78, name, words)


@pytest.mark.parametrize("command", [["rebuild-index"], ["ask", "a?"]], ids=["build", "ask"])
def test_a_stories_folder_that_settings_name_wrongly_is_named(
    byline: Byline, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("BYLINE_STORIES", "/no/such")

    check(byline(*command), 78, "/no/such does not exist", "--stories or BYLINE_STORIES")


@pytest.mark.parametrize(
    "command",
    [
        ["search", "a"],
        ["stories"],
        ["show", "a"],
        ["index", "status"],
        ["index", "verify"],
        ["index", "rollback"],
    ],
    ids=" ".join,
)
def test_no_index_is_told_with_the_way_to_one(byline: Byline, command: list[str]) -> None:
    check(byline(*command), 3, f"No index in .byline: {REBUILD} first")
    assert not Path(".byline").exists()


@pytest.mark.parametrize(
    ("wanted", "hint"), [("brigde", "did you mean bridge?"), ("x#9", "see `byline stories`")]
)
def test_an_unknown_story_is_not_found(
    byline: Byline, tiny_index: Path, wanted: str, hint: str
) -> None:
    check(byline("show", wanted), 1, f"No story {wanted!r} in the index: {hint}")
    check(byline("show", wanted, "--json"), 1)


OPENING = [["ask", "bridge?"], ["search", "bridge"], ["stories"], ["show", "moon"]]
OPENING += [["index", "status"]]


@pytest.mark.parametrize("command", OPENING, ids=" ".join)
def test_an_index_of_another_model_is_refused(
    byline: Byline, tiny_index: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("BYLINE_MODEL", "another-model")

    check(byline(*command), 3, "built by the model tiny-words, not another-model", REBUILD)


def test_an_update_never_mixes_vectors_in_8_bits_with_others(
    byline: Byline, tiny_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BYLINE_MODEL", "tiny-words:8bit")
    before = (tiny_index / "CURRENT").read_bytes()

    updated = byline("index", "update")

    check(updated, 3, "built by the model tiny-words, not tiny-words:8bit", REBUILD)
    assert (tiny_index / "CURRENT").read_bytes() == before


@pytest.mark.parametrize("command", OPENING, ids=" ".join)
@pytest.mark.parametrize(
    ("damage", "words"),
    [
        pytest.param(("format", 99), "has format 99", id="newer format"),
        pytest.param(("files", None), "is damaged", id="no list of files"),
        pytest.param(None, "no readable manifest", id="cut short"),
    ],
)
def test_a_manifest_that_cannot_be_trusted_is_refused(
    byline: Byline,
    tiny_index: Path,
    command: list[str],
    damage: tuple[str, object] | None,
    words: str,
) -> None:
    path = tiny_index / "generations/g0001/manifest.json"
    fields = json.loads(path.read_text())
    text = path.read_text()[:50] if damage is None else json.dumps(fields | dict([damage]))
    path.write_text(text)

    check(byline(*command), 3, words, REBUILD)


@pytest.mark.parametrize("command", OPENING, ids=" ".join)
@pytest.mark.parametrize(
    ("pointer", "words"),
    [
        pytest.param(f"g0009 {'0' * 64}", "has lost its generation g0009", id="lost"),
        pytest.param("", "does not say which generation is current", id="empty"),
        pytest.param(f"../.. {'0' * 64}", "does not say which generation is current", id="path"),
        pytest.param("\0", "does not say which generation is current", id="no text"),
        pytest.param("g0001\n", "was built by an older Byline", id="older format"),
        pytest.param(f"g0001 {'0' * 64}", "is not the one that was written", id="checksum"),
    ],
)
def test_a_pointer_to_nothing_is_refused(
    byline: Byline, tiny_index: Path, command: list[str], pointer: str, words: str
) -> None:
    (tiny_index / "CURRENT").write_text(pointer)

    check(byline(*command), 3, words, REBUILD)


FILES = [
    "generations/g0001/stories.sqlite",
    "generations/g0001/vectors.faiss",
    "encoders/*/model.onnx",
    "encoders/*/tokenizer.json",
    "encoders/*/encoder.json",
    "encoders/*/seal.json",
]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("left", [None, 0, 100], ids=["gone", "empty", "cut short"])
def test_a_file_that_is_not_whole_is_refused_and_found(
    byline: Byline, tiny_index: Path, file: str, left: int | None
) -> None:
    (path,) = tiny_index.glob(file)
    file = path.relative_to(tiny_index).as_posix()
    data = path.read_bytes()
    path.unlink()
    if left is not None:
        path.write_bytes(data[:left])

    verified = byline("index", "verify")

    check(byline("ask", "bridge?"), 3, "The index is damaged", file, REBUILD)
    assert (verified.code, verified.out.count("\n")) == (1, 1)
    assert file in verified.out
    assert verified.err == f"The index is damaged: {REBUILD}.\n"


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("first", [0, 0.25], ids=["whole", "inside"])
def test_a_file_of_other_bytes_is_refused_and_found(
    byline: Byline, tiny_index: Path, file: str, first: float
) -> None:
    (path,) = tiny_index.glob(file)
    file = path.relative_to(tiny_index).as_posix()
    data = bytearray(path.read_bytes())
    start = int(first * len(data))
    data[start : start + len(data) // 2] = b"\xff" * (len(data) // 2)
    path.write_bytes(data)

    found = byline("index", "verify", "--json")

    check(byline("ask", "bridge?"), 3, REBUILD)
    assert found.code == 1
    assert found.object["damage"] == [f"{file} holds other bytes than were written"]


def test_damage_that_shows_only_while_reading_is_told_the_same_way(
    byline: Byline, tiny_index: Path
) -> None:
    path = tiny_index / "generations/g0001/stories.sqlite"
    data = bytearray(path.read_bytes())
    at = data.index(b"The canal was closed")
    page = at // 4096 * 4096
    data[page : page + 8] = b"\xff" * 8
    path.write_bytes(data)

    check(byline("stories"), 3, REBUILD)


@pytest.mark.parametrize("command", [["ask", "a?"], ["rebuild-index"], ["stories"]], ids=" ".join)
def test_a_folder_of_other_things_is_never_written_into(
    byline: Byline, tiny_stories: Path, command: list[str]
) -> None:
    before = {path.name: path.read_bytes() for path in tiny_stories.iterdir()}

    check(byline(*command, "--index", tiny_stories), 3, "is no index folder", "--index")

    assert {path.name: path.read_bytes() for path in tiny_stories.iterdir()} == before


def test_a_file_in_place_of_the_index_is_never_written_over(
    byline: Byline, tiny_stories: Path
) -> None:
    file = tiny_stories / "canal.txt"

    check(byline("rebuild-index", "--index", file), 3, "cannot be used", "--index")

    assert file.read_text().startswith("Canal is open")


def test_going_back_needs_somewhere_to_go_back_to(byline: Byline, tiny_index: Path) -> None:
    check(byline("index", "rollback"), 3, "no generation before g0001")


def test_going_back_to_damage_is_refused_and_changes_nothing(
    byline: Byline, tiny_index: Path, tiny_stories: Path
) -> None:
    build_tiny_index(tiny_stories, tiny_index)
    (tiny_index / "generations/g0001/vectors.faiss").write_bytes(b"")

    check(byline("index", "rollback"), 3, "g0001/vectors.faiss has 0 bytes")

    assert byline("index", "status", "--json").object["generation"] == "g0002"


def test_an_index_is_asked_where_the_folder_of_an_older_one_is_damaged(
    byline: Byline, tiny_index: Path, tiny_stories: Path
) -> None:
    build_tiny_index(tiny_stories, tiny_index)
    (tiny_index / "generations/g0001/manifest.json").write_text("")

    assert byline("stories").code == 0


def test_a_build_is_not_stopped_by_a_damaged_generation(
    tiny_index: Path, tiny_stories: Path
) -> None:
    (tiny_index / "generations/g0001/manifest.json").write_text('{"format": 99}')

    assert build_tiny_index(tiny_stories, tiny_index).generation == "g0002"


def test_an_index_that_moved_still_answers(
    byline: Byline, tiny_index: Path, tmp_path: Path
) -> None:
    shutil.move(tiny_index, tmp_path / "elsewhere")

    assert byline("search", "bridge", "--index", tmp_path / "elsewhere").code == 0


@pytest.mark.parametrize(
    ("written", "shown"), [("BYLINE_DEBUG=1\n", True), ("BYLINE_DEBUG=0\n", False)]
)
def test_a_traceback_shows_only_when_settings_ask_for_one(
    byline: Byline, tmp_path: Path, written: str, shown: bool
) -> None:
    (tmp_path / ".env").write_text(written)

    if shown:
        with pytest.raises(Exception, match="No index in"):
            byline("stories")
    else:
        check(byline("stories"), 3)
