"""PDF files of the programs that make most of them."""

import html
from collections.abc import Sequence
from pathlib import Path

from tests.program_files.browser import print_page
from tests.program_files.office import convert, letterhead
from tests.program_files.recipes import Tools, recipe
from tests.program_files.server import show
from tests.program_files.told import Retold, news_page, plain_paragraphs, run, with_header


@recipe("writer-columns-rounds.pdf", "rounds", "LibreOffice")
@recipe("writer-columns-webb.pdf", "webb", "LibreOffice")
@recipe("writer-columns-suez.pdf", "suez", "LibreOffice")
def make_columns(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    source = tools.work / f"{out.stem}.fodt"
    source.write_text(letterhead(stories[0], 2), encoding="utf-8")
    convert(source, "pdf", out, tools)


@recipe("writer-webb.pdf", "webb", "LibreOffice")
@recipe("writer-pont.pdf", "pont", "LibreOffice")
def make_by_writer(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    source = tools.work / f"{out.stem}.docx"
    run("pandoc", "-s", "-o", source, feed=with_header(stories[0]))
    convert(source, "pdf", out, tools)


@recipe("chromium-bridge.pdf", "bridge", "Chromium",
        url="http://example.org/world/2024/03/key-bridge")  # fmt: skip
@recipe("chromium-mond.pdf", "mond", "Chromium",
        url="http://example.org/de/mond-s%C3%BCdpol")  # fmt: skip
def make_print(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    story = stories[0]
    address = show(story.url, news_page(story, "@media print{nav,aside,.share{display:none}}"))
    out.write_bytes(print_page(address, tools, header=True))


@recipe("chromium-columns-armistice.pdf", "armistice", "Chromium")
def make_column_print(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    style = (
        "article{columns:2;font-family:serif;text-align:justify;hyphens:auto} h1{column-span:all}"
    )
    style += " header,aside,footer,.share{display:none}"
    address = show(stories[0].url, news_page(stories[0], style))
    out.write_bytes(print_page(address, tools, header=False))


@recipe("typst-webb.pdf", "webb", "Typst", lost="raised digits become plain", facts_lost=("10⁶",))
def make_by_typst(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    import typst  # noqa: PLC0415

    story = stories[0]
    body = story.markdown.replace("10^6^", "10#super[6]").replace("*Astronomy*", "_Astronomy_")
    lines, note = [], body.split("[^1]: ")[1].strip()
    for block in body.split("[^1]: ")[0].strip().split("\n\n"):
        if block.startswith("|"):
            cells = [c.strip() for row in block.split("\n") for c in row.strip("|").split("|")]
            shown = ", ".join(f"[{c}]" for c in cells if not c.startswith("--"))
            lines.append(f"#table(columns: 2, {shown})")
        else:
            lines.append(block.replace("[^1]", f"#footnote[{note}]"))
    source = tools.work / f"{out.stem}.typ"
    source.write_text(
        '#set page("a5", numbering: "1 / 1", columns: 2)\n#set par(justify: true)\n'
        '#set text(lang: "en", size: 9pt)\n#place(top, float: true, scope: "parent")'
        f"[#text(18pt)[{story.title}]\n\n{story.byline}\n\n{story.shown}]\n\n" + "\n\n".join(lines),
        encoding="utf-8",
    )
    typst.compile(str(source), output=str(out))


@recipe("reportlab-maui.pdf", "maui", "ReportLab")
def make_by_reportlab(stories: Sequence[Retold], out: Path, _tools: Tools) -> None:
    from reportlab.lib.pagesizes import A5  # noqa: PLC0415
    from reportlab.lib.styles import getSampleStyleSheet  # noqa: PLC0415
    from reportlab.platypus import Paragraph, SimpleDocTemplate  # noqa: PLC0415

    story, styles = stories[0], getSampleStyleSheet()
    parts = [Paragraph(html.escape(story.title), styles["Title"])]
    parts += [Paragraph(text, styles["Italic"]) for text in (story.byline, story.shown)]
    parts += [Paragraph(html.escape(one), styles["BodyText"]) for one in plain_paragraphs(story)]
    SimpleDocTemplate(str(out), pagesize=A5).build(parts)


@recipe("fpdf-suez.pdf", "suez", "fpdf2")
def make_by_fpdf(stories: Sequence[Retold], out: Path, _tools: Tools) -> None:
    from fpdf import FPDF  # noqa: PLC0415

    story, pdf = stories[0], FPDF(format="A5")
    pdf.add_page()
    pdf.set_font("Helvetica", style="B", size=16)
    pdf.multi_cell(0, 8, story.title, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", size=10)
    for one in (f"{story.byline} - {story.shown}", *plain_paragraphs(story)):
        pdf.multi_cell(0, 5, one.replace("\t", "    "), new_x="LMARGIN", new_y="NEXT")
        pdf.ln(2)
    pdf.output(str(out))
