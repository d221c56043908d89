"""docs/architecture.md names every room, and no room that is gone."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_every_room_is_named() -> None:
    rooms = {
        f"{package}/{path.name}/"
        for package in ("bot", "embeddings")
        for path in (ROOT / package).iterdir()
        if (path / "__init__.py").exists()
    }

    assert {room for room in rooms if f"`{room}" not in TEXT} == set()


def test_every_file_that_is_named_is_there() -> None:
    named = re.findall(r"`((?:bot|embeddings|benchmarks|training|tests|docs)/[\w./]+)`", TEXT)

    assert len(named) > 20
    assert [one for one in named if not (ROOT / one).exists()] == []
