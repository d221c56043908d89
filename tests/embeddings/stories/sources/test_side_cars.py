"""A story is told more about by a small file beside it, and nothing else is changed by that."""

import os
from datetime import date
from pathlib import Path

import pytest

from embeddings.stories import list_source_files
from embeddings.stories.sources.folder import read_folder

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


def test_a_link_out_of_the_folder_beside_a_story_is_followed_only_where_that_is_wanted(
    tmp_path: Path,
) -> None:
    (tmp_path / "outside.yaml").write_text("publisher: The Secret\n")
    stories = tmp_path / "stories"
    stories.mkdir()
    (stories / "ferry.txt").write_text(STORY)
    (stories / "ferry.txt.meta.yaml").symlink_to(tmp_path / "outside.yaml")

    contents, followed = read_folder(stories), read_folder(stories, follow_links=True)

    assert [story.publisher for story in contents.stories] == [None]
    assert [one.file for one in contents.skipped] == ["ferry.txt.meta.yaml"]
    assert "a link out of the stories folder" in contents.skipped[0].reason
    assert [story.publisher for story in followed.stories] == ["The Secret"]
    assert followed.skipped == ()
    assert contents.files[0].sha256 != followed.files[0].sha256


def test_what_is_no_file_beside_a_story_is_named_and_never_waited_for(tmp_path: Path) -> None:
    for name in ("circle", "pipe", "folder"):
        (tmp_path / f"{name}.txt").write_text(STORY.replace("Ferry", name))
    (tmp_path / "circle.txt.meta.yaml").symlink_to("circle.txt.meta.yaml")
    os.mkfifo(tmp_path / "pipe.txt.meta.yaml")
    (tmp_path / "folder.txt.meta.yaml").mkdir()

    contents = read_folder(tmp_path)

    assert len(contents.stories) == 3
    assert {one.file for one in contents.skipped} == {
        "circle.txt.meta.yaml", "folder.txt.meta.yaml", "pipe.txt.meta.yaml",
    }  # fmt: skip


def test_names_that_grow_without_end_do_not_stop_a_build(tmp_path: Path) -> None:
    """Each line holds the one before twice: forty lines would be a million million names."""
    lines = ["a0: &a0", "  - Ann"]
    for number in range(1, 40):
        lines += [f"a{number}: &a{number}", *[f"  - *a{number - 1}"] * 2]
    bomb = "\n".join([*lines, "authors: *a39", "publisher: *a39", "title: *a39"])
    (tmp_path / "ferry.txt").write_text(STORY)
    (tmp_path / "ferry.txt.meta.yaml").write_text(bomb)
    (tmp_path / "note.md").write_text(f"---\n{bomb}\n---\n\n# A note\n\nThe note is long.\n")

    assert len(read_folder(tmp_path).stories) == 2
