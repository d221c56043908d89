"""The index of words: exchanged for a few passages, it is what it is when all are indexed anew."""

import sqlite3
from pathlib import Path

import pytest
from tiny_index import cut_words

from embeddings.analysis import analyse
from embeddings.index.story_writer import StoryWriter
from embeddings.stories import Story

STORIES = tuple(
    Story(
        id=f"s{number:02}", text=f"The ship number {number} met the moon.", title=f"News {number}"
    )
    for number in range(40)
)
LONG = " ".join(f"The canal of day {day} was closed by the mayor." for day in range(3))


def write(path: Path, *stories: Story, before: Path | None = None) -> None:
    writer = StoryWriter(before)
    for story in stories:
        origin = f"{story.id} {story.text}"
        if writer.take_over(origin) is None:
            writer.add(analyse(story, cut_words, max_tokens=16), origin)
    writer.save(path)


def describe(path: Path) -> tuple[object, ...]:
    """Return all that is kept of words, and what is found by some; SQLite checks them too."""
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    found = tuple(
        connection.execute(
            "SELECT rowid, bm25(words) FROM words WHERE words MATCH ? ORDER BY 2, 1", (word,)
        ).fetchall()
        for word in ("ship", "moon", "canal", "mayor", "7", "news", "ship OR canal")
    )
    counted = connection.execute("SELECT term, doc, cnt FROM vocabulary ORDER BY term").fetchall()
    sizes = connection.execute("SELECT id, sz FROM words_docsize ORDER BY id").fetchall()
    connection.close()
    return found, counted, sizes


def count_parts(path: Path) -> int:
    """Count the parts of an index: one where all words were indexed at once."""
    connection = sqlite3.connect(path)
    ((parts,),) = connection.execute("SELECT count(DISTINCT segid) FROM words_idx")
    connection.close()
    return int(parts)


def change(number: int, text: str) -> tuple[Story, ...]:
    """Return the stories with another text in the place of one."""
    changed = Story(id=f"s{number:02}", text=text, title="News of the canal")
    return (*STORIES[:number], changed, *STORIES[number + 1 :])


@pytest.mark.parametrize(
    ("stories", "exchanged"),
    [
        pytest.param(STORIES, True, id="the same"),
        pytest.param(change(7, "The canal froze."), True, id="one changed"),
        pytest.param((*STORIES, Story(id="z", text=LONG)), True, id="one added at the end"),
        pytest.param(STORIES[:-2], True, id="the last two removed"),
        pytest.param(STORIES[:1] + STORIES[2:], False, id="one removed at the beginning"),
        pytest.param(change(7, LONG), False, id="one longer"),
        pytest.param(change(39, LONG), True, id="the last one longer"),
    ],
)
def test_words_exchanged_are_those_indexed_anew(
    tmp_path: Path, stories: tuple[Story, ...], exchanged: bool
) -> None:
    write(tmp_path / "before", *STORIES)

    write(tmp_path / "after", *stories, before=tmp_path / "before")

    write(tmp_path / "fresh", *stories)
    assert describe(tmp_path / "after") == describe(tmp_path / "fresh")
    assert (count_parts(tmp_path / "after") > 1) == (exchanged and stories != STORIES)


def test_words_exchanged_many_times_are_those_indexed_anew(tmp_path: Path) -> None:
    write(tmp_path / "0", *STORIES)
    stories = STORIES
    for step in range(60):
        stories = change(step * 7 % 40, f"The canal froze on day {step}, said the mayor.")
        write(tmp_path / f"{step + 1}", *stories, before=tmp_path / f"{step}")

    write(tmp_path / "fresh", *stories)
    assert describe(tmp_path / "60") == describe(tmp_path / "fresh")
