"""A story that is handed in is read as the index will read it, or refused with the reason."""

from datetime import date

import pytest
from hostile_server import PAGE

from bot.intake.previews import Given, Preview, Received, read_received
from embeddings.errors import StoriesError, UsageError

NOTHING = Given()


def read(data: bytes, name: str = "", **known: str) -> Preview:
    return read_received(Received(data, name, **known), NOTHING)


def test_a_page_shows_what_can_be_asked_later() -> None:
    preview = read(PAGE, content_type="text/html", url="https://harbour.test/ferry")

    assert preview.headline == "Ferry line opens again after winter"
    assert (preview.outlet, preview.day) == ("The Harbour Post", date(2024, 5, 2))
    assert preview.story.authors == ("Ann Lee",)
    assert preview.story.url == "https://harbour.test/ferry"
    assert preview.first_lines.startswith("The ferry to the island opened again on Thursday")
    assert len(preview.first_lines) <= 282
    assert preview.ending == ".html"
    assert preview.data == PAGE


def test_what_a_person_says_weighs_more_and_what_a_feed_says_less() -> None:
    said = Given.parse(publisher="The Isle", published="3 May 2024")
    otherwise = Given(title="From the feed", publisher="The Feed", url="https://harbour.test/f")

    preview = read_received(Received(PAGE, "f.html"), said, otherwise=otherwise)

    story = preview.story
    assert (story.publisher, story.published) == ("The Isle", date(2024, 5, 3))
    assert story.title == "Ferry line opens again after winter"
    assert story.url == "https://harbour.test/f"
    assert dict(preview.fields) == {
        "publisher": "The Isle",
        "published": date(2024, 5, 3),
        "url": "https://harbour.test/f",
    }


def test_several_stories_in_a_file_are_several(tmp_path: object) -> None:
    lines = b'{"text": "One thing.", "title": "First headline"}\n{"text": "Two."}\nbroken\n'

    preview = read(lines, "wire.jsonl")

    assert [story.id for story in preview.stories] == ["new-story#1", "new-story#2"]
    assert len(preview.skipped) == 1
    with pytest.raises(UsageError, match="one alone"):
        read_received(Received(lines, "wire.jsonl"), Given(title="One for all"))


@pytest.mark.parametrize(
    ("data", "name", "content_type", "ending"),
    [
        (PAGE, "", "", ".html"),
        (PAGE, "story.php", "text/html", ".html"),
        (PAGE, "story.txt", "text/html", ".html"),
        (PAGE, "https://x.test/2024/05", "application/octet-stream", ".html"),
        (b"A headline stands here\n\nAnd a text.", "", "", ".txt"),
        (b"A headline stands here\n\nAnd a text.", "a.md", "text/plain", ".md"),
        (b"---\ntitle: A headline\n---\nA text.", "", "", ".md"),
        (b'{"text": "A text.", "title": "A headline"}', "", "", ".json"),
        (b'{"text": "A text."}\n{"text": "Another."}', "", "application/x-ndjson", ".jsonl"),
    ],
)
def test_the_kind_is_told_by_the_bytes_and_then_by_the_name(
    data: bytes, name: str, content_type: str, ending: str
) -> None:
    assert read(data, name, content_type=content_type).ending == ending


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.txt", "nothing to read"),
        (b" \n\t ", "a.html", "nothing to read"),
        (b"\x89PNG\r\n\x1a\n123", "a.html", "a picture"),
        (b"PK\x03\x04rest", "a.html", "a zip file"),
        (b"\x7fELF\x00", "", "a program"),
        (b"\x00\x01\x02\x03" * 50, "a.txt", "not text"),
        (b"<html><body></body></html>", "a.html", "No story was found"),
        (b'{"headline": 5}', "a.json", "No story was found"),
        (b"{broken", "a.json", "broken JSON"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, name: str, words: str) -> None:
    with pytest.raises(StoriesError) as caught:
        read(data, name)

    assert words in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_pdf_that_is_called_a_page_is_told_to_be_one() -> None:
    with pytest.raises(StoriesError) as caught:
        read(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "story.html", content_type="text/html")

    assert "html" not in str(caught.value)


@pytest.mark.parametrize(
    ("charset", "encoding", "text"),
    [
        ("koi8-r", "koi8-r", "Паром снова ходит"),
        ("mac-roman", "mac-roman", "Fähre fährt wieder"),
        ("iso-8859-1", "utf-8", "Fähre fährt wieder"),
        ("utf-8", "cp1252", "Fähre fährt wieder"),
        ("hex", "utf-8", "Fähre fährt wieder"),
        ("no-such", "utf-8", "Fähre fährt wieder"),
        ("\x00", "utf-8", "Fähre fährt wieder"),
    ],
)
def test_a_text_is_read_in_the_encoding_that_fits(charset: str, encoding: str, text: str) -> None:
    data = f"{text}\n\n{text}, {text}. {text}.".encode(encoding)

    assert read(data, "a.txt", charset=charset).headline == text


@pytest.mark.parametrize("day", ["yesterday", "32 May 2024", "03/04/2024", "x"])
def test_a_day_that_is_none_is_wrong_usage(day: str) -> None:
    with pytest.raises(UsageError, match="is no day"):
        Given.parse(published=day)
