"""What a stories folder loses on the way into the index is told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Byline = Callable[..., Any]


def test_status_tells_of_other_kinds_of_notices_and_of_what_stories_lack(
    byline: Byline, tiny_stories: Path, tiny_index: Path
) -> None:
    (tiny_stories / "film.mov").write_bytes(b"x")
    (tiny_stories / "cut.json").write_text(
        json.dumps({"content": "The bridge was shut… [+1874 chars]", "date": "someday"})
    )

    updated = byline("index", "update")
    status = byline("index", "status", "--json").object
    shown = byline("index", "status").out

    assert "1 file of kinds not read: 1 .mov" in updated.err
    assert status["other_files"] == {".mov": 1}
    assert status["notices"] == [
        {
            "story": "cut",
            "notice": "cut off by the service it comes from: 1,874 characters are missing",
        },
        {"story": "cut", "notice": "its day “someday” (date) was not understood"},
    ]
    assert {"story": "cut", "missing": ["title", "published"]} in status["incomplete"]
    assert "1 file of kinds not read: 1 .mov" in shown
    assert "1 story without a headline: cut" in shown
    assert "2 stories without a day: canal, cut" in shown


def test_a_filter_by_day_says_how_many_stories_have_none(byline: Byline, tiny_index: Path) -> None:
    found = byline("search", "bridge", "--since", "2017-01-01", "--json")

    assert found.err == "Note: 1 story without a day was left out.\n"
    assert found.object["undated_left_out"] == 1
