"""Files of word processors and of programs that write theirs: .docx, .odt, .rtf, .epub."""

import html
import shutil
import string
from collections.abc import Sequence
from pathlib import Path

from tests.program_files.recipes import ALL, Tools, recipe
from tests.program_files.told import (
    Retold,
    article,
    bare_page,
    plain_paragraphs,
    run,
    with_header,
)


def _pandoc(story: Retold, out: Path, *options: str, source: str = "markdown") -> None:
    feed = with_header(story) if source == "markdown" else bare_page(story)
    run("pandoc", "-f", source, "-s", *options, "-o", out, feed=feed)


def convert(source: Path, kind: str, out: Path, tools: Tools) -> None:
    """Let LibreOffice save ``source`` as another kind of file."""
    profile = f"-env:UserInstallation=file://{tools.work}/profile"
    made = tools.work / "made"
    run("soffice", profile, "--headless", "--convert-to", kind, "--outdir", made, source)
    ending = kind.partition(":")[0]
    shutil.move(made / f"{source.stem}.{ending}", out)


def _write(text: str, tools: Tools, name: str) -> Path:
    path = tools.work / name
    path.write_text(text, encoding="utf-8")
    return path


def letterhead(story: Retold, columns: int) -> str:
    """Return a flat OpenDocument text with a letterhead, page numbers and columns."""
    paragraphs = "".join(
        f'<text:p text:style-name="Body">{html.escape(one).replace(chr(9), "<text:tab/>")}</text:p>'
        for one in plain_paragraphs(story)
    )
    template = string.Template((Path(__file__).parent / "letterhead.fodt").read_text("utf-8"))
    return template.substitute(
        title=html.escape(story.title),
        byline=story.byline,
        shown=story.shown,
        columns=columns,
        paragraphs=paragraphs,
    )


@recipe("pandoc-bridge.docx", "bridge", "pandoc")
@recipe("pandoc-webb.docx", "webb", "pandoc")
@recipe("pandoc-mond.odt", "mond", "pandoc")
@recipe("pandoc-webb.odt", "webb", "pandoc")
@recipe("pandoc-suez.epub", "suez", "pandoc")
@recipe("pandoc-webb.epub", "webb", "pandoc")
@recipe("pandoc-maui.rtf", "maui", "pandoc")
@recipe("pandoc-webb.rtf", "webb", "pandoc")
def make_by_pandoc(stories: Sequence[Retold], out: Path, _tools: Tools) -> None:
    _pandoc(stories[0], out)


@recipe("pandoc-page-pont.docx", "pont", "pandoc")
def make_from_page(stories: Sequence[Retold], out: Path, _tools: Tools) -> None:
    _pandoc(stories[0], out, source="html")


@recipe("pandoc-old-armistice.epub", "armistice", "pandoc")
def make_old_epub(stories: Sequence[Retold], out: Path, _tools: Tools) -> None:
    _pandoc(stories[0], out, "-t", "epub2")


@recipe("writer-suez.odt", "suez", "LibreOffice")
@recipe("writer-webb.docx", "webb", "LibreOffice")
@recipe("writer-pont.rtf", "pont", "LibreOffice")
@recipe("writer-suez.rtf", "suez", "LibreOffice")
@recipe("writer-webb.rtf", "webb", "LibreOffice")
@recipe("writer-maui.epub", "maui", "LibreOffice")
@recipe("writer-bridge.xhtml", "bridge", "LibreOffice")
def make_by_writer(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    source = tools.work / f"{out.stem}-source.docx"
    _pandoc(stories[0], source)
    convert(source, out.suffix[1:], out, tools)


@recipe("letterhead-rounds.docx", "rounds", "LibreOffice")
@recipe("letterhead-mond.odt", "mond", "LibreOffice")
@recipe("letterhead-armistice.rtf", "armistice", "LibreOffice")
def make_letterhead(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    source = _write(letterhead(stories[0], 2), tools, f"{out.stem}-source.fodt")
    convert(source, out.suffix[1:], out, tools)


@recipe("python-docx-suez.docx", "suez", "python-docx")
def make_by_python_docx(stories: Sequence[Retold], out: Path, _tools: Tools) -> None:
    import docx  # noqa: PLC0415

    story = stories[0]
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "BYLINE SAMPLES – FOR IMMEDIATE RELEASE"
    document.add_heading(story.title, level=1)
    document.add_paragraph().add_run(f"{story.byline} | {story.shown}").italic = True
    rows: list[list[str]] = []
    for one in [*plain_paragraphs(story), ""]:
        if "\t" in one:
            rows.append(one.split("\t"))
            continue
        if rows:
            table = document.add_table(rows=0, cols=2, style="Table Grid")
            for row in rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
            rows = []
        if one:
            document.add_paragraph(one)
    document.save(str(out))


@recipe("ebooklib-rounds.epub", "rounds", "ebooklib", keeps=ALL)
def make_by_ebooklib(stories: Sequence[Retold], out: Path, _tools: Tools) -> None:
    from ebooklib import epub  # noqa: PLC0415

    story = stories[0]
    book = epub.EpubBook()
    book.set_identifier(story.url)
    book.set_title(story.title)
    book.add_metadata("DC", "date", story.published)
    book.add_metadata("DC", "source", story.url)
    for name in story.authors:
        book.add_author(name)
    chapter = epub.EpubHtml(title=story.title, file_name="story.xhtml")
    chapter.content = article(story)
    book.add_item(chapter)
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    book.spine = ["nav", chapter]
    epub.write_epub(str(out), book)
