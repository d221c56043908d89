import gzip
import json
from datetime import date

import pytest

from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.formats import parse_source

PARAGRAPHS = [
    f"The county said on day {day} that the bridge over the river will stay closed, because the "
    f"cable number {day} has to be replaced before the winter storms arrive in the valley."
    for day in range(1, 9)
]


def make_page(
    *,
    body: str = "",
    title: str = "The bridge stays closed until May | The Paper",
    heading: str = "The bridge stays closed until May",
    structured: dict[str, object] | None = None,
) -> bytes:
    script = json.dumps({"@context": "https://schema.org", "@graph": [structured or {}]})
    body = body or "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{title}</title><meta property="og:title" content="{title}">
<meta property="og:site_name" content="The Paper">
<meta property="article:published_time" content="2017-11-24T10:00:00Z">
<meta name="author" content="Nellie Bly">
<link rel="canonical" href="https://example.org/bridge">
<script type="application/ld+json">{script}</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>{heading}</h1>{body}</article>
<aside><h2>Sign up for our newsletter</h2></aside>
<footer>Copyright The Paper. All rights reserved.</footer></body></html>""".encode()


def read(data: bytes, path: str = "page.html") -> RawStory:
    (story,) = parse_source(path, data, max_unpacked_bytes=1_000_000)
    assert isinstance(story, RawStory)
    return story


def test_a_saved_page_gives_its_article_and_what_is_known_about_it() -> None:
    assert read(make_page()) == RawStory(
        id="page",
        place="page.html",
        text="\n\n".join(PARAGRAPHS),
        title="The bridge stays closed until May",
        publisher="The Paper",
        authors=("Nellie Bly",),
        published=date(2017, 11, 24),
        url="https://example.org/bridge",
    )


def test_a_compressed_page_reads_the_same() -> None:
    page = make_page()

    assert read(gzip.compress(page), "page.html.gz").text == read(page).text


def test_names_and_day_that_the_page_states_for_machines_come_first() -> None:
    story = read(
        make_page(
            structured={
                "@type": ["NewsArticle"],
                "author": [{"@type": "Person", "name": "Ida Tarbell"}, {"name": "Ida B. Wells"}],
                "datePublished": "2017-11-23T22:00:00Z",
            }
        )
    )

    assert story.authors == ("Ida Tarbell", "Ida B. Wells")
    assert story.published == date(2017, 11, 23)


def test_the_page_s_own_copy_replaces_an_extraction_that_lost_most_of_it() -> None:
    story = read(
        make_page(
            body=f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>",
            structured={"@type": "NewsArticle", "articleBody": "\n\n".join(PARAGRAPHS)},
        )
    )

    assert story.text == "\n\n".join(PARAGRAPHS)


def test_lines_around_the_page_s_own_copy_are_not_the_article_s() -> None:
    furniture = "Readers who looked at this page have also looked at several other pages lately."
    story = read(
        make_page(
            body="".join(f"<p>{line}</p>" for line in [*PARAGRAPHS, furniture]),
            structured={"@type": "NewsArticle", "articleBody": " ".join(PARAGRAPHS)},
        )
    )

    assert story.text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "data", [b"<html></html>", b"<p>", b"no page at all", b"\xff\xfe\x00", b"<script>x</script>"]
)
def test_a_page_without_an_article_is_skipped(data: bytes) -> None:
    (result,) = parse_source("page.html", data, max_unpacked_bytes=1)

    assert isinstance(result, Skipped)
    assert result.reason == "no article text was found in this web page"


def test_broken_structured_data_does_no_harm() -> None:
    page = make_page().replace(b'{"@context"', b'{"@type": "NewsArticle", "@context')

    assert read(page).text == "\n\n".join(PARAGRAPHS)
