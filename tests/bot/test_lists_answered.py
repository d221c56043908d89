"""A question for a list, from a folder of stories to the words and places that a person gets."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from tiny_index import TINY_MODEL, build_tiny_index

from bot.config import Settings
from bot.newsroom import Newsroom
from bot.reading import Page, Reading

VOTE = """Vote in Marsh End

The Liberals took control on Tuesday.

| Ward | Winner | Votes |
| --- | --- | --- |
| North | Paula Grey | 1,203 |
| East | Jane Fitch | 1,450 |
"""
FESTIVAL = """Festival names its guests

It returns in August. Appearing this year:

— Rosie Pell
— Dev Anand
— The Two Normans

Tickets go on sale on Friday.
"""


@dataclass(frozen=True, slots=True)
class PointingReader:
    """Points at given words wherever they stand."""

    words: str
    name: str = "pointing"
    least_confidence: float = 0.5

    def read(self, question: str, pages: Sequence[Page]) -> tuple[Reading, ...]:
        places = [(at, page.text.find(self.words)) for at, page in enumerate(pages)]
        return tuple(
            Reading(at, start, start + len(self.words), 0.9) for at, start in places if start >= 0
        )


@pytest.mark.parametrize(
    ("pointed", "question", "items", "said"),
    [
        ("Jane Fitch", "Which winners were there?", ["Paula Grey", "Jane Fitch"], None),
        ("East", "Which wards voted?", ["North", "East"], "North; East"),
        (
            "Dev Anand",
            "Who is appearing at the festival?",
            ["Rosie Pell", "Dev Anand", "The Two Normans"],
            "Rosie Pell; Dev Anand; The Two Normans",
        ),
    ],
    ids=["second column", "first column", "names with dashes"],
)
def test_a_list_is_told_whole_and_each_item_is_a_slice_of_its_story(
    tmp_path: Path, pointed: str, question: str, items: list[str], said: str | None
) -> None:
    stories, index = tmp_path / "stories", tmp_path / "index"
    stories.mkdir()
    (stories / "vote.md").write_text(f"# {VOTE}", encoding="utf-8")
    (stories / "festival.txt").write_text(FESTIVAL, encoding="utf-8")
    build_tiny_index(stories, index)
    settings = Settings(model=TINY_MODEL)
    opened = Newsroom.open(settings, stories=stories, index=index)
    newsroom = Newsroom(opened.index, settings, reader=PointingReader(pointed))

    reply = newsroom.ask(question).to_json()

    cited = [one["citation"] for one in reply["items"]]
    text = newsroom.show(cited[0]["story"]).to_json()["text"]
    assert [one["answer"] for one in reply["items"]] == items
    assert [text[one["answer_start"] : one["answer_end"]] for one in cited] == items
    first = reply["citations"][0]
    assert reply["answer"] == text[first["answer_start"] : first["answer_end"]]
    assert all(one in reply["answer"] for one in items)
    assert reply["text"].startswith(said or "; ".join(items))
