"""The text of saved news pages against their articles' paragraphs.

    python -m benchmarks.cleaning [--limit N] [--keep]

Each page's clean text is compared with the paragraphs that the page's own tests name: word F1 as
SQuAD counts it, in hundredths, over the English pages.
"""

import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean, median

from benchmarks.command import Arguments, Figures, run
from benchmarks.data import find_data
from bot.evaluation import token_f1
from embeddings.stories import read_folder

FILES = ("pages-fundus.tar.xz",)
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|that|is|was|for|on)\b", re.IGNORECASE)
_ENGLISH_SHARE = 0.12
_DAY = re.compile(r"_\d{4}_\d{2}_\d{2}.*$")


def measure(arguments: Arguments) -> Figures:
    """Read the pages as an index does, and compare."""
    folder = arguments.work / "pages"
    folder.mkdir(exist_ok=True)
    bodies = _unpack(find_data(*FILES, arguments.data), folder)
    texts = {one.id: one.text for one in read_folder(folder).stories}
    pages = [page for page in sorted(bodies) if bodies[page]]
    scores = {
        page: 100 * max(token_f1(texts.get(page, ""), body) for body in bodies[page])
        for page in arguments.sample(pages)
    }
    return {
        "pages": len(scores),
        "mean_f1": round(fmean(scores.values()), 2),
        "median_f1": round(median(scores.values()), 2),
        "under_60": sorted(page for page, score in scores.items() if score < 60),
    }


def _unpack(archive: Path, folder: Path) -> dict[str, list[str]]:
    """Write the pages to a folder, and return each page's English articles by its id."""
    articles: dict[str, list[str]] = {}
    pages = []
    with tarfile.open(archive) as packed:
        for member in packed.getmembers():
            opened = packed.extractfile(member)
            name = member.name.replace("/", "--")
            if opened is None:
                continue
            if name.endswith(".html"):
                (folder / name).write_bytes(opened.read())
                pages.append(name.removesuffix(".html"))
            elif name.endswith(".json"):
                bodies = json.loads(opened.read()).values()
                articles[name.removesuffix(".json")] = [
                    " ".join(_list_strings(one["body"]))
                    for one in bodies
                    if isinstance(one, dict) and one.get("body")
                ]
    return {
        page: [one for one in articles.get(_DAY.sub("", page), []) if _is_english(one)]
        for page in pages
    }


def _list_strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _list_strings(one)


def _is_english(text: str) -> bool:
    return len(_ENGLISH.findall(text)) > _ENGLISH_SHARE * len(text.split())


if __name__ == "__main__":
    run("cleaning", "Clean saved news pages.", measure, FILES)
