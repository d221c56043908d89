"""Exports that wrap their stories up, and say beside the text what they know of it."""

import json
from datetime import date
from typing import Any

import pytest

from embeddings.stories.raw import RawStory, Skipped
from tests.told_stories import Told, list_faults, read_results, read_stories

TEXT = "The ferry to Sund stopped on Monday after its engine caught fire, the harbour office said."
URL = "https://sund.example.com/ferry"
WHOLE = Told("Ferry stops", date(2024, 3, 5), ("Mira Holt",), "Sund Courier", URL, (TEXT,))
DAY = {"published": "2024-03-05T08:00:00Z"}

OBJECTS: dict[str, Any] = {
    "Readwise Reader": {
        "results": [{"url": "https://read.readwise.io/read/01h", "source_url": URL,
                     "title": "Ferry stops", "author": "Mira Holt", "site_name": "Sund Courier",
                     "published_date": 1709625600000, "summary": "A fire.",
                     "html_content": f"<article><p>{TEXT}</p></article>"}]
    },
    "Pocket": {
        "list": {"9": {"resolved_title": "Ferry stops", "resolved_url": URL, "text": TEXT, **DAY,
                       "time_added": "1711960000",
                       "authors": {"62": {"author_id": "62", "name": "Mira Holt"}},
                       "domain_metadata": {"name": "Sund Courier"}}}
    },
    "a crawl": {"requested_url": URL, "plain_text": TEXT, "published_date": "2024-03-05T08:00:00",
                "title": "Ferry stops", "author": "Mira Holt", "sitename": "Sund Courier",
                "publisher": "sund.example.com"},
    "NewsCatcher": {
        "articles": [{"title": "Ferry stops", "author": "Mira Holt", "content": TEXT, "link": URL,
                      "published_date": "2024-03-05 08:00:00", "domain_url": "sund.example.com",
                      "name_source": "Sund Courier", "clean_url": "sund.example.com"}]
    },
    "NewsAPI's title": {
        "articles": [{"title": "Ferry stops - Sund Courier", "author": "Mira Holt", "url": URL,
                      "source": {"id": None, "name": "Sund Courier"}, "content": TEXT,
                      "publishedAt": "2024-03-05T08:00:00Z"}]
    },
    "WordPress with its authors": [
        {"title": {"rendered": "Ferry stops"}, "content": {"rendered": f"<p>{TEXT}</p>"},
         "date": "2024-03-05T08:00:00", "link": URL, "author": 3, "source": "Sund Courier",
         "_embedded": {"author": [{"name": "Mira Holt"}]}}
    ],
    "JSON-LD's own page": {
        "@type": "NewsArticle", "headline": "Ferry stops", "articleBody": TEXT,
        "datePublished": "2024-03-05", "author": {"name": "Mira Holt"},
        "publisher": {"name": "Sund Courier"}, "mainEntityOfPage": {"@id": URL},
    },
    "a feed's name": {
        "version": "https://jsonfeed.org/version/1.1", "title": "Sund Courier",
        "items": [{"title": "Ferry stops", "content_text": TEXT, "url": URL,
                   "date_published": "2024-03-05", "authors": [{"name": "Mira Holt"}]}],
    },
    "wrapped twice": {
        "data": {"article": {"headline": "Ferry stops", "publishedAt": 1709625600, "url": URL,
                             "content": [{"type": "paragraph", "text": TEXT}],
                             "authors": [{"firstName": "Mira", "lastName": "Holt"}],
                             "source": "Sund Courier"}}
    },
    "metadata beside": {
        "title": "Ferry stops", "text": TEXT,
        "metadata": {"author": "Mira Holt", "date": "2024-03-05", "source": "Sund Courier",
                     "url": URL},
    },
    "names of a person's own": {
        "Head Line": "Ferry stops", "Main Text": TEXT, "Reporter": "Holt, Mira", "Web link": URL,
        "News Source": "Sund Courier", "Date of publication": "5 March 2024",
    },
    "a name with its office": {
        "title": "Ferry stops", "body": TEXT, "byline": "By Mira Holt, Harbour Correspondent",
        "date": "2024-03-05", "outlet": "Sund Courier", "url": URL,
    },
}  # fmt: skip


@pytest.mark.parametrize("given", OBJECTS.values(), ids=OBJECTS)
def test_an_export_is_read_to_what_it_knows(given: Any) -> None:
    (story,) = read_stories("a.json", json.dumps(given))

    assert list_faults(story, WHOLE) == []


def test_a_text_in_a_wrapper_without_anything_else_is_read() -> None:
    (story,) = read_stories("a.json", json.dumps({"title": "Ferry stops", "data": {"body": TEXT}}))

    assert (story.title, story.text) == ("Ferry stops", TEXT)


def test_the_time_of_saving_is_no_day_of_publication() -> None:
    saved = "URL,Title,Selection,Folder,Timestamp\n" + f'{URL},Ferry,"{TEXT}",Unread,1711960000\n'
    (story,) = read_stories("instapaper.csv", saved)

    assert story.published is None


def test_a_line_that_is_a_list_holds_its_stories() -> None:
    first, second = read_stories(
        "a.jsonl", json.dumps([{"text": TEXT}, {"text": "It runs again."}])
    )

    assert (first.text, second.text) == (TEXT, "It runs again.")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_text_sequence_is_read_as_lines_are(mark: str, indent: int | None) -> None:
    objects = [{"title": "Ferry stops", "text": TEXT}, {"title": "Again", "text": "It runs."}]
    lines = "".join(f"\x1e{json.dumps(one, indent=indent)}\n" for one in objects)
    first, second = read_stories("a.jsonl", mark + lines)

    assert (first.title, first.text, second.text) == ("Ferry stops", TEXT, "It runs.")


def test_a_file_that_is_no_json_at_all_is_named_once() -> None:
    assert read_results(
        "a.ndjson", "headline,day\nFerry stops,2024-03-05\nIt runs,2024-03-06\n"
    ) == (Skipped("a.ndjson", "broken JSON Lines: none of its lines is JSON"),)


def test_each_broken_line_is_named_where_another_one_is_whole() -> None:
    results = read_results("a.jsonl", f"oops\n{json.dumps({'text': TEXT})}\noops\n")

    assert [one.place if isinstance(one, RawStory) else one.file for one in results] == [
        *("a.jsonl#1", "a.jsonl#2", "a.jsonl#3")
    ]


def test_signs_of_less_and_more_are_no_markup() -> None:
    (story,) = read_stories("a.json", json.dumps({"text": "If a <b and c> d, stop.", "title": "x"}))

    assert story.text == "If a <b and c> d, stop."


def test_an_author_that_is_no_name_is_told() -> None:
    (story,) = read_results("a.json", json.dumps({"text": TEXT, "author": 42, "title": "Ferry"}))

    assert isinstance(story, RawStory)
    assert story.notices == ("its author “42” (author) was not understood",)


def test_a_spreadsheets_own_first_line_is_no_head() -> None:
    (story,) = read_stories("a.csv", f"sep=;\ntitle;content;date\nFerry;{TEXT};2024-03-05\n")

    assert (story.title, story.published) == ("Ferry", date(2024, 3, 5))


NOTES = {
    "Omnivore with its whole text": f"""# Ferry stops
#Omnivore

[Read on Omnivore](https://omnivore.app/me/ferry)
[Read Original]({URL})

author: Mira Holt
date_saved: 2024-03-22

## Full Content

{TEXT}
""",
    "Omnivore's arrow": f"""---
title: Ferry stops
author: Mira Holt
original: {URL}
omnivore_url: https://omnivore.app/me/ferry
---

> {TEXT} [⤵️](https://omnivore.app/me/ferry#aaa)
""",
    "Logseq's properties": f"""title:: Ferry stops
author:: [[Mira Holt]]
url:: {URL}

{TEXT}
""",
    "MarkDownload": f"""---
created: 2024-04-01T10:11:12 (UTC +02:00)
source: {URL}
author: Mira Holt
---

# Ferry stops | Sund Courier

> ## Excerpt
> The harbour is quiet.

---
{TEXT}
""",
    "Joplin": f"""Ferry stops

{TEXT}

id: 0a1b2c3d4e5f60718293a4b5c6d7e8f9
parent_id: aa
created_time: 2024-04-01T10:11:12.000Z
author: Mira Holt
source_url: {URL}
type_: 1
""",
    "a link named the source": f"""# Ferry stops

By Mira Holt

{TEXT}

[Source]({URL})
""",
    "one's own notes": f"""# Ferry stops

## Metadata
- Author: [[Mira Holt]]
- URL: {URL}

## Highlights
- {TEXT}
    - Note: remember this
""",
}


@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)
def test_a_note_is_read_without_its_tools_lines(note: str) -> None:
    (story,) = read_stories("a.md", note)

    assert (story.title, story.authors, story.url) == ("Ferry stops", ("Mira Holt",), URL)
    assert story.text.removeprefix("Ferry stops").strip("\n -") == TEXT


def test_a_place_behind_a_headline_is_no_outlet() -> None:
    given = {"title": "Cat saved - Berlin", "text": TEXT, "url": "https://berliner-zeitung.de/cat"}
    (story,) = read_stories("a.json", json.dumps(given))

    assert (story.title, story.publisher) == ("Cat saved - Berlin", None)
