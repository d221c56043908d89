"""Building for real: odd files, wrong folders, interruptions, two at once, other models."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command_lines import clean_environment

from embeddings.default_model import check_default_weights

pytestmark = pytest.mark.slow

Process = Callable[..., object]

MANIFEST = {
    "format", "generation", "built_at", "stories_folder", "stories", "passages", "skipped",
    "model", "model_fingerprint", "dimension", "max_tokens", "encoder", "story_hashes", "files",
    "code", "follow_links", "checksum",
}  # fmt: skip


@pytest.fixture(scope="module")
def odd_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One good story among files of every odd kind."""
    folder = tmp_path_factory.mktemp("odd") / "stories"
    (folder / "locked").mkdir(parents=True)
    (folder / "good.txt").write_text("Bridge falls\n\nA bridge fell into the river on Tuesday.")
    (folder / "latin.txt").write_bytes(
        "Café schließt\n\nDas Café schließt im März.".encode("latin-1")
    )
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.md").write_text("\n \n")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (folder / "nul.txt").write_bytes(b"a\0b\0c\0" * 50)
    (folder / "lines.jsonl").write_text('{"text": "The first line is a story."}\n{"text": \n')
    (folder / "broken.json").write_text('{"text": "no end')
    (folder / "odd.json").write_text("[1, 2]")
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(200_000_000)
    (folder / "notes.docx").write_bytes(b"passed over")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "locked" / "secret.txt").write_text("Secret\n\nNobody may read this.")
    if os.geteuid():
        (folder / "locked").chmod(0)
    return folder


@pytest.fixture(scope="module")
def odd_build(odd_folder: Path) -> Iterator[tuple[subprocess.CompletedProcess[str], Path]]:
    index = odd_folder.parent / "index"
    done = subprocess.run(
        [sys.executable, "-m", "bot", "rebuild-index", "--json", "--index", index],
        capture_output=True,
        text=True,
        env=clean_environment(),
        cwd=odd_folder.parent,
        check=False,
    )
    yield done, index
    (odd_folder / "locked").chmod(0o755)


def test_odd_files_never_stop_a_build_and_each_is_named(
    odd_build: tuple[subprocess.CompletedProcess[str], Path], odd_folder: Path, byline: Process
) -> None:
    done, index = odd_build

    status = byline("index", "status", "--json", "--index", index, "--stories", odd_folder).object
    skipped = {one["file"]: one["reason"] for one in status["skipped"]}

    named = {
        "blank.md", "broken.json", "empty.txt", "gone.txt", "huge.txt", "lines.jsonl#2", "nul.txt",
        "odd.json#1", "odd.json#2", "notes.docx", "picture.txt",
    }  # fmt: skip
    assert done.returncode == 0
    assert set(skipped) - {"locked"} == named
    assert "too large: 200.0 MB" in skipped["huge.txt"]
    assert "a picture" in skipped["picture.txt"]
    assert all(reason and "\n" not in reason for reason in skipped.values())
    assert done.stderr.splitlines() == [
        f"Skipped {one['file']}: {one['reason']}" for one in status["skipped"]
    ]


def test_a_folder_without_permission_is_named(
    odd_build: tuple[subprocess.CompletedProcess[str], Path], odd_folder: Path, byline: Process
) -> None:
    if not os.geteuid():
        pytest.skip("root may read everything")
    status = byline("index", "status", "--json", "--index", odd_build[1]).object

    assert "no permission" in dict(map(dict.values, status["skipped"]))["locked"]


def test_the_manifest_is_printed_with_its_fields(
    odd_build: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    done, index = odd_build

    manifest = json.loads(done.stdout)

    stored = json.loads((index / "generations/g0001/manifest.json").read_text())
    assert manifest.keys() == MANIFEST
    assert manifest == stored
    assert manifest["stories"] == 4 - (os.geteuid() != 0)
    assert manifest["model"] == "all-MiniLM-L6-v2"


def test_a_latin_1_file_is_read_right(
    odd_build: tuple[subprocess.CompletedProcess[str], Path], odd_folder: Path, byline: Process
) -> None:
    where = ("--index", odd_build[1], "--stories", odd_folder)

    story = byline("show", "latin", "--json", *where).object

    assert (story["title"], story["text"]) == ("Café schließt", "Das Café schließt im März.")


def start_building(stories: Path, index: Path, cwd: Path) -> subprocess.Popen[str]:
    """Start ``byline rebuild-index`` and return once it has begun its draft."""
    started = subprocess.Popen(
        [sys.executable, "-m", "bot", "rebuild-index", "--stories", stories, "--index", index],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=clean_environment(),
        cwd=cwd,
    )
    while started.poll() is None and not list(index.glob("generations/.draft-*")):
        time.sleep(0.01)
    return started


def fails(done, code: int, *words: str) -> None:  # type: ignore[no-untyped-def]
    assert (done.code, done.out) == (code, "")
    assert done.err.count("\n") == 1
    assert [word for word in words if word not in done.err] == []


def test_a_folder_without_stories_is_no_index(byline_process: Process, tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()

    fails(byline_process("rebuild-index"), 1, "No story in stories: put .txt")

    (tmp_path / "stories" / "a.txt").write_bytes(b"")
    fails(byline_process("rebuild-index"), 1, "a.txt was skipped: ")
    assert not (tmp_path / ".byline" / "CURRENT").exists()


def test_the_first_question_builds_the_index_and_the_next_does_not(
    byline_process: Process, tiny_stories: Path, tmp_path: Path
) -> None:
    first = byline_process("ask", "How many ships waited?", "--json")
    second = byline_process("ask", "How many ships waited?", "--json")
    other = tmp_path / "sport"
    other.mkdir()
    (other / "cup.txt").write_text("Rovers win\n\nThe Rovers won the cup on Monday.")
    third = byline_process("ask", "Who won the cup?", "--json", "--stories", "sport")
    fourth = byline_process("ask", "How many ships waited?", "--json")

    assert first.err == "No index in .byline yet: building that of stories.\n"
    assert second.err == fourth.err == ""
    assert third.err == "The index in .byline is of other stories: building that of sport.\n"
    replies = [done.object for done in (first, second, third, fourth)]
    assert [reply["index"]["generation"] for reply in replies] == [
        "g0001",
        "g0001",
        "g0002",
        "g0001",
    ]
    unlike = {"timings_ms": None}
    assert replies[0] | unlike == replies[1] | unlike == replies[3] | unlike


def test_a_model_that_is_not_there_is_a_wrong_setting(
    byline_process: Process, tiny_stories: Path, tmp_path: Path
) -> None:
    done = byline_process("rebuild-index", env={"BYLINE_MODEL": "no-such/model"})

    fails(done, 78, "The model no-such/model cannot be loaded: set BYLINE_MODEL")
    assert not (tmp_path / ".byline" / "CURRENT").exists()


def test_a_model_is_taken_from_a_folder(
    byline_process: Process, tiny_stories: Path, tmp_path: Path
) -> None:
    shutil.copytree(check_default_weights(), tmp_path / "my-model")
    env = {"BYLINE_MODEL": "my-model"}

    built = byline_process("rebuild-index", "--json", env=env)
    asked = byline_process("search", "ships", "--json", env=env)
    by_default = byline_process("search", "ships", "--json")

    assert built.code == 0
    assert built.object["model"] == "my-model"
    assert asked.code == 0
    assert by_default.code == 3
    assert "was built by the model my-model, not all-MiniLM-L6-v2" in by_default.err


def test_a_build_while_another_one_runs_is_refused_before_it_reads_the_stories(
    byline_process: Process, own_samples: Path, samples: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    first = start_building(samples, own_samples, tmp_path)
    first.send_signal(signal.SIGSTOP)

    for command in (["rebuild-index"], ["index", "update"]):
        second = byline_process(*command, "--stories", "empty", "--index", own_samples)
        fails(second, 3, f"Another build is running in {own_samples}: wait until it is done.")

    first.send_signal(signal.SIGCONT)
    out, err = first.communicate(timeout=120)
    assert (first.returncode, err) == (0, "")
    assert out.startswith("Built generation g0002 ")


@pytest.mark.parametrize("after_s", [0, 0.5, 1.5])
def test_an_interrupted_build_changes_nothing(
    own_samples: Path, samples: Path, tmp_path: Path, byline: Process, after_s: float
) -> None:
    """Interrupt a build some time after it has begun its draft."""
    where = ("--stories", samples, "--index", own_samples)
    building = start_building(samples, own_samples, tmp_path)
    time.sleep(after_s)
    building.send_signal(signal.SIGINT)
    out, err = building.communicate(timeout=60)
    if building.returncode == 0:
        pytest.skip("the build was done before it was interrupted")

    assert (building.returncode, out) == (130, "")
    assert err == "byline: Interrupted: nothing was changed.\n"
    assert [path.name for path in (own_samples / "generations").iterdir()] == ["g0001"]
    assert list(own_samples.rglob(".draft-*")) == []
    assert byline("index", "verify", *where).code == 0
    assert byline("search", "bridge", *where).code == 0


def test_a_damaged_encoder_is_mended_by_building_again(
    own_samples: Path, samples: Path, byline_process: Process
) -> None:
    where = ("--stories", samples, "--index", own_samples)
    graph = next(own_samples.glob("encoders/*/model.onnx"))
    graph.write_bytes(graph.read_bytes()[:1000])

    damaged = byline_process("search", "bridge", *where)
    built = byline_process("rebuild-index", *where)
    mended = byline_process("search", "bridge", *where)

    assert (damaged.code, built.code, mended.code) == (3, 0, 0)
    assert byline_process("index", "verify", *where).code == 0


def test_building_twice_gives_the_same_passages_and_vectors(
    own_samples: Path, samples: Path, byline_process: Process
) -> None:
    where = ("--stories", samples, "--index", own_samples)
    first = json.loads((own_samples / "generations/g0001/manifest.json").read_text())

    second = byline_process("rebuild-index", "--json", *where).object

    volatile = dict.fromkeys(("generation", "built_at", "files", "checksum"))
    assert first | volatile == second | volatile
    hashes = [
        {Path(file["path"]).name: file["sha256"] for file in manifest["files"]}
        for manifest in (first, second)
    ]
    assert hashes[0]["vectors.faiss"] == hashes[1]["vectors.faiss"]


@pytest.mark.parametrize("options", ["", "--json", "--color always"], ids=["text", "json", "color"])
@pytest.mark.parametrize("command", ["stories", "search bridge --limit 50", "ask -"])
def test_whoever_stops_reading_gets_no_traceback(
    built_samples: Path, samples: Path, tmp_path: Path, command: str, options: str
) -> None:
    byline = f"{sys.executable} -m bot {command} {options}"
    where = f"--stories {samples} --index {built_samples}"

    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{byline} {where} | head -1"],
        input="how many?\n" * 60,
        capture_output=True,
        text=True,
        env=clean_environment(),
        cwd=tmp_path,
        check=False,
    )

    assert (done.stdout.count("\n"), done.stderr) == (1, "")
    assert done.returncode == 0
