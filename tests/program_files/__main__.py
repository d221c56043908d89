"""Make the files anew, and the table of what they say."""

import argparse
import csv
import http.server
import subprocess
import tempfile
import threading
from pathlib import Path

from tests.program_files import browser, notes, office, prints, sent, tables  # noqa: F401
from tests.program_files.recipes import RECIPES, Recipe, Tools, told_rows
from tests.program_files.server import Pages
from tests.program_files.told import load_stories

_ABSENT = (FileNotFoundError, ImportError, subprocess.SubprocessError, LookupError)
_NAMES = ("file", "number", "program", "headline", "day", "authors", "url", "first", "last",
          "facts", "lost")  # fmt: skip


def main() -> None:
    """Make each file whose program is at hand."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--node", type=Path, help="the folder with node_modules")
    options.add_argument("--only", default="", help="part of the names of files to make")
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    stories = load_stories()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as work:
        node = given.node.resolve() if given.node else None
        tools = Tools(Path(work), node, server.server_port)
        for one in RECIPES:
            if given.only in one.name:
                _make(one, given.folder, tools)
    server.shutdown()
    with (given.folder / "told.tsv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t", lineterminator="\n")
        table.writerow(_NAMES)
        for one in RECIPES:
            if (given.folder / one.name).exists():
                table.writerows(told_rows(one, [stories[key] for key in one.stories]))


def _make(one: Recipe, folder: Path, tools: Tools) -> None:
    stories = load_stories()
    try:
        one.make([stories[key] for key in one.stories], folder / one.name, tools)
        print(f"made {one.name}")  # noqa: T201
    except _ABSENT as error:
        told = getattr(error, "stderr", b"") or b""
        print(f"left {one.name}: {error} {told[-500:].decode('utf-8', 'replace')}")  # noqa: T201


if __name__ == "__main__":
    main()
