from lxml.html import fromstring

from embeddings.stories.pages.blocks import find_blocks
from embeddings.stories.pages.page_parts import name_parts

ARTICLE = "The county closed the bridge over the river on Monday."
PAGE = f"""
<html><body><article>
<p>{ARTICLE}</p>
<figure><figcaption>The bridge <b>in winter</b></figcaption></figure>
<p><a href="/ferry">The ferry that never came to the village</a></p>
<p><a href="/toll">The toll will rise in May.</a></p>
<p>The mayor <a href="/said">said so in a letter to the council</a></p>
<div class="author-bio">Nellie Bly writes about bridges.</div>
<aside class="related-links">Ten rivers to see this autumn</aside>
<blockquote class="twitter-tweet"><p>It is closed!</p></blockquote>
<blockquote>It will open again in May.</blockquote>
</article></body></html>
"""


def test_parts_are_told_apart_by_the_page_s_markup() -> None:
    blocks = find_blocks(fromstring(PAGE))

    named = {
        block.text: reason
        for block, reason in zip(blocks, name_parts(blocks), strict=True)
        if reason
    }

    assert named == {
        "The bridge in winter": "image caption",
        "The ferry that never came to the village": "other headlines",
        "Nellie Bly writes about bridges.": "author biography",
        "Ten rivers to see this autumn": "other headlines",
        "It is closed!": "embedded post",
    }


def test_a_part_that_is_as_long_as_an_article_is_one_whatever_its_name() -> None:
    page = f'<div class="newsletter"><p>{"</p><p>".join([ARTICLE] * 30)}</p></div>'

    assert set(name_parts(find_blocks(fromstring(page)))) == {None}
