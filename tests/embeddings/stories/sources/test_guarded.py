"""Large files are read in a child: none stops or exhausts the one that asks."""

import gzip
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.stories import Skipped
from embeddings.stories.raw import RawStory
from embeddings.stories.sources import guarded, worker
from embeddings.stories.sources.folder import read_folder
from embeddings.stories.sources.formats import parse_source
from embeddings.stories.sources.guarded import SMALL, GuardedReader
from embeddings.stories.sources.worker import Limits

PAGE = "<html><body><article><h1>Bridge</h1>{}</article></body></html>"
LONG_TEXT = "The bridge\n\n" + "The bridge is closed, the county said. " * 2000
ROOM = Limits(seconds=20, memory=1_000_000_000)


@pytest.fixture(scope="module")
def roomy() -> Iterator[GuardedReader]:
    """One child that reads whatever it is given."""
    with GuardedReader(ROOM) as reader:
        yield reader


def parse(reader: GuardedReader, name: str, data: bytes) -> tuple[RawStory | Skipped, ...]:
    return reader.parse(name, data, max_unpacked_bytes=20_000_000)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a/long.txt", LONG_TEXT.encode(), id="text"),
        pytest.param("é.md", f"---\ntitle: Ü\n---\n{LONG_TEXT}".encode(), id="Markdown"),
        pytest.param(
            "p.html", PAGE.format("<p>It is closed, he said.</p>" * 2400).encode(), id="page"
        ),
        pytest.param(
            "l.jsonl.gz",
            gzip.compress(b'{"text": "One.", "published": "2024-03-26", "authors": ["A"]}\n{\n'),
            id="lines",
        ),
        pytest.param("broken.json", b"[" * (SMALL + 1), id="broken"),
        pytest.param("no.txt", b"\0" * (SMALL + 1), id="no text"),
    ],
)
def test_a_child_reads_what_this_process_would(
    roomy: GuardedReader, name: str, data: bytes
) -> None:
    by_child = parse(roomy, name, data)

    assert by_child == parse_source(name, data, max_unpacked_bytes=20_000_000)


def test_a_child_cleans_as_this_process_would(
    roomy: GuardedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = RawStory("a", "a.txt", LONG_TEXT + "\nSubscribe to our newsletter", published=None)
    by_child = roomy.clean(raw, frozenset())
    monkeypatch.setattr(guarded, "SMALL", 10**9)
    here = roomy.clean(raw, frozenset())

    assert by_child == here
    assert not isinstance(here, Skipped)
    assert here.removed


def test_small_files_need_no_child() -> None:
    with GuardedReader(ROOM) as reader:
        parse(reader, "a.txt", b"The bridge\n\nIt is closed.")

        assert reader._child is None


@pytest.mark.slow
@pytest.mark.skipif(worker.resource is None, reason="there are no limits of that kind here")
def test_a_file_that_takes_too_long_is_named_and_the_next_one_read() -> None:
    slow = f"<p {' '.join(f'a{number}=1' for number in range(60_000))}>Text.</p>".encode()
    began = time.process_time()

    with GuardedReader(Limits(seconds=1, memory=ROOM.memory)) as reader:
        found = parse(reader, "slow.html", slow)
        after = parse(reader, "next.txt", LONG_TEXT.encode())

    assert found == (Skipped("slow.html", "it takes longer than 1 s to read: split it up"),)
    assert isinstance(after[0], RawStory)
    assert time.process_time() - began < 1


@pytest.mark.skipif(worker.resource is None, reason="there are no limits of that kind here")
def test_a_file_that_takes_too_much_memory_is_named_and_the_next_one_read() -> None:
    lines = json.dumps({"text": "word " * 10}).encode() + b"\n"

    with GuardedReader(Limits(seconds=20, memory=180_000_000)) as reader:
        found = reader.parse("l.jsonl.gz", gzip.compress(lines * 600_000), max_unpacked_bytes=10**9)
        after = parse(reader, "next.txt", LONG_TEXT.encode())

    assert found == (Skipped("l.jsonl.gz", "it takes too much memory to read"),)
    assert isinstance(after[0], RawStory)


@pytest.mark.slow
def test_a_child_that_is_ended_is_told_as_a_fault_of_the_file() -> None:
    with GuardedReader(ROOM) as reader:
        parse(reader, "a.txt", LONG_TEXT.encode())
        assert reader._child is not None
        os.kill(reader._child.pid, 11)
        reader._child.wait()

        (found,) = parse(reader, "b.txt", LONG_TEXT.encode())
        (after,) = parse(reader, "c.txt", LONG_TEXT.encode())

    assert isinstance(found, Skipped)
    assert found.reason.startswith("its parser broke off")
    assert isinstance(after, RawStory)


@pytest.mark.slow
def test_a_folder_is_read_to_its_end_whatever_one_file_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if worker.resource is None:
        pytest.skip("there are no limits of that kind here")
    monkeypatch.setattr(guarded.GuardedReader.__init__, "__defaults__", (Limits(1, ROOM.memory),))
    attributes = " ".join(f"a{number}=1" for number in range(60_000))
    (tmp_path / "a.html").write_text(f"<p {attributes}>Text.</p>")
    (tmp_path / "b.txt").write_text("The bridge\n\nIt is closed.")

    contents = read_folder(tmp_path)

    assert [story.id for story in contents.stories] == ["b"]
    assert [one.file for one in contents.skipped] == ["a.html"]
