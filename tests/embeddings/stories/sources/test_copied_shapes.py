"""Texts as people copy, print and export them: what stands around a headline is read."""

from datetime import date

import pytest

from embeddings.stories.sources.prints import clear_buttons
from tests.told_stories import Told, list_faults, read_stories

TEXT = "The ferry to Sund stopped on Monday after its engine caught fire, the harbour office said."
MORE = "Some 3,400 people a day have to take a bus, the town said."
URL = "https://sund.example.com/ferry"
DAY = date(2024, 3, 5)
BOTH = f"{TEXT}\n\n{MORE}"

HEADS = {
    "names, outlet and day": "Ferry stops\nMira Holt, Sund Courier, 5 March 2024",
    "by-line, outlet and day": "Ferry stops\nBy Mira Holt | Sund Courier | March 5, 2024",
    "outlet and day above": "Sund Courier, 5 March 2024\n\nFerry stops\n\nMira Holt",
    "outlet above, day apart":
        "Sund Courier\nTuesday, March 5, 2024\n\nFerry stops\n\nBy Mira Holt",
    "outlet between": "Ferry stops\nBy Mira Holt\nSund Courier\nMarch 5, 2024",
    "outlet behind the headline":
        "Ferry stops - Sund Courier\n\nPosted by Mira Holt on March 5, 2024",
    "outlet in brackets": "Ferry stops (Sund Courier, March 5, 2024)\n\nBy Mira Holt",
    "day before the by-line": "Ferry stops | Sund Courier\nPublished 5 March 2024 by Mira Holt",
    "equals signs": "Title = Ferry stops\nAuthor = Mira Holt\nDate = 5 March 2024\n"
    "Source = Sund Courier",
    "text by": "Ferry stops - Sund Courier\nText: Mira Holt\n5 March 2024",
    "words by": "Ferry stops - Sund Courier\nWords by Mira Holt\n5 March 2024",
    "offices": "Ferry stops - Sund Courier\nBy Mira Holt, Harbour Editor\n5 March 2024",
    "a post below the name":
        "Ferry stops | Sund Courier\nBy Mira Holt\nHarbour correspondent\n5 March 2024",
    "a post between name and day":
        "Ferry stops - Sund Courier\nMira Holt\nChief Ferries Reporter\n5 March 2024",
    "names beside the day": "Ferry stops | Sund Courier\n\nMira Holt, 5 March 2024",
    "names, day and clock": "Ferry stops - Sund Courier\nMira Holt – Mar 5, 2024, 9:14",
    "buttons above and below":
        "Open in app\nSign in\n\nSund Courier\n\nMember-only story\n\nFerry stops\n\nMira Holt\n"
        "Follow\nSund Courier\n·\n4 min read\n·\nMar 5, 2024\n\n1.4K\n\n37\n\nListen\n\nShare",
    "buttons and a by-line":
        "Skip to main content\nHome\nNews\nSubscribe\nLog in\n\nFerry stops | Sund Courier\n"
        "Gift article\n38\nLike\nBy Mira Holt\nMarch 5, 2024\nSave",
    "reading time and day": "Ferry stops | Sund Courier\nMira Holt\n5–7 min read · Mar 5, 2024",
}  # fmt: skip


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("ending", ["txt", "md"])
def test_the_lines_around_a_headline_are_read(head: str, ending: str) -> None:
    if ending == "md" and not head.startswith("Ferry"):
        pytest.skip("a note's headline stands first")
    if ending == "md":
        head = "# " + head.replace("\n", "\n\n")
    (story,) = read_stories(f"a.{ending}", f"{head}\n\n{BOTH}\n")

    found = Told("Ferry stops", DAY, ("Mira Holt",), "Sund Courier", None, (BOTH,))
    assert list_faults(story, found) == []


@pytest.mark.parametrize(
    "place", ["New Sund", "Washington D.C.", "Los Angeles", "St. Velm", "Tel Aviv", "Sund City"]
)
def test_a_place_above_the_day_is_no_author(place: str) -> None:
    (story,) = read_stories("a.txt", f"Ferry stops\n\n{place}\n5 March 2024\n\n{BOTH}")

    assert list_faults(story, Told("Ferry stops", DAY, says=(BOTH,))) == []


@pytest.mark.parametrize("place", ["New Sund", "Sund City", "Harbour Sund"])
def test_a_place_beside_the_day_is_no_author(place: str) -> None:
    text = f"{place}, 5 March 2024\n\n{BOTH}"
    (story,) = read_stories("a.txt", f"Ferry stops\n\n{text}")

    assert (story.authors, story.text) == ((), text)


def test_a_name_and_a_day_below_a_paragraph_stay() -> None:
    text = f"{TEXT} {MORE}\n\nOn the hull one reads:\n\nAda Orr, 12 May 1921\n\nShe built it."
    (story,) = read_stories("a.txt", f"Ferry stops\n\n{text}")

    assert (story.authors, story.published, story.text) == ((), None, text)


@pytest.mark.parametrize("name", ["Santa Holt", "Newton Sand", "Mira West", "Rio North"])
def test_a_name_like_a_places_above_the_day_is_an_authors(name: str) -> None:
    (story,) = read_stories("a.txt", f"Ferry stops\n\n{name}\n5 March 2024\n\n{BOTH}")

    assert list_faults(story, Told("Ferry stops", DAY, (name,), says=(BOTH,))) == []


@pytest.mark.parametrize(
    "text",
    [
        f"Ferry stops\n{URL}\n\n{BOTH}",
        f"Ferry stops\n\n{BOTH}\n\n{URL}",
        f"Source: {URL}\nRetrieved: 9 March 2024\n\nFerry stops\n\n{BOTH}",
        f"Source: {URL}\n\nFerry stops\n\n{BOTH}",
    ],
    ids=["below the headline", "last", "called its source", "called so alone"],
)
def test_an_address_that_stands_alone_is_the_storys(text: str) -> None:
    (story,) = read_stories("a.txt", text)

    assert list_faults(story, Told("Ferry stops", None, url=URL, says=(BOTH,))) == []


@pytest.mark.parametrize(
    ("label", "host"), [("Source", "sund.example.com"), ("Website", "www.sund.example.com")]
)
def test_a_site_that_alone_is_labelled_is_the_outlet(label: str, host: str) -> None:
    text = f"{label}: {host}\n\nFerry stops\n\nby Mira Holt\nReading time: 2 mins\n\n{BOTH}"
    (story,) = read_stories("a.txt", text)

    assert list_faults(story, Told("Ferry stops", None, ("Mira Holt",), host)) == []
    assert story.text == BOTH


@pytest.mark.parametrize("first", ["Source: mayor to resign", "Source: U.S. is to pay for it"])
def test_a_headline_that_begins_like_a_label_stays(first: str) -> None:
    (story,) = read_stories("a.txt", f"{first}\n\n{BOTH}")

    assert list_faults(story, Told(first, says=(BOTH,))) == []


def test_an_outlet_that_a_headline_only_names_stays_in_it() -> None:
    (story,) = read_stories("a.txt", f"Mayor sues – the town pays\n\n{TEXT}\n\n{MORE}")

    assert (story.title, story.publisher) == ("Mayor sues – the town pays", None)


@pytest.mark.parametrize("first", ["Text: the mayor's letter", "Story of Ada Orr", "Words Fail Us"])
def test_words_that_begin_as_a_byline_does_stay(first: str) -> None:
    (story,) = read_stories("a.txt", f"Ferry stops\n\n{first}\n\n{BOTH}")

    assert (story.authors, story.text) == ((), f"{first}\n\n{BOTH}")


@pytest.mark.parametrize("first", ["Death of an editor", "Reporters walk out", "He is a writer."])
def test_words_on_journalists_below_a_byline_stay(first: str) -> None:
    (story,) = read_stories("a.txt", f"Ferry stops\nBy Mira Holt\n\n{first}\n\n{BOTH}")

    assert story.text == f"{first}\n\n{BOTH}"


@pytest.mark.parametrize(
    "text",
    [
        f"Listen\n\nShare\n\n{TEXT}\n\n{MORE}",
        f"Ferry stops\n\n***\n\n1\n\n***\n\n2\n\n***\n\n{TEXT}",
        f"Ferry stops\n\nThe dead by year\n\n2023\n\n412\n\n2024\n\n9\n\n{TEXT}",
        f"Share\n\nFerry stops\n\n{TEXT}\n\n412\n\nListen\n\n{MORE}",
    ],
    ids=[
        "no headline",
        "parts with numbers",
        "figures and no button",
        "one button and a figure of the text",
    ],
)
def test_what_reads_like_a_button_stays_where_no_page_was_pasted(text: str) -> None:
    assert clear_buttons(text.split("\n")).lines == text.split("\n")


SHOWN = "{host}\n\n{mark}Ferry stops\n\n{name}\n\n{time}\n\n" + BOTH


@pytest.mark.parametrize("ending", ["txt", "md"])
@pytest.mark.parametrize(
    ("host", "name", "time"),
    [
        ("sund.example.com", "Mira Holt-Sand", "6 min read"),
        ("www.sund.example.com", "Mira Holt-Sand", "5–7 minutes"),
    ],
)
def test_what_a_reader_mode_shows_is_read_as_text_and_as_markdown(
    ending: str, host: str, name: str, time: str
) -> None:
    text = SHOWN.format(host=host, mark="# " * (ending == "md"), name=name, time=time)
    (story,) = read_stories(f"a.{ending}", f"{text}\n\nTweet\nShare on Facebook\nPin it\n")

    assert list_faults(story, Told("Ferry stops", None, (name,), "sund.example.com")) == []
    assert story.text == BOTH


@pytest.mark.parametrize(
    "last",
    ["Share this, it told passengers:\n\nSorry.", "2–3 minutes\n\nMira Holt", "6 min\n\nSund"],
)
def test_words_like_those_of_a_reader_mode_stay_below_a_paragraph(last: str) -> None:
    text = f"{TEXT} {MORE} It will be towed to Velm on Friday, it said. The log ends so:\n\n{last}"
    (story,) = read_stories("a.md", f"# Ferry stops\n\n{text}\n")

    assert story.text == text


PRINTS = {
    "day and title": f"3/5/24, 9:14 AM\tFerry stops | Sund Courier\n\nFerry stops\n{TEXT} Some\n"
    f"{URL}\t1/2\n\n3/5/24, 9:14 AM\tFerry stops | Sund Courier\n\n{MORE[5:]}\n{URL}\t2/2\n",
    "title below the day": f"05.03.24, 09:14\nFerry stops - Sund Courier\n\nFerry stops\n{TEXT}"
    f" Some\n\n{URL} Page 1 of 2\n05.03.24, 09:14\nFerry stops - Sund Courier\n\n{MORE[5:]}\n\n"
    f"{URL} Page 2 of 2\n",
    "title and address, day in the foot": f"Ferry stops - Sund Courier\t{URL}\n\nFerry stops\n\n"
    f"{TEXT} Some\n\n1 of 2\t05/03/2024, 09:14\nFerry stops - Sund Courier\t{URL}\n\n"
    f"{MORE[5:]}\n\n2 of 2\t05/03/2024, 09:14\n",
    "title and day, set apart by blanks": f"Ferry stops - Sund Courier      05.03.24, 09:14\n\n"
    f"Ferry stops\n\n{TEXT} {MORE[:14]}-\n\n{URL}        Page 1 of 2\n\fFerry stops - Sund Courier"
    f"      05.03.24, 09:14\n\n{MORE[14:]}\n\n{URL}        Page 2 of 2\n",
    "title above the day": f"Ferry stops - Sund Courier\n05.03.24, 09:14\n\nFerry stops\n{TEXT}"
    f" Some\n\n{URL} Seite 1 von 2\nFerry stops - Sund Courier\n05.03.24, 09:14\n\n{MORE[5:]}\n\n"
    f"{URL} Seite 2 von 2\n",
    "one page": f"Ferry stops - Sund Courier\t{URL}\n\nFerry stops\n\n{TEXT} {MORE}\n\n"
    "1 of 1\t05/03/2024, 09:14\n",
}


@pytest.mark.parametrize("text", PRINTS.values(), ids=PRINTS)
def test_a_browsers_print_is_read_in_whichever_form(text: str) -> None:
    (story,) = read_stories("a.txt", text)

    whole = Told("Ferry stops", None, (), "Sund Courier", URL, (f"{TEXT} {MORE}",), ("9:14",))
    assert list_faults(story, whole) == []


@pytest.mark.parametrize("site", ["SUND WEEKEND", "Sund Weekend"])
def test_the_site_that_a_print_names_is_no_headline_above_it(site: str) -> None:
    text = PRINTS["day and title"].replace("Sund Courier", "Sund Weekend")
    text = text.replace("\n\nFerry stops\n", f"\n\n{site}\n\nFerry stops\n", 1)
    (story,) = read_stories("a.txt", text)

    assert list_faults(story, Told("Ferry stops", None, (), "Sund Weekend", URL)) == []
    assert story.text == f"{TEXT} {MORE}"


@pytest.mark.parametrize("url", ["about:blank", "about:reader?url=x", "moz-extension://a1/b.html"])
def test_a_print_of_no_address_on_the_web_loses_its_feet(url: str) -> None:
    text = PRINTS["day and title"].replace(URL, url)
    (story,) = read_stories("a.txt", text)

    whole = Told("Ferry stops", None, (), "Sund Courier", None, (f"{TEXT} {MORE}",), (url, "1/2"))
    assert list_faults(story, whole) == []


@pytest.mark.parametrize(
    "lines",
    [
        "It wrote of a fire about:\n\n1/2\n\nNobody read on.",
        "05.03.24, 09:14 The engine burns.\n\n05.03.24, 09:41 The fire is out.",
        "The list that hangs at the pier ends with\n\n1/2\n\nSee it at https://sund.example.com/list",
        "The log reads: engine off 05.03.24, 09:14\n\n2 of 5\n\nThe rest is blank.",
    ],
    ids=["half a page", "a log of days", "a number and an address", "a day that ends a sentence"],
)
def test_lines_like_those_of_a_print_stay_where_none_was_printed(lines: str) -> None:
    (story,) = read_stories("a.txt", f"Ferry stops\n\n{TEXT}\n\n{lines}\n\n{MORE}")

    assert story.text == f"{TEXT}\n\n{lines}\n\n{MORE}"


ARCHIVES = {
    "Nexis's pages": f"""Page 1 of 2
Ferry stops

Ferry stops
Sund Courier
March 5, 2024 Tuesday 7:30 AM GMT

Copyright 2024 Sund Media

Length: 214 words
Byline: Mira Holt
Body

{TEXT}

Page 2 of 2
Ferry stops

{MORE}

Load-Date: March 6, 2024

End of Document
""",
    "Factiva with its section": f"""Harbour
Ferry stops: the engine caught fire

By Mira Holt
214 words
5 March 2024
Sund Courier
SUND
English
Copyright 2024 Sund Media

{TEXT}

{MORE}

Document SUND000020240305ek3j0001a
""",
    "ProQuest": f"""____________________________________________________________

Report Information from ProQuest
1 April 2024 10:11
____________________________________________________________

Document 1 of 1

Ferry stops

Author: Holt, Mira
Publication info: Sund Courier ; Sund [Sund]. 05 Mar 2024: A.4.
ProQuest document link

Full text: {TEXT}

{MORE}

Subject: Ferries; Harbours
Title: Ferry stops
Author: Holt, Mira
Publication title: Sund Courier
Publication date: Mar 5, 2024
ISSN: 12345678
____________________________________________________________
""",
}


@pytest.mark.parametrize("text", ARCHIVES.values(), ids=ARCHIVES)
def test_a_document_of_an_archive_is_read_without_its_marks(text: str) -> None:
    (story,) = read_stories("a.txt", text)

    title = "Ferry stops: the engine caught fire" if "Harbour\n" in text else "Ferry stops"
    assert list_faults(story, Told(title, DAY, ("Mira Holt",), "Sund Courier", says=(BOTH,))) == []
    assert story.text == BOTH


def test_narrow_lines_with_words_too_long_for_them_are_joined() -> None:
    lines = ("The council of Drenmoor voted on", "Tuesday night to close the bridge",
             "for at least fourteen months.", "The commissioner for",
             "infrastructure, Edda", "Lorne-Halvorsen, told representat-",
             "ives of the non-profit", "organisation that extraordinary",
             "appropriations were necessary.")  # fmt: skip
    (story,) = read_stories("a.txt", "Bridge shut\n\n" + "\n".join(lines))

    assert "\n" not in story.text
    assert "told representatives of the non-profit organisation" in story.text


LABELS = "TITLE: Ferry stops\nAUTHOR: Mira Holt\nDATE: 5 March 2024\nOUTLET: Sund Courier"


@pytest.mark.parametrize("between", ["==========\nBODY:", "-----\n\nText:\n", "*****"])
def test_a_rule_and_a_label_between_head_and_text_are_none_of_it(between: str) -> None:
    (story,) = read_stories("a.txt", f"{LABELS}\n{between}\n{BOTH}")

    assert list_faults(story, Told("Ferry stops", DAY, ("Mira Holt",), "Sund Courier")) == []
    assert story.text == BOTH


@pytest.mark.parametrize("first", ["Source: a leak.", "Body: found by the quay, it was not."])
def test_a_text_below_a_rule_may_begin_as_a_label_does(first: str) -> None:
    (story,) = read_stories("a.txt", f"{LABELS}\n----------\n{first}\n\n{BOTH}")

    assert story.text.endswith(f"{first}\n\n{BOTH}")
