from lxml.html import fromstring

from embeddings.stories.pages.page_parts import Part, find_parts, find_standfirst, name_parts

ARTICLE = "The county closed the bridge over the river on Monday."
PAGE = f"""
<html><head><meta name="description" content="A storm has closed the old bridge, and nobody
knows for how long it will stay so."></head><body>
<h2>A storm has closed the old bridge, and nobody knows for how long it will stay so.</h2>
<p>{ARTICLE}</p>
<figure><figcaption>The bridge <b>in winter</b></figcaption></figure>
<p><a href="/ferry">The ferry that never came to the village</a></p>
<p><a href="/toll">The toll will rise in May.</a></p>
<p>The mayor <a href="/said">said so in a letter to the council</a></p>
<div class="author-bio">Nellie Bly writes about bridges.</div>
<aside class="related-links">Ten rivers to see this autumn</aside>
<blockquote class="twitter-tweet">It is closed!</blockquote>
<blockquote>It will open again in May.</blockquote>
</body></html>
"""


def test_parts_are_told_apart_by_the_page_s_markup() -> None:
    assert find_parts(fromstring(PAGE)) == (
        Part("The bridge in winter", "image caption"),
        Part("The ferry that never came to the village", "other headlines"),
        Part("Nellie Bly writes about bridges.", "author biography"),
        Part("Ten rivers to see this autumn", "other headlines"),
        Part("It is closed!", "embedded post"),
    )


def test_what_wraps_the_whole_article_is_no_part_whatever_its_name() -> None:
    page = fromstring(f"<div class='related-story'>{f'<p>{ARTICLE}</p>' * 80}</div>")

    assert find_parts(page) == ()


def test_a_line_of_a_part_is_named_and_the_article_s_lines_are_not() -> None:
    parts = find_parts(fromstring(PAGE))

    named = name_parts([ARTICLE, "The bridge in  winter", "It will open again in May."], parts)

    assert named == (("The bridge in  winter", "image caption"),)


def test_the_standfirst_is_what_the_page_describes_itself_with_and_shows() -> None:
    page = fromstring(PAGE)

    assert find_standfirst(page).startswith("A storm has closed the old bridge")


def test_a_description_that_the_page_does_not_show_is_no_standfirst() -> None:
    page = fromstring(PAGE.replace("<h2>A storm", "<h2>A flood"))

    assert find_standfirst(page) == ""
