import pytest

from embeddings.stories.clutter import clear_text

FIRST = "The county closed the bridge over the river on Monday, after the storm had passed."
LAST = "It will open again in May, a spokesman for the county told reporters at the river."
ARTICLE = f"{FIRST}\n\n{LAST}"


@pytest.mark.parametrize(
    "links",
    [
        ["RIVER WATCH: Why bridges sing in the wind at night"],
        ["WHAT IS A FLOOD WALL? How it works and what it costs"],
        ["Storm damage:The bridge has closed. Here is how to get across."],
        ["Is the ferry safe?Why most of the people in town still take it."],
        ["Storm damage: What the wind took from us", "Low water: Why boats stay in port"],
        [
            "MORE ON RIVERS",
            "The ferry that never came to the village",
            "Why a bridge sings at night",
        ],
        ["Want more river news? Click here to subscribe to our letter."],
        ["Have a story to tell? Our reporters are looking into the flood."],
        ["LATEST STORM UPDATES"],
        ["The bridge seen from the tower in winter. @nellie.bly/River Pictures"],
        ["WAS YOUR CELLAR FLOODED? Find out what the county pays"],
        ["When is the next ferry?Your guide to the boats of the river."],
        ["Ferries 2024:3 boats to cross the river again after the flood"],
    ],
    ids=[
        "label",
        "question in capitals",
        "glued",
        "glued question",
        "a row of labels",
        "a box",
        "an appeal",
        "a request",
        "updates",
        "a handle",
        "question in capitals with a verb",
        "glued question with When",
        "glued figure",
    ],
)
def test_what_leads_elsewhere_goes_from_between_two_paragraphs(links: list[str]) -> None:
    assert clear_text("\n\n".join([FIRST, *links, LAST])).text == ARTICLE


@pytest.mark.parametrize(
    "line",
    [
        "A living machine: How the bridge works",
        "What to know about the bridge and its keeper",
        "Where:The county park, near the old mill and the ferry",
        "The message was this:We will not pay for it, the mayor wrote to them.",
        "Editor's note: The story below names the keeper of the bridge.",
        "For more information about the bridge, visit bridge.example.org.",
        "RIVER COUNTY",
        "Timeline: How the river rose",
        "WITH THE FERRY: A trip across the river in the morning, and another in the night.",
        "The ferry is 3:2 full",
    ],
)
def test_a_line_of_the_article_stays(line: str) -> None:
    assert line in clear_text("\n\n".join([FIRST, line, LAST])).text


def test_a_glued_link_goes_from_among_headings_and_short_lines() -> None:
    heading, short = "How high did the river rise?", '"It rose," the mayor said.'
    link = "Storm damage:The bridge has closed. Here is how to get across."

    assert clear_text("\n\n".join([short, link, heading, LAST])).text == "\n\n".join(
        [short, heading, LAST]
    )


def test_the_first_line_leads_nowhere_else() -> None:
    first = "WARNING FROM THE COUNTY: The river has risen for three days, and is to rise again"

    assert clear_text(f"{first}\n\n{LAST}\n\n{FIRST}").text.startswith(first)


def test_the_link_to_a_player_goes_from_a_sentence_s_end() -> None:
    assert clear_text(f"{FIRST}  Watch the bridge close »\n\n{LAST}").text == ARTICLE


def test_the_speakers_of_a_talk_keep_what_they_say() -> None:
    talk = [
        "BLY: The bridge was closed on Monday, and nobody has told the people of the town why.",
        "TARBELL: And what about the ferry, do we expect it to run?",
        "BLY: It has not run since the storm, and the county does not say when it will again.",
        "TARBELL: That is what we heard from the people who live on the other side of the river.",
    ]

    assert clear_text("\n\n".join([FIRST, *talk, LAST])).removed == ()


def test_a_short_question_that_somebody_of_the_story_answers_stays() -> None:
    talk = ["COUNTY CLERK: Did you hear the bridge sing?", "TARBELL: Only at night."]
    told = "Ida Tarbell has kept the ferry on the other side of the river for nine years now."

    assert clear_text("\n\n".join([FIRST, *talk, told])).removed == ()
    assert talk[0] not in clear_text("\n\n".join([FIRST, talk[0], LAST])).text


def test_names_that_end_three_entries_of_a_live_blog_go() -> None:
    entries = [
        f"{FIRST} — Nellie Bly",
        f"{LAST} – Ida Tarbell",
        f"{FIRST} — Nellie Bly, The Herald",
    ]

    assert clear_text("\n".join(entries)).text == "\n".join([FIRST, LAST, FIRST])


def test_headlines_below_the_author_s_note_go_from_the_end() -> None:
    tail = [
        "Contact Nellie Bly at bly@example.org or 302-555-0100.",
        "From the archive:",
        "The ferry that never came to the village",
        "Ten rivers to see before the leaves fall",
    ]

    assert clear_text("\n\n".join([FIRST, LAST, *tail])).text == ARTICLE


def test_a_heading_left_over_nothing_but_links_goes_from_the_end() -> None:
    links = [
        "Storm damage:The bridge has closed. Here is how to get across.",
        "Low water:Why the boats of the river stay in port",
    ]

    assert clear_text("\n\n".join([FIRST, LAST, "What else to know", *links])).text == ARTICLE
    assert clear_text("\n\n".join([FIRST, LAST, "Riverside", *links])).text.endswith("Riverside")


def test_the_last_line_that_tells_a_stranger_s_post_goes() -> None:
    note = "Ida Tarbell is a music writer and opinion intern at the River Courier."

    cleared = clear_text("\n\n".join([FIRST, LAST, note]))

    assert cleared.text == ARTICLE
    assert cleared.signed_by == ("Ida Tarbell",)


def test_the_last_line_about_somebody_in_the_story_stays() -> None:
    first = "Ida Tarbell crossed the bridge over the river on Monday, before the storm came."
    note = "Tarbell was a writer. Ida Tarbell is now an editor at the River Courier."

    assert clear_text(f"{first}\n\n{LAST}\n\n{note}").text.endswith(note)
