"""Text files as people have them: labelled, copied, printed, out of archives."""

from datetime import date

import pytest

from tests.told_stories import Told, list_faults, read_stories

BODY = (
    "The tram line to Velm was closed on Monday after a wall fell onto the rails, the city said."
    "\n\nSome 4,300 passengers had to take buses. The wall will be rebuilt within two weeks."
)
SAYS = ("4,300 passengers had to take buses", "The tram line to Velm was closed")

TEXTS = {
    "labels in capitals": (
        f"TITLE: Wall falls onto tram line\nAUTHOR: Mira Holt\nDATE: 5 March 2024\n"
        f"PUBLISHER: Velm Courier\nLINK: https://velm.example.com/wall\n\n{BODY}",
        Told("Wall falls onto tram line", date(2024, 3, 5), ("Mira Holt",), "Velm Courier",
             "https://velm.example.com/wall", SAYS, ("Mira Holt", "LINK")),
    ),
    "headline, then labels": (
        f"Wall falls onto tram line\nBy: Mira Holt and Jon Sand\nPublished: 2024-03-05\n"
        f"Source: Velm Courier\n\n{BODY}",
        Told("Wall falls onto tram line", date(2024, 3, 5), ("Mira Holt", "Jon Sand"),
             "Velm Courier", None, SAYS, ("Published",)),
    ),
    "labels of a wiki": (
        f"**Title:** Wall falls onto tram line\n**Author:** Mira Holt\n**Date:** March 5, 2024\n"
        f"**URL:** <https://velm.example.com/wall>\n**Text:**\n\n{BODY}",
        Told("Wall falls onto tram line", date(2024, 3, 5), ("Mira Holt",), None,
             "https://velm.example.com/wall", SAYS, ("**",)),
    ),
    "labels of a library": (
        f"Headline: Wall falls onto tram line\nByline: By Mira Holt\n"
        f"Publication date: Mar 5, 2024\nNewspaper: Velm Courier\n"
        f"Section: News\nPages: A4\nWord count: 40\n\n{BODY}",
        Told("Wall falls onto tram line", date(2024, 3, 5), ("Mira Holt",), "Velm Courier", None,
             SAYS, ("Section", "Word count")),
    ),
    "a by-line and a day below the headline": (
        f"Wall falls onto tram line\n\nBy Mira Holt\nTuesday, March 5, 2024 9:30 AM\n\n{BODY}",
        Told("Wall falls onto tram line", date(2024, 3, 5), ("Mira Holt",), None, None, SAYS,
             ("Mira Holt", "9:30")),
    ),
    "by-line and day in one line": (
        f"Wall falls onto tram line\n\nBy Mira Holt | 5 March 2024\n\n{BODY}",
        Told("Wall falls onto tram line", date(2024, 3, 5), ("Mira Holt",), None, None, SAYS,
             ("Mira Holt", "5 March")),
    ),
    "an address first": (
        f"https://velm.example.com/2024/wall\n\nWall falls onto tram line\n\nMira Holt\n"
        f"3 min read\n\n{BODY}",
        Told("Wall falls onto tram line", None, ("Mira Holt",), None,
             "https://velm.example.com/2024/wall", SAYS, ("min read", "Mira")),
    ),
    "a reader mode": (
        f"velmcourier.example.com\nWall falls onto tram line\nMira Holt\n2–3 minutes\n\n{BODY}\n\n"
        "Share this:\n\nTwitter\nFacebook\n\nLike this:\n\nLike Loading...",
        Told("Wall falls onto tram line", None, ("Mira Holt",), "velmcourier.example.com", None,
             SAYS, ("minutes", "Facebook", "Loading", "Like")),
    ),
    "a browser's print": (
        "05/03/2024, 21:14 Wall falls onto tram line - Velm Courier\n\n"
        "Wall falls onto tram line\n\nBy Mira Holt\n\n"
        "The tram line to Velm was closed on Monday after a wall fell onto the\n"
        "https://velm.example.com/wall 1/2\n"
        "05/03/2024, 21:14 Wall falls onto tram line - Velm Courier\n"
        "rails, the city said. Some 4,300 passengers had to take buses.\n"
        "https://velm.example.com/wall 2/2",
        Told("Wall falls onto tram line", None, ("Mira Holt",), "Velm Courier",
             "https://velm.example.com/wall", ("after a wall fell onto the rails, the city said",),
             ("21:14", "1/2")),
    ),
    "a paper's name beside the day": (
        f"Wall falls onto tram line\nVelm Review, 5 March 2024\n\n{BODY}",
        Told("Wall falls onto tram line", date(2024, 3, 5), (), "Velm Review", None, SAYS,
             ("5 March",)),
    ),
    "a day beside words that name no paper": (
        f"Wall falls onto tram line\nVelm in review, 5 March 2024\n\n{BODY}",
        Told("Wall falls onto tram line", says=("Velm in review, 5 March 2024",)),
    ),
    "entities": (
        "Fire in Ume&aring;\n\nThe fire in Ume&aring; cost 40&nbsp;million kronor &mdash; &#8220;a "
        "lot&#8221;, said Sven Str&ouml;m of Smith &amp;amp; Sons. AT&T; and R&D stay.",
        Told("Fire in Umeå", says=("“a lot”, said Sven Ström of Smith & Sons", "R&D stay",
                                   "40 million kronor")),
    ),
    "letters decoded wrongly": (
        "ThÃ©Ã¢tre burns\n\nThe thÃ©Ã¢tre burned for two hours â€“ â€œa losâ€\u009d, said a man.",
        Told("Théâtre burns", says=("The théâtre burned for two hours – “a los”, said a man.",)),
    ),
    "broken lines of a wide column": (
        "Wall falls onto tram line\n\n"
        "The tram line to Velm was closed on Monday after a wall fell onto\n"
        "the rails, the city said. Some 4,300 passengers had to take bus-\n"
        "es, among them a great many pupils and teachers of the very well-\n"
        "known school, which lies on a hill that is called the old Anglo-\n"
        "Saxon quarter, and which stayed open all the same, as she told\n"
        "reporters who had come to see the wall and its remains that day.",
        Told("Wall falls onto tram line", says=("had to take buses, among", "well-known school",
                                                "Anglo-Saxon quarter")),
    ),
    "broken lines of a narrow column": (
        "Wall falls onto tram line\n\nThe tram line to Velm was\nclosed on Monday after a\n"
        "wall fell onto the rails,\nthe city said. Some 4,300\npassengers had to take bu-\n"
        "ses, among them a great\nmany pupils of the school\nof the old town.",
        Told("Wall falls onto tram line", says=("closed on Monday after a wall fell onto the rails",
                                                "had to take buses, among")),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), TEXTS.values(), ids=TEXTS)
def test_a_text_file_says_of_its_story_what_it_holds(text: str, told: Told) -> None:
    (story,) = read_stories("a.txt", text)

    assert list_faults(story, told) == []


OLD_NEXIS = """\
1 of 2 DOCUMENTS

Velm Courier

March 5, 2024 Tuesday
Late Edition

Wall falls onto tram line

BYLINE: Mira Holt; Jon Sand

SECTION: NEWS; Pg. 4

LENGTH: 44 words

DATELINE: VELM

The tram line was closed on Monday.

Some 4,300 passengers had to take buses.

LOAD-DATE: March 6, 2024

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

Copyright 2024 Velm Courier
All Rights Reserved

2 of 2 DOCUMENTS

Velm Courier

March 7, 2024 Thursday

HEADLINE: Trams run again

BYLINE: Mira Holt

LENGTH: 20 words

BODY:
Trams run again since Wednesday night.

LOAD-DATE: March 8, 2024
"""
NEW_NEXIS = """\
Wall falls onto tram line
Velm Courier
March 5, 2024 Tuesday
Copyright 2024 Velm Courier All Rights Reserved
Section: NEWS; Pg. 4
Length: 44 words
Byline: Mira Holt
Body

The tram line was closed on Monday.
Some 4,300 passengers had to take buses.

Classification
Language: ENGLISH
Publication-Type: Newspaper
Load-Date: March 6, 2024
End of Document

Trams run again
Velm Courier
March 7, 2024 Thursday
Copyright 2024 Velm Courier All Rights Reserved
Length: 20 words
Byline: Mira Holt
Body

Trams run again since Wednesday night.

Load-Date: March 8, 2024
End of Document
"""
FACTIVA = """\
Wall falls onto tram line

By Mira Holt
44 words
5 March 2024
Velm Courier
VELCOU
4
English
Copyright 2024. Velm Courier.

The tram line was closed on Monday.

Some 4,300 passengers had to take buses.

Document VELCOU0020240305ek350001a

Trams run again

By Mira Holt
20 words
7 March 2024
07:30
Velm Courier
VELCOU
English
(c) 2024 Velm Courier

Trams run again since Wednesday night.

Document VELCOU0020240307ek370002b
"""
CODED = """\
HD      Wall falls onto tram line
BY      By Mira Holt
WC      44 words
PD      5 March 2024
SN      Velm Courier
SC      VELCOU
LA      English
CY      Copyright 2024
LP
The tram line was closed on Monday.

TD
Some 4,300 passengers had to take buses.

NS      gtrans : Transport
RE      velm : Velm
AN      Document VELCOU0020240305ek350001a

HD      Trams run again
BY      By Mira Holt
WC      20 words
PD      7 March 2024
SN      Velm Courier
LA      English
LP      Trams run again since Wednesday night.
AN      Document VELCOU0020240307ek370002b
"""
PROQUEST = """\
____________________________________________________________

Wall falls onto tram line
Author: Holt, Mira
Publication info: Velm Courier ; Velm [Velm] 05 Mar 2024: A4.
Abstract: A wall fell.
Full text: The tram line was closed on Monday. Some 4,300 passengers had to take buses.
Subject: Trams
Publication title: Velm Courier
Publication date: Mar 5, 2024
____________________________________________________________

Trams run again
Author: Holt, Mira
Full text: Trams run again since Wednesday night.
Publication title: Velm Courier
Publication date: Mar 7, 2024
____________________________________________________________
"""
DUMPS = {
    "Nexis, old": OLD_NEXIS,
    "Nexis, new": NEW_NEXIS,
    "Factiva": FACTIVA,
    "Factiva, coded": CODED,
    "ProQuest": PROQUEST,
}


@pytest.mark.parametrize("dump", DUMPS.values(), ids=DUMPS)
def test_each_document_of_an_archives_dump_is_a_story(dump: str) -> None:
    first, second = read_stories("dump.txt", dump)

    assert (first.id, second.id) == ("dump#1", "dump#2")
    assert (first.title, second.title) == ("Wall falls onto tram line", "Trams run again")
    assert (first.published, second.published) == (date(2024, 3, 5), date(2024, 3, 7))
    assert first.publisher == second.publisher == "Velm Courier"
    assert "Mira" in first.authors[0]
    assert first.text.endswith("Some 4,300 passengers had to take buses.")
    assert first.text.startswith("The tram line was closed on Monday.")
    assert second.text == "Trams run again since Wednesday night."


@pytest.mark.parametrize(
    "line",
    [
        "PD officers of Velm closed the road for a day.",
        "BY then the wall had stood for 90 years.",
        "CO from the trams' heating was not the cause, the city said.",
        "LP records lay under the wall.",
    ],
)
def test_a_sentence_that_begins_like_a_code_stays_in_an_archive_s_text(line: str) -> None:
    story, _ = read_stories("dump.txt", CODED.replace("Some 4,300", f"{line}\n\nSome 4,300"))

    assert (story.published, story.authors) == (date(2024, 3, 5), ("Mira Holt",))
    assert line in story.text
    assert "gtrans" not in story.text


@pytest.mark.parametrize(
    "text",
    [
        "Update: the wall has fallen\n\nNothing is left of it, the city said on Monday.",
        "By the numbers: a wall in ten lines\n\nIt was old. Date: unknown. Author: unknown.",
        "5 March 2024 was a bad day\n\nThe wall fell on that day, and trams stood still.",
        "Police: no one hurt\n\nSource: a tap at the well. It was the first to run dry.",
        "Document A leaked\n\nThe paper, 500 words long, was given to reporters on Monday.",
    ],
)
def test_a_story_that_reads_like_a_head_keeps_its_words(text: str) -> None:
    (story,) = read_stories("a.txt", text)

    assert f"{story.title}\n\n{story.text}" == text
