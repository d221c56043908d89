"""A story is told more about by a small file beside it, and nothing else is changed by that."""

from datetime import date
from pathlib import Path

import pytest

from embeddings.stories import list_source_files, read_folder

STORY = "Ferry opens again\n\nThe ferry opened again on Thursday, the port office said.\n"


def test_what_is_told_beside_a_story_weighs_more_than_the_story(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(STORY)
    (tmp_path / "ferry.txt.meta.yaml").write_text(
        "Title: The ferry is back\npublisher: The Harbour Post\nauthors: [Ann Lee, Bo Kim]\n"
        "published: 2024-05-02\nurl: https://example.org/ferry\n"
    )

    contents = read_folder(tmp_path)

    (story,) = contents.stories
    assert contents.skipped == ()
    assert story.text == "The ferry opened again on Thursday, the port office said."
    assert (story.id, story.title, story.publisher, story.authors, story.published, story.url) == (
        "ferry",
        "The ferry is back",
        "The Harbour Post",
        ("Ann Lee", "Bo Kim"),
        date(2024, 5, 2),
        "https://example.org/ferry",
    )


def test_of_several_stories_each_is_given_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "wire.jsonl").write_text(
        '{"title": "A first thing happened", "text": "One.", "publisher": "The Sky"}\n'
        '{"title": "A second thing happened", "text": "Two."}\n'
    )
    (tmp_path / "wire.jsonl.meta.yaml").write_text("publisher: The Wire\ntitle: All of it\n")

    stories = read_folder(tmp_path).stories

    assert [(story.title, story.publisher) for story in stories] == [
        ("A first thing happened", "The Sky"),
        ("A second thing happened", "The Wire"),
    ]


@pytest.mark.parametrize(
    "text",
    ["", "- a list", "just words", "publisher: [", "a: " + "[" * 5_000, "&a [*a, *a]",
     "x: " + "y" * 70_000, "\x00\x01\x02"],
    ids=["empty", "list", "words", "broken", "deep", "alias", "large", "binary"],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_changes_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "ferry.txt").write_text(STORY)
    (tmp_path / "ferry.txt.meta.yaml").write_text(text)

    contents = read_folder(tmp_path)

    assert [story.title for story in contents.stories] == ["Ferry opens again"]
    assert [one.file for one in contents.skipped] == ["ferry.txt.meta.yaml"]


def test_a_change_beside_a_story_is_a_change_of_the_story(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(STORY)
    before = list_source_files(tmp_path)
    (tmp_path / "ferry.txt.meta.yaml").write_text("publisher: The Harbour Post\n")

    after = list_source_files(tmp_path)

    assert [one.path for one in after] == ["ferry.txt"]
    assert after != before
    assert read_folder(tmp_path).files == after


def test_what_was_removed_is_not_read(tmp_path: Path) -> None:
    for folder in ("removed", "world/removed"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "ferry.txt").write_text(STORY)

    assert [one.id for one in read_folder(tmp_path).stories] == ["world/removed/ferry"]
