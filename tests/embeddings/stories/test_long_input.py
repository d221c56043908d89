"""No text, however odd, takes longer than its length explains."""

import json
import time
from collections.abc import Callable

import pytest

from embeddings.stories.cleaning import clean_stories
from embeddings.stories.raw import RawStory
from embeddings.stories.sources.formats import parse_source

LENGTH = 100_000
LIMIT_S = 5.0
UNITS = {
    "blanks": " ",
    "dashes": "-",
    "long dashes": "—",
    "capital words": "Alpha ",
    "initials": "A. ",
    "quotes": '"',
    "curly quotes": "“",
    "one letter": "a",
    "one capital": "A",
    "by": "By A ",
    "by and": "By Aa Bb and ",
    "names": "A, ",
    "parentheses": "(",
    "pairs of parentheses": "() ",
    "brackets": "[",
    "stops": ". ",
    "digits": "1",
    "addresses": "http://",
    "mail addresses": "a@",
    "pipes": " | ",
    "less than": "<",
    "line breaks in HTML": "<br ",
    "blank lines": " \n",
    "bullets": "-\na\n",
    "agencies": "AP/ ",
    "agencies and dashes": "AP - aa - ",
    "headings": "<h1>The bridge is closed</h1>",
}
LINES = {
    "agencies, then none": "aa/ " * 105 + "AP!",
    "an agency, then parts": "AP" + " - aa" * 80 + "!",
    "a contact": "Contact Nellie Bly-" + "C-D-F-" * 65 + "!",
    "a newsletter": "To " + "a Sign up here " * 28 + "!",
    "biographies": "Nellie Bly is an editor who writes " + "a" * 300,
}


def _numbered(count: int) -> str:
    return ", ".join(f"a{number}" for number in range(count))


TEXTS = {
    **{name: unit * (LENGTH // len(unit)) for name, unit in UNITS.items()},
    **{name: f"{line}\n" * (LENGTH // len(line)) for name, line in LINES.items()},
    "different names": _numbered(LENGTH // 7),
    "suffixes": "A" + ", Jr" * (LENGTH // 4),
}


def _text(odd: str) -> tuple[str, str]:
    return "a.txt", f"The bridge is closed\n\nStart of it{odd}end of it."


def _fields(odd: str) -> tuple[str, str]:
    names = dict.fromkeys(("title", "publisher", "authors", "id", "published"), odd)
    return "a.json", json.dumps({**names, "url": f"https://{odd}", "text": odd + "."})


def _listed(odd: str) -> tuple[str, str]:
    return "a.json", json.dumps({"text": "It is closed.", "authors": [odd, f"x{odd}x"]})


def _markdown(odd: str) -> tuple[str, str]:
    return "a.md", f"---\ntitle: {json.dumps(odd)}\n---\nThe bridge {odd} is closed."


def _page(odd: str) -> tuple[str, str]:
    article = {"@type": "NewsArticle", "articleBody": odd, "author": odd, "datePublished": odd}
    return "a.html", (
        f"<html><head><title>The bridge | {odd}</title>"
        f'<script type="application/ld+json">{json.dumps(article)}</script></head>'
        f"<body><h1>The bridge is closed</h1><p>The bridge is closed. {odd}</p></body></html>"
    )


@pytest.mark.slow
@pytest.mark.parametrize("form", [_text, _fields, _listed, _markdown, _page])
@pytest.mark.parametrize("odd", TEXTS.values(), ids=TEXTS)
def test_a_long_odd_story_is_built_in_time(
    odd: str, form: Callable[[str], tuple[str, str]]
) -> None:
    path, source = form(odd)
    start = time.process_time()

    parsed = parse_source(path, source.encode(), max_unpacked_bytes=1)
    clean_stories([story for story in parsed if isinstance(story, RawStory)])

    assert time.process_time() - start < LIMIT_S
