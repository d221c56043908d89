"""Measure what is read of saved pages and what is cut out of text copies.

    python -m benchmarks.cleaning DATA [--json FILE]

``DATA`` holds ``pages-fundus.tar.xz`` (or is a folder of such pages), and, for what cutting loses
and leaves, ``rtqa-2024-stories``, ``polnear-dev`` and ``newsqa-visible`` (``.jsonl.gz``). What is
absent is named and left out. The figure with whole outlets kept aside is printed by
``python -m training.fit_pages FOLDER --aside 12``.
"""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median

import trafilatura

from benchmarks.pages import Page, measure_f1, read_pages
from benchmarks.text_copies import measure_leftovers, measure_lost
from embeddings.stories.cleaning import clean_stories
from embeddings.stories.metadata import read_names
from embeddings.stories.publication_dates import read_date
from embeddings.stories.raw import RawStory
from embeddings.stories.sources.formats import parse_source
from embeddings.stories.story import Story

_MOST_BYTES = 100_000_000
_LOW = 0.6
_SLACK = 0.005
_NEARLY = 0.8


def main() -> None:
    """Measure what the data folder holds and print one line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    figures: dict[str, object] = {}
    archive = options.data / "pages-fundus.tar.xz"
    source = archive if archive.exists() else options.data
    pages = list(read_pages(source))
    if pages:
        figures["pages"] = measure_pages(pages)
    else:
        print(f"left out: no saved pages in {options.data}", file=sys.stderr)
    for name, measure in (("leftovers", measure_leftovers), ("lost", measure_lost)):
        figures[name] = measure(options.data)
    print(json.dumps(figures, indent=1, ensure_ascii=False))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def measure_pages(pages: Sequence[Page]) -> dict[str, object]:
    """Return the F1 of the texts beside plain trafilatura's, and how often each fact is right."""
    raw = [parse_source(page.name, page.data, max_unpacked_bytes=_MOST_BYTES)[0] for page in pages]
    read = [story for story in raw if isinstance(story, RawStory)]
    clean = dict(zip((story.place for story in read), clean_stories(read), strict=True))
    scores: dict[str, float] = {}
    plain: dict[str, float] = {}
    facts: dict[str, list[tuple[str, bool | None]]] = {"title": [], "day": [], "authors": []}
    for page in pages:
        story = clean.get(page.name)
        text = story.text if isinstance(story, Story) else ""
        other = trafilatura.extract(page.data, include_comments=False) or ""
        scores[page.name] = max(measure_f1(text, body) for body in page.bodies)
        plain[page.name] = max(measure_f1(other, body) for body in page.bodies)
        known = max(page.known, key=lambda row: _agree(row, story))
        for name, right in _check(known, story, page).items():
            facts[name].append((page.name, right))
    return {
        "pages": len(pages),
        "mean F1": round(mean(scores.values()), 4),
        "median F1": round(median(scores.values()), 4),
        "plain trafilatura": round(mean(plain.values()), 4),
        "under 0.6": [name for name, score in scores.items() if score < _LOW],
        "less than plain": [n for n, score in scores.items() if score < plain[n] - _SLACK],
        **{
            f"{name} right": round(mean(right is not False for _, right in rows), 4)
            for name, rows in facts.items()
        },
        **{
            f"{name} wrong": [n for n, right in rows if right is False]
            for name, rows in facts.items()
        },
    }


def _agree(row: dict[str, object], story: object) -> float:
    title = story.title if isinstance(story, Story) else ""
    return _share(title, str(row.get("title") or ""))


def _check(row: dict[str, object], story: object, page: Page) -> dict[str, bool | None]:
    """Whether each fact is right; ``None`` where the outlet's data do not say it."""
    if not isinstance(story, Story):
        return dict.fromkeys(("title", "day", "authors"), False)
    title = str(row.get("title") or "")
    day = read_date(row.get("publishing_date"))
    names = {name.casefold() for name in read_names(row.get("authors"))}
    own = {name.casefold() for name in story.authors}
    shown = page.data.decode("utf-8", "ignore")
    on_page = re.search(r"<h1\b[^>]*>(?:(?!</h1>).)*" + re.escape(story.title[:20]), shown, re.S)
    return {
        "title": None
        if not title
        else _share(title, story.title) >= _NEARLY or on_page is not None,
        "day": None if day is None else story.published == day,
        "authors": None
        if not names
        else bool(own & names) or _share(" ".join(own), " ".join(names)) >= _NEARLY,
    }


def _share(one: str, other: str) -> float:
    first, second = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return len(first & second) / max(1, len(first | second))


if __name__ == "__main__":
    main()
