"""Real news that is not part of the project: what must be answered, refused and cited right."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.evaluation import contains

SHARED = Path(os.environ.get("BYLINE_SHARED") or Path(__file__).parents[2] / "../shared").resolve()
QUESTIONS = Path(__file__).resolve().parents[1] / "questions" / "defector.jsonl"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared data is not in {SHARED}"),
]


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def ask_all(
    byline: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
    questions: list[str],
    *where: str | Path,
) -> list[dict]:
    monkeypatch.setattr("sys.stdin", iter(f"{question}\n" for question in questions))
    return byline("ask", "-", "--json", *where).objects


def holds(quote: str, answers: list[str]) -> bool:
    return any(contains(quote, answer) for answer in answers)


def test_the_two_saved_stories_answer_what_they_say_and_refuse_the_rest(
    byline: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = read_lines(QUESTIONS)
    where = ("--stories", SHARED / "stories", "--index", "index")

    replies = ask_all(byline, monkeypatch, [line["question"] for line in lines], *where)

    pairs = list(zip(lines, replies, strict=True))
    right = [
        reply["status"] == "answered" and holds(reply["citations"][0]["quote"], line["answers"])
        for line, reply in pairs
        if line["answers"]
    ]
    refused = [reply["status"] == "unanswered" for line, reply in pairs if not line["answers"]]
    assert (len(right), len(refused)) == (20, 10)
    # the sentence reader has 19 of 20 here; the span reader is shyer
    assert sum(right) >= 12
    assert sum(refused) >= 8


def test_the_same_figure_in_both_stories_is_one_answer_with_two_citations(
    byline: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    where = ("--stories", SHARED / "stories", "--index", "index")

    (reply,) = ask_all(byline, monkeypatch, ["how many times was he shot?"], *where)

    assert reply["agreement"]["stories"] == 2
    assert len({citation["story"] for citation in reply["citations"]}) == 2
    assert all("at least five times" in citation["quote"] for citation in reply["citations"])


def test_every_citation_over_real_stories_is_a_slice(
    byline: Callable[..., object], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    with gzip.open(SHARED / "data" / "rtqa-2024-stories.jsonl.gz", "rt", encoding="utf-8") as file:
        (folder / "news.jsonl").write_text("".join(line for line, _ in zip(file, range(25))))  # noqa: B905
    with gzip.open(
        SHARED / "data" / "rtqa-2024-questions.jsonl.gz", "rt", encoding="utf-8"
    ) as file:
        questions = [json.loads(line)["question"] for line in file][::8]
    where = ("--stories", folder, "--index", "index")
    monkeypatch.setenv("BYLINE_CONFIDENCE", "0")

    replies = ask_all(byline, monkeypatch, questions, *where)

    assert len(replies) == len(questions)
    texts: dict[str, str] = {}
    for reply in replies:
        others = [citation for other in reply["other_answers"] for citation in other["citations"]]
        for citation in [*reply["citations"], *reply["nearest"], *others]:
            story = citation["story"]
            if story not in texts:
                texts[story] = byline("show", story, "--json", *where).object["text"]
            if citation["field"] is None:
                assert texts[story][citation["start"] : citation["end"]] == citation["quote"]
            elif citation["field"] == "title":
                assert citation["quote"] == citation["title"]
