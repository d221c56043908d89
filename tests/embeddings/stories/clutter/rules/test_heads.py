import pytest

from embeddings.stories.clutter import clear_text, find_repeated, line_key

FIRST = "The county closed the bridge over the river on Monday, after the storm had passed."
LAST = "It will open again in May, a spokesman for the county told reporters at the river."


@pytest.mark.parametrize(
    ("head", "names"),
    [
        (["Nellie Bly", "The River Journal"], ("Nellie Bly",)),
        (["NELLIE BLY", "RIVER COUNTY CORRESPONDENT"], ("NELLIE BLY",)),
        (["Nellie Bly", "Reuters"], ("Nellie Bly",)),
        (["Nellie Bly, River Tribune"], ("Nellie Bly",)),
        (["River Valley Herald"], ()),
        (["By Nellie Bly", "The River Journal"], ("Nellie Bly",)),
        (["Nellie Bly", "news@example.org"], ("Nellie Bly",)),
        (["Nellie Bly", "Riverside 24"], ("Nellie Bly",)),
        (["By Nellie Bly", "Riverside 24"], ("Nellie Bly",)),
    ],
    ids=[
        *("name and paper", "in capitals", "name and agency", "in one line", "paper alone", "by"),
        *("name and address", "name and a title", "by and a title"),
    ],
)
def test_a_by_line_without_by_goes_and_signs_the_story(
    head: list[str], names: tuple[str, ...]
) -> None:
    cleared = clear_text("\n\n".join([*head, FIRST, LAST]))

    assert cleared.text == f"{FIRST}\n\n{LAST}"
    assert cleared.signed_by == names


@pytest.mark.parametrize(
    "heading", ["Nellie Bly", "The Old Bridge", "Low Water", "Bad Times Ahead"]
)
def test_a_heading_that_nothing_bears_out_stays_and_names_nobody(heading: str) -> None:
    cleared = clear_text("\n\n".join([heading, FIRST, LAST]))

    assert cleared.text.startswith(heading)
    assert cleared.signed_by == ()


def test_a_name_that_the_article_tells_of_is_a_heading() -> None:
    last = "It will open again in May, Bly told reporters at the river, where she lives."
    story = "\n\n".join(["Nellie Bly", "Riverside 24", FIRST, last, LAST])

    assert clear_text(story).text == story


def test_a_contact_line_with_the_same_name_bears_a_lone_name_out() -> None:
    contact = "Contact Nellie Bly at bly@example.org or 302-555-0100."

    cleared = clear_text("\n\n".join(["Nellie Bly", FIRST, LAST, contact]))

    assert cleared.text == f"{FIRST}\n\n{LAST}"
    assert cleared.signed_by == ("Nellie Bly",)


def test_an_address_of_somebody_else_names_nobody() -> None:
    contact = "Contact Ida Tarbell at newsroom@example.org with questions."

    assert clear_text("\n\n".join([FIRST, LAST, contact])).signed_by == ()


@pytest.mark.parametrize(
    "note",
    [
        "Nellie Bly covers schools and rivers. Reach her at news@example.org.",
        "Riverside's courts reporter Nellie Bly is based in Velm. She can be reached by phone.",
        "Contact reporter Nellie Bly at 302-555-0100.",
        "Follow Nellie Bly on Twitter: @example.",
    ],
)
def test_a_note_below_the_article_that_stands_everywhere_signs_it(note: str) -> None:
    everywhere = find_repeated([[line_key(note)]] * 50)

    cleared = clear_text("\n\n".join([FIRST, LAST, note]), repeated=everywhere)

    assert cleared.text == f"{FIRST}\n\n{LAST}"
    assert cleared.signed_by == ("Nellie Bly",)


def test_a_note_that_names_a_paper_signs_nothing() -> None:
    follow = "Follow USA TODAY on Facebook!"

    assert clear_text("\n\n".join([FIRST, LAST, follow])).signed_by == ()
