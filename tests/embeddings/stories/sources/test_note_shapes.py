"""Markdown as clippers, read-later services and site generators write it."""

from datetime import date

import pytest

from embeddings.stories.raw import RawStory
from tests.told_stories import Told, list_faults, read_results, read_stories

TEXT = "The tram line to Velm was closed on Monday after a wall fell onto the rails, the city said."
URL = "https://velm.example.com/wall"
WHOLE = Told("Wall falls", date(2024, 3, 5), ("Mira Holt",), "Velm Courier", URL, (TEXT,))

NOTES = {
    "Obsidian Web Clipper": f"""---
title: "Wall falls"
source: "{URL}"
author:
  - "[[Mira Holt]]"
published: 2024-03-05
created: 2024-03-09
description: "A wall."
site: Velm Courier
tags:
  - "clippings"
---
{TEXT}
""",
    "Omnivore": f"""---
id: 5f2-ab
title: "Wall falls"
author: Mira Holt
site: Velm Courier
date_saved: 2024-03-09 10:00:00
date_published: 2024-03-05 08:00:00
url: {URL}
---

# Wall falls
#Omnivore

[Read on Omnivore](https://omnivore.example.com/me/wall)
[Read Original]({URL})

## Highlights

> {TEXT} [⤴️](https://omnivore.example.com/me/wall#1)
""",
    "Readwise": f"""# Wall falls

![rw-book-cover](https://example.com/cover.png)

## Metadata
- Author: [[Mira Holt]]
- Full Title: Wall falls
- Category: #articles
- Publisher: Velm Courier
- Published: 2024-03-05
- URL: {URL}

## Highlights first synced by [[Readwise]] [[2024-03-09]]
- {TEXT} ([View Highlight](https://read.example.com/1))
""",
    "Jekyll": f"""---
layout: post
title:  Wall falls
date:   2024-03-05 08:00:00 +0100
author: Mira Holt
publisher: Velm Courier
link: {URL}
categories: [news, trams]
---

{{% include head.html %}}
{TEXT}
{{: .lead}}
""",
    "Hugo, TOML": f"""+++
title = "Wall falls"
date = 2024-03-05T08:00:00+01:00
authors = ["Mira Holt"]
link = "{URL}"
draft = false
[params]
source = "Velm Courier"
+++

{{{{< figure src="a.png" >}}}}
{TEXT}
""",
    "Hugo, JSON": f"""{{
  "title": "Wall falls",
  "date": "2024-03-05",
  "author": "Mira Holt",
  "publication": "Velm Courier",
  "canonical": "{URL}"
}}

{TEXT}
""",
    "capitals": f"""---
Title: Wall falls
Author: Mira Holt
Date: March 5, 2024
Publication: Velm Courier
URL: {URL}
---

{TEXT}
""",
    "lines that carry fields": f"""# Wall falls

Author:: [[Mira Holt]]
Published:: 2024-03-05
Source:: {URL}
Site:: Velm Courier

{TEXT}
""",
    "Logseq's own properties": f"""type:: clipping
title:: Wall falls
author:: [[Mira Holt]]
published:: 2024-03-05
source:: {URL}
site:: Velm Courier
tags:: #trams, [[Velm]]

- {TEXT}
""",
    "Notion": f"""# Wall falls

Author: Mira Holt
Publisher: Velm Courier
URL: {URL}
Published: March 5, 2024
Tags: trams, walls
Status: Reading
Created time: March 9, 2024 10:00 AM

{TEXT}
""",
    "bold labels": f"""# Wall falls

**Author:** Mira Holt
**Published:** 5 March 2024
**Publisher:** Velm Courier
**URL:** {URL}

{TEXT}
""",
    "a list of labels": f"""# Wall falls

- **Author:** Mira Holt
- **Date:** 2024-03-05
- **Source:** [Velm Courier]({URL})

{TEXT}
""",
    "MarkDownload": f"""---
created: 2024-03-09T10:00:00 (UTC +01:00)
tags: []
source: {URL}
author: Mira Holt
published: 2024-03-05
publisher: Velm Courier
---

# Wall falls

> ## Excerpt
> A wall fell.

---
{TEXT}
""",
    "a header that YAML cannot read": f"""---
title: Wall falls
author: "Mira Holt
date: 2024-03-05
publisher: Velm Courier
url: {URL}
---
{TEXT}
""",
}


@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)
def test_a_note_gives_the_fields_that_its_tool_wrote(note: str) -> None:
    (story,) = read_stories("a.md", note)

    assert list_faults(story, WHOLE) == []
    for mark in ("[[", "View Highlight", "Omnivore", "{%", "{{", "{:", "author", "#articles"):
        assert mark not in story.text
    for mark in ("::", "Status", "Created"):
        assert mark not in story.text


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)
def test_a_note_is_the_same_with_the_line_ends_of_any_system(note: str, newline: str) -> None:
    assert read_stories("a.md", note.replace("\n", newline)) == read_stories("a.md", note)


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("The [[Norrland|harbour]] of [[Velm#Past]] is ==shut== now.",
         "The harbour of Velm#Past is shut now."),
        ("He said so.[^1] She did not.[^note]\n\n[^1]: In March.",
         "He said so. She did not.\n\nIn March."),
        ("> [!quote]- Operator\n> We stop.", "Operator\n\nWe stop."),
        ("> [!note]\n> We stop.", "We stop."),
        ("![[ferry.png]]\n\nIt stops. ^abc12", "It stops."),
        ("- [ ] follow up\n- [x] call", "- follow up\n- call"),
        ("It stops. %%a comment%%\n\n#news #velm/trams", "It stops."),
        ("It has ~~14~~ 12 seats and 10<sup>6</sup> litres.", "It has 12 seats and 10⁶ litres."),
        ("The <span style='text-decoration:line-through'>red</span> blue tram <q>runs</q>.",
         "The blue tram “runs”."),
        ("The board said<sup>4</sup> it fills 90 feet<sup>3</sup> at 3 per metre<sup>2</sup>.",
         "The board said it fills 90 feet³ at 3 per metre²."),
        ("<p>One <b>bold</b>.</p>\n\n<table><tr><td>Built</td><td>1871</td></tr></table>\n\nTwo.",
         "One bold.\n\nBuilt | 1871\n\nTwo."),
        ("<details><summary>More</summary>\n\nIt stops.\n\n</details>", "More\n\nIt stops."),
        ("<script>x()</script>\n\nIt stops.<!-- no -->", "It stops."),
        ("It costs 3 * 4 = 12 == twelve.", "It costs 3 * 4 = 12 == twelve."),
        ("a == b and c == d", "a == b and c == d"),
        ("The tag `<center>` or `&lt;b>` is old.", "The tag <center> or &lt;b> is old."),
        ("It stood so:\n\n```html\n<p>One <b>bold</b></p>\n```\n\nIt <b>stops</b>.",
         "It stood so:\n\n<p>One <b>bold</b></p>\n\nIt stops."),
        ("<div>\n\n    <p>It <b>stops</b>.</p>\n\n</div>", "It stops."),
        ("It stops.\n\n    So it is. Nobody\n    knows.", "It stops.\n\nSo it is. Nobody knows."),
        ("The call std::max\nfailed:: twice.", "The call std::max failed:: twice."),
    ],
)  # fmt: skip
def test_marks_of_tools_are_no_text(marked: str, plain: str) -> None:
    (story,) = read_stories("a.markdown", f"# Wall falls\n\n{marked}")

    assert (story.title, story.text) == ("Wall falls", plain)


def test_a_header_that_cannot_be_read_is_told() -> None:
    (story,) = read_results("a.md", f"---\ntitle: [broken\nauthor: Mira Holt\n???\n---\n{TEXT}")

    assert isinstance(story, RawStory)
    assert (story.text, story.authors) == (TEXT, ("Mira Holt",))
    assert story.notices == (
        "its header is no valid YAML and was read line by line; not understood: “???”",
    )


def test_a_value_that_yaml_cannot_read_spoils_no_other() -> None:
    header = f"""---
title: >-
  Harbour: the wall falls,
  "the sea" stays
publisher: Courier: Velm
author:
  name: Mira Holt
  title: Desk: night
published: '2024-03-05' # a Tuesday
url: "{URL}"
tags:
  - "walls" and seas
---
{TEXT}"""
    (story,) = read_stories("a.md", header)

    assert story.title == 'Harbour: the wall falls, "the sea" stays'
    assert (story.publisher, story.authors) == ("Courier: Velm", ("Mira Holt",))
    assert (story.published, story.url) == (date(2024, 3, 5), URL)


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Mayor: we will rebuild", "Mayor: we will rebuild"),
        ('"Quoted: yes"', "Quoted: yes"),
        ("'It''s on'", "It's on"),
        ("12: a number", "12: a number"),
        ("@mayor says: no", "@mayor says: no"),
        ("Why? [Because: it is]", "Why? [Because: it is]"),
    ],
)
def test_a_title_keeps_its_colon(title: str, read: str) -> None:
    (story,) = read_stories("a.md", f"---\ntitle: {title}\ndate: 2024-03-05\n---\n{TEXT}")

    assert (story.title, story.published) == (read, date(2024, 3, 5))


def test_text_between_two_rules_is_no_header() -> None:
    (story,) = read_stories("a.md", f"---\n\n{TEXT}\n\n---\n\nThe end.")

    assert story.text == f"{TEXT}\n\nThe end."


def test_text_between_two_rules_is_none_with_the_line_ends_of_windows() -> None:
    text = f"---\n\n{TEXT}\n\nMayor: it will stand.\n\n---\n\nThe end."
    (story,) = read_stories("a.md", text.replace("\n", "\r\n"))

    assert story.text == f"{TEXT}\n\nMayor: it will stand.\n\nThe end."
