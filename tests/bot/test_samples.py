"""The sample stories by the real model: what is cited can be checked, whatever is asked."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

QUESTIONS = Path(__file__).resolve().parents[1] / "questions" / "samples.jsonl"


def list_citations(reply: dict) -> Iterator[dict]:
    yield from reply["citations"]
    yield from reply["nearest"]
    for other in reply["other_answers"]:
        yield from other["citations"]


@pytest.mark.parametrize("confidence", ["0", "", "1"], ids=["all", "as set", "none"])
def test_every_citation_of_every_reply_is_a_slice_of_its_story(
    byline: Callable[..., object],
    built_samples: Path,
    samples: Path,
    monkeypatch: pytest.MonkeyPatch,
    confidence: str,
) -> None:
    where = ("--stories", samples, "--index", built_samples)
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines if line.strip()]
    listed = byline("stories", "--json", *where).object["stories"]
    shown = {one["id"]: byline("show", one["id"], "--json", *where).object for one in listed}
    monkeypatch.setenv("BYLINE_CONFIDENCE", confidence)
    monkeypatch.setattr("sys.stdin", iter(f"{question}\n" for question in questions))

    replies = byline("ask", "-", "--json", "--answers", "5", *where).objects

    assert [reply["question"] for reply in replies] == questions
    for reply in replies:
        citations = list(list_citations(reply))
        assert citations
        assert (reply["status"] == "answered") is bool(reply["citations"])
        for citation in citations:
            story = shown[citation["story"]]
            text = story["text"]
            assert citation["sha256"] == hashlib.sha256(text.encode()).hexdigest()
            if citation["field"]:
                assert citation["quote"] == story[citation["field"]]
                assert citation["start"] is citation["answer_start"] is None
                continue
            assert text[citation["start"] : citation["end"]] == citation["quote"]
            assert citation["quote"].count(text[citation["answer_start"] : citation["answer_end"]])


def test_search_finds_slices_of_the_sample_stories(
    byline: Callable[..., object], built_samples: Path, samples: Path
) -> None:
    where = ("--stories", samples, "--index", built_samples)

    hits = byline("search", "who was hurt", "--limit", "50", "--json", *where).object["hits"]

    assert len(hits) > 20
    for hit in hits:
        text = byline("show", hit["story"], "--json", *where).object["text"]
        assert text[hit["start"] : hit["end"]] == hit["text"]


def test_a_lowered_toll_stands_before_the_one_that_it_replaced(
    byline: Callable[..., object], built_samples: Path, samples: Path
) -> None:
    question = "How many people died in the Maui fires?"

    reply = byline(
        "ask", question, "--json", "--stories", samples, "--index", built_samples
    ).object  # fmt: skip

    assert (reply["answer"], reply["revision"]) == ("at least 97", "update")
    assert [one["story"] for one in reply["citations"]] == ["world/maui-toll-revised"]
    (older,) = [one for one in reply["other_answers"] if one["kind"] == "disagrees"]
    assert older["answer"] == "At least 115 people"
    assert [one["story"] for one in older["citations"]] == ["wire#2"]
