import json
from datetime import date

from embeddings.stories.pages.structured import OwnSigns, StructuredArticle, read_structured

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


def test_an_author_may_stand_elsewhere_under_the_id_that_the_article_gives() -> None:
    graph = {
        "@graph": [
            {"@type": "Person", "@id": "#/person/1", "name": "Wrong Person"},
            {"@type": ["Person", "Organization"], "@id": "#/person/2", "name": "Nell Bly"},
            {**OWN, "author": [{"@id": "#/person/2"}, {"@id": "#/person/3"}, {"name": "Jan Orr"}]},
        ]
    }

    assert read_structured([json.dumps(graph)], SIGNS).authors == ("Nell Bly", "Jan Orr")


def test_stories_to_read_next_tell_nothing_of_the_page_s_own() -> None:
    listed = [json.dumps({"@type": "ItemList", "itemListElement": [{"item": OTHER}]})]

    assert read_structured(listed, SIGNS) == StructuredArticle(others=True)
    own = OwnSigns(headings=("Ten years of the ferry",))
    assert read_structured(listed, own).authors == ("Wrong Person",)
