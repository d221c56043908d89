"""The systems that are compared: which interpreter has each, and what words run it.

Promise: a system whose packages are missing is named with the reason, never left out in silence.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import archive
from benchmarks.command import Arguments, Figures
from benchmarks.others.replies import Places
from benchmarks.processes import ROOT
from embeddings.default_model import find_default_model
from embeddings.errors import BylineError

OURS = "byline"
_OWN, _OTHERS = (OURS, "script"), ("haystack", "txtai", "llamaindex")


@dataclass(frozen=True, slots=True)
class Entrant:
    """One system: the interpreter that has it, and where its things lie."""

    name: str
    python: str
    places: Places

    def command(self, what: str, *more: str) -> list[str]:
        """Return the words that build its index, ask it once, or serve it."""
        if self.name == OURS and what != "serve":
            verb = {"build": "rebuild-index", "ask": "ask"}[what]
            return [
                self.python, "-m", "bot", verb, "--stories", str(self.places.stories.parent),
                "--index", str(self.places.index), *more,
            ]  # fmt: skip
        return [
            self.python, "-m", "benchmarks.others", self.name, what,
            "--stories", str(self.places.stories), "--index", str(self.places.index),
            "--encoder", str(self.places.encoder), "--reader", str(self.places.reader), *more,
        ]  # fmt: skip

    def ask(self, question: str) -> list[str]:
        """Return the words that ask it once."""
        return self.command("ask", *([] if self.name == OURS else ["--question"]), question)


def enter(
    arguments: Arguments, source: Path, reader: Path
) -> tuple[list[Entrant], Figures, Figures]:
    """Return the systems that are installed, their versions, and why others are left out."""
    entrants: list[Entrant] = []
    versions: Figures = {}
    left_out: Figures = {}
    for name in (*_OWN, *_OTHERS):
        if name not in _OWN and arguments.others_python is None:
            left_out[name] = "no --others-python was given"
            continue
        others = arguments.others_python or Path(sys.executable)
        python = sys.executable if name in _OWN else str(others.absolute())
        places = Places(source, archive.find_index(arguments, name), find_default_model(), reader)
        found = _read_versions(name, python)
        missing = [package for package, number in found.items() if number is None]
        if missing:
            left_out[name] = f"{python} has no {', '.join(missing)}"
            continue
        versions[name] = found
        entrants.append(Entrant(name, python, places))
    return entrants, versions, left_out


def _read_versions(name: str, python: str) -> dict[str, str | None]:
    """Ask an interpreter for the versions of what a system needs.

    :raises BylineError: If there is no such interpreter.
    """
    words = [python, "-m", "benchmarks.others", name, "version"]
    try:
        done = subprocess.run(words, cwd=ROOT, capture_output=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        raise BylineError(f"{python} cannot be run: {error}.") from error
    found: dict[str, str | None] = json.loads(done.stdout)
    return found


def take_turns(entrants: Sequence[Entrant], n: int) -> list[Entrant]:
    """Return the systems in an order that begins with another one each time."""
    at = n % len(entrants)
    return [*entrants[at:], *entrants[:at]]
