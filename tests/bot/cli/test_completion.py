"""Completion in a shell: the script it asks for, and the names it is given."""

import subprocess
import sys
from pathlib import Path

import pytest
from command_lines import clean_environment


def run(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        capture_output=True,
        text=True,
        env=clean_environment() | env,
        cwd=folder,
        check=False,
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion_script(tmp_path: Path, shell: str) -> None:
    done = run(
        tmp_path, "--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1"
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "_BYLINE_COMPLETE" in done.stdout


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        pytest.param("byline ", {"ask", "search", "stories", "show", "index"}, id="commands"),
        pytest.param("byline s", {"search", "stories", "show"}, id="commands begun"),
        pytest.param("byline index ", {"status", "verify", "rollback"}, id="index commands"),
        pytest.param("byline ask --s", {"--stories", "--story", "--since"}, id="options"),
        pytest.param("byline ask --color ", {"auto", "always", "never"}, id="values"),
    ],
)
def test_names_are_completed(tmp_path: Path, typed: str, wanted: set[str]) -> None:
    done = run(
        tmp_path,
        _BYLINE_COMPLETE="complete_bash",
        COMP_WORDS=typed,
        COMP_CWORD=str(len(typed.split(" ")) - 1),
    )

    assert done.stderr == ""
    assert wanted <= set(done.stdout.split())


def test_completing_reads_no_index(tmp_path: Path) -> None:
    run(tmp_path, _BYLINE_COMPLETE="complete_bash", COMP_WORDS="byline show ", COMP_CWORD="2")

    assert list(tmp_path.iterdir()) == []
