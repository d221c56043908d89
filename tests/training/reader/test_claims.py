"""Claims are read with the verdicts that their labels allow, and kept aside by group."""

import json
from pathlib import Path

import pytest

from training.reader.claims import VERDICTS, is_claim_kept_aside, read_claims

LINE = {"claim": "Ann \n left.", "evidence": "Ann  stayed.", "group": "g", "source": "fm2"}


@pytest.mark.parametrize(
    ("label", "allowed"),
    [
        ("supports", {"supported"}),
        ("supported", {"supported"}),
        ("refutes", {"contradicted"}),
        ("neutral", {"not stated"}),
        ("partially_supported", {"contradicted", "not stated"}),
        ("not_supported", {"contradicted", "not stated"}),
    ],
)
def test_a_label_allows_the_verdicts_that_it_does_not_tell_apart(
    tmp_path: Path, label: str, allowed: set[str]
) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text(json.dumps(LINE | {"label": label}), encoding="utf-8")

    (claim,) = read_claims(path)

    assert {name for name, mark in zip(VERDICTS, claim.accepted, strict=True) if mark} == allowed
    assert (claim.claim, claim.evidence) == ("Ann left.", "Ann stayed.")


def test_about_a_tenth_of_the_groups_is_kept_aside(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    lines = [json.dumps(LINE | {"label": "supports", "group": f"g{at}"}) for at in range(2000)]
    path.write_text("\n".join(lines), encoding="utf-8")

    kept = [is_claim_kept_aside(one) for one in read_claims(path)]

    assert 0.07 < sum(kept) / len(kept) < 0.13
    assert kept == [is_claim_kept_aside(one) for one in read_claims(path)]
