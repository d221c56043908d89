"""Tables of stories, as spreadsheets and programs write them."""

import csv
import gzip
import io
from collections.abc import Sequence
from pathlib import Path

from tests.program_files.node import run_node
from tests.program_files.office import convert
from tests.program_files.recipes import ALL, Tools, recipe
from tests.program_files.told import Retold, plain_paragraphs


def _rows(stories: Sequence[Retold]) -> list[dict[str, str]]:
    return [
        {
            "Headline": one.title, "Date": one.shown, "Author": "; ".join(one.authors),
            "URL": one.url, "Text": "\n\n".join(plain_paragraphs(one)).replace("\t", " | "),
        }
        for one in stories
    ]  # fmt: skip


@recipe("calc-semicolon-three.csv", "bridge suez pont", "LibreOffice Calc", keeps=ALL)
@recipe("calc-latin-two.csv", "mond pont", "LibreOffice Calc", keeps=ALL,
        facts_lost=("„", "“"))  # fmt: skip
def make_sheet(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    source = tools.work / "sheet.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(_rows(stories)[0]))
        table.writeheader()
        table.writerows(_rows(stories))
    sheet = tools.work / "sheet.ods"
    convert(source, "ods", sheet, tools)
    # 59: semicolons, 34: quotes; 76: UTF-8, 1: Windows' Western letters
    charset = "1" if "latin" in out.name else "76"
    convert(sheet, f"csv:Text - txt - csv (StarCalc):59,34,{charset}", out, tools)


@recipe("papaparse-two.tsv", "webb maui", "Papa Parse", keeps=ALL)
def make_node_table(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    given = {"rows": _rows(stories), "delimiter": "\t"}
    out.write_text(run_node("tabled", given, tools), encoding="utf-8", newline="")


@recipe("python-csv-two.csv.gz", "rounds armistice", "Python's csv, gzip", keeps=ALL)
def make_python_table(stories: Sequence[Retold], out: Path, _tools: Tools) -> None:
    file = io.StringIO(newline="")
    table = csv.DictWriter(file, list(_rows(stories)[0]), dialect="excel")
    table.writeheader()
    table.writerows(_rows(stories))
    out.write_bytes(gzip.compress(file.getvalue().encode("utf-8-sig")))
