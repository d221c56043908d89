"""JSON as services and exports write it, tables, and what people call the fields themselves."""

import json
from datetime import date
from typing import Any

import pytest

from embeddings.stories.raw import RawStory, Skipped
from tests.told_stories import Told, list_faults, read_results, read_stories

TEXT = "The tram line to Velm was closed on Monday after a wall fell onto the rails, the city said."
URL = "https://velm.example.com/wall"
WHOLE = Told("Wall falls", date(2024, 3, 5), ("Mira Holt",), "Velm Courier", URL, (TEXT,))

OBJECTS: dict[str, dict[str, Any]] = {
    "plain habit": {"headline": "Wall falls", "content": TEXT, "date": "March 5, 2024",
                    "author": "Mira Holt", "source": "Velm Courier", "link": URL},
    "snake case": {"article_title": "Wall falls", "article_text": TEXT, "author_name": "Mira Holt",
                   "published_on": "2024-03-05", "outlet": "Velm Courier", "article_url": URL},
    "capitals": {"Title": "Wall falls", "Body": TEXT, "Authors": ["Mira Holt"], "URL": URL,
                 "Publication Date": "5 Mar 2024", "Publisher": "Velm Courier"},
    "news-please": {"title": "Wall falls", "maintext": TEXT, "authors": ["Mira Holt"], "url": URL,
                    "date_publish": "2024-03-05 08:00:00", "date_download": "2024-03-09",
                    "source_domain": "velm.example.com", "source_name": "Velm Courier"},
    "fundus": {"title": "Wall falls", "authors": ["Mira Holt"], "publisher": "Velm Courier",
               "publishing_date": "2024-03-05 08:00:00+00:00", "html": {"requested_url": URL},
               "url": URL,
               "body": {"summary": [], "sections": [{"headline": [], "paragraphs": [TEXT]}]}},
    "wallabag": {"id": 0, "title": "Wall falls", "content": f"<p>{TEXT}</p>", "url": URL,
                 "published_at": "2024-03-05T08:00:00+0100", "published_by": ["Mira Holt"],
                 "created_at": "2024-04-01T00:00:00", "domain_name": "Velm Courier"},
    "trafilatura": {"title": "Wall falls", "author": "Mira Holt", "hostname": "velm.example.com",
                    "date": "2024-03-05", "sitename": "Velm Courier", "text": TEXT,
                    "source": URL, "excerpt": "A wall."},
    "readability": {"title": "Wall falls", "byline": "By Mira Holt", "siteName": "Velm Courier",
                    "content": f"<div><p>{TEXT}</p></div>", "textContent": TEXT, "url": URL,
                    "publishedTime": "2024-03-05T08:00:00Z", "excerpt": "A wall."},
    "newspaper": {"title": "Wall falls", "text": TEXT, "authors": ["Mira Holt"], "url": URL,
                  "publish_date": "2024-03-05T00:00:00", "source_url": "https://velm.example.com",
                  "meta_site_name": "x", "publisher": "Velm Courier"},
    "WordPress": {"title": {"rendered": "Wall falls"}, "content": {"rendered": f"<p>{TEXT}</p>"},
                  "date": "2024-03-05T08:00:00", "link": URL, "author": 7,
                  "author_name": "Mira Holt", "site_name": "Velm Courier"},
    "JSON-LD": {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Wall falls",
                "articleBody": TEXT, "datePublished": "2024-03-05", "dateModified": "2024-03-09",
                "author": [{"@type": "Person", "name": "Mira Holt"}], "url": URL,
                "publisher": {"@type": "Organization", "name": "Velm Courier"}},
    "Guardian": {"webTitle": "Wall falls", "webUrl": URL, "webPublicationDate": "2024-03-05T08:00Z",
                 "publication": "Velm Courier",
                 "fields": {"bodyText": TEXT, "byline": "Mira Holt"}},
    "Elasticsearch": {"_index": "news", "_id": "x",
                      "_source": {"title": "Wall falls", "body": TEXT, "author": "Mira Holt",
                                  "published": "2024-03-05", "source": "Velm Courier", "url": URL}},
    "Mongo": {"_id": {"$oid": "5f"}, "title": "Wall falls", "text": [TEXT],
              "authors": ["Mira Holt"], "url": [URL],
              "published": {"$date": {"$numberLong": "1709625600000"}},
              "publisher": {"name": "Velm Courier", "url": "https://velm.example.com"}},
    "seconds": {"title": "Wall falls", "text": TEXT, "by": "Mira Holt", "time": 1709625600,
                "site": "Velm Courier", "permalink": URL},
    "milliseconds": {"title": "Wall falls", "text": TEXT, "byline": ["By Mira Holt"],
                     "timestamp": "1709625600000", "newspaper": "Velm Courier", "href": URL},
    "GDELT's day": {"title": "Wall falls", "text": TEXT, "author": "Mira Holt", "url": URL,
                    "seendate": "20240305T080000Z", "sourcename": "Velm Courier"},
    "Event Registry": {"uri": "8012345", "title": "Wall falls", "body": TEXT, "url": URL,
                       "dateTimePub": "2024-03-05T08:00:00Z", "date": "2024-03-05",
                       "source": {"uri": "velm.example.com", "title": "Velm Courier"},
                       "authors": [{"uri": "mira@velm.example.com", "name": "Mira Holt"}]},
    "Omnivore": {"title": "Wall falls", "content": TEXT, "author": "Mira Holt", "url": URL,
                 "publishedAt": "2024-03-05T08:00:00Z", "savedAt": "2024-04-01",
                 "siteName": "Velm Courier", "slug": "wall-falls"},
    "blocks of an editor": {"title": "Wall falls", "author": "Mira Holt", "date": "2024-03-05",
                            "publication": "Velm Courier", "url": URL,
                            "body": [{"type": "paragraph", "children": [{"text": TEXT}]}]},
    "JSON Feed": {"title": "Wall falls", "content_html": f"<p>{TEXT}</p>", "url": URL,
                  "date_published": "2024-03-05T08:00:00Z", "authors": [{"name": "Mira Holt"}],
                  "publisher": "Velm Courier"},
    "names in parts": {"title": "Wall falls", "text": TEXT, "url": URL, "date": "2024-03-05",
                       "authors": [{"first": "Mira", "last": "Holt"}], "media": "Velm Courier"},
}  # fmt: skip


@pytest.mark.parametrize("fields", OBJECTS.values(), ids=OBJECTS)
def test_an_object_is_read_whatever_its_service_calls_its_fields(fields: dict[str, Any]) -> None:
    (story,) = read_stories("a.json", json.dumps(fields))

    assert list_faults(story, WHOLE) == []
    (line,) = read_stories("a.jsonl", json.dumps(fields) + "\n")
    assert list_faults(line, WHOLE) == []


ONE = OBJECTS["plain habit"]
TWO = {"title": "Trams run again", "text": "Trams run again since Wednesday.", "url": URL}
ENVELOPES: dict[str, Any] = {
    "a list": [ONE, TWO],
    "NewsAPI": {"status": "ok", "totalResults": 2, "articles": [ONE, TWO]},
    "Event Registry": {"articles": {"page": 1, "results": [ONE, TWO]}},
    "Guardian": {"response": {"status": "ok", "total": 2, "results": [ONE, TWO]}},
    "Elasticsearch": {"hits": {"total": 2, "hits": [{"_source": ONE}, {"_source": TWO}]}},
    "wallabag": {"page": 1, "_embedded": {"items": [ONE, TWO]}},
    "Pocket": {"status": 1, "list": {"123": ONE, "124": TWO}},
    "a feed": {"version": "https://jsonfeed.org/version/1.1", "title": "Velm", "items": [ONE, TWO]},
    "GraphQL": {"data": {"stories": {"edges": [{"node": ONE}, {"node": TWO}]}}},
    "days": {"2024-03-05": [ONE, TWO]},
}


@pytest.mark.parametrize("envelope", ENVELOPES.values(), ids=ENVELOPES)
def test_an_envelope_holds_a_story_for_each_of_its_objects(envelope: Any) -> None:
    first, second = read_stories("news/export.json", json.dumps(envelope))

    assert (first.id, second.id) == ("news/export#1", "news/export#2")
    assert list_faults(first, WHOLE) == []
    assert (second.title, second.text) == ("Trams run again", "Trams run again since Wednesday.")


def test_an_envelope_names_what_holds_no_story() -> None:
    first, second = read_results("a.json", json.dumps({"articles": [ONE, {"title": "No text"}]}))

    assert isinstance(first, RawStory)
    assert isinstance(second, Skipped)
    assert second.file == "a.json#2"
    assert "publisher, authors, published" in second.reason


def test_a_text_that_the_service_cut_is_told() -> None:
    (story,) = read_results("a.json", json.dumps({"content": "The wall fell… [+1874 chars]"}))

    assert isinstance(story, RawStory)
    assert story.text == "The wall fell …"
    assert story.notices == ("cut off by the service it comes from: 1,874 characters are missing",)


def test_a_summary_alone_is_told() -> None:
    (story,) = read_results("a.json", json.dumps({"title": "Wall", "description": "It fell."}))

    assert isinstance(story, RawStory)
    assert story.text == "It fell."
    assert story.notices == ("only its description was there, not the whole text",)


@pytest.mark.parametrize(
    ("fields", "notice"),
    [
        ({"published": "05/03/2024"}, "its day “05/03/2024” (published) was not understood"),
        ({"date": "last week"}, "its day “last week” (date) was not understood"),
        ({"url": "velm/wall"}, "its address “velm/wall” (url) was not understood"),
    ],
)
def test_what_is_given_and_not_understood_is_told(fields: dict[str, str], notice: str) -> None:
    (story,) = read_results("a.json", json.dumps({"text": TEXT, **fields}))

    assert isinstance(story, RawStory)
    assert story.notices == (notice,)


def test_html_and_entities_in_values_become_text() -> None:
    text = (
        "<p>The old <a href='x'>mill</a> grinds <b>again</b>.</p>"
        "<p>It stood still for 52&nbsp;years.</p>"
        "<ul><li>Flour: 300 kilos</li><li>Staff: four</li></ul><script>alert(1)</script>"
    )
    (story,) = read_stories("a.json", json.dumps({"title": "Mill &amp; bakery", "text": text}))

    assert story.title == "Mill & bakery"
    assert story.text == (
        "The old mill grinds again.\n\nIt stood still for 52 years.\n\n"
        "- Flour: 300 kilos\n- Staff: four"
    )


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Ferry <del>sinks</del> <ins>leaks</ins> off Lorn", "Ferry leaks off Lorn"),
        ("Ferry <s class='old'>sinks</s> leaks <small>twice</small>", "Ferry leaks twice"),
    ],
)
def test_what_a_headline_strikes_out_is_gone(title: str, read: str) -> None:
    (story,) = read_stories("a.json", json.dumps({"title": title, "text": "It leaks."}))

    assert story.title == read


@pytest.mark.parametrize(
    "text",
    [
        "It is 3 < 5 and 7 > 2, they said.",
        "He wrote <sic> below it & left.",
        "An <em> that nobody had ended made the page lean, and then a lone </b> did.",
    ],
)
def test_signs_that_are_no_markup_stay(text: str) -> None:
    (story,) = read_stories("a.json", json.dumps({"text": text}))

    assert story.text == text


def test_objects_that_span_lines_are_read_and_told_in_one_line() -> None:
    data = json.dumps(ONE, indent=2) + "\n" + json.dumps(TWO, indent=2) + "\n"

    first, second = read_results("pretty.jsonl", data)

    assert isinstance(first, RawStory)
    assert isinstance(second, RawStory)
    assert (first.id, second.id) == ("pretty#1", "pretty#2")
    assert first.notices == ("its objects span several lines: write one object a line",)


def test_objects_that_span_lines_and_break_off_are_one_line() -> None:
    (skipped,) = read_results("pretty.jsonl", json.dumps(ONE, indent=2)[:-20])

    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("broken JSON Lines: its objects span several lines")


TABLES = {
    "commas": ("a.csv", "title,date,author,source,url,text\n"
               f'Wall falls,2024-03-05,Mira Holt,Velm Courier,{URL},"{TEXT}"\n'),
    "semicolons": ("a.csv", "Titel;headline;published;authors;publisher;link;content\n"
                   f'x;Wall falls;5 March 2024;Mira Holt;Velm Courier;{URL};"{TEXT}"\n'),
    "tabs": ("a.tsv", "headline\tbody\tdate\tbyline\toutlet\tpermalink\n"
             f"Wall falls\t{TEXT}\t2024-03-05\tBy Mira Holt\tVelm Courier\t{URL}\n"),
    "a mark first": ("a.csv", "\ufefftitle,date,author,source,url,text\r\n"
                     f'Wall falls,2024-03-05,Mira Holt,Velm Courier,{URL},"{TEXT}"\r\n'),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data"), TABLES.values(), ids=TABLES)
def test_a_row_of_a_table_is_a_story(name: str, data: str) -> None:
    (story,) = read_stories(name, data)

    assert story.id == "a#1"
    assert list_faults(story, WHOLE) == []


def test_a_table_without_a_column_of_text_names_its_columns() -> None:
    (skipped,) = read_results("a.csv", "name,price\nTram,3\n")

    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("no column with the stories' text (its columns: name, price)")


def test_a_table_row_without_text_is_named_and_the_others_are_read() -> None:
    results = read_results("a.csv", 'title,text\nOne,First.\nTwo,\n\nThree,"Third\nline."\n')

    assert [one.id for one in results if isinstance(one, RawStory)] == ["a#1", "a#3"]
    assert [one.file for one in results if isinstance(one, Skipped)] == ["a.csv#2"]
