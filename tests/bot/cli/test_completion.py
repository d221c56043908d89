"""Completion in a shell: the script it asks for, and the names it is given."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_lines import clean_environment

from bot.cli.app import run


@pytest.fixture
def complete(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., str]:
    """Return what a shell that completes is told, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def ask(*arguments: str, **env: str) -> str:
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as left:
            run(list(arguments))
        out, err = capsys.readouterr()
        assert (left.value.code, err) == (0, "")
        return out

    return ask


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion_script(complete: Callable[..., str], shell: str) -> None:
    told = complete("--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")

    assert "_BYLINE_COMPLETE" in told


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
def test_names_are_completed(complete: Callable[..., str], typed: str, wanted: set[str]) -> None:
    told = complete(
        _BYLINE_COMPLETE="complete_bash",
        COMP_WORDS=typed,
        COMP_CWORD=str(len(typed.split(" ")) - 1),
    )

    assert wanted <= set(told.split())


def test_a_process_of_its_own_completes_and_reads_no_index(tmp_path: Path) -> None:
    words = {
        "_BYLINE_COMPLETE": "complete_bash",
        "COMP_WORDS": "byline show --j",
        "COMP_CWORD": "2",
    }

    done = subprocess.run(
        [sys.executable, "-m", "bot"],
        capture_output=True,
        text=True,
        env=clean_environment() | words,
        cwd=tmp_path,
        check=False,
    )

    assert (done.returncode, done.stdout.split(), done.stderr) == (0, ["--json"], "")
    assert list(tmp_path.iterdir()) == []
