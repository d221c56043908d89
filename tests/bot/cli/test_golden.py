"""What people read, word for word, in ``tests/golden``.

After a change that is meant, write the files anew and read the difference:

    pytest tests/bot/cli/test_golden.py -m "slow or not slow" --renew-golden
"""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_index import TINY_MODEL, build_tiny_index
from tiny_reader import TINY_READER, write_tiny_reader

Byline = Callable[..., object]

GOLDEN = Path(__file__).resolve().parents[2] / "golden"

VOLATILE = (
    (r"\d{4}-\d\d-\d\dT[\d:+]+", "<time>"),
    (r"(?<=index g0001 of )\d{4}-\d\d-\d\d", "<day>"),
    (r"(?<=size {8})[\d.,]+ MB", "<size>"),
    (r"\d+% sure", "<n>% sure"),
    (r"(?<= in )\d+(?= passages)", "<n>"),
    (r"(?<=Python {4})[\d.]+\S* on \w+", "<version>"),
    (r"(?<=[a-z]) \d+\.\d+\.\d+[^,\n]*", " <version>"),
)  # fmt: skip

COMMANDS = (
    "ask", "chat", "search", "check", "stories", "show", "rebuild-index", "read", "eval", "bot",
    "feedback", "doctor", "add", "remove", "init", "feed", "feed add", "feed list", "feed remove",
    "feed pull", "index", "index update", "index status", "index verify", "index rollback",
)  # fmt: skip

ONE_STORY = ("--story", "korea/first-reports")

OUTPUTS = {
    "search": ("search", "forty rounds", "--limit", "2"),
    "search-nothing": ("search", "rounds", "--publisher", "nobody"),
    "stories": ("stories",),
    "show": ("show", "korea/first-reports"),
    "show-removed": ("show", "korea/escape-video", "--removed"),
    "show-nothing-removed": ("show", "archive#1", "--removed"),
    "show-unknown": ("show", "korea/frist-reports"),
    "index-status": ("index", "status"),
    "index-verify": ("index", "verify"),
    "doctor": ("doctor",),
}


def compare(name: str, printed: str, request: pytest.FixtureRequest) -> None:
    """Compare with a golden file, or write it where that is asked for."""
    file = GOLDEN / f"{name}.txt"
    if request.config.getoption("--renew-golden"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(printed, encoding="utf-8")
    assert printed == file.read_text(encoding="utf-8")


def steady(text: str, *places: Path) -> str:
    """Replace what differs from run to run and from machine to machine."""
    for place, name in zip(places, ("<stories>", "<index>"), strict=False):
        text = text.replace(str(place), name)
    for pattern, replacement in VOLATILE:
        text = re.sub(pattern, replacement, text)
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def show_done(done) -> str:  # type: ignore[no-untyped-def]
    """Return all that a command left: its code and both streams."""
    return f"exit code {done.code}\n--- stdout\n{done.out}--- stderr\n{done.err}"


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_as_it_was(byline: Byline, request: pytest.FixtureRequest, command: str) -> None:
    name = "-".join(["help", *command.split()])

    done = byline(*command.split(), "--help")

    assert (done.code, done.err) == (0, "")
    compare(name, steady(done.out), request)


def test_every_command_has_its_help_in_the_list(byline: Byline) -> None:
    commands = set()
    for parent in ("", "index", "feed"):
        listed = byline(*parent.split(), "--help").out.partition("Commands:\n")[2]
        commands |= {
            f"{parent} {line.split()[0]}".strip()
            for line in re.findall(r"^  \w.*", listed, re.MULTILINE)
        }

    assert commands == set(COMMANDS)


@pytest.fixture
def of_samples(byline: Byline, samples: Path, built_samples: Path) -> Callable[..., str]:
    def run(*arguments: str) -> str:
        done = byline(*arguments, "--stories", samples, "--index", built_samples)
        return steady(show_done(done), samples, built_samples)

    return run


FIGURES = {
    "first.md": """---
title: Man shot at the harbour
publisher: The Harbour Gazette
published: 2024-03-01
---
The man was shot at least five times, Reuters reported. Nobody else was hurt.
""",
    "copy.md": """---
title: Shots at the harbour
publisher: The Evening Bell
published: 2024-03-02
---
The shots were heard far away. The man was shot at least five times, the police said.
""",
    "later.md": """---
title: Harbour case opens
publisher: The Harbour Gazette
published: 2024-05-01
---
The man was shot six times, a court heard.
""",
}
"""Two stories that give one figure, and a newer one with another."""


def test_a_whole_answer_reads_as_it_did(
    byline: Byline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    stories, index = tmp_path / "stories", tmp_path / ".byline"
    stories.mkdir()
    for name, text in FIGURES.items():
        (stories / name).write_text(text, encoding="utf-8")
    build_tiny_index(stories, index)
    write_tiny_reader(index / "readers" / "tiny")
    monkeypatch.setenv("BYLINE_MODEL", TINY_MODEL)
    monkeypatch.setenv("BYLINE_READER", TINY_READER)
    monkeypatch.setenv("BYLINE_CONFIDENCE", "0.3")

    done = byline("ask", "How many times was the man shot?")

    # nothing is left out: a wrong, doubled or missing answer would show
    printed = re.sub(r"(?<=index g0001 of )\d{4}-\d\d-\d\d", "<day>", show_done(done))
    compare("ask-whole", printed, request)


@pytest.mark.slow
@pytest.mark.parametrize("name", OUTPUTS)
def test_output_is_as_it_was(
    of_samples: Callable[..., str], request: pytest.FixtureRequest, name: str
) -> None:
    compare(name, of_samples(*OUTPUTS[name]), request)


@pytest.mark.slow
def test_the_frame_of_an_answer_is_as_it_was(
    of_samples: Callable[..., str], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("BYLINE_CONFIDENCE", "0")

    printed = of_samples("ask", "Who was wounded?", "--answers", "2", *ONE_STORY)

    # the reader chooses the words, so only their place is compared
    printed = re.sub(r"(?<=--- stdout\n).+", "<answer>", printed)
    compare("ask-answered", re.sub(r"(?<=  • ).+", "<answer>", printed), request)


@pytest.mark.slow
def test_how_a_conversation_is_understood_reads_as_it_did(
    of_samples: Callable[..., str], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("BYLINE_CONFIDENCE", "0")
    lines = (
        "How many times was the defector shot?", "and where was he hit?", "by whom?", "/reset",
        "How long is the Dali?", "/story korea/first-reports", "What did he carry?", "/sources",
    )  # fmt: skip
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))

    printed = of_samples("chat", "--answers", "1")

    # the reader chooses the words and their story; how a question was understood is compared
    kept = [line for line in printed.splitlines() if line.startswith(("> ", "understood", "exit"))]
    asides = printed.partition("--- stderr\n")[2]
    compare("chat", "\n".join((*kept, "--- stderr", asides)), request)


@pytest.mark.slow
def test_the_frame_of_no_answer_is_as_it_was(
    of_samples: Callable[..., str], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("BYLINE_CONFIDENCE", "1")

    printed = of_samples("ask", "Who won the cup?", *ONE_STORY)

    # which passage is nearest is for retrieval to say
    printed = re.sub(r"(?<=byline show korea/first-reports\n    ).+", "<passage>", printed)
    compare("ask-unanswered", printed, request)
