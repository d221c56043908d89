import gzip
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from embeddings.errors import StoriesError
from embeddings.stories import (
    FolderContents,
    Skipped,
    cleaning,
    list_source_files,
    read_folder,
)
from embeddings.stories.clutter import Cleared
from embeddings.stories.raw import RawStory
from embeddings.stories.sources import field_values, formats
from embeddings.stories.sources.place import Place

TEXT = "The bridge\n\nThe bridge is closed, the county said."


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def write(folder: Path, name: str, data: str | bytes = TEXT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def reasons(contents: FolderContents) -> dict[str, str]:
    return {skipped.file: skipped.reason for skipped in contents.skipped}


def test_a_folder_is_read_recursively_and_in_order(tmp_path: Path) -> None:
    write(tmp_path, "b.txt")
    write(tmp_path, "a/z.txt")
    write(tmp_path, "a/lines.jsonl.gz", gzip.compress(b'{"text": "One."}\n{"text": "Two."}'))
    write(tmp_path, "a/notes.doc")
    write(tmp_path, "film.MOV")
    write(tmp_path, "README")
    write(tmp_path, ".hidden/c.txt")
    write(tmp_path, "a/.d.txt")

    contents = read_folder(tmp_path)

    assert [story.id for story in contents.stories] == ["a/lines#1", "a/lines#2", "a/z", "b"]
    assert contents.skipped == ()
    assert contents.others == (("(no ending)", 1), (".doc", 1), (".mov", 1))
    assert [file.path for file in contents.files] == ["a/lines.jsonl.gz", "a/z.txt", "b.txt"]
    assert contents.files == list_source_files(tmp_path)
    assert contents == read_folder(tmp_path)


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert read_folder(tmp_path) == FolderContents((), (), ())


def test_a_missing_folder_and_a_file_are_errors(tmp_path: Path) -> None:
    file = write(tmp_path, "a.txt")

    with pytest.raises(StoriesError, match="No stories folder"):
        read_folder(tmp_path / "none")
    with pytest.raises(StoriesError, match="is a file"):
        list_source_files(file)


def test_bad_files_are_named_and_good_ones_still_read(tmp_path: Path) -> None:
    write(tmp_path, "binary.txt", b"\x7fELF\x00\x01")
    write(tmp_path, "broken.json", "{")
    write(tmp_path, "empty.txt", b"")
    write(tmp_path, "good.txt")
    write(tmp_path, "lines.jsonl", '{"text": "One."}\n{"broken\n{"text": "Three."}')
    write(tmp_path, "page.html", "<html><body></body></html>")

    contents = read_folder(tmp_path)

    assert [story.id for story in contents.stories] == ["good", "lines#1", "lines#3"]
    assert list(reasons(contents)) == [
        "binary.txt",
        "broken.json",
        "empty.txt",
        "lines.jsonl#2",
        "page.html",
    ]
    assert len(contents.files) == 6


def test_a_file_that_is_too_large_is_skipped_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "large.txt", b"")
    os.truncate(path, 200_000_000)
    write(tmp_path, "small.txt")
    read = []
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: read.append(self.name) or real(self))

    contents = read_folder(tmp_path)

    assert read == ["small.txt"]
    assert reasons(contents) == {
        "large.txt": "too large: 200.0 MB, at most 20 MB are read; split it up"
    }


def test_a_small_file_that_unpacks_to_a_huge_one_is_stopped(tmp_path: Path) -> None:
    write(tmp_path, "bomb.jsonl.gz", gzip.compress(b"x" * 3_000_000))

    contents = read_folder(tmp_path, max_bytes=100_000)

    assert reasons(contents) == {
        "bomb.jsonl.gz": "too large: it unpacks to more than 1 MB; split it up"
    }


def test_a_web_page_may_not_unpack_to_more_than_a_plain_one(tmp_path: Path) -> None:
    page = b"<p>The bridge is closed.</p>".ljust(150_000)
    write(tmp_path, "page.HTML.gz", gzip.compress(page))
    write(tmp_path, "plain.html", page)
    write(tmp_path, "lines.jsonl.gz", gzip.compress(b'{"text": "One."}\n'.ljust(150_000)))

    contents = read_folder(tmp_path, max_bytes=100_000)

    assert [story.id for story in contents.stories] == ["lines#1"]
    assert reasons(contents) == {
        "page.HTML.gz": "too large: it unpacks to more than 0.1 MB; split it up",
        "plain.html": "too large: 0.1 MB, at most 0.1 MB are read; split it up",
    }


@pytest.mark.parametrize("error", [RecursionError, MemoryError, ValueError, KeyError])
def test_a_fault_in_a_parser_leaves_out_one_file(
    error: type[Exception],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def parse(place: Place, data: bytes, max_bytes: int) -> tuple[RawStory, ...]:
        raise error("deep inside")

    write(tmp_path, "a.md")
    write(tmp_path, "b.txt")
    monkeypatch.setitem(formats._LIGHT, ".md", parse)

    with caplog.at_level(logging.DEBUG, logger="embeddings.stories"):
        contents = read_folder(tmp_path)

    assert [story.id for story in contents.stories] == ["b"]
    assert reasons(contents) == {"a.md": f"it could not be read ({error.__name__})"}
    assert [file.path for file in contents.files] == ["a.md", "b.txt"]
    assert [(record.levelname, "deep inside" in caplog.text) for record in caplog.records] == [
        ("DEBUG", True)
    ]


def test_a_fault_in_one_line_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = field_values.read_date

    def read_date(value: object) -> date | None:
        if value == "odd":
            raise OSError("odd")
        return real(value)

    write(tmp_path, "a.jsonl", '{"text": "One.", "published": "odd"}\n{"text": "Two."}')
    monkeypatch.setattr(field_values, "read_date", read_date)

    contents = read_folder(tmp_path)

    assert [story.id for story in contents.stories] == ["a#2"]
    assert reasons(contents) == {"a.jsonl#1": "it could not be read (OSError)"}


def test_a_fault_while_clutter_is_found_leaves_out_one_story(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = cleaning.clear_text

    def clear_text(text: str, **known: Any) -> Cleared:
        if text == "One.":
            raise RecursionError
        return real(text, **known)

    write(tmp_path, "a.jsonl", '{"text": "One."}\n{"text": "Two."}')
    monkeypatch.setattr(cleaning, "clear_text", clear_text)

    contents = read_folder(tmp_path)

    assert [story.id for story in contents.stories] == ["a#2"]
    assert reasons(contents) == {"a.jsonl#1": "it could not be read (RecursionError)"}


def test_an_excluded_folder_is_not_entered(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "index/b.txt")
    write(tmp_path, "index/inner/c.txt")
    write(tmp_path, "other/index/d.txt")
    write(tmp_path, "indexes/e.txt")
    (tmp_path / "link").symlink_to(tmp_path / "index")
    index = tmp_path / "other" / ".." / "index"

    contents = read_folder(tmp_path, exclude=index)

    assert [story.id for story in contents.stories] == ["a", "indexes/e", "other/index/d"]
    assert contents.skipped == ()
    assert contents.files == list_source_files(tmp_path, exclude=index.resolve())
    assert len(list_source_files(tmp_path, exclude=tmp_path / "none")) == 5
    assert len(list_source_files(tmp_path, exclude=tmp_path)) == 5


def test_of_two_stories_with_one_id_the_second_is_skipped(tmp_path: Path) -> None:
    write(tmp_path, "a.json", json.dumps({"id": "same", "text": "One."}))
    write(tmp_path, "b.jsonl", '{"id": "other", "text": "Two."}\n{"id": "same", "text": "Three."}')
    write(tmp_path, "c.md", "# The bridge\n\nIt is closed.")
    write(tmp_path, "c.txt")

    contents = read_folder(tmp_path)

    assert [story.id for story in contents.stories] == ["same", "other", "c"]
    assert reasons(contents) == {"b.jsonl#2": "same id as a.json", "c.txt": "same id as c.md"}


@pytest.mark.skipif(os.name == "nt", reason="permissions work differently on Windows")
def test_files_and_folders_without_permission_are_named(open_folder: Path) -> None:
    write(open_folder, "good.txt")
    write(open_folder, "locked.txt").chmod(0)
    write(open_folder, "closed/a.txt")
    (open_folder / "closed").chmod(0)
    root = os.geteuid() == 0
    if root:
        # The superuser may read everything, so the folder is read as somebody else.
        os.seteuid(65534)
    try:
        contents = read_folder(open_folder)
    finally:
        if root:
            os.seteuid(0)
        (open_folder / "closed").chmod(0o755)

    assert [story.id for story in contents.stories] == ["good"]
    assert reasons(contents) == {
        "closed": "no permission to read this folder: allow it (chmod u+r) or move it away",
        "locked.txt": "no permission to read this file: allow it (chmod u+r) or move it away",
    }


def test_a_file_that_keeps_changing_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    growing = write(tmp_path, "growing.txt")
    once = write(tmp_path, "once.txt")
    real = Path.read_bytes
    touched = []

    def read_and_append(path: Path) -> bytes:
        data = real(path)
        if path == growing or (path == once and once not in touched):
            touched.append(path)
            with path.open("a") as file:
                file.write(" More.")
        return data

    monkeypatch.setattr(Path, "read_bytes", read_and_append)

    contents = read_folder(tmp_path)

    assert [story.text for story in contents.stories] == [TEXT.split("\n\n")[1] + " More."]
    assert reasons(contents) == {
        "growing.txt": "changed while it was read: build again when it is complete"
    }


def test_a_file_that_vanishes_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    going = write(tmp_path, "going.txt")
    write(tmp_path, "here.txt")
    real = Path.read_bytes

    def vanish(path: Path) -> bytes:
        if path == going:
            path.unlink()
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", vanish)

    contents = read_folder(tmp_path)

    assert [story.id for story in contents.stories] == ["here"]
    assert "vanished" in reasons(contents)["going.txt"]


def test_links_are_followed_but_never_in_a_circle(tmp_path: Path) -> None:
    write(tmp_path, "real/a.txt")
    (tmp_path / "real/again").symlink_to(tmp_path)
    (tmp_path / "also.txt").symlink_to(tmp_path / "real/a.txt")
    (tmp_path / "dead.txt").symlink_to(tmp_path / "nowhere.txt")

    contents = read_folder(tmp_path)

    assert [story.id for story in contents.stories] == ["also", "real/a"]
    assert set(reasons(contents)) == {"dead.txt", "real/again"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_does_not_stop_the_reading(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    assert read_folder(tmp_path).skipped == (Skipped("pipe.txt", "not a regular file"),)


def test_progress_is_told_from_none_to_all(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt")
    told: list[tuple[int, int]] = []

    read_folder(tmp_path, progress=lambda done, total: told.append((done, total)))

    assert told == [(0, 2), (1, 2), (2, 2)]


def test_only_a_changed_file_changes_the_list(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt")
    write(tmp_path, "b.txt")
    before = list_source_files(tmp_path)
    os.utime(path, ns=(1, 1))

    after = list_source_files(tmp_path)

    assert before[1] == after[1]
    assert (after[0].path, after[0].mtime_ns) == ("a.txt", 1)
    assert before[0] != after[0]
