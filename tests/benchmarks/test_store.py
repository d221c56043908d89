"""What keeping questions costs is measured in both places, with what was promised kept there."""

from pathlib import Path

import pytest

from benchmarks.command import Arguments
from benchmarks.store import measure


@pytest.mark.slow
def test_both_places_are_filled_and_timed(tmp_path: Path) -> None:
    figures = measure(Arguments(None, tmp_path, 1500))

    assert figures["questions"] == 1500
    assert 500 < int(str(figures["file, bytes a question"])) < 10_000
    if "server" not in figures:  # else there is none to be had here
        assert 500 < int(str(figures["server, bytes a question"])) < 10_000
        assert len(figures) == 13
