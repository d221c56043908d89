"""What a page says of its story, and not of others or of its site."""

from datetime import date

import pytest

from embeddings.stories.pages.webpages import WebPage, read_web_page

TEXT = (
    "<p>The old mill in Tarn burned down on Friday night, the fire brigade said on Saturday.</p>"
    "<p>Nobody was hurt. Some 40 firefighters from four villages fought the fire until dawn.</p>"
)
OTHERS = (
    "<div itemscope itemtype='https://schema.org/NewsArticle'><span itemprop=headline>Barn burns"
    "</span> <i itemprop=author>Ole Past</i><time itemprop=datePublished datetime=2011-01-02>"
    "</time></div>",
    "<aside><h4>More on fires</h4><a rel=author href=a>Ole Past</a>"
    "<time datetime=2011-01-02>2 January</time></aside>",
    "<div class='story card'><h3>Barn burns</h3><a rel=author href=a>Ole Past</a>"
    "<time datetime=2011-01-02>2 January</time></div>",
)
OWN = "<a rel=author href=b>Jan Orr</a> <time datetime=2024-06-18>18 June</time>"


def read(page: str) -> WebPage:
    story = read_web_page(page.encode())
    assert story is not None
    return story


@pytest.mark.parametrize("others", OTHERS)
@pytest.mark.parametrize(
    "head",
    [
        f"<article><h1>Mill burns down</h1><p>{OWN}</p>",
        f"<article><h1>Mill burns down</h1><aside class=meta>{OWN}</aside>",
        f"<h1>Tarn Post</h1><article class=card><h2>Mill burns down</h2><p>{OWN}</p>",
    ],
)
def test_names_and_days_of_other_stories_are_not_the_page_s(head: str, others: str) -> None:
    story = read(
        f"<title>Mill burns down | Tarn Post</title>{others}{head}{TEXT}</article>{others}"
    )

    assert (story.authors, story.published) == (("Jan Orr",), date(2024, 6, 18))


def test_a_story_whose_headline_nothing_shows_keeps_its_names_and_day() -> None:
    page = f"<title>Tarn</title><article><h2>Mill burns down</h2>{OWN}{TEXT}"

    assert read(f"{page}</article>").published == date(2024, 6, 18)


@pytest.mark.parametrize(
    ("page", "title", "publisher"),
    [
        (
            "<title>Tarn Post: news from the valley</title><meta name='twitter:title' "
            "content='Mill burns down'><h1>Tarn Post</h1><h2>Mill burns down</h2>",
            "Mill burns down",
            "Tarn Post",
        ),
        ("<title>The Valley on line</title><h2>Old mill burns</h2>", "Old mill burns", None),
        (
            "<title>Mill burns: 40 fight the fire</title><meta name='twitter:title' "
            "content='Pub opens'><h1>Mill burns</h1><h2>Why mills burn</h2>",
            "Mill burns",
            None,
        ),
        (
            "<title>Tarn Post | Mill burns down</title><h1>Tarn Post</h1><h2>Mill burns down</h2>",
            "Mill burns down",
            "Tarn Post",
        ),
        (
            "<title>Mill burns | Tarn Post</title><h1>Mill burns</h1><h2>Why mills burn</h2>",
            "Mill burns",
            None,
        ),
        (
            "<title>The Tarn Post | Mill of Tarn burns down | Our valley</title>"
            "<h1>The Tarn Post</h1><h1>Mill of Tarn burns down</h1>",
            "Mill of Tarn burns down",
            "The Tarn Post",
        ),
        (
            "<link rel=canonical href=https://www.tarnpost.example.org/mill>"
            "<title>Our valley | The Tarn Post | Mill of Tarn burns down</title>"
            "<h1>Mill of Tarn burns down</h1>",
            "Mill of Tarn burns down",
            "The Tarn Post",
        ),
        (
            "<title>Mill of Tarn burns down | Valley | The Tarn Post</title>"
            "<h1>Mill of Tarn burns down</h1><h2>Valley</h2>",
            "Mill of Tarn burns down",
            "The Tarn Post",
        ),
    ],
)
def test_a_headline_below_the_site_s_name_is_found(
    page: str, title: str, publisher: str | None
) -> None:
    story = read(f"{page}{TEXT}")

    assert (story.title, story.publisher) == (title, publisher)


def test_the_page_s_own_by_line_counts_where_its_data_tells_of_other_stories_alone() -> None:
    listed = (
        '{"@type": "ItemList", "itemListElement": [{"item": {"@type": "NewsArticle", "headline":'
        ' "Barn dance", "author": {"name": "Ole Past"}, "datePublished": "2011-01-02"}}]}'
    )
    story = read(
        f"<title>Mill burns down</title><script type='application/ld+json'>{listed}</script>"
        f"<article><h1>Mill burns down</h1><p>By <a href=b>Jan Orr</a> | <time "
        f"datetime=2024-06-18>18 June</time></p>{TEXT}</article>"
    )

    assert (story.authors, story.published) == (("Jan Orr",), date(2024, 6, 18))


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Jan Orr, 18 June 2024", ("Jan Orr",)),
        ("Story: <span>Jan Orr</span> &bull; Published: 18 June 2024", ("Jan Orr",)),
        ("Published: 18 June 2024", ("Tarn Post",)),
        ("By Tarn Post with Agencies", ("Tarn Post",)),
    ],
)
def test_the_outlet_s_name_signs_a_story_only_where_nobody_else_does(
    line: str, authors: tuple[str, ...]
) -> None:
    story = read(
        "<title>Mill burns down</title><meta property='og:site_name' content='Tarn Post'>"
        f"<meta name=author content='Tarn Post'><h1>Mill burns down</h1><div>{line}</div>{TEXT}"
    )

    assert story.authors == authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("18 June 2024 / Jan Orr", ("Jan Orr",)),
        ("Jan Orr and Eva Lund | Posted on 18 June 2024 | 3 min read", ("Jan Orr", "Eva Lund")),
        ("18 June 2024 / Valley News", ()),
        ("18 June 2024 / Old Mill", ()),
        ("Upper Tarn – 18 June 2024", ()),
        ("Jan Orr / Eva Lund / 18 June 2024", ()),
        ("Jan Orr / Nobody hurt", ()),
    ],
)
def test_names_alone_beside_the_day_sign_a_story(line: str, authors: tuple[str, ...]) -> None:
    page = f"<h1>Fire at night</h1><div>{line}</div>{TEXT.replace('mill', 'Old Mill')}"

    assert read(f"<title>Fire at night</title><body>{page}").authors == authors
