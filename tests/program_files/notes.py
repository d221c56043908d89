"""Notes and plain texts: what clippers and converters write."""

from collections.abc import Sequence
from pathlib import Path

from tests.program_files.node import run_node
from tests.program_files.recipes import ALL, Tools, recipe
from tests.program_files.told import Retold, article, bare_page, news_page, run, with_header

_RAISED = {"lost": "raised digits become plain", "facts_lost": ("10⁶",)}


@recipe("turndown-webb.md", "webb", "Turndown", **_RAISED)
@recipe("turndown-maui.md", "maui", "Turndown")
def make_turned(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    out.write_text(run_node("turned", {"page": bare_page(stories[0])}, tools), encoding="utf-8")


@recipe("defuddle-bridge.md", "bridge", "Defuddle (Obsidian Web Clipper)", keeps=ALL,
        lost="authors but the first", authors=("Byline Harbour Desk",))  # fmt: skip
@recipe("defuddle-webb.md", "webb", "Defuddle (Obsidian Web Clipper)", keeps=ALL,
        lost="authors but the first", authors=("Byline Science Desk",))  # fmt: skip
@recipe("defuddle-pont.markdown", "pont", "Defuddle (Obsidian Web Clipper)", keeps=ALL)
def make_clipping(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    story = stories[0]
    given = {"page": news_page(story), "url": story.url, "created": "2026-01-05"}
    out.write_text(run_node("clipped", given, tools), encoding="utf-8")


@recipe("html-to-text-suez.txt", "suez", "html-to-text", lost="small letters of headings",
        headline="LAST SHIPS OF THE SUEZ QUEUE ARE THROUGH")  # fmt: skip
def make_worded(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    out.write_text(run_node("worded", {"page": bare_page(stories[0])}, tools), encoding="utf-8")


@recipe("html2text-webb.md", "webb", "html2text", **_RAISED)
def make_python_turned(stories: Sequence[Retold], out: Path, _tools: Tools) -> None:
    import html2text  # noqa: PLC0415

    out.write_text(html2text.html2text(bare_page(stories[0])), encoding="utf-8")


@recipe("pandoc-suez.md", "suez", "pandoc", keeps=ALL)
@recipe("pandoc-webb.md", "webb", "pandoc", keeps=ALL)
def make_pandoc_note(stories: Sequence[Retold], out: Path, _tools: Tools) -> None:
    feed = with_header(stories[0], "title author date source")
    run("pandoc", "-f", "markdown", "-t", "markdown", "-s", "-o", out, feed=feed)


@recipe("pandoc-gfm-armistice.md", "armistice", "pandoc", keeps=ALL)
def make_pandoc_gfm(stories: Sequence[Retold], out: Path, _tools: Tools) -> None:
    feed = with_header(stories[0], "title author date source")
    run("pandoc", "-t", "gfm", "-s", "-o", out, feed=feed)


@recipe("pandoc-webb.txt", "webb", "pandoc")
@recipe("pandoc-mond.txt", "mond", "pandoc")
@recipe("pandoc-bridge.txt", "bridge", "pandoc")
def make_pandoc_text(stories: Sequence[Retold], out: Path, _tools: Tools) -> None:
    run("pandoc", "-f", "html", "-t", "plain", "-o", out, feed=bare_page(stories[0]))


@recipe("writer-pont.txt", "pont", "LibreOffice")
def make_writer_text(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    from tests.program_files.office import convert  # noqa: PLC0415

    source = tools.work / "writer-pont-source.docx"
    run("pandoc", "-s", "-o", source, feed=with_header(stories[0]))
    convert(source, "txt:Text", tools.work / "writer.txt", tools)
    out.write_bytes((tools.work / "writer.txt").read_bytes())


@recipe("docx-maui.docx", "maui", "npm docx")
@recipe("pdfkit-rounds.pdf", "rounds", "PDFKit")
@recipe("pdfkit-armistice.pdf", "armistice", "PDFKit")
def make_by_node(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    from tests.program_files.told import plain_paragraphs  # noqa: PLC0415

    story = stories[0]
    given = {
        "title": story.title, "byline": story.byline, "shown": story.shown,
        "paragraphs": plain_paragraphs(story),
    }  # fmt: skip
    _write_binary("word" if out.suffix == ".docx" else "drawn", given, out, tools)


@recipe("html-to-docx-suez.docx", "suez", "html-to-docx")
def make_page_word(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    _write_binary("worded_page", {"page": article(stories[0])}, out, tools)


@recipe("epub-gen-pont.epub", "pont", "epub-gen-memory")
def make_node_book(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    story = stories[0]
    given = {"title": story.title, "authors": story.authors, "body": story.body,
             "day": story.published}  # fmt: skip
    _write_binary("booked", given, out, tools)


def _write_binary(job: str, given: object, out: Path, tools: Tools) -> None:
    import json  # noqa: PLC0415
    import subprocess  # noqa: PLC0415

    if tools.node is None:
        raise LookupError("no packages of node: give --node")
    script = Path(__file__).parent / "programs.mjs"
    done = subprocess.run(
        ["node", script, job], input=json.dumps(given).encode(), capture_output=True,
        cwd=tools.node, timeout=60, check=True,
    )  # fmt: skip
    out.write_bytes(done.stdout)
