"""What is printed with ``--json``: exact fields, offsets that fit, hashes that are right."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Byline = Callable[..., object]
Json = dict

CITATION = {
    "n", "story", "title", "publisher", "authors", "published", "url", "quote", "start", "end",
    "answer_start", "answer_end", "sha256", "attribution", "link", "field",
}  # fmt: skip
ANSWER = {
    "schema", "question", "status", "answer", "confidence", "text", "citations", "agreement",
    "other_answers", "nearest", "index", "timings_ms", "revision", "period", "understood",
    "standing", "denial", "refusal", "events", "items",
}  # fmt: skip
OTHER = {
    "answer", "confidence", "kind", "revision", "event", "agreement", "citations", "standing",
    "items",
}  # fmt: skip
HIT = {
    "rank", "score", "story", "title", "publisher", "published", "url", "start", "end", "text",
    "similarity", "keywords",
}  # fmt: skip
STORY = {"id", "title", "publisher", "authors", "published", "url", "characters", "passages"}
FULL_STORY = STORY | {"text", "sha256", "removed", "attributions"}
STATUS = {
    "schema", "generation", "built_at", "stories", "passages", "model", "reader", "skipped",
    "notices", "other_files", "incomplete", "stale", "generations", "bytes", "stories_folder",
}  # fmt: skip


def list_citations(reply: Json) -> Iterator[Json]:
    """Return every citation of a reply: of the answer, of the others, the nearest."""
    yield from reply["citations"]
    yield from reply["nearest"]
    for other in reply["other_answers"]:
        yield from other["citations"]


def check_citation(citation: Json, story: Json) -> None:
    """Check a citation against the story that ``byline show --json`` prints."""
    text = story["text"]
    assert citation.keys() == CITATION
    if citation["field"]:
        assert citation["start"] is citation["end"] is citation["answer_start"] is None
        assert citation["quote"] == story[citation["field"]]
    else:
        start, end = citation["answer_start"], citation["answer_end"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert citation["start"] <= start < end <= citation["end"]
    assert citation["sha256"] == story["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    shared = ("title", "publisher", "authors", "published", "url")
    assert [citation[key] for key in shared] == [story[key] for key in shared]


@pytest.mark.parametrize("confidence", ["0", "1"], ids=["answered", "unanswered"])
def test_a_reply_has_its_fields_and_its_citations_fit(
    byline: Byline, tiny_index: Path, monkeypatch: pytest.MonkeyPatch, confidence: str
) -> None:
    monkeypatch.setenv("BYLINE_CONFIDENCE", confidence)

    reply = byline("ask", "which ship hit the bridge?", "--answers", "9", "--json").object

    citations = list(list_citations(reply))
    assert reply.keys() == ANSWER
    assert reply["schema"] == "byline.answer/1"
    assert reply["agreement"].keys() == {"stories", "origins"}
    assert reply["index"].keys() == {"generation", "stories", "passages", "built_at"}
    assert reply["timings_ms"].keys() == {"retrieve", "read", "total"}
    for other in reply["other_answers"]:
        assert other.keys() == OTHER
        assert other["kind"] in {"disagrees", "earlier", "other event", None}
        assert other["event"].keys() == {"headline", "date"}
    assert len(citations) >= 3
    for citation in citations:
        check_citation(citation, byline("show", citation["story"], "--json").object)


def test_the_answer_is_the_span_that_its_first_citation_names(
    byline: Byline, tiny_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BYLINE_CONFIDENCE", "0")

    reply = byline("ask", "which ship hit the bridge?", "--answers", "9", "--json").object

    for answer in (reply, *reply["other_answers"]):
        first = answer["citations"][0]
        if first["field"]:
            assert answer["answer"] in first["quote"]
        else:
            text = byline("show", first["story"], "--json").object["text"]
            assert answer["answer"] == text[first["answer_start"] : first["answer_end"]]
        assert 0 <= answer["confidence"] <= 1
        assert [one["n"] for one in answer["citations"]] == list(
            range(1, len(answer["citations"]) + 1)
        )
    assert reply["text"].startswith(reply["answer"].removesuffix("."))
    assert reply["text"].count("\n") == 0


def test_search_has_its_fields_and_its_offsets_fit(byline: Byline, tiny_index: Path) -> None:
    found = byline("search", "ship", "canal", "--json").object

    assert found.keys() == {"schema", "query", "understood", "hits"}
    assert (found["schema"], found["query"]) == ("byline.search/1", "ship canal")
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3]
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)
    for hit in found["hits"]:
        text = byline("show", hit["story"], "--json").object["text"]
        assert hit.keys() == HIT
        assert text[hit["start"] : hit["end"]] == hit["text"]


def test_stories_and_show_have_their_fields_and_agree(byline: Byline, tiny_index: Path) -> None:
    listed = byline("stories", "--json").object

    assert listed.keys() == {"schema", "stories"}
    assert listed["schema"] == "byline.stories/1"
    assert [story["id"] for story in listed["stories"]] == ["bridge", "canal", "moon"]
    for story in listed["stories"]:
        full = byline("show", story["id"], "--json").object
        assert story.keys() == STORY
        assert full.keys() == FULL_STORY
        assert {key: full[key] for key in STORY} == story
        assert full["characters"] == len(full["text"])
        assert full["sha256"] == hashlib.sha256(full["text"].encode()).hexdigest()


def test_a_story_is_described_whole(byline: Byline, tiny_index: Path) -> None:
    text = (
        "A bridge fell into the river on Tuesday after a ship hit it.\n\n"
        "The mayor said six workers were missing."
    )

    assert byline("show", "bridge", "--json").object == {
        "id": "bridge",
        "title": "Bridge falls into the river",
        "publisher": "The Harbour Post",
        "authors": ["Ann Lee", "Bo Kim"],
        "published": "2024-03-26",
        "url": "https://example.org/bridge",
        "characters": len(text),
        "passages": 1,
        "text": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "removed": [],
        "attributions": [
            {
                "source": {"start": 62, "end": 71, "text": "The mayor", "name": "the mayor"},
                "cue": {"start": 72, "end": 76, "text": "said"},
                "content": {"start": 77, "end": 101, "text": "six workers were missing"},
                "stance": "asserted",
            }
        ],
    }


def test_what_a_story_does_not_say_of_itself_is_null(byline: Byline, tiny_index: Path) -> None:
    story = byline("show", "canal", "--json").object

    assert (story["publisher"], story["authors"], story["published"], story["url"]) == (
        None,
        [],
        None,
        None,
    )


def test_status_verify_and_rollback_have_their_fields(byline: Byline, tiny_index: Path) -> None:
    status = byline("index", "status", "--json").object
    verified = byline("index", "verify", "--json").object

    assert status.keys() == STATUS
    assert status | {"built_at": "", "bytes": 0, "stories_folder": ""} == {
        "schema": "byline.status/1",
        "generation": "g0001",
        "built_at": "",
        "stories": 3,
        "passages": 3,
        "model": "tiny-words",
        "reader": "sentence",
        "skipped": [],
        "notices": [],
        "other_files": {},
        "incomplete": [{"story": "canal", "missing": ["published"]}],
        "stale": False,
        "generations": ["g0001"],
        "bytes": 0,
        "stories_folder": "",
    }
    files = [path for path in tiny_index.rglob("*.*") if path.name != "manifest.json"]
    assert status["bytes"] == sum(path.stat().st_size for path in files if path.is_file())
    assert verified == {
        "schema": "byline.verify/1",
        "generation": "g0001",
        "generations": ["g0001"],
        "files": 8,
        "damage": [],
    }
