import gzip
import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.endings import ENDINGS, ending_of
from embeddings.stories.sources.formats import parse_source


def parse(path: str, data: bytes | str) -> tuple[RawStory | Skipped, ...]:
    data = data.encode() if isinstance(data, str) else data
    return parse_source(path, data, max_unpacked_bytes=10_000)


def test_the_first_line_of_a_text_file_is_its_headline() -> None:
    assert parse("news/a.txt", "\n\nThe bridge is closed\n\nSince Monday.\nUntil May.") == (
        RawStory("news/a", "news/a.txt", "Since Monday.\nUntil May.", "The bridge is closed"),
    )


def test_a_lone_line_is_the_story_itself() -> None:
    assert parse("a.txt", "The bridge is closed.") == (
        RawStory("a", "a.txt", "The bridge is closed."),
    )


def test_json_gives_every_field() -> None:
    fields = {
        "id": 7,
        "text": "The bridge is closed.",
        "title": "Bridge",
        "publisher": "The Paper",
        "authors": "Nellie Bly and Ida Tarbell",
        "published": "Nov. 24, 2017",
        "url": "https://example.org/bridge",
    }

    assert parse("a.json", json.dumps(fields)) == (
        RawStory(
            id="7",
            place="a.json",
            text="The bridge is closed.",
            title="Bridge",
            publisher="The Paper",
            authors=("Nellie Bly", "Ida Tarbell"),
            published=date(2017, 11, 24),
            url="https://example.org/bridge",
        ),
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The bridge is closed again\nIt happened on Monday.", "The bridge is closed again"),
        ("The bridge is closed again. It happened on Monday.\nMore.", ""),
        ("The bridge is closed again", ""),
        ("By Nellie Bly\nIt happened on Monday.", ""),
        ("LONDON CNN —\nIt happened on Monday.", ""),
    ],
)
def test_json_without_a_title_takes_a_first_line_that_looks_like_one(text: str, title: str) -> None:
    (story,) = parse("a.json", json.dumps({"text": text}))

    assert isinstance(story, RawStory)
    assert (story.title, story.text) == (title, text)


def test_json_lines_are_numbered_from_one_and_bad_lines_are_named() -> None:
    lines = [
        json.dumps({"text": "One."}),
        "",
        "{broken",
        json.dumps({"title": "no text"}),
        json.dumps(["a list"]),
        json.dumps({"text": "  \n "}),
        json.dumps({"text": "Seven.", "id": "seven"}),
    ]

    results = parse("news/a.jsonl.gz", gzip.compress("\n".join(lines).encode()))

    assert [one.id for one in results if isinstance(one, RawStory)] == ["news/a#1", "seven"]
    assert [(one.file, one.reason) for one in results if isinstance(one, Skipped)] == [
        (
            "news/a.jsonl.gz#3",
            "broken JSON: expecting property name enclosed in double quotes at line 1, column 2",
        ),
        (
            "news/a.jsonl.gz#4",
            'no "text" field with the story\'s text in it; read are text (or content,'
            " body), title, publisher, authors, published, url",
        ),
        ("news/a.jsonl.gz#5", 'not a story: an object with a "text" field was expected'),
        ("news/a.jsonl.gz#6", "empty: it holds no text"),
    ]


def test_one_line_in_another_encoding_leaves_the_others_alone() -> None:
    data = '{"text": "Café one."}\n'.encode() + '{"text": "Café two."}'.encode("cp1252")

    results = parse("a.jsonl", data)

    assert [one.text for one in results if isinstance(one, RawStory)] == ["Café one.", "Café two."]


def test_json_lines_may_be_utf_16() -> None:
    results = parse("a.jsonl", '{"text": "One."}\n{"text": "Two."}'.encode("utf-16"))

    assert [one.text for one in results if isinstance(one, RawStory)] == ["One.", "Two."]


def test_lone_surrogates_leave_every_field() -> None:
    odd = {
        "text": "a\ud83d",
        "title": "b\ud83d",
        "id": "c\ud83d",
        "publisher": "d\ud83d",
        "authors": ["e\ud83d"],
        "url": "https://a.b/\ud83d",
    }

    assert parse("a.json", json.dumps(odd)) == (
        RawStory(
            id="c\ufffd",
            place="a.json",
            text="a\ufffd",
            title="b\ufffd",
            publisher="d\ufffd",
            authors=("e\ufffd",),
            url="https://a.b/\ufffd",
        ),
    )


@pytest.mark.parametrize(
    ("path", "data", "reason"),
    [
        ("a.txt", b"", "empty: the file has no bytes"),
        ("a.txt", b" \n ", "empty: it holds no text"),
        ("a.json", b"[" * 100_000, "broken JSON"),
        ("a.json", b"{", "broken JSON"),
        ("a.json", b'{"text": ' * 100_000, "broken JSON"),
        ("a.md", b"---\ntitle: " + b"[" * 500 + b"\n---\nText.", "broken front matter: it nests"),
        (
            "a.md",
            b"---\ntitle: " + b"[" * 5_000 + b"]" * 5_000 + b"\n---\nText.",
            "broken front matter: it nests too deep",
        ),
        ("a.html.gz", b"no gzip", "damaged: it is not a whole gzip file"),
        (
            "a.html.gz",
            gzip.compress(b"x" * 5000, mtime=0)[:-9],
            "damaged: it is not a whole gzip file",
        ),
        ("a.jsonl.gz", gzip.compress(b"x" * 50_000, mtime=0), "too large: it unpacks to more than"),
        ("a.jsonl.gz", gzip.compress(b"", mtime=0), "empty: it holds no text"),
    ],
)
def test_an_unreadable_file_is_skipped_with_its_reason(path: str, data: bytes, reason: str) -> None:
    (result,) = parse(path, data)

    assert isinstance(result, Skipped)
    assert result.file == path
    assert result.reason.startswith(reason)


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("a.txt", ".txt"),
        ("a.HTML.GZ", ".html.gz"),
        ("a.b.jsonl", ".jsonl"),
        ("a.gz", None),
        ("a.txt.gz", ".txt.gz"),
        ("a.pdf", ".pdf"),
        ("a.pdf.gz", None),
        ("a.doc", None),
    ],
)
def test_endings_are_known_whatever_their_case(name: str, ending: str | None) -> None:
    assert ending_of(name) == ending


@settings(deadline=None)  # a library loads when its first file is met
@given(
    st.sampled_from([ending for ending in ENDINGS if "htm" not in ending]),
    st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode(errors="replace")),
)
def test_no_bytes_raise(ending: str, data: bytes) -> None:
    for result in parse("a" + ending, data):
        assert isinstance(result, (RawStory, Skipped))
