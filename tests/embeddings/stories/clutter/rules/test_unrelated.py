"""Headlines of other stories between paragraphs go; headings of the text below them stay."""

import pytest

from embeddings.stories.clutter import clear_text

ABOVE = "The county closed the bridge over the river on Monday, after the storm had passed."
BELOW = (
    "The ferry between the two villages will run all night until then, the county says.",
    "Its captain has asked for a second boat, because so many people want to cross now.",
)
HEADING = "Ferry runs all night between the villages"


def clear(*between: str, below: tuple[str, ...] = BELOW) -> list[str]:
    return clear_text("\n\n".join((ABOVE, *between, *below))).text.split("\n\n")


@pytest.mark.parametrize(
    "link",
    [
        "Snow in April: How farmers in the hills save their apple blossoms",
        "What happened to the old mill? Neighbours remember the fire of that night",
        "A lighthouse keeper paints the door of the museum in Harwick. Rosa Lind",
        "A lighthouse keeper paints the new sign of the Harwick museum. Harwick",
    ],
    ids=["label", "question", "caption", "caption that names its source"],
)
def test_a_headline_of_two_parts_goes_where_nothing_below_tells_of_it(link: str) -> None:
    assert clear(link) == [ABOVE, *BELOW]
    assert clear(link, HEADING) == [ABOVE, HEADING, *BELOW]


@pytest.mark.parametrize(
    "line",
    [
        "Ferry at night: How two villages keep in touch",
        "Snow in the hills this April",
        "A new start: Apples",
        "Who pays for all of the apples that fell in the hills? It is the farmers",
        "Snow in April: Farmers in the hills, the mayor said, lost all of their apples",
        "Farmers in the hills lost their apples in the snow of that night. -- Rosa Lind",
        "Farmers in the hills have lost all of their apples to the snow. C",
        "Do farmers in the hills fear the snow? And do apples freeze in a single night?",
    ],
    ids=[
        *("told of below", "one part", "short", "answered", "somebody speaks"),
        *("signed", "cut off", "two questions"),
    ],
)
def test_other_lines_of_their_own_stay(line: str) -> None:
    assert clear(line) == [ABOVE, line, *BELOW]


def test_a_sentence_that_goes_on_below_stays() -> None:
    cut = "Senior Rosa Lind signed a letter to the museum in Harwick on Feb. 5. Lind"
    below = ("has led the choir of the school since autumn, her teachers say.", *BELOW)

    assert clear(cut, below=below) == [ABOVE, cut, *below]


def test_a_question_and_its_headline_go_from_beside_another_link() -> None:
    links = ("RIVER WATCH: Why bridges sing at night", "Is the ferry late? How to get a place")

    assert clear(*links) == [ABOVE, *BELOW]


def test_one_paragraph_below_is_too_little_to_tell() -> None:
    link = "Snow in April: How farmers in the hills save their apple blossoms"

    assert clear(link, below=BELOW[:1]) == [ABOVE, link, BELOW[0]]


def test_two_headlines_in_a_row_go_where_neither_is_told_of() -> None:
    links = ("Farmers in the hills fear snow in April", "Old mill by the church burns down again")

    assert clear(*links) == [ABOVE, *BELOW]
    assert clear("Apples lost in 3 hills since 2019", "Pears lost in 4 of 5 valleys") != [
        ABOVE,
        *BELOW,
    ]


def test_many_headlines_of_two_parts_are_the_story_s_own() -> None:
    topics = ("Snow in April", "Mud in autumn", "Wind in winter", "Dust in June", "Fog in May")
    headings = [f"{one}: How farmers in hills save their apples and pears" for one in topics]
    lines = [line for heading in headings for line in (heading, *BELOW)]

    kept = clear_text("\n\n".join((ABOVE, *lines))).text

    assert all(heading in kept for heading in headings)


@pytest.mark.parametrize(
    "line",
    [
        "National weather radar",
        "Valley flood map",
        "Send tips to Ann Lee at alee@example.org",
        "Health coverage at the Valley Post is made possible in part by a grant from the Lind"
        " Foundation. The foundation has no say in it.",
        "A version of this story appeared in the May 3 edition of Valley Notes, a weekly letter.",
        "If you missed Monday's news, we've got you covered here.",
        "Need a break? Try playing some of our games.",
        "Catch up with the Valley Post's live coverage of the election here.",
        "Looking for updates on the flood? Follow our latest coverage here.",
        "Read Rosa Lind's full column here.",
        "Prefer to listen? Check out the Valley Hour podcast:",
        "Check out the best mobile sports betting apps offering promos this autumn.",
        "Unable to view our graphics? Click here to see them.",
        "Do you like rivers? Then you'll enjoy getting our newsletter in your inbox.",
        "Text with the Valley Post: News on your phone. Text 302-555-0100 to sign up.",
        "The story continues below the video.",
        "Subscribe to valleypost.com today to support local journalism.",
        "This story was made available for all readers in May.",
        "Join our Facebook group to talk about the river with the crew of the ferry.",
        "Rosa Lind: 302-555-0100; rlind@example.org; Twitter: @rlind.",
        "To contact Rosa Lind, email rlind@example.org.",
        "Call Rosa Lind at 302-555-0100 and follow her on Twitter: @rosathewriter.",
        "Have questions about boats? Reach out to me on Twitter, where I'm @rosalind",
        "Have you crossed the river? Please email valley reporter Ann Lee at alee@example.org.",
        "Ann Lee and Rosa Lind contributed. Reach reporter Ann Lee at alee@example.org.",
        "This report includes information from the Associated Press.",
        "This story about ferries was produced by The Valley Report, a newsroom on rivers.",
        "Compiled by Ann E. Lee. Contributing: Rosa Lind",
        "From BBC’s Ann Lee and Rosa Lind",
        "Ann Lee Courtesy of Ann Lee",
        "RISING RIVERSCounty looks for money to build a wall, mayor says",
        "Climate changeIs it raising the river? Here's what the county says.",
        "VisualHow a river rises in the night",
        '"It is our river"Ferry crew greets the new bridge after the flood',
        "FOLLOW THE FLOOD: River levels, road closures, pictures and more.",
        "The flood in the valley: See all the photos",
        "Ann Lee (@annlee) on Threads",
        "You can follow us on Instagram to see more of the river.",
        "Read her statement here.",
        "Republishing the poll without credit to the Valley Post is prohibited.",
        "BOX SCORE: Harwick 60, Valley 66",
        "Listen to the audio of the interview with the ferry's captain",
        "This story was made available for all readers May 3, 2023.",
        "Ann Lee of the Valley Post contributed to this report. Bo Kim can be reached at"
        " bkim@example.org.",
    ],
)
def test_what_the_page_says_of_itself_goes(line: str) -> None:
    assert clear(line) == [ABOVE, *BELOW]


@pytest.mark.parametrize(
    "line",
    [
        "The trail project is funded by a grant from the Lind Foundation, the county says.",
        "How to read flood maps",
        "UP NEXT",
        "Designer: Ann Lee",
        "US PCRs were short all over the county in the spring",
        "Ann Lee, the captain of the ferry, listened to the podcast and wrote to the mayor.",
        "If you have seen the missing boat, call the county or email boats@example.org.",
    ],
)
def test_what_the_article_says_stays(line: str) -> None:
    assert clear(line) == [ABOVE, line, *BELOW]
