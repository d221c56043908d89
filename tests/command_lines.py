"""What command-line tests share: how a command ended, a clean environment, three small stories."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import bot


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def object(self) -> dict:
        """The one JSON object on standard output."""
        return json.loads(self.out)

    @property
    def objects(self) -> list[dict]:
        """The JSON objects on standard output, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def clean_environment() -> dict[str, str]:
    """Return the environment without anything that changes what Byline does or shows."""
    shown = {"NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "CLICOLOR", "LINES"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in shown
        and (name == "BYLINE_SHARED" or not name.startswith(("BYLINE_", "DISCORD_")))
    }
    # a process finds the same packages as this one, installed or not
    packages = str(Path(bot.__file__).resolve().parents[1])
    return kept | {"COLUMNS": "80", "HF_HUB_OFFLINE": "1", "PYTHONPATH": packages}


TINY_STORIES = {
    "bridge.md": """---
title: Bridge falls into the river
publisher: The Harbour Post
authors: [Ann Lee, Bo Kim]
published: 2024-03-26
url: https://example.org/bridge
---
A bridge fell into the river on Tuesday after a ship hit it.

The mayor said six workers were missing.
""",
    "canal.txt": """Canal is open again

The canal was closed for six days. A ship had run aground in it.

Officials said 369 ships waited.
""",
    "moon.json": json.dumps(
        {
            "title": "Probe lands on the moon",
            "publisher": "The Sky",
            "published": "2023-08-23",
            "text": "The probe landed on the moon on Wednesday. It will work for 14 days.",
        }
    ),
}


def write_stories(folder: Path, texts: Mapping[str, str]) -> None:
    """Make a folder of stories, whose texts are by the name of their file."""
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
