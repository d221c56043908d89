"""What is read of saved pages, and what is cut out of text copies.

    python -m benchmarks.cleaning [--limit N] [--keep]

The figure with whole outlets kept aside is printed by ``python -m training.fit_pages --aside``.
"""

import re
from collections.abc import Sequence
from statistics import mean, median

import trafilatura

from benchmarks.command import Arguments, Figures, run
from benchmarks.data import find_data
from benchmarks.text_copies import COPIES, measure_leftovers, measure_lost
from embeddings.stories.cleaning import clean_stories
from embeddings.stories.metadata import read_names
from embeddings.stories.publication_dates import read_date
from embeddings.stories.raw import RawStory
from embeddings.stories.sources.formats import parse_source
from embeddings.stories.story import Story
from training.saved_pages import Page, measure_f1, read_pages

FILES = ("pages-fundus.tar.xz", *COPIES)
_MOST_BYTES = 100_000_000
_LOW = 0.6
_SLACK = 0.005
_NEARLY = 0.8


def measure(arguments: Arguments) -> Figures:
    """Measure the pages, and what cutting leaves and loses."""
    archive = find_data(FILES[0], arguments.data)
    pages = arguments.sample(list(read_pages(archive)))
    return {
        "pages": measure_pages(pages),
        "leftovers": measure_leftovers(arguments),
        "lost": measure_lost(arguments),
    }


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
        "mean_f1": round(100 * mean(scores.values()), 2),
        "median_f1": round(100 * median(scores.values()), 2),
        "plain_trafilatura_mean_f1": round(100 * mean(plain.values()), 2),
        "under_60": [name for name, score in scores.items() if score < _LOW],
        "less_than_plain": [n for n, score in scores.items() if score < plain[n] - _SLACK],
        **{
            f"{name}_right_percent": round(100 * mean(right is not False for _, right in rows), 2)
            for name, rows in facts.items()
        },
        **{
            f"{name}_wrong": [n for n, right in rows if right is False]
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
    run("cleaning", "Clean saved news pages and text copies.", measure, FILES)
