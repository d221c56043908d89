import json
from datetime import date

from embeddings.stories.pages.structured import OwnSigns, read_structured

OWN = {
    "@type": "NewsArticle",
    "headline": "The bridge stays closed",
    "author": {"name": "Nell Bly"},
}
OTHER = {
    "@type": "NewsArticle",
    "headline": "Ten years of the ferry: a look back",
    "author": {"name": "Wrong Person"},
    "datePublished": "2019-01-01",
    "description": "A long look back. " * 50,
}
SIGNS = OwnSigns(frozenset({"example.org/bridge"}), ("The bridge stays closed until May",))


def test_the_page_s_own_article_is_known_by_its_headline_not_by_its_length() -> None:
    graph = {"@graph": [{"@type": "ItemList", "itemListElement": [OTHER]}, OTHER, OWN]}

    assert read_structured([json.dumps(graph)], SIGNS).authors == ("Nell Bly",)


def test_the_page_s_own_article_is_known_by_its_address() -> None:
    own = {
        **OWN,
        "headline": "Closed",
        "mainEntityOfPage": {"@id": "http://www.example.org/bridge/"},
    }

    assert read_structured([json.dumps([OTHER, own])], SIGNS).authors == ("Nell Bly",)


def test_of_unknown_articles_one_that_no_list_holds_is_the_page_s_own() -> None:
    listed = {"@type": "WebPage", "hasPart": [OTHER], "mainEntity": OWN}

    assert read_structured([json.dumps(listed)], OwnSigns()).headline == "The bridge stays closed"


def test_a_live_blog_gives_its_own_day_not_an_entry_s() -> None:
    blog = {
        "@type": "LiveBlogPosting",
        "datePublished": "2024-08-01T11:10:00Z",
        "liveBlogUpdate": [{"@type": "BlogPosting", "datePublished": "2024-08-03T18:40:00Z"}],
    }

    assert read_structured([json.dumps(blog)], SIGNS).published == date(2024, 8, 1)
