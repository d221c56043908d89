"""Tables of stories, as spreadsheets and programs write them."""

import csv
import gzip
import io
from collections.abc import Sequence
from pathlib import Path

from tests.program_files.node import run_node
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


@recipe("python-semicolon-three.csv", "bridge suez pont", "Python's csv", keeps=ALL)
def make_semicolons(stories: Sequence[Retold], out: Path, _tools: Tools) -> None:
    """A table as spreadsheets of Western Europe save it."""
    with out.open("w", encoding="windows-1252", newline="") as file:
        table = csv.DictWriter(file, list(_rows(stories)[0]), delimiter=";")
        table.writeheader()
        table.writerows(_rows(stories))


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
