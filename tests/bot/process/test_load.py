"""Many people ask at once: nobody is lost, and everybody is acknowledged in time."""

from pathlib import Path

import pytest
from discord_loopback.load import measure_load
from tiny_index import TINY_MODEL

pytestmark = pytest.mark.slow

PEOPLE, WITHIN_S = 20, 4.0
QUESTIONS = ("Where did the bridge fall?", "What landed on the moon?", "What is open again?")
ACKNOWLEDGED_WITHIN_S = 2.0


@pytest.fixture
def questions() -> list[str]:
    return [QUESTIONS[number % len(QUESTIONS)] for number in range(PEOPLE)]


async def test_everybody_who_asks_is_answered(home: Path, questions: list[str]) -> None:
    report = await measure_load(
        home, questions, within_s=WITHIN_S, settings={"BYLINE_MODEL": TINY_MODEL}
    )

    assert (report.asked, len(report.answered_after), report.refused, report.lost) == (20, 20, 0, 0)
    assert max(report.acknowledged_after) < ACKNOWLEDGED_WITHIN_S
    assert all(
        waited <= answered
        for waited, answered in zip(report.stood_in_line, report.answered_after, strict=True)
    )
    assert 0 <= report.longest_stall < 1


async def test_whom_a_full_line_refuses_is_counted_apart(home: Path, questions: list[str]) -> None:
    report = await measure_load(
        home,
        questions,
        within_s=0.0,
        settings={"BYLINE_MODEL": TINY_MODEL, "BYLINE_QUEUE": "3"},
    )

    assert report.refused > 0
    assert report.lost == 0
    assert len(report.answered_after) == PEOPLE - report.refused
    assert len(report.acknowledged_after) == PEOPLE
