"""The stories as texts: a headline and what stands below it."""

import json
from pathlib import Path


def read_stories(path: Path) -> list[str]:
    """Return the text of every line's story, its headline first."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    return [f"{row['title'] or ''}\n{row['text']}" for row in rows]


def cut(text: str, words: int) -> list[str]:
    """Cut a text into pieces of so many words."""
    parts = text.split()
    return [" ".join(parts[at : at + words]) for at in range(0, len(parts), words)]
