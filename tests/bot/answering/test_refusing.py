"""How near the stories come where they do not answer."""

from dataclasses import replace
from pathlib import Path

import pytest
from tiny_index import make_index

from bot.answering.refusing import find_nearest
from bot.answering.replies import Refusal
from embeddings.retrieval import search
from embeddings.stories import Story

HOUSE = Story(id="house", title="A villa", text="Workers unearthed gold coins in its garden.")


@pytest.mark.parametrize(
    ("question", "similarity", "refusal"),
    [
        pytest.param("Which gold coins lay in the garden?", 0.5, Refusal.UNSURE, id="same words"),
        pytest.param("What treasure was dug up at home?", 0.85, Refusal.UNSURE, id="other words"),
        pytest.param("What treasure was dug up at home?", 0.3, Refusal.NOTHING, id="far"),
        pytest.param("What treasure was dug up at home?", None, Refusal.NOTHING, id="unknown"),
        pytest.param("Which gold coins lay in the garden?", None, Refusal.UNSURE, id="words alone"),
    ],
)
def test_what_is_asked_in_other_words_is_near_too(
    tmp_path: Path, question: str, similarity: float | None, refusal: Refusal
) -> None:
    index = make_index((HOUSE,), tmp_path)
    hits = [replace(one, similarity=similarity) for one in search(index, question, limit=3)]

    told, nearest = find_nearest(index, question, hits, ())

    assert told is refusal
    assert [one.story.id for one in nearest] == ["house"]
