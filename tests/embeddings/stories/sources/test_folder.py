import gzip
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from embeddings.errors import StoriesError
from embeddings.stories import Skipped, SourceFile, Story, cleaning, list_source_files
from embeddings.stories.clutter import Cleared
from embeddings.stories.raw import RawStory
from embeddings.stories.sources import field_values, files, folder, formats
from embeddings.stories.sources.folder import FolderContents, read_folder
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


def after_scan(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let something happen between the scan of a folder and the reading of its files."""
    real = folder.scan_folder

    def scan_and_act(*args: Any, **known: Any) -> files.Scan:
        scan = real(*args, **known)
        act()
        return scan

    monkeypatch.setattr(folder, "scan_folder", scan_and_act)


def reasons(contents: FolderContents) -> dict[str, str]:
    return {skipped.file: skipped.reason for skipped in contents.skipped}


def test_what_a_browser_saves_beside_a_page_is_no_story(tmp_path: Path) -> None:
    page = f"<h1>Wall</h1><p>{TEXT}</p>"
    write(tmp_path, "Wall falls.htm", page)
    write(tmp_path, "Wall falls_files/saved_resource(1).html", page)
    write(tmp_path, "Wall falls_files/print.css", "p {}")
    write(tmp_path, "Wall falls_files/notes.txt")
    write(tmp_path, "case_files/a.html", page)

    contents = read_folder(tmp_path)

    stories = ["Wall falls", "Wall falls_files/notes", "case_files/a"]
    assert [story.id for story in contents.stories] == stories
    assert contents.others == ((".css", 1), (".html", 1))


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
    real = files._read_all

    def read_all(opened: BinaryIO, max_bytes: int) -> bytes:
        data = real(opened, max_bytes)
        read.append(data)
        return data

    monkeypatch.setattr(files, "_read_all", read_all)

    contents = read_folder(tmp_path)

    assert read == [TEXT.encode()]
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


def test_of_two_stories_with_one_id_of_their_own_the_second_is_skipped(tmp_path: Path) -> None:
    write(tmp_path, "a.json", json.dumps({"id": "same", "text": "One."}))
    write(tmp_path, "b.jsonl", '{"id": "other", "text": "Two."}\n{"id": "same", "text": "Three."}')

    contents = read_folder(tmp_path)

    assert [story.id for story in contents.stories] == ["same", "other"]
    assert reasons(contents) == {"b.jsonl#2": "same id as a.json"}


def test_files_that_differ_in_their_ending_alone_are_all_read(tmp_path: Path) -> None:
    write(tmp_path, "c.html", "<h1>The bridge</h1><p>It was closed on Monday, the town says.</p>")
    write(tmp_path, "c.md", "# The bridge\n\nIt is closed.")
    write(tmp_path, "c.txt", "The bridge\n\nIt is open again.")
    write(tmp_path, "d.jsonl", '{"text": "One."}\n{"text": "Two."}')
    write(tmp_path, "d.ndjson", '{"text": "Three."}\n{"text": "Four."}')

    contents = read_folder(tmp_path)

    ids = ["c", "c.md", "c.txt", "d#1", "d#2", "d.ndjson#1", "d.ndjson#2"]
    assert [story.id for story in contents.stories] == ids
    assert contents.skipped == ()


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
    real = files._read_all
    touched = []

    def read_and_append(opened: BinaryIO, max_bytes: int) -> bytes:
        data = real(opened, max_bytes)
        path = growing if os.fstat(opened.fileno()).st_ino == growing.stat().st_ino else once
        if path == growing or once not in touched:
            touched.append(path)
            with path.open("a") as file:
                file.write(" More.")
        return data

    monkeypatch.setattr(files, "_read_all", read_and_append)

    contents = read_folder(tmp_path)

    assert [story.text for story in contents.stories] == [TEXT.split("\n\n")[1] + " More."]
    assert reasons(contents) == {
        "growing.txt": "changed while it was read: build again when it is complete"
    }


def test_a_file_that_vanishes_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    going = write(tmp_path, "going.txt")
    write(tmp_path, "here.txt")
    after_scan(monkeypatch, going.unlink)

    contents = read_folder(tmp_path)

    assert [story.id for story in contents.stories] == ["here"]
    assert "vanished" in reasons(contents)["going.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_file_that_becomes_a_pipe_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "a.txt")
    write(tmp_path, "b.txt")

    def swap() -> None:
        path.unlink()
        os.mkfifo(path)

    after_scan(monkeypatch, swap)

    contents = read_folder(tmp_path)

    assert [story.id for story in contents.stories] == ["b"]
    assert reasons(contents) == {"a.txt": "not a regular file"}


def test_a_file_that_becomes_a_link_out_of_the_folder_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = write(tmp_path, "secret.txt")
    path = write(tmp_path, "stories/a.txt")

    def swap() -> None:
        path.unlink()
        path.symlink_to(secret)

    after_scan(monkeypatch, swap)

    contents = read_folder(tmp_path / "stories")

    assert contents.stories == ()
    assert "a link out of the stories folder" in reasons(contents)["a.txt"]


def test_a_link_to_itself_hides_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    write(tmp_path, "b.txt")
    write(tmp_path, "c/d.txt")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")

    contents = read_folder(tmp_path)

    assert [story.id for story in contents.stories] == ["b", "c/d"]
    assert reasons(contents) == {
        "a.txt": "a link that leads back to itself",
        "circle": "a link that leads back to itself",
    }


def test_a_link_out_of_the_folder_is_followed_only_where_that_is_wanted(tmp_path: Path) -> None:
    write(tmp_path, "outside/one.txt")
    write(tmp_path, "stories/two.txt")
    write(tmp_path, "stories-too/three.txt")
    stories = tmp_path / "stories"
    (stories / "more").symlink_to(tmp_path / "outside")
    (stories / "one.txt").symlink_to(tmp_path / "outside" / "one.txt")
    (stories / "near").symlink_to(tmp_path / "stories-too")
    (stories / "picture.png").symlink_to("/dev/null")

    contents = read_folder(stories)

    assert [story.id for story in contents.stories] == ["two"]
    assert set(reasons(contents)) == {"more", "near", "one.txt"}
    assert all("BYLINE_FOLLOW_LINKS=1" in reason for reason in reasons(contents).values())
    followed = read_folder(stories, follow_links=True)
    assert [story.id for story in followed.stories] == ["more/one", "near/three", "one", "two"]
    (tmp_path / "linked").symlink_to(stories)
    assert [story.id for story in read_folder(tmp_path / "linked").stories] == ["two"]


def test_the_bad_lines_of_one_file_are_named_up_to_a_hundred(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", "1\n" * 2500 + '{"text": "Good."}\n' + "2\n" * 10)
    write(tmp_path, "b.jsonl", "1\n" * 100)

    contents = read_folder(tmp_path)

    assert [story.id for story in contents.stories] == ["a#2501"]
    named = [one.file for one in contents.skipped if one.file.startswith("a.jsonl#")]
    assert named == [f"a.jsonl#{number}" for number in range(1, 101)]
    assert Skipped("a.jsonl", "2,410 more of its lines could not be read") in contents.skipped
    assert len(contents.skipped) == 201


class Memory:
    """Knows what one reading of a folder made."""

    def __init__(self, contents: FolderContents) -> None:
        self._results = {(one.file.path, one.file.sha256): one.results for one in contents.read}
        self._stories = dict(zip(contents.origins, contents.stories, strict=True))
        self.missed: list[str] = []

    def get_results(self, file: SourceFile) -> tuple[RawStory | Skipped, ...] | None:
        found = self._results.get((file.path, file.sha256))
        self.missed += [] if found else [file.path]
        return found

    def get_story(self, origin: str) -> Story | None:
        found = self._stories.get(origin)
        self.missed += [] if found else ["a story"]
        return found


def test_what_is_known_gives_the_same_as_reading_again(tmp_path: Path) -> None:
    advert = "Please sign up for our newsletter, which comes every week"
    for number in range(24):
        lines = [f"Report {number} on the bridge.", advert if number % 2 else "", "It is closed."]
        write(tmp_path, f"{number:02}.txt", "\n\n".join([f"Bridge {number}", *lines]))
    write(tmp_path, "broken.json", "{")
    memory = Memory(read_folder(tmp_path))

    again = read_folder(tmp_path, known=memory)
    assert memory.missed == []
    assert again == read_folder(tmp_path)

    write(tmp_path, "00.txt", "Bridge 0\n\nIt is open.")
    assert read_folder(tmp_path, known=memory) == read_folder(tmp_path)
    assert memory.missed == ["00.txt", "a story"]

    for number in range(8):  # the advertisement then stands in too few stories to be one
        (tmp_path / f"{number:02}.txt").unlink()
    assert read_folder(tmp_path, known=memory) == read_folder(tmp_path)


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
