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
    "trafilatura", "lxml", "sqlite3", "tokenizers", "aiohttp", "feedparser", "yarl",
)  # fmt: skip

PROBE = """
import json, sys
from bot.cli.app import run
code = run(json.loads(sys.argv[1]))
peak = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
heavy = [name for name in json.loads(sys.argv[2]) if name in sys.modules]
print(json.dumps({"code": code, "heavy": heavy, "peak_mb": int(peak[0]) / 1024}), file=sys.stderr)
"""


def probe(arguments: Sequence[str | Path], folder: Path, **env: str) -> dict:
    """Run a command in a fresh process, and return its code, heavy modules and peak memory."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps(list(map(str, arguments))), json.dumps(HEAVY)],
        capture_output=True,
        text=True,
        env=clean_environment() | env,
        cwd=folder,
        check=True,
    )
    return json.loads(done.stderr.splitlines()[-1])


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["ask", "--help"],
        ["index", "--help"],
        ["add", "--help"],
        ["feed", "pull", "--help"],
        ["nope"],
        ["ask"],
        ["add"],
    ],
    ids=" ".join,
)
def test_help_and_wrong_usage_import_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    assert probe(arguments, tmp_path)["heavy"] == []


def test_help_comes_at_once(tmp_path: Path) -> None:
    started = time.process_time()

    probe(["--help"], tmp_path)

    assert time.process_time() - started < 2


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [["ask", "what fell?"], ["search", "bridge"], ["stories"], ["index", "status"], ["doctor"]],
    ids=" ".join,
)
def test_an_index_is_asked_without_torch(tiny_index: Path, arguments: list[str]) -> None:
    found = probe(arguments, tiny_index.parent, BYLINE_MODEL="tiny-words", BYLINE_CONFIDENCE="0")

    unwanted = {"torch", "transformers", "sentence_transformers", "discord", "trafilatura", "lxml"}
    assert found["code"] == 0
    assert unwanted.isdisjoint(found["heavy"])


@pytest.mark.slow
def test_asking_the_real_index_needs_neither_torch_nor_much_memory(
    built_samples: Path, samples: Path, tmp_path: Path
) -> None:
    found = probe(
        ["ask", "how many times was he shot?", "--stories", samples, "--index", built_samples],
        tmp_path,
    )

    assert {"torch", "transformers", "sentence_transformers"}.isdisjoint(found["heavy"])
    assert found["peak_mb"] < 350
