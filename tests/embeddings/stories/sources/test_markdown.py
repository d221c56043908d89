from datetime import date

import pytest

from embeddings.stories.raw import RawStory
from embeddings.stories.sources.formats import parse_source
from embeddings.stories.sources.markdown import read_markdown


def read(source: str) -> RawStory:
    (story,) = parse_source("a.md", source.encode(), max_unpacked_bytes=1)
    assert isinstance(story, RawStory)
    return story


def test_front_matter_gives_the_fields_and_markup_becomes_plain_text() -> None:
    story = read("""\
---
title: "Bridge: closed again"
publisher: The Paper
authors: [Nellie Bly, Ida Tarbell]
published: 2017-11-24
url: https://example.org/bridge
---
# Another heading

The **bridge** is [closed](https://example.org), the
county said.

## Since when?

> Since *Monday*.

- first
- second

| Day | Open |
|---|---|
| Monday | no |
""")

    assert story == RawStory(
        id="a",
        place="a.md",
        text="Another heading\n\nThe bridge is closed, the county said.\n\nSince when?\n\n"
        "Since Monday.\n\n- first\n- second\n\nDay | Open\nMonday | no",
        title="Bridge: closed again",
        publisher="The Paper",
        authors=("Nellie Bly", "Ida Tarbell"),
        published=date(2017, 11, 24),
        url="https://example.org/bridge",
    )


def test_the_first_heading_is_the_title_when_front_matter_has_none() -> None:
    story = read("# The bridge\n\nIt is closed.")

    assert (story.title, story.text) == ("The bridge", "It is closed.")


def test_a_heading_that_repeats_the_title_leaves_the_text() -> None:
    story = read("---\ntitle: The bridge\n---\n# The Bridge\n\nIt is closed.")

    assert (story.title, story.text) == ("The bridge", "It is closed.")


def test_broken_front_matter_does_not_lose_the_text() -> None:
    story = read("---\ntitle: [broken\n---\n\nIt is closed.")

    assert "It is closed." in story.text


def test_entries_of_a_live_blog_keep_the_day_of_their_heading() -> None:
    source = (
        "# Flood in Orm\n\n## Friday 7 June 2024\n\n**07:05** The dam holds.\n\n9.10am – It is dry."
        "\n\n## Thursday 6 June 2024\n\n**23:40** The dam leaks.\n\n## What now\n\n10:00 Mass."
    )

    _, body, _ = read_markdown(source)

    assert body.split("\n\n") == [
        "Friday 7 June 2024",
        "7 June 2024, 07:05: The dam holds.",
        "7 June 2024, 9.10am: It is dry.",
        "Thursday 6 June 2024",
        "6 June 2024, 23:40: The dam leaks.",
        "What now",
        "10:00 Mass.",
    ]
    few = "## Friday 7 June 2024\n\n19:30 is when the play begins.\n\n9.55 metres of rain fell."
    assert "7 June 2024, " not in read_markdown(few)[1]


def test_a_word_broken_at_the_end_of_a_line_is_whole() -> None:
    story = read("""# Pier shut

The pier was shut by the gov-
ernment on Monday, and a long-
serving keeper lost his post, which
cost 20 mil\u2010
lion in pre-
and post-war
prices, said the engi\u00ad
neer.

```
pier-
log
```
""")

    assert story.text.startswith(
        "The pier was shut by the government on Monday, and a long-serving keeper lost his post, "
        "which cost 20 million in pre- and post-war prices, said the engineer."
    )
    assert story.text.endswith("pier-\nlog")


@pytest.mark.parametrize(
    ("lines", "authors", "published"),
    [
        ("% Nellie Bly; Ida Tarbell\n% 24 November 2017", ("Nellie Bly", "Ida Tarbell"), True),
        ("% Nellie Bly", ("Nellie Bly",), False),
        ("%\n% 2017-11-24", (), True),
    ],
)
def test_the_lines_of_pandoc_give_title_authors_and_day(
    lines: str, authors: tuple[str, ...], published: bool
) -> None:
    story = read(f"% The bridge\n{lines}\n\nIt is closed.")

    assert (story.title, story.authors, story.text) == ("The bridge", authors, "It is closed.")
    assert story.published == (date(2017, 11, 24) if published else None)


def test_a_line_that_begins_with_a_percent_sign_stays() -> None:
    assert read("% of them left.\n\nIt is closed.").text == "% of them left.\n\nIt is closed."


def test_a_header_of_multimarkdown_gives_the_fields() -> None:
    story = read("""\
Title:    The bridge: closed
Author:   Nellie Bly
Date:     2017-11-24
Publisher: The Paper

It is closed.
""")

    assert (story.title, story.authors, story.text) == (
        "The bridge: closed",
        ("Nellie Bly",),
        "It is closed.",
    )
    assert (story.published, story.publisher) == (date(2017, 11, 24), "The Paper")


@pytest.mark.parametrize(
    "text",
    [
        "Title: that is what the club wants.\n\nIt lost.",
        "The club lost.\nTitle: that is what it wants.",
    ],
)
def test_a_sentence_that_begins_as_a_label_stays(text: str) -> None:
    assert read(f"---\ntitle: Club\n---\n{text}").text.split() == text.split()


@pytest.mark.parametrize(
    ("headings", "title", "text"),
    [
        ("# The Paper\n\n## The bridge", "The bridge", "It is closed."),
        ("# The Paper", "The Paper", "It is closed."),
        ("# The bridge\n\n## The Paper", "The bridge", "The Paper\n\nIt is closed."),
    ],
)
def test_the_outlet_s_name_above_the_headline_is_none(headings: str, title: str, text: str) -> None:
    story = read(f"---\nsite: The Paper\n---\n\n{headings}\n\nIt is closed.")

    assert (story.title, story.text, story.publisher) == (title, text, "The Paper")
