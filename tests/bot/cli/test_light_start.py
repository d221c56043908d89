"""What a command costs before it works: no heavy import without need, little memory."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from command_lines import clean_environment

HEAVY = (
    "torch", "transformers", "sentence_transformers", "faiss", "onnxruntime", "discord", "numpy",
    "trafilatura", "lxml", "sqlite3", "tokenizers", "aiohttp", "feedparser", "yarl", "filelock",
    "http.client", "embeddings.stories.cleaning", "embeddings.stories.sources.formats",
)  # fmt: skip

PROBE = """
import json, sys
from bot.cli.app import run
for arguments in json.loads(sys.argv[1]):
    code = run(arguments)
    peak = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
    heavy = [name for name in json.loads(sys.argv[2]) if name in sys.modules]
    found = {"arguments": arguments, "code": code, "heavy": heavy, "peak_mb": int(peak[0]) / 1024}
    print("found", json.dumps(found), file=sys.stderr)
"""


def probe(
    commands: Sequence[Sequence[str | Path]], folder: Path, **env: str
) -> list[dict[str, object]]:
    """Run commands in one fresh process; return of each its code, and what was heavy until then."""
    written = json.dumps([list(map(str, arguments)) for arguments in commands])
    done = subprocess.run(
        [sys.executable, "-c", PROBE, written, json.dumps(HEAVY)],
        capture_output=True,
        text=True,
        env=clean_environment() | env,
        cwd=folder,
        check=True,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("found ")]
    return [json.loads(line.removeprefix("found ")) for line in lines]


def test_help_and_wrong_usage_import_nothing_heavy(tmp_path: Path) -> None:
    commands = [
        ["--help"], ["ask", "--help"], ["index", "--help"], ["add", "--help"],
        ["feed", "pull", "--help"], ["nope"], ["ask"], ["add"],
    ]  # fmt: skip

    found = probe(commands, tmp_path)

    assert [one["arguments"] for one in found] == commands
    assert [one for one in found if one["heavy"]] == []


def test_help_comes_at_once(tmp_path: Path) -> None:
    started = time.process_time()

    probe([["--help"]], tmp_path)

    assert time.process_time() - started < 2


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [["ask", "what fell?"], ["search", "bridge"], ["stories"], ["index", "status"], ["doctor"]],
    ids=" ".join,
)
def test_an_index_is_asked_without_torch(tiny_index: Path, arguments: list[str]) -> None:
    (found,) = probe(
        [arguments], tiny_index.parent, BYLINE_MODEL="tiny-words", BYLINE_CONFIDENCE="0"
    )

    unwanted = {"torch", "transformers", "sentence_transformers", "discord", "trafilatura", "lxml"}
    assert found["code"] == 0
    assert unwanted.isdisjoint(found["heavy"])


@pytest.mark.slow
def test_asking_loads_nothing_that_reads_stories_builds_or_speaks_to_servers(
    tiny_index: Path,
) -> None:
    env = {"BYLINE_MODEL": "tiny-words", "BYLINE_CONFIDENCE": "0"}

    (found,) = probe([["ask", "what fell?"]], tiny_index.parent, **env)

    assert found["code"] == 0
    assert set(found["heavy"]) == {"faiss", "numpy", "onnxruntime", "sqlite3", "tokenizers"}


@pytest.mark.slow
def test_asking_the_real_index_needs_neither_torch_nor_much_memory(
    built_samples: Path, samples: Path, tmp_path: Path
) -> None:
    question = ["ask", "how many times was he shot?"]

    (found,) = probe([[*question, "--stories", samples, "--index", built_samples]], tmp_path)

    assert {"torch", "transformers", "sentence_transformers"}.isdisjoint(found["heavy"])
    assert found["peak_mb"] < 350


def test_an_update_imports_nothing_that_only_answering_needs() -> None:
    code = "import json, sys, bot.cli.indexing; print(json.dumps(list(sys.modules)))"

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=clean_environment(), check=True
    )

    answering = ("bot.newsroom", "bot.answering", "bot.agreement", "bot.facts", "bot.reading")
    assert set(json.loads(done.stdout)).isdisjoint(answering)
