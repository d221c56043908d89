"""Pages of many kinds, each read to its text and facts: made small, after what sites do."""

import json
from datetime import date

import pytest

from embeddings.stories.cleaning import clean_stories
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.formats import parse_source
from embeddings.stories.story import Story

FIRST = "The old mill in Tarn burned down on Friday night, the fire brigade said on Saturday."
SECOND = "Nobody was hurt. Some 40 firefighters from four villages fought the fire until dawn."
THIRD = "The owner, Pia Holm, wants to build it again by 2031, with a roof of slate this time."


def read(page: str, path: str = "page.html") -> Story | Skipped:
    (raw,) = parse_source(path, page.encode(), max_unpacked_bytes=1_000_000)
    return clean_stories([raw])[0] if isinstance(raw, RawStory) else raw


def read_story(page: str) -> Story:
    story = read(page)
    assert isinstance(story, Story)
    return story


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_a_short_article_is_read_whole() -> None:
    page = f"<title>Mill burns</title><article><h1>Mill burns down</h1><p>{FIRST}</p></article>"

    assert read_story(page).text == FIRST


def test_the_site_s_name_in_the_first_heading_is_no_headline() -> None:
    page = (
        "<title>Mill in Tarn burns down | The Tarn Post</title><h1>The Tarn Post</h1>"
        f"<article><h2>Mill in Tarn burns down</h2>{paragraphs(FIRST, SECOND)}</article>"
    )

    story = read_story(page)

    assert (story.title, story.publisher) == ("Mill in Tarn burns down", "The Tarn Post")


def test_the_day_of_a_change_is_no_day_of_publication() -> None:
    head = (
        '<title>Mill burns</title><meta property="article:modified_time" content="2024-06-20">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2024-06-21"}'
        "</script>"
    )
    body = f"<article><h1>Mill in Tarn burns down</h1>%s{paragraphs(FIRST, SECOND)}</article>"

    assert read_story(head + body % "").published is None
    dated = body % '<p>Posted on <time datetime="2024-06-18">18 June</time></p>'
    assert read_story(head + dated).published == date(2024, 6, 18)


@pytest.mark.parametrize(
    "comment",
    [
        "<!--\n Page saved with SingleFile\n url: https://tarn.example.com/mill \n date: x -->",
        "<!-- saved from url=(0031)https://tarn.example.com/mill -->",
        "<html data-scrapbook-source='https://tarn.example.com/mill'>",
    ],
)
def test_the_comment_of_a_saving_program_gives_the_address(comment: str) -> None:
    page = f"<!DOCTYPE html>{comment}<title>Mill</title>{paragraphs(FIRST, SECOND, THIRD)}"

    assert read_story(page).url == "https://tarn.example.com/mill"


def test_an_archive_s_address_gives_the_page_s_own() -> None:
    link = "https://web.archive.org/web/20240618093000/https://tarn.example.com/mill"
    page = f'<link rel="canonical" href="{link}"><title>Mill</title>{paragraphs(FIRST, SECOND)}'

    assert read_story(page).url == "https://tarn.example.com/mill"


def test_entries_of_a_live_blog_keep_their_times() -> None:
    entries = "".join(
        f'<div class="entry"><time datetime="2024-06-1{day}T0{day}:30:00Z">0{day}:30</time>'
        f"<p>{text}</p></div>"
        for day, text in ((9, THIRD), (8, SECOND), (7, FIRST))
    )

    text = read_story(f"<title>Mill fire live</title><main><h1>Mill fire</h1>{entries}").text

    assert text.split("\n\n") == [
        f"19 June 2024, 09:30: {THIRD}",
        f"18 June 2024, 08:30: {SECOND}",
        f"17 June 2024, 07:30: {FIRST}",
    ]


def test_one_time_above_an_article_is_no_live_blog() -> None:
    page = f'<article><h1>Mill burns</h1><time datetime="2024-06-18">18 June</time><p>{FIRST}</p>'

    assert read_story(page).text == FIRST


def test_several_articles_of_one_page_keep_their_headings() -> None:
    parts = "".join(
        f"<article><h2>{head}</h2><p>{text}</p></article>"
        for head, text in (
            ("Mill burns", FIRST),
            ("No one hurt", SECOND),
            ("Owner rebuilds", THIRD),
        )
    )

    lines = read_story(f"<title>News in brief</title><main>{parts}</main>").text.split("\n\n")

    assert {"No one hurt", "Owner rebuilds", SECOND, THIRD} <= set(lines)


@pytest.mark.parametrize(
    "signed",
    [
        "By Jan Orr, 18 June 2001<br><br>",
        "by Jan Orr, June 18, 2001<p>",
        "By Jan Orr<br>Monday, June 18, 2001<p>",
    ],
)
def test_a_page_laid_out_with_a_table_gives_headline_author_day_and_text(signed: str) -> None:
    page = (
        "<title>Tarn online</title><table><tr><td><a href=a>News</a><br><a href=b>Sport</a></td>"
        "<td><font size=5><b>Old mill burns down in Tarn</b></font><br>"
        f"{signed}{FIRST}<br><br>{SECOND}<br><br>{THIRD}</td></tr></table>"
    )

    story = read_story(page)

    assert story.text == "\n\n".join([FIRST, SECOND, THIRD])
    assert (story.title, story.authors) == ("Old mill burns down in Tarn", ("Jan Orr",))
    assert story.published == date(2001, 6, 18)


def test_a_line_above_the_by_line_is_no_headline_where_the_title_tells_of_the_text() -> None:
    story = read_story(
        "<title>Old mill in Tarn burned down</title><table><tr><td>The valley from day to day<br>"
        f"by Jan Orr, June 18, 2001<p>{FIRST}<p>{SECOND}<p>{THIRD}</td></tr></table>"
    )

    assert story.title == "Old mill in Tarn burned down"


@pytest.mark.parametrize("above", ["By Jan Orr", "18 June 2001"])
def test_the_headline_of_a_table_stands_above_the_by_line(above: str) -> None:
    story = read_story(
        "<title>Tarn online</title><table><tr><td><font size=+3><b>Old mill burns down</b></font>"
        f"<p><i>{above}</i><p>{FIRST}<p>{SECOND}<p>{THIRD}</td></tr></table>"
    )

    assert (story.title, story.text) == ("Old mill burns down", f"{FIRST}\n\n{SECOND}\n\n{THIRD}")


def test_a_row_of_links_below_an_article_is_no_text() -> None:
    cells = (
        FIRST,
        SECOND,
        THIRD,
        "<a href=a>&lt; Back</a> | <a href=b>Old files</a> | <a href=c>Top</a>",
    )
    rows = "".join(f"<tr><td>{text}</td></tr>" for text in cells)

    page = f"<title>Mill burns down</title><h2>Mill burns down</h2><table>{rows}</table>"

    assert read_story(page).text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def test_a_menu_of_cells_above_the_headline_is_no_text() -> None:
    menu = "".join(f"<tr><td>{name}</td></tr>" for name in ("News", "Our forum", "Archive"))
    cells = ("Mill burns down", "Written by Jan Orr on 18 June 2001", FIRST, SECOND, "Pia Holm")
    rows = "".join(f"<tr><td>{text}</td></tr>" for text in cells)
    story = read_story(
        f"<title>Mill burns down</title><table><tr><td><table>{menu}</table></td>"
        f"<td><table>{rows}</table></td></tr></table>"
    )

    assert story.text == f"{FIRST}\n\n{SECOND}\n\nPia Holm"
    assert (story.authors, story.published) == (("Jan Orr",), date(2001, 6, 18))


def test_a_page_that_shows_less_than_its_data_hold_is_read_from_these() -> None:
    body = "\n".join([FIRST, SECOND, THIRD] * 4)
    data = json.dumps({"@type": "NewsArticle", "headline": "Mill burns", "articleBody": body})
    page = (
        f'<title>Mill burns</title><script type="application/ld+json">{data}</script><p>{FIRST}</p>'
    )

    assert len(read_story(page).text) > 900


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (
            "<title>Just a moment...</title><h2>Verify you are human</h2><p>Ray ID: 7f1</p>",
            "robots",
        ),
        ("<title>Sorry</title><h1>404: Page not found</h1><p>It may have been moved.</p>", "found"),
        ("<h1>We value your privacy</h1><p>We and our 90 partners store data.</p>", "consent"),
        ("<h1>Access Denied</h1><p>You don't have permission to access this page.</p>", "denied"),
    ],
)
def test_a_page_that_is_no_story_is_skipped_with_what_it_is(page: str, reason: str) -> None:
    skipped = read(page)

    assert isinstance(skipped, Skipped)
    assert reason in skipped.reason


def test_a_by_line_that_nothing_names_is_read_between_headline_and_text() -> None:
    lines = (
        '<div class="meta">Posted on <time datetime="2023-09-11">September 11, 2023</time> by '
        '<a href="/a">Lotte Amsel</a></div>',
        "<p><b>Lotte Amsel</b></p><p>September 11, 2023</p>",
    )
    for line in lines:
        story = read_story(
            f"<title>Mill burns down</title><h1>Mill burns down</h1>{line}"
            f"<div>{paragraphs(FIRST, SECOND)}</div>"
        )

        assert (story.authors, story.published) == (("Lotte Amsel",), date(2023, 9, 11))
        assert story.text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("name", "below", "authors"),
    [
        ("Lotte Amsel", "5–7 minutes", ("Lotte Amsel",)),
        ("Lotte Amsel", "4 min read", ("Lotte Amsel",)),
        ("Lotte Amsel", "Reading time: 4 mins", ("Lotte Amsel",)),
        ("Upper Tarn", "It took 4 minutes", ()),
    ],
)
def test_a_name_beside_the_time_to_read_is_the_authors(
    name: str, below: str, authors: tuple[str, ...]
) -> None:
    story = read_story(
        f"<title>Mill burns down</title><h1>Mill burns down</h1><div>{name}</div>"
        f"<div>{below}</div><hr><div>{paragraphs(FIRST, SECOND)}</div>"
    )

    assert story.authors == authors


def test_a_year_alone_is_no_day() -> None:
    page = (
        "<title>Mill burns down</title><article><h1>Mill burns down</h1>"
        f"{paragraphs(FIRST, SECOND)}</article><footer><p>© 2024 Tarn Post</p></footer>"
    )

    assert read_story(page).published is None
    dated = page.replace("<h1>", '<div class="date">1 January 2024</div><h1>')
    assert read_story(dated).published == date(2024, 1, 1)


def test_clock_times_stay_with_their_entries() -> None:
    entries = "".join(
        f"<div><p>{clock}</p><p>{text}</p></div>"
        for clock, text in (("18.12 GMT", THIRD), ("15.40 GMT", SECOND), ("9.05 GMT", FIRST))
    )
    story = read_story(
        f"<title>Mill fire: live</title><main><h1>Mill fire: live</h1>{entries}</main>"
    )

    assert story.text == f"18.12 GMT: {THIRD}\n\n15.40 GMT: {SECOND}\n\n9.05 GMT: {FIRST}"


def test_offers_to_subscribe_below_a_cut_article_are_no_text() -> None:
    offers = (
        "Keep reading for £1",
        "You have reached your limit of free articles this month.",
        "Already have an account? Log in",
        "Sign in or subscribe to read the full story.",
        "Monthly 9.99 euros. Yearly 99 euros.",
        "Only 1 euro for the first month.",
        "Cancel anytime.",
    )
    story = read_story(
        f"<title>Mill burns down</title><main><h1>Mill burns down</h1>"
        f"{paragraphs(FIRST, SECOND, *offers)}</main>"
    )

    assert story.text == f"{FIRST}\n\n{SECOND}"


def test_an_archive_of_pages_is_no_outlet() -> None:
    story = read_story(
        "<title>Mill in Tarn burns down - The Plain</title><link rel='canonical' "
        "href='https://web.archive.org/web/20100203040506/http://plain.example.com/mill.html'>"
        f"<h1>Mill in Tarn burns down</h1>{paragraphs(FIRST, SECOND)}"
    )

    assert (story.publisher, story.url) == ("The Plain", "http://plain.example.com/mill.html")


@pytest.mark.parametrize(
    ("listed", "text"),
    [
        (
            "<h3>Lost</h3><ul><li>Two wheels</li><li>Nine sacks</li></ul>",
            "Lost\n\n- Two wheels\n- Nine sacks",
        ),
        (
            "<dl><dt>Wheels</dt><dd>2</dd><dt>Sacks:</dt><dd>9</dd></dl>",
            "Wheels: 2\nSacks: 9",
        ),
        ("<ul class='share-tools'><li>Copy</li><li>Print</li></ul>", ""),
        ("<ul><li><a href=a>Barn burns</a></li><li><a href=b>Pub opens</a></li></ul>", ""),
        ("<ul hidden><li>Two wheels</li><li>Nine sacks</li></ul>", ""),
        ("<div class='related-links'><ul><li>Barn burns</li><li>Pub opens</li></ul></div>", ""),
    ],
)
def test_a_list_amid_an_article_is_its_own_where_nothing_else_is_named(
    listed: str, text: str
) -> None:
    story = read_story(
        f"<title>Mill burns down</title><div id=main><h1>Mill burns down</h1>"
        f"{paragraphs(FIRST, SECOND)}{listed}<p>Work begins in May.</p></div>"
    )

    assert story.text == "\n\n".join(filter(None, (FIRST, SECOND, text, "Work begins in May.")))


def test_what_a_page_shows_amid_its_article_and_is_left_out_is_told() -> None:
    links = "<ul><li><a href=a>Barn burns</a></li></ul>"
    story = read_story(
        f"<title>Mill burns down</title><nav>Home</nav><div><h1>Mill burns down</h1><p>{FIRST}</p>"
        f"{links}{paragraphs(SECOND, THIRD)}</div>"
    )

    assert [(one.text, one.at) for one in story.removed] == [("Barn burns", len(FIRST) + 2)]


def test_a_table_that_ends_an_article_in_a_cell_is_read_with_what_follows() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{cost}</td></tr>" for name, cost in (("A", 3), ("B", 4))
    )
    story = read_story(
        "<title>Mill burns down</title><table><tr><td><a href=a>Home</a></td><td>"
        f"<h1>Mill burns down</h1><p>{FIRST}</p><table><tr><th>Part</th><th>Cost</th></tr>{rows}"
        "</table><p>Children pay half.</p></td></tr></table>"
    )

    assert story.text == f"{FIRST}\n\nPart | Cost\n\nA | 3\n\nB | 4\n\nChildren pay half."
