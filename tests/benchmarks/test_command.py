"""What all benchmarks share: pinned data, samples, results that say where they come from."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import chart, command, speed_chart
from benchmarks.command import Arguments, Figures
from benchmarks.data import PINNED, MissingDataError, find_data
from benchmarks.spelling import misspell


def test_a_missing_file_is_named_with_what_it_holds(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match=r"polnear-dev\.jsonl\.gz is missing: 84"):
        find_data("polnear-dev.jsonl.gz", tmp_path)


def test_a_file_with_other_bytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "polnear-dev.jsonl.gz").write_bytes(b"others")

    with pytest.raises(MissingDataError, match="is another file"):
        find_data("polnear-dev.jsonl.gz", tmp_path)


def test_a_sample_is_the_same_each_time_and_never_larger_than_asked(tmp_path: Path) -> None:
    some = Arguments(None, tmp_path, 3).sample(range(10))

    assert some == Arguments(None, tmp_path, 3).sample(range(10))
    assert len(set(some)) == 3
    assert Arguments(None, tmp_path, 20).sample(range(10)) == list(range(10))
    assert Arguments(None, tmp_path, None).sample(range(10)) == list(range(10))


def test_shares_of_nothing_are_nothing() -> None:
    assert (command.share(1, 3), command.share(1, 0)) == (33.33, 0.0)


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for results."""
    for module in (command, chart, speed_chart):
        monkeypatch.setattr(module, "RESULTS", tmp_path)
    return tmp_path


def keep_cleaning(commit: str, f1: float, day: str, **options: int) -> Path:
    figures: Figures = {"pages": {"mean_f1": f1}}
    result = command.describe("cleaning", figures, (), limit=options.get("limit"))
    return command.keep(result | {"commit": commit, "measured_at": day})


def test_the_newest_whole_result_is_drawn_with_its_commit(results: Path) -> None:
    keep_cleaning("old", 90.0, "2026-01-01")
    path = keep_cleaning("abc", 97.5, "2026-01-02")
    keep_cleaning("trial", 10.0, "2026-01-03", limit=2)
    path.touch()

    bars = list(chart.list_bars())
    chart.main()

    assert path == results / "abc" / "cleaning.json"
    assert bars == [("cleaning: word F1 of saved pages", 97.5, "abc")]
    assert 'width="370.5"' in (results / "chart.svg").read_text()


@pytest.mark.parametrize("draw", [chart.main, speed_chart.main])
def test_where_nothing_is_kept_a_chart_says_what_to_run(
    results: Path, draw: Callable[[], None]
) -> None:
    with pytest.raises(SystemExit, match=r"run `python -m benchmarks\.\w+ --keep` first"):
        draw()

    assert list(results.iterdir()) == []


def test_a_trial_of_the_comparison_counts_as_its_result(results: Path) -> None:
    command.keep(command.describe("speed", {"build": {}}, (), limit=3, stories=20))

    assert command.read_newest("speed") is None
    assert (command.read_newest("speed", whole=False) or {})["figures"] == {"build": {}}


def test_every_slip_changes_one_word_and_leaves_its_first_letter() -> None:
    question = "Where did the governor travel yesterday?"
    slips = list(misspell(question))

    assert [right for right, _ in slips] == [question] * 3
    for _, wrong in slips:
        changed = [
            (one, other)
            for one, other in zip(question.split(), wrong.split(), strict=True)
            if one != other
        ]
        assert len(changed) == 1
        assert changed[0][0][0] == changed[0][1][0]


def test_a_pinned_hash_is_a_whole_one() -> None:
    assert {len(one.sha256) for one in PINNED.values()} == {64}
