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
    ],
    ids=["label", "question", "caption"],
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
    ],
    ids=["told of below", "one part", "short", "answered", "somebody speaks"],
)
def test_other_lines_of_their_own_stay(line: str) -> None:
    assert clear(line) == [ABOVE, line, *BELOW]


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
        "BOX SCORE: Harwick 60, Valley 66",
        "Listen to the audio of the interview with the ferry's captain",
        "This story was made available for all readers May 3, 2023.",
        "Ann Lee of the Valley Post contributed to this report. Bo Kim can be reached at"
        " bkim@example.org.",
    ],
)
def test_what_the_page_says_of_itself_goes(line: str) -> None:
    assert clear(line) == [ABOVE, *BELOW]
