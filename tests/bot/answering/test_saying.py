"""An outlet is told by what the index found, and somebody's own words for what they said."""

from pathlib import Path

import pytest
from tiny_index import make_index

from bot.agreement import Candidate
from bot.answering.saying import find_outlet, heed_speaker
from embeddings.retrieval import search
from embeddings.sentences import Span
from embeddings.stories import Story

STORY = Story(
    id="escape",
    title="Soldier flees",
    publisher="The Herald",
    text=(
        "A soldier ran across the bridge. He was shot five times, reports The Guardian.\n\n"
        "“He had hopes about the river,” said Lee Moon, the surgeon.\n\n"
        "Police said the canal was closed for a week. They said the ship had sunk."
    ),
)


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("Which newspaper says he was shot five times?", "The Guardian"),
        ("Which paper reports that the soldier was shot five times?", "The Guardian"),
        ("According to which newspaper was he shot five times?", "The Guardian"),
        ("Which newspaper says the canal was closed?", None),
        ("Which newspaper says the soldier was on the moon for a year?", None),
        ("Which outlet said it?", None),
        ("Who said that he was shot five times?", None),
        ("Which newspaper reported on the soldier?", None),
    ],
)
def test_the_outlet_that_said_something_is_told(
    question: str, source: str | None, tmp_path: Path
) -> None:
    index = make_index((STORY,), tmp_path)

    found = find_outlet(index, question, search(index, question, limit=4))

    assert (found and found.text.split(",")[0]) == source


def test_its_sentence_holds_what_was_said(tmp_path: Path) -> None:
    index = make_index((STORY,), tmp_path)
    question = "Which newspaper says he was shot five times?"

    found = find_outlet(index, question, search(index, question, limit=4))

    assert found is not None
    assert found.sentence_text == "He was shot five times, reports The Guardian."


def point_at(words: str, confidence: float) -> Candidate:
    start = STORY.text.index(words)
    span = Span(start, start + len(words))
    low = STORY.text.rfind("\n", 0, start) + 1
    high = STORY.text.find("\n", start)
    return Candidate(STORY, Span(low, high if high > 0 else len(STORY.text)), span, confidence)


@pytest.mark.parametrize(
    ("question", "first", "sure"),
    [
        ("What did Lee Moon say?", "He had hopes about the river,", 0.68),
        ("What did the surgeon say about the river?", "He had hopes about the river,", 0.68),
        ("What did police say about the canal?", "the canal was closed for a week", 0.68),
        ("What did The Guardian report?", "He was shot five times", 0.68),
        ("What did the mayor say?", "across the bridge", 0.1),
        ("What did the soldier do?", "across the bridge", 0.5),
    ],
)
def test_what_somebody_said_is_told_in_their_own_words(
    question: str, first: str, sure: float, tmp_path: Path
) -> None:
    index = make_index((STORY,), tmp_path)
    hits = search(index, question, limit=4)

    told = heed_speaker(index, question, hits, [point_at("across the bridge", 0.5)])

    assert (told[0].text.strip("“”"), round(told[0].confidence, 2)) == (first, sure)


def test_nobody_is_taken_for_another_of_the_name(tmp_path: Path) -> None:
    story = Story(
        id="two",
        text="Ann Moon met us. Moon said that at least five ships had sunk in the fire.",
    )
    index = make_index((story,), tmp_path)
    hits = search(index, "What did Moon say?", limit=4)

    own = heed_speaker(index, "What did Moon say?", hits, [])
    others = heed_speaker(index, "What did Ivo Moon say?", hits, [])

    assert [one.text for one in own] == ["that at least five ships had sunk in the fire"]
    assert others == ()
