"""``byline read --claims``: a verdict for each line, and a line that is none refused."""

import io
import json
from pathlib import Path

import pytest
from tiny_reader import write_tiny_reader

from bot.cli import judging
from bot.cli.console import Color
from bot.cli.context import Context
from bot.reading import open_judge
from embeddings.errors import UsageError

LINES = (
    {"id": 1, "claim": "some ran", "evidence": "There were five."},
    {"id": "b", "claim": "some ran", "evidence": "There were six."},
    {"claim": "some ran", "evidence": ""},
)


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Context:
    folder = write_tiny_reader(tmp_path / "r", heads=True)
    monkeypatch.setattr(judging, "open_judge", lambda threads: open_judge(folder, threads=threads))
    monkeypatch.chdir(tmp_path)
    return Context.create(None, str(tmp_path / "index"), Color.NEVER)


def test_each_line_gets_a_verdict_in_its_place(
    context: Context, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "\n\n".join(map(json.dumps, LINES))
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))

    code = judging.run_judge(context)

    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 0
    assert [(one["id"], one["verdict"]) for one in said] == [
        (1, "supported"),
        ("b", "contradicted"),
        (None, "not stated"),
    ]
    assert all(set(one) == {"id", "verdict", "confidence"} for one in said)
    assert said[2]["confidence"] == 1.0


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", 'Line 1 must be a JSON object with "id", "claim" and "evidence".'),
        ("[]", 'Line 1 must be a JSON object with "id", "claim" and "evidence".'),
        ('{"claim": "a"}', 'Line 1 must be a JSON object with "id", "claim" and "evidence".'),
        ('{"claim": 1, "evidence": ""}', 'Line 1: "claim" and "evidence" must be strings.'),
        ('{"claim": " ", "evidence": "x"}', "Line 1: the claim is empty."),
    ],
)
def test_a_line_that_holds_no_claim_is_refused(
    context: Context, monkeypatch: pytest.MonkeyPatch, line: str, told: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(line))

    with pytest.raises(UsageError) as caught:
        judging.run_judge(context)

    assert str(caught.value) == told
