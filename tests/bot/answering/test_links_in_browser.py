"""Links to quotes, followed in a real browser: the quote itself is highlighted, nothing else."""
# ruff: noqa: E501 -- pages and scripts

import asyncio
import functools
import gzip
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from browser import CHROMIUM, Page, is_painted, open_browser

from bot.answering.citations import Citation, cite
from embeddings.sentences import Span, split_sentences
from embeddings.stories import Story
from embeddings.stories.sources.folder import read_folder

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Mayor: the bridge is closed</title></head><body><article>
<h1>Mayor: the bridge is closed</h1>
<p>The bridge is closed, the mayor said on Monday, after a cable had broken in the night's storm.</p>
<p>Traffic was led over the old ford&nbsp;– "slow, but safe", as the county put it. The bridge is closed.
Boats were <a href="#a">let</a> thr<b>ough</b>.</p>
<figure><img alt=""><figcaption>The bridge is closed.</figcaption></figure>
<p>The bridge is closed. It will open again in May, an engineer told <i>The Paper</i> &amp; others.</p>
<p>The bridge is closed, the mayor said on Monday, and nobody knows for how long, or what it costs.</p>
<p>Nobody was hurt, 100% of the cargo was saved - all of it.</p>
<p>Zoë Müller, the captain, said: “I saw the cable go; it sang.”</p>
</article></body></html>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Iterator[tuple[Path, str]]:
    """Saved pages, and the loopback address where a server gives them out."""
    folder = tmp_path_factory.mktemp("site")
    for page in sorted(samples.rglob("*.htm*")):
        data = page.read_bytes()
        name = page.name.removesuffix(".gz")
        (folder / name).write_bytes(gzip.decompress(data) if page.suffix == ".gz" else data)
    (folder / "twice.html").write_text(PAGE, encoding="utf-8")
    handler = functools.partial(_QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield folder, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join(timeout=10)


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep the server's log out of the tests' output."""


def place(site: tuple[Path, str]) -> dict[str, Story]:
    """The pages' stories by name, with their loopback addresses."""
    folder, address = site
    names = {path.stem: path.name for path in folder.iterdir()}
    return {
        story.id: replace(story, url=f"{address}/{names[story.id]}")
        for story in read_folder(folder).stories
    }


async def find_missed(home: Path, citations: list[tuple[Citation, int]]) -> list[str]:
    """Follow each link; return the quotes that the browser does not highlight, or not alone.

    With each citation goes which place of its words on the page is the right one.
    """
    async with open_browser(home) as page:
        return [
            citation.quote
            for citation, rank in citations
            if not await highlights(page, citation, rank)
        ]


async def highlights(page: Page, citation: Citation, rank: int) -> bool:
    assert citation.link is not None
    await page.open(citation.link)
    places = await page.find_places(citation.quote)
    return is_painted(await page.find_painted(), places[rank])


def test_every_sentence_of_the_sample_pages_is_highlighted(
    site: tuple[Path, str], tmp_path: Path
) -> None:
    stories = place(site)
    del stories["twice"]
    citations = [
        (cite(1, story, sentence), 0)
        for story in stories.values()
        for sentence in split_sentences(story.text)
    ]

    assert len(stories) >= 4
    assert asyncio.run(find_missed(tmp_path, citations)) == []


def test_quotes_over_several_paragraphs_are_highlighted_whole(
    site: tuple[Path, str], tmp_path: Path
) -> None:
    citations = []
    for story in place(site).values():
        end = story.text.find("\n\n", story.text.index("\n\n") + 2)
        citations.append((cite(1, story, Span(0, end if end > 0 else len(story.text))), 0))

    assert asyncio.run(find_missed(tmp_path, citations)) == []


@pytest.mark.parametrize(
    ("quote", "story_rank", "page_rank"),
    [
        pytest.param("The bridge is closed.", 0, 0, id="after a headline with the same words"),
        pytest.param("The bridge is closed.", 1, 2, id="behind a caption with the same words"),
        pytest.param("The bridge is closed", 2, 3, id="before a caption with the same words"),
        pytest.param(
            "The bridge is closed, the mayor said on Monday, and nobody knows for how long, or what "
            "it costs.",
            0,
            0,
            id="begins like a sentence before it",
        ),
        pytest.param("through.", 0, 0, id="mark-up inside a word"),
        pytest.param("The Paper & others.", 0, 0, id="signs with a meaning"),
        pytest.param("100% of the cargo was saved - all of it.", 0, 0, id="address signs"),
        pytest.param(
            "Zoë Müller, the captain, said: “I saw the cable go; it sang.”", 0, 0, id="letters"
        ),
        pytest.param('ford – "slow, but safe"', 0, 0, id="a blank that does not break"),
    ],
)
def test_the_right_one_of_several_places_is_highlighted(
    site: tuple[Path, str], tmp_path: Path, quote: str, story_rank: int, page_rank: int
) -> None:
    story = place(site)["twice"]
    start = -1
    for _ in range(story_rank + 1):
        start = story.text.index(quote, start + 1)

    citation = cite(1, story, Span(start, start + len(quote)))

    assert asyncio.run(find_missed(tmp_path, [(citation, page_rank)])) == []
