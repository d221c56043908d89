"""``byline ask`` and ``byline search``: one question, many questions, filters, exit codes."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

Byline = Callable[..., object]


@pytest.fixture(autouse=True)
def _show_all(tiny_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Show every answer, however unsure: these tests are not about the reader."""
    monkeypatch.setenv("BYLINE_CONFIDENCE", "0")


def test_an_answered_question_ends_well(byline: Byline) -> None:
    done = byline("ask", "how many workers were missing after the bridge fell?", "--json")

    assert (done.code, done.err) == (0, "")
    assert done.object["status"] == "answered"


def test_a_question_that_nothing_answers_ends_with_one(
    byline: Byline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BYLINE_CONFIDENCE", "1")

    done = byline("ask", "who won the cup?", "--json")

    assert (done.code, done.err) == (1, "")
    reply = done.object
    assert reply["status"] == "unanswered"
    assert reply["answer"] is None
    assert reply["citations"] == reply["other_answers"] == []
    assert (reply["text"], reply["refusal"]) == ("No sure answer.", "unsure")
    assert 1 <= len(reply["nearest"]) <= 3


def ask_lines(byline: Byline, monkeypatch: pytest.MonkeyPatch, lines: str, *options: str):
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    return byline("ask", "-", *options)


def test_each_line_of_input_gives_one_object_in_order(
    byline: Byline, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = ask_lines(byline, monkeypatch, "what fell?\n\n  \nwho lands?\nwhich canal?", "--json")

    assert (done.code, done.err) == (0, "")
    assert [reply["question"] for reply in done.objects] == [
        "what fell?",
        "who lands?",
        "which canal?",
    ]


def test_a_line_that_is_no_question_costs_no_other_line_its_answer(
    byline: Byline, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "why " * 300

    done = ask_lines(byline, monkeypatch, f"what fell?\n\n{long}\nwho lands?\n", "--json")

    first, second, third = done.objects
    assert done.code == 1
    assert done.err == "Line 3: The question has 1,199 characters: ask in at most 1,000.\n"
    assert (first["status"], third["status"]) == ("answered", "answered")
    assert second | {"index": None, "timings_ms": None} == {
        "schema": "byline.answer/1",
        "question": long.strip(),
        "understood": {"question": long.strip(), "stories": [], "follow_up": False},
        "status": "unanswered",
        "answer": None,
        "confidence": 0.0,
        "text": "The question has 1,199 characters: ask in at most 1,000.",
        "citations": [],
        "agreement": {"stories": 0, "origins": 0},
        "revision": None,
        "period": None,
        "other_answers": [],
        "nearest": [],
        "refusal": None,
        "events": [],
        "standing": None,
        "denial": None,
        "items": [],
        "index": None,
        "timings_ms": None,
    }
    assert second.keys() == first.keys()


def test_a_line_that_is_no_question_is_named_in_text_too(
    byline: Byline, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = ask_lines(byline, monkeypatch, f"what fell?\n{'x' * 1001}\nwho lands?\n")

    assert done.code == 1
    assert done.err.count("\n") == 1
    assert "The question has 1,001 characters" in done.out
    assert done.out.index("what fell?") < done.out.index("1,001") < done.out.index("who lands?")


def test_one_and_many_questions_give_the_same_answers(
    byline: Byline, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = ["what fell into the river?", "when did the probe land?", "who was shot?"]
    unlike = {"timings_ms": None}

    alone = [byline("ask", question, "--json").object | unlike for question in questions]
    together = ask_lines(byline, monkeypatch, "\n".join(questions), "--json").objects

    assert [reply | unlike for reply in together] == alone


def test_no_line_at_all_is_no_fault(byline: Byline, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask_lines(byline, monkeypatch, "\n \n", "--json").out == ""


@pytest.mark.parametrize(
    ("options", "stories"),
    [
        pytest.param((), {"bridge", "canal", "moon"}, id="all"),
        pytest.param(("--story", "moon"), {"moon"}, id="one story"),
        pytest.param(("--story", "moon", "--story", "canal"), {"canal", "moon"}, id="two stories"),
        pytest.param(("--publisher", "harbour"), {"bridge"}, id="publisher in part, any case"),
        pytest.param(("--since", "2023-08-23"), {"bridge", "moon"}, id="since, its day included"),
        pytest.param(("--until", "23 August 2023"), {"moon"}, id="until, its day included"),
        pytest.param(("--since", "2024-01-01", "--until", "2024-12-31"), {"bridge"}, id="a year"),
    ],
)
def test_filters_narrow_down_the_stories(
    byline: Byline, options: tuple[str, ...], stories: set[str]
) -> None:
    hits = byline("search", "ship", "moon", "bridge", "--json", *options).object["hits"]
    reply = byline("ask", "ship moon bridge?", "--answers", "20", "--json", *options).object

    answers = [reply["citations"], *(other["citations"] for other in reply["other_answers"])]
    assert {hit["story"] for hit in hits} == stories
    assert {one["story"] for citations in answers for one in citations} == stories


def test_filters_that_no_story_passes_leave_the_question_unanswered(byline: Byline) -> None:
    asked = byline("ask", "bridge?", "--publisher", "nobody")
    searched = byline("search", "bridge", "--publisher", "nobody")
    as_json = byline("search", "bridge", "--publisher", "nobody", "--json")

    assert (asked.code, searched.code, as_json.code) == (1, 1, 1)
    assert "No story passes the filters." in asked.out
    assert (searched.out, searched.err) == ("", "Nothing found.\n")
    assert as_json.object["hits"] == []


def test_answers_limits_how_many_are_shown(byline: Byline) -> None:
    one = byline("ask", "bridge?", "--answers", "1", "--json").object
    two = byline("ask", "bridge?", "--answers", "2", "--json").object

    assert (len(one["other_answers"]), len(two["other_answers"])) == (0, 1)


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_limit_limits_the_passages(byline: Byline, limit: int) -> None:
    hits = byline("search", "bridge", "ship", "--limit", str(limit), "--json").object["hits"]

    assert [hit["rank"] for hit in hits] == list(range(1, min(limit, 3) + 1))


def test_asking_writes_nothing(byline: Byline, tiny_index: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in tiny_index.rglob("*")}

    byline("ask", "bridge?")
    byline("search", "bridge")
    byline("stories")
    byline("index", "status")
    byline("index", "verify")

    assert {path: path.stat().st_mtime_ns for path in tiny_index.rglob("*")} == before


def test_a_misspelt_question_is_kept_as_asked_and_shown_as_understood(
    byline: Byline, tiny_index: Path
) -> None:
    typed, meant = "wat fell into the rivre?", "what fell into the river?"

    misspelt = byline("ask", typed, "--json").object
    right = byline("ask", meant, "--json").object
    shown = byline("ask", typed).out.splitlines()

    assert (misspelt["question"], misspelt["understood"]["question"]) == (typed, meant)
    same = {"question": None, "timings_ms": None}
    assert misspelt | same == right | same
    assert shown[0] == f"understood as: {meant}"


def test_a_misspelt_search_finds_what_was_meant(byline: Byline, tiny_index: Path) -> None:
    misspelt = byline("search", "brigde", "--json").object
    right = byline("search", "bridge", "--json").object
    shown = byline("search", "brigde").out.splitlines()

    assert (misspelt["query"], misspelt["understood"]) == ("brigde", "bridge")
    assert misspelt["hits"] == right["hits"]
    assert shown[0] == "understood as: bridge"


def test_a_question_that_is_spelt_right_is_shown_without_more(
    byline: Byline, tiny_index: Path
) -> None:
    assert "understood as" not in byline("ask", "what fell into the river?").out
