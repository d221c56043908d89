"""Many people ask at once: nobody is lost, and everybody is acknowledged in time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_lines import clean_environment
from discord_loopback.load import LoadReport, measure_load
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


@pytest.mark.parametrize(("stall_ms", "code"), [("60000", 0), ("0", 1)], ids=["well", "a stall"])
def test_the_command_says_by_its_end_whether_all_was_well(
    home: Path, tmp_path: Path, stall_ms: str, code: int
) -> None:
    asked = tmp_path / "questions.jsonl"
    asked.write_text("".join(json.dumps({"question": one}) + "\n" for one in QUESTIONS), "utf-8")
    environment = clean_environment()
    environment["PYTHONPATH"] += f"{os.pathsep}{Path(__file__).parents[2]}"

    done = subprocess.run(
        [sys.executable, "-m", "discord_loopback.load", home / ".byline", asked,
         "--people", "4", "--seconds", "0.5", "--stall-ms", stall_ms,
         "--setting", f"BYLINE_MODEL={TINY_MODEL}"],
        env=environment, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
        timeout=240,
    )  # fmt: skip

    assert done.stdout.startswith("4 questions: 4 answered, 0 refused, 0 lost\n"), done.stderr
    assert done.returncode == code
    assert ("a stall was over 0 ms" in done.stdout) == bool(code)


def test_what_is_lost_late_or_stalls_is_named() -> None:
    well = LoadReport(2, 1, (0.1, 0.2), (1.0,), (0.5,), 0.09)
    bad = LoadReport(3, 0, (0.1, 3.5), (1.0,), (0.5,), 0.2)
    unknown = LoadReport(1, 0, (0.1,), (1.0,), (0.5,), float("nan"))

    assert well.list_faults(100) == []
    assert bad.list_faults(100) == [
        "2 questions were lost", "an acknowledgement came after 3.5 s", "a stall was over 100 ms"
    ]  # fmt: skip
    assert unknown.list_faults(100) == ["a stall was over 100 ms"]
