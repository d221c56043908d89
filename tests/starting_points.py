"""What several tests start from: command lines, small indexes, the sample stories' index."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import typer
from command_lines import TINY_STORIES, Done, clean_environment, write_stories
from hypothesis import settings
from tiny_index import TINY_MODEL, build_tiny_index, move_stories

from bot.cli.app import run as run_command_line

settings.register_profile("quick", max_examples=25)
settings.load_profile("quick")  # --hypothesis-profile=default tries 100 of each

SAMPLES = Path(__file__).resolve().parents[1] / "stories"

make_command = cache(typer.main.get_command)
"""Makes what typer runs once: it would do so for every command line, and many take less."""


@pytest.fixture(scope="session")
def samples() -> Path:
    return SAMPLES


@pytest.fixture(scope="session", autouse=True)
def _clean_surroundings() -> Iterator[None]:
    """Keep the developer's own settings, colours, width and ``.env`` out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        clean = clean_environment()
        for name in os.environ.keys() - clean.keys():
            patch.delenv(name)
        for name, value in clean.items():
            patch.setenv(name, value)
        yield


@pytest.fixture
def byline(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Done]:
    """Run command lines in this process, in an empty folder of their own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("typer.main.get_command", make_command)

    def run(*arguments: str | Path) -> Done:
        capsys.readouterr()
        code = run_command_line([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return run


@pytest.fixture
def byline_process(tmp_path: Path) -> Callable[..., Done]:
    """Run command lines in processes of their own."""

    def run(
        *arguments: str | Path,
        stdin: str = "",
        env: dict[str, str] | None = None,
        cwd: Path = tmp_path,
    ) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            env=clean_environment() | (env or {}),
            cwd=cwd,
            check=False,
            timeout=240,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def tiny_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three small stories and their index; never changed by a test."""
    home = tmp_path_factory.mktemp("tiny")
    write_stories(home / "stories", TINY_STORIES)
    build_tiny_index(home / "stories", home / ".byline")
    return home


@pytest.fixture
def tiny_stories(tiny_home: Path, tmp_path: Path) -> Path:
    """A folder with three small stories, at the place where commands look for them."""
    return Path(shutil.copytree(tiny_home / "stories", tmp_path / "stories"))


@pytest.fixture
def tiny_index(
    tiny_home: Path, tiny_stories: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The index of the three small stories, at the place where commands look for one."""
    monkeypatch.setenv("BYLINE_MODEL", TINY_MODEL)
    monkeypatch.setenv("BYLINE_READER", "sentence")  # whose answers can be worked out by hand
    index = Path(shutil.copytree(tiny_home / ".byline", tmp_path / ".byline"))
    move_stories(index, tiny_stories)
    return index


@pytest.fixture(scope="session")
def built_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the sample stories by the real model; never changed by a test."""
    index = tmp_path_factory.mktemp("samples") / "index"
    subprocess.run(
        [sys.executable, "-m", "bot", "rebuild-index", "--stories", SAMPLES, "--index", index],
        env=clean_environment(),
        cwd=index.parent,
        capture_output=True,
        check=True,
    )
    return index


@pytest.fixture
def own_samples(built_samples: Path, tmp_path: Path) -> Path:
    """A copy of the sample stories' index that a test may damage."""
    return Path(shutil.copytree(built_samples, tmp_path / "samples-index"))
