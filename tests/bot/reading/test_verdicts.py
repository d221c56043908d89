"""A claim and a text: supported, contradicted, or not stated, by all of the text."""

from pathlib import Path

import pytest
from tiny_reader import write_tiny_reader

from bot.reading import Judge, Verdict, VerdictKind, open_judge
from embeddings.errors import ModelError

SUPPORTS, CONTRADICTS = 20.0855, 54.5982
"""e to the power of the scores of "five" and "six"."""
NOT_STATED = 2.7183
"""... of any other word; no score is e to the power of 0."""


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return open_judge(write_tiny_reader(tmp_path_factory.mktemp("tiny") / "r", heads=True))


def test_a_text_supports_contradicts_or_does_not_state_a_claim(judge: Judge) -> None:
    supported = judge.judge("some ran", "There were five.")
    contradicted = judge.judge("some ran", "There were six.")
    open_ = judge.judge("some ran", "Nobody knows.")

    assert supported.kind is VerdictKind.SUPPORTED
    assert supported.confidence == pytest.approx(SUPPORTS / (SUPPORTS + 1 + NOT_STATED), abs=1e-4)
    assert contradicted.kind is VerdictKind.CONTRADICTED
    assert contradicted.confidence == pytest.approx(
        CONTRADICTS / (CONTRADICTS + 1 + NOT_STATED), abs=1e-4
    )
    assert open_.kind is VerdictKind.NOT_STATED
    assert open_.confidence == pytest.approx(NOT_STATED / (NOT_STATED + 2), abs=1e-4)


def test_the_end_of_a_long_text_decides_as_well_as_its_beginning(judge: Judge) -> None:
    long = "Nobody knows at all what came of it. " * 200

    assert judge.judge("some ran", f"{long} There were five.").kind is VerdictKind.SUPPORTED
    assert judge.judge("some ran", f"There were five. {long}").kind is VerdictKind.SUPPORTED


@pytest.mark.parametrize("evidence", ["", " \n "])
def test_an_empty_text_states_nothing(judge: Judge, evidence: str) -> None:
    assert judge.judge("some ran", evidence) == Verdict(VerdictKind.NOT_STATED, 1.0)


def test_a_reader_without_a_head_for_verdicts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="The reader tiny-reader gives no verdicts on claims"):
        open_judge(write_tiny_reader(tmp_path / "r"))
