"""What all benchmarks share: pinned data, samples, results that say where they come from."""

import json
from pathlib import Path

import pytest

from benchmarks import chart, command
from benchmarks.command import Arguments
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


def test_a_kept_result_is_drawn_with_its_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "RESULTS", tmp_path)
    monkeypatch.setattr(chart, "RESULTS", tmp_path)
    result = {"benchmark": "cleaning", "commit": "abc", "figures": {"pages": {"mean_f1": 97.5}}}

    path = command.keep(result)
    bars = list(chart.list_bars())

    assert json.loads(path.read_text()) == result
    assert bars == [("cleaning: word F1 of saved pages", 97.5, "abc")]
    assert 'width="370.5"' in chart.draw(bars)


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
