"""Files of word processors and publishing programs: .docx, .odt, .epub, .rtf, .pdf."""

from datetime import date

import pytest

from embeddings.stories.raw import RawStory, Skipped
from tests.made_files import make_docx, make_epub, make_pdf, pack, word_paragraph
from tests.told_stories import Told, list_faults, read_results, read_stories

TEXT = "The tram line to Velm was closed on Monday after a wall fell onto the rails, the city said."
MORE = "Some 4,300 passengers had to take buses."
URL = "https://velm.example.com/wall"


def test_a_word_document_is_read_by_its_styles() -> None:
    styles = "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (("Titel", "Title"), ("Verfasser", "Author"), ("Datum", "Date"))
    )
    body = (
        word_paragraph("Wall falls", "Titel")
        + word_paragraph("Mira Holt", "Verfasser")
        + word_paragraph("5 March 2024", "Datum")
        + word_paragraph(TEXT)
        + word_paragraph(MORE)
    )

    (story,) = read_stories("a.docx", make_docx(body, creator="Some Clerk", styles=styles))

    assert list_faults(story, Told("Wall falls", date(2024, 3, 5), ("Mira Holt",))) == []
    assert story.text == f"{TEXT}\n\n{MORE}"


def test_a_word_document_is_read_with_its_changes_accepted() -> None:
    body = (
        word_paragraph("Wall falls") + "<w:p><w:r><w:t xml:space='preserve'>It killed </w:t></w:r>"
        "<w:del><w:r><w:delText>14</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>12</w:t></w:r></w:ins>"
        "<w:r><w:t xml:space='preserve'> hens and spilt 10</w:t></w:r>"
        "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>6</w:t></w:r>"
        "<w:r><w:t xml:space='preserve'> litres.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Built</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>1871</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )

    (story,) = read_stories("a.docx", make_docx(body))

    assert (story.title, story.text) == (
        "Wall falls",
        "It killed 12 hens and spilt 10⁶ litres.\n\nBuilt | 1871",
    )


def test_a_word_document_with_labels_gives_its_fields() -> None:
    lines = ("Title: Wall falls", "Author: Mira Holt", "Date: 5 March 2024",
             "Source: Velm Courier", f"URL: {URL}", TEXT)  # fmt: skip

    (story,) = read_stories("a.docx", make_docx("".join(map(word_paragraph, lines))))

    told = Told("Wall falls", date(2024, 3, 5), ("Mira Holt",), "Velm Courier", URL, (TEXT,))
    assert list_faults(story, told) == []


def test_an_entity_of_a_documents_own_is_never_expanded() -> None:
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">'
        '<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    )
    document = make_docx(word_paragraph("Wall falls") + word_paragraph(f"{TEXT} &b;&f;"))
    members = {"word/document.xml": bomb + _member(document, "word/document.xml")}

    (story,) = read_stories("a.docx", pack(members))

    assert story.text == TEXT


def _member(data: bytes, name: str) -> str:
    import io  # noqa: PLC0415
    import zipfile  # noqa: PLC0415

    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_a_package_that_unpacks_to_too_much_is_skipped() -> None:
    (skipped,) = read_results("a.docx", pack({"word/document.xml": b" " * 19_000_000}))

    assert isinstance(skipped, Skipped)
    assert skipped.reason == "too large: its part word/document.xml unpacks to too much"


def test_an_open_document_is_read() -> None:
    body = (
        '<text:h text:outline-level="1">Wall falls</text:h><text:p>By Mira Holt</text:p>'
        f"<text:p>5 March 2024</text:p><text:p>{TEXT}<text:line-break/>Then<text:s text:c='2'/>it"
        "<text:tab/>fell.</text:p><text:list><text:list-item><text:p>Buses: nine</text:p>"
        "</text:list-item></text:list><text:tracked-changes><text:p>Gone</text:p>"
        "</text:tracked-changes>"
    )
    namespaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = (
        f"<office:document-content {namespaces}><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )

    (story,) = read_stories("a.odt", pack({"content.xml": content}))

    assert list_faults(story, Told("Wall falls", date(2024, 3, 5), ("Mira Holt",))) == []
    assert story.text == f"{TEXT}\nThen  it fell.\n\n- Buses: nine"


def test_a_book_is_read_in_the_order_of_its_chapters() -> None:
    metadata = (
        "<dc:title>Wall falls</dc:title><dc:creator>Mira Holt</dc:creator>"
        f"<dc:date>2024-03-05</dc:date><dc:publisher>Velm Courier</dc:publisher>"
        f"<dc:source>{URL}</dc:source>"
    )
    chapters = ("<h1>Wall falls</h1><p>Mira Holt</p>", f"<h1>Wall falls</h1><p>{TEXT}</p>",
                f"<h2>Buses</h2><p>{MORE}</p>")  # fmt: skip

    (story,) = read_stories("a.epub", make_epub(chapters, metadata))

    told = Told("Wall falls", date(2024, 3, 5), ("Mira Holt",), "Velm Courier", URL)
    assert list_faults(story, told) == []
    assert story.text == f"{TEXT}\n\nBuses\n\n{MORE}"


def test_rich_text_gives_its_words() -> None:
    data = (
        r"{\rtf1\ansi\ansicpg1252{\info{\title Wall falls}{\author Mira Holt}}"
        r"{\fonttbl{\f0 Arial;}}\f0\b Wall falls\b0\par By Mira Holt\par 5 March 2024\par "
        r"The caf\'e9 \u8220?Velm\u8221? spilt 10{\super 6} litres.\par "
        r"{\pict\pngblip 89504e470d0a1a0a}Some 4,300 passengers had to take buses.\par}"
    )

    (story,) = read_stories("a.rtf", data)

    told = Told("Wall falls", date(2024, 3, 5), ("Mira Holt",), None, None,
                ("The café “Velm” spilt 10⁶ litres.", MORE), ("8950", "Arial"))  # fmt: skip
    assert list_faults(story, told) == []


def _lines(x: float, y: float, size: float, *texts: str) -> list[tuple[float, float, float, str]]:
    return [(x, y - 1.2 * size * n, size, text) for n, text in enumerate(texts)]


def test_a_pdf_is_read_column_by_column_and_its_words_are_whole() -> None:
    page = [
        *_lines(72, 720, 24, "Wall falls onto", "tram line"),
        *_lines(72, 650, 10, "By Mira Holt"),
        *_lines(72, 630, 10, "5 March 2024"),
        *_lines(72, 600, 10, "The tram line to Velm was closed", "on Monday after a wall fell onto",
                "the rails, the city said. Some 4,300", "passengers had to take bus-"),
        *_lines(320, 600, 10, "es, among them many pupils of the", "school of the old town, which",
                "stayed open all day long."),
    ]  # fmt: skip

    (story,) = read_stories("a.pdf", make_pdf([page]))

    told = Told("Wall falls onto tram line", date(2024, 3, 5), ("Mira Holt",))
    assert list_faults(story, told) == []
    assert story.text == (
        "The tram line to Velm was closed on Monday after a wall fell onto the rails, the city "
        "said. Some 4,300 passengers had to take buses, among them many pupils of the school of "
        "the old town, which stayed open all day long."
    )


def test_heads_feet_and_numbers_of_pages_leave_a_pdf() -> None:
    pages = [
        [(72, 760, 8, "Velm Courier, 5 March 2024"),
         *_lines(72, 700, 11, f"The {word} part of the wall is told of at length, and",
                "then the text goes on beyond its own end and"),
         (300, 30, 8, f"{n}")]
        for n, word in enumerate(("first", "second", "third"), start=1)
    ]  # fmt: skip

    (story,) = read_stories("a.pdf", make_pdf(pages, info="/Title (Wall falls)"))

    assert story.title == "Wall falls"
    assert "Courier" not in story.text
    assert "its own end and The second part of the wall" in story.text


def test_pages_without_text_are_named_as_pictures() -> None:
    page = _lines(72, 700, 11, "Wall falls", "", TEXT)

    (story,) = read_results("a.pdf", make_pdf([page, []]))
    (skipped,) = read_results("b.pdf", make_pdf([[], []]))

    assert isinstance(story, RawStory)
    assert story.notices == ("its page(s) 2 hold no text: they are pictures (scanned) or empty",)
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("no text: its 2 page(s) are pictures (scanned)")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.odt", "a.epub", "a.rtf"])
def test_a_damaged_file_is_skipped_with_a_reason(name: str) -> None:
    (skipped,) = read_results(name, b"no such file \x00\x01")

    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("damaged: it ")
