"""Colours, width and what stories may not do to a terminal."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_lines import clean_environment
from rich.text import Text
from tiny_index import TINY_MODEL, build_tiny_index

from bot.cli.console import Color, Output

Byline = Callable[..., object]

ESCAPE = "\x1b"
LONG = "word " * 60


def run_in_terminal(arguments: list[str | Path], folder: Path, **env: str) -> str:
    """Return what a command shows on a terminal of 80 columns, stdout and stderr together."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env=clean_environment() | {"TERM": "xterm-256color", "BYLINE_MODEL": TINY_MODEL} | env,
    )
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65_536):
            shown += piece
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    process.wait(timeout=60)
    return shown.decode().replace("\r\n", "\n")


@pytest.fixture
def loud_stories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The index of one story that tries to paint and to move the cursor."""
    folder = tmp_path / "stories"
    folder.mkdir()
    story = {
        "id": "loud",
        "title": f"[bold]Loud[/bold] {ESCAPE}[31mred{ESCAPE}[0m :smile:",
        "publisher": f"[red]The{ESCAPE}]0;owned\x07 Post[/red]",
        "authors": ["[link=https://evil.example]Ann[/link]"],
        "url": "https://example.org/[a]",
        "text": f"The mayor said [bold]no[/bold].{ESCAPE}[2J{ESCAPE}[H It is\x9b31m :x: [/] now.",
    }
    (folder / "loud.json").write_text(json.dumps(story))
    monkeypatch.setenv("BYLINE_MODEL", TINY_MODEL)
    monkeypatch.setenv("BYLINE_CONFIDENCE", "0")
    build_tiny_index(folder, tmp_path / ".byline")
    return folder


COMMANDS = [["ask", "what did the mayor say?"], ["search", "mayor"], ["stories"], ["show", "loud"]]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_markup_in_a_story_is_only_text(
    byline: Byline, loud_stories: Path, command: list[str]
) -> None:
    done = byline(*command)

    assert done.code == 0
    assert "[bold]" in done.out
    assert ESCAPE not in done.out
    assert "\x9b" not in done.out
    assert "\x07" not in done.out


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_control_characters_of_a_story_never_reach_a_terminal(
    loud_stories: Path, command: list[str]
) -> None:
    shown = run_in_terminal(command, loud_stories.parent)

    # colours, and links to a web address: OSC 8
    own_codes = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[\w=-]*;[\x21-\x7e]*?\x1b\\")
    assert own_codes.search(shown)
    assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", own_codes.sub("", shown)) == []
    assert "\x1b[31mred" not in shown


def test_an_id_with_control_characters_is_harmless(
    byline: Byline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / f"a{ESCAPE}[31m.txt").write_text("Headline\n\nThe mayor said so.")
    (folder / f"b{ESCAPE}[31m.txt").write_bytes(b"\0\0")
    monkeypatch.setenv("BYLINE_MODEL", TINY_MODEL)
    build_tiny_index(folder, tmp_path / ".byline")

    printed = [byline(*command) for command in (["stories"], ["index", "status"], ["search", "so"])]

    assert [done.code for done in printed] == [0, 0, 0]
    assert ESCAPE not in "".join(done.out + done.err for done in printed)


@pytest.mark.parametrize(
    ("color", "environment", "coloured"),
    [
        pytest.param("auto", {}, False, id="auto, no terminal"),
        pytest.param("never", {}, False, id="never"),
        pytest.param("always", {}, True, id="always"),
        pytest.param("auto", {"NO_COLOR": "1"}, False, id="NO_COLOR"),
        pytest.param("always", {"NO_COLOR": "1"}, True, id="always weighs more than NO_COLOR"),
        pytest.param("never", {"FORCE_COLOR": "1"}, False, id="never weighs more than FORCE_COLOR"),
    ],
)
def test_colours_follow_the_option_then_the_environment(
    byline: Byline,
    tiny_index: Path,
    monkeypatch: pytest.MonkeyPatch,
    color: str,
    environment: dict[str, str],
    coloured: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    done = byline("stories", "--color", color)

    assert (ESCAPE in done.out) is coloured


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "environment", "coloured"),
    [
        pytest.param([], {}, True, id="auto"),
        pytest.param([], {"NO_COLOR": "1"}, False, id="NO_COLOR"),
        pytest.param([], {"NO_COLOR": ""}, True, id="NO_COLOR empty"),
        pytest.param(["--color", "never"], {}, False, id="never"),
    ],
)
def test_a_terminal_gets_colours_unless_told_otherwise(
    tiny_index: Path, options: list[str], environment: dict[str, str], coloured: bool
) -> None:
    shown = run_in_terminal(["stories", *options], tiny_index.parent, **environment)

    assert "Bridge falls into the river" in shown
    assert (ESCAPE in shown) is coloured


@pytest.mark.parametrize("color", list(Color))
def test_nothing_is_wrapped_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str], color: Color
) -> None:
    output = Output(color, {})

    output.write(Text(LONG))
    output.note(LONG)

    assert capsys.readouterr() == (LONG + "\n", LONG + "\n")


@pytest.mark.slow
def test_a_terminal_gets_whole_words(tiny_index: Path, tiny_stories: Path) -> None:
    shown = run_in_terminal(["ask", "?" + "why " * 260, "--color", "never"], tiny_index.parent)

    assert max(map(len, shown.splitlines())) <= 80


def test_progress_shows_on_a_terminal_only(capsys: pytest.CaptureFixture[str]) -> None:
    output = Output(Color.ALWAYS, {})

    with output.progress() as report:
        report("reading stories", 0, 2)
        report("reading stories", 2, 2)

    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("value", ["ü", "\u2028", "a\nb", "\x1b[0m", "北", "😀"])
def test_json_is_one_line_that_reads_back(capsys: pytest.CaptureFixture[str], value: str) -> None:
    Output(Color.ALWAYS, {}).write_json({"value": value})

    printed = capsys.readouterr().out
    assert printed.count("\n") == 1
    assert json.loads(printed) == {"value": value}


TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\x7f-\x9f]")


@pytest.fixture
def turned_stories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index of stories whose texts, titles and names hold marks and lines of their own."""
    folder = tmp_path / "stories"
    folder.mkdir()
    story = {
        "id": "turned \u202e\u2066 story",
        "title": "Mount \u202eKerguel\u202c erupted",
        "text": "The mayor \u2067said\u2069 that Mount \u202eKerguel\u202c erupted.",
    }
    (folder / "a.json").write_text(json.dumps(story))
    (folder / "b\nGeneration g0001 is sound: 5 files checked..txt").write_text("The mayor left.")
    (folder / "c\x9b\nGeneration g0001 is sound: 5 files checked..json").write_text("{")
    monkeypatch.setenv("BYLINE_MODEL", TINY_MODEL)
    monkeypatch.setenv("BYLINE_READER", "sentence")
    monkeypatch.setenv("BYLINE_CONFIDENCE", "0")
    build_tiny_index(folder, tmp_path / ".byline")
    return folder


@pytest.mark.parametrize("as_json", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize(
    "command",
    [
        ["ask", "what did the mayor \u202esay?"],
        ["search", "mayor"],
        ["stories"],
        ["show", "turned \u202e\u2066 story"],
        ["show", "nothing \u202e"],
        ["index", "status"],
    ],
    ids=lambda command: " ".join(command[:2]).encode("ascii", "replace").decode(),
)
def test_no_mark_turns_a_line_and_no_name_makes_one(
    byline: Byline, turned_stories: Path, command: list[str], as_json: list[str]
) -> None:
    done = byline(*command, *as_json)

    shown = done.out + done.err
    assert TURNING.findall(shown) == []
    assert not any(line.startswith("Generation g0001 is sound") for line in shown.splitlines())
    if as_json and done.code == 0:
        assert TURNING.search(json.dumps(done.object, ensure_ascii=False))


def test_a_name_with_a_newline_is_pasted_as_one_argument(
    byline: Byline, turned_stories: Path
) -> None:
    (line,) = [
        line.strip()
        for line in byline("search", "left").out.splitlines()
        if line.strip().startswith("byline show $'b")
    ]
    done = subprocess.run(
        ["bash", "-c", line.replace("byline", "printf %s", 1).replace("show", "", 1)],
        capture_output=True,
        check=True,
        env={"LC_ALL": "C.UTF-8"},
    )

    assert done.stdout.decode() == "b\nGeneration g0001 is sound: 5 files checked."
