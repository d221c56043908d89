"""Floors under the headline figures: each somewhat below what it was when it was written."""

import os
from pathlib import Path

import pytest

from benchmarks import attribution, cleaning, news, reader
from benchmarks.command import Arguments, Figures

SHARED = Path(os.environ.get("BYLINE_SHARED") or Path(__file__).parents[2] / "../shared").resolve()
DATA = SHARED / "data"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the data is not in {DATA}"),
    pytest.mark.timeout(3600),
]


def at_least(figures: Figures, **floors: float) -> dict[str, object]:
    """Return the figures below their floors."""
    return {name: figures[name] for name in floors if not figures[name] >= floors[name]}  # type: ignore[operator]


def test_attribution_is_as_good_as_it_was(tmp_path: Path) -> None:
    figures = attribution.measure(Arguments(DATA, tmp_path, None))

    assert at_least(figures, found_percent=87, right_source_percent=88, precision_percent=93) == {}


def test_pages_are_as_clean_as_they_were(tmp_path: Path) -> None:
    figures = cleaning.measure(Arguments(DATA, tmp_path, None))

    assert at_least(figures["pages"], pages=70, mean_f1=97, median_f1=98.5) == {}  # type: ignore[arg-type]


def test_the_reader_reads_as_well_as_it_did(tmp_path: Path) -> None:
    figures = reader.measure(Arguments(DATA, tmp_path, 600))

    assert at_least(figures["squad2"], answerable_f1=85, overall_f1=73) == {}  # type: ignore[arg-type]
    assert at_least(figures["newsqa"], answerable_f1=62) == {}  # type: ignore[arg-type]


@pytest.mark.skipif(
    os.environ.get("BYLINE_FLOORS") != "all",
    reason="builds an index of 1,200 stories, a quarter of an hour: set BYLINE_FLOORS=all",
)
def test_the_archive_answers_as_well_as_it_did(tmp_path: Path) -> None:
    figures = news.measure(Arguments(DATA, tmp_path, None))

    assert at_least(figures, right_percent=21, refused_percent=95) == {}
    assert at_least(figures, **{"story_recall@10": 78, "story_mrr@10": 0.53}) == {}
