import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.stories.clutter import clear_text
from embeddings.stories.story import Removed

BOX = [
    "Subscribe to The Paper",
    "Escape the noise. Get the facts behind the news, plus analysis from many sides.",
    "SUBSCRIBE & SAVE",
    "https://cdn.example.org/images/abc123.jpg",
    "Sign up for The Paper's Free Newsletters",
    "From our morning briefing to a weekly letter, get the best of it delivered to your inbox.",
    "Sign up",
]
FIRST = "The county closed the bridge over the river on Monday."
LAST = "It will open again in May, a spokesman told The Paper."


def test_a_newsletter_box_between_two_paragraphs_goes_and_they_stay() -> None:
    cleared = clear_text("\n\n".join([FIRST, *BOX, LAST]))

    assert cleared.text == f"{FIRST}\n\n{LAST}"
    assert [removed.text for removed in cleared.removed] == BOX
    assert {removed.at for removed in cleared.removed} == {cleared.text.index(LAST)}
    assert cleared.outlets == ("The Paper",)


def test_a_box_inside_a_line_goes_and_the_sentences_around_it_stay() -> None:
    box = " ".join([*BOX[:3], *BOX[4:]])

    cleared = clear_text(f"{FIRST} {box} {LAST}")

    assert cleared.text == f"{FIRST} {LAST}"
    assert cleared.removed == (Removed(box, "newsletter box", cleared.text.index(LAST)),)


def test_a_caption_goes_with_its_credit_but_the_line_above_stays() -> None:
    story = [
        "The bridge has been closed before, in 1998",
        "The old bridge\nA view of the bridge from the tower\n(Image credit: County archive)",
        FIRST,
    ]

    cleared = clear_text("\n\n".join(story))

    assert cleared.text == f"{story[0]}\n\n{FIRST}"
    assert [(removed.reason, removed.text) for removed in cleared.removed] == [
        ("image caption", "The old bridge"),
        ("image caption", "A view of the bridge from the tower"),
        ("image credit", "(Image credit: County archive)"),
    ]


def test_a_player_goes() -> None:
    player = "Bridge Closes in Storm - YouTube Bridge Closes in Storm - YouTube\nWatch On"

    assert clear_text(f"{FIRST}\n\n{player}\n\n{LAST}").text == f"{FIRST}\n\n{LAST}"


def test_a_list_of_other_headlines_goes() -> None:
    items = [
        "-\nWhy bridges sing in the wind\nThe Explainer Cables of steel hum when the wind is right",
        "-\nThe ferry that never came\nLong Read A village waits for its boat since the spring",
        "-\nTen rivers to see this autumn\nTravel Where the leaves are red and the water is low",
    ]

    assert clear_text("\n".join([FIRST, *items])).text == FIRST


def test_a_list_of_headlines_alone_goes_from_a_story_s_end_only() -> None:
    items = "-\nWhy bridges sing in the wind\n-\nThe ferry that never came\n-\nTen rivers to see"

    assert clear_text(f"{FIRST}\n{items}").text == FIRST
    assert clear_text(f"{FIRST}\n{items}\n{LAST}").text.count("\n-\n") == 0
    assert "Ten rivers to see" in clear_text(f"{FIRST}\n{items}\n{LAST}").text


def test_dashes_between_the_parts_of_an_article_are_no_list() -> None:
    parts = [f"Part {n} says what happened. It was on a Monday." for n in range(1, 5)]

    assert clear_text("\n—\n".join(parts)).text == "\n".join(parts)


@pytest.mark.parametrize(
    "items",
    [
        ["- Ada Cole", "- Ben Ode", "- Carl Dun"],
        ["- Marlow, 109 degrees", "- Dunn City, 108 degrees", "- Vesper, 111 degrees"],
    ],
    ids=["names", "a name among others"],
)
def test_names_in_a_list_with_dashes_sign_nothing(items: list[str]) -> None:
    story = "\n".join([FIRST, "On the list are:", *items, LAST])

    assert clear_text(story).text == story


def test_a_biography_goes_and_signs_the_article() -> None:
    biography = (
        "Nellie Bly was the managing editor at ThePaper.com. Her writing has appeared in several "
        "other publications. Follow her on Twitter."
    )

    cleared = clear_text(f"{FIRST}\n{LAST} Nellie Bly\nThe Paper\n{BOX[4]}\n{biography}")

    assert cleared.text == f"{FIRST}\n{LAST}"
    assert cleared.signed_by == ("Nellie Bly",)
    assert [removed.reason for removed in cleared.removed] == [
        "signature",
        "site name",
        "newsletter box",
        "author biography",
    ]


def test_a_slide_show_without_an_article_is_the_story() -> None:
    shows = [
        f"Photos: Bridges Bridge number {n} in the rain. Hide Caption {n} of 3" for n in (1, 2)
    ]

    cleared = clear_text("\n\n".join(shows))

    assert cleared.text == "\n\n".join(show.partition(" Hide")[0] for show in shows)


@pytest.mark.parametrize(
    "sentence",
    [
        "Residents can sign up to speak at the meeting.",
        "Sign up for the vaccine at the county's clinic by Dec. 7.",
        "The company said users subscribe to the service for $9 a month.",
        "Subscribers of the newsletter were told by email on Tuesday.",
        "Copyright law protects the song, the court ruled.",
        "The agency may receive revenue of $3 million, according to the report.",
        "Advertisement spending fell by a fifth.",
        "More than 40 researchers contributed to this report, which warns of floods.",
        "Follow the river north and you will come to the bridge.",
        "Reuters reported that the bridge had been closed.",
        "By Tuesday the bridge had been closed.",
        "Contact with the ferry was lost at 9 p.m.",
        '"Read more books," she said.',
        '"No to war!" they chanted. "Hands off!"',
        "The pictures were bought by Getty Images.",
        "The mayor is a former reporter for the county's newspaper, who left it in 1998.",
        "This story has a long history.",
        "Video shows the man as he runs across the border.",
        "He read it twice: once at home and once at work.",
        "The game ended 3:2 after extra time.",
        "Watch the dramatic video below.",
        "Share prices fell by 3 percent.",
        "From 2016 to 2018, the county spent nothing on the bridge.",
        "Maryland",
        "What happens next?",
        "Where:The county park, 880 New London Road, near the old mill",
        "Population:8,336,817 in 2022",
        "BRIDGE CLOSED The county closed the bridge on Monday. It will open in May. [Reuters]",
        "If you are in it for the money, sign up for another race.",
        "The scam messages are sent directly to your inbox.",
        "Have you seen the man? Call the police at 302-555-0100.",
        "Contact Crime Stoppers at 302-555-0100 with any information.",
        "His advice: Get out of here.",
        "Already 3 million people have a subscription, the company said.",
        "But Ida Tarbell, a professor of history, previously told The Paper that it could happen.",
    ],
)
def test_a_sentence_of_the_article_stays_even_beside_a_box(sentence: str) -> None:
    story = "\n\n".join([FIRST, BOX[4], sentence, BOX[4], LAST])

    assert clear_text(story).text == f"{FIRST}\n\n{sentence}\n\n{LAST}"


OFFER = ("- The whole archive", "- Puzzles for two", "- A mug", "- Eight weeks for a pound")


@pytest.mark.parametrize(
    ("above", "gone"),
    [
        (("Keep reading for a pound", "You have reached your limit of free stories."), True),
        (("You have reached your limit of free stories.",), False),
        (("You have reached your limit of free stories.", "What the robbers took:"), False),
    ],
)
def test_a_list_goes_where_it_fills_a_large_box_alone(above: tuple[str, ...], gone: bool) -> None:
    cleared = clear_text("\n\n".join([FIRST, LAST, *above, "\n".join(OFFER), "Subscribe now"]))

    assert [line in cleared.text for line in OFFER] == [not gone] * len(OFFER)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Advertisement", "advertisement"),
        ("Story continues below", "advertisement"),
        ("Read or share this story: https://example.org/x", "share line"),
        ("Follow us on Facebook and Twitter", "share line"),
        ("READ MORE: Why bridges sing in the wind", "other headlines"),
        ("More:Why bridges sing in the wind", "other headlines"),
        ("► More: Why bridges sing in the wind", "other headlines"),
        ("Bridge guide:Why bridges sing in the wind", "other headlines"),
        ("BRIDGE CRASH:90-year-old bridge closes after a crash", "other headlines"),
        ("[Why bridges sing in the wind]", "other headlines"),
        ("The bridge that sings: a review Read more", "other headlines"),
        ("Click here to see all our pictures", "other headlines"),
        ("Report this article", "share line"),
        ("Comments (41)", "share line"),
        ("2.3K followers", "share line"),
        ("Listen to this article", "share line"),
        ("Listen to this story • 6:30 min Learn more", "share line"),
        ("LISTEN (12 minutes)", "share line"),
        ("Contributing: The Associated Press", "credit line"),
        ("The Associated Press contributed to this report.", "credit line"),
        ("From staff and wire reports", "credit line"),
        ("(Reporting by Nellie Bly; Editing by Ida Tarbell)", "credit line"),
        ("By Nellie Bly and Ida Tarbell", "byline"),
        ("Copyright 2017 The Associated Press. All rights reserved.", "copyright line"),
        ("© 2017 The Paper", "copyright line"),
        ("Updated 9:14 PM EST, November 24, 2017", "time stamp"),
        ("This story has been updated with additional details.", "update note"),
        ("Have a story idea? Contact us at news@example.org", "contact line"),
        ("Contact Nellie Bly at bly@example.org or 302-555-0100.", "contact line"),
        ("(Photo: AP)", "image credit"),
        ("Nellie Bly/The Paper", "image credit"),
        ("The bridge seen in winter snow. Nellie Bly/AFP/Getty Images", "image caption"),
        ("The bridge in winter (Image credit: Nellie Bly)", "image caption"),
        ("Image copyright PA Image caption The bridge in winter", "image caption"),
        ("Photos: Bridges The bridge in winter. Hide Caption 4 of 12", "photo gallery"),
        ("Video Ad Feedback See the bridge close 01:04 - Source: CNN", "video player"),
        ("Scroll down for video", "video player"),
        ("We may earn a commission if you buy through our links.", "affiliate notice"),
        ("Support local journalism. Subscribe to example.com today.", "subscribe line"),
        ("You have 3 free articles left this week. Get all of The Paper.", "subscribe line"),
        ("This is your last free story.", "subscribe line"),
        ("Thank you for visiting The Paper. Sign up or log in to keep reading.", "subscribe line"),
        ("Thanks for reading The Paper! Subscribe for free to get more.", "subscribe line"),
        ("Register for free", "newsletter box"),
        ("Log in to read the rest of this article", "subscribe line"),
        ("Already registered? Sign in", "subscribe line"),
        ("Have a subscription? Log in.", "subscribe line"),
        ("Why subscribe? Quizzes, recipes and the archive since 1902", "subscribe line"),
        ("By registering, you accept our terms of use.", "newsletter box"),
        ("Done in a minute. No credit card required.", "subscribe line"),
        ("Create your free account", "newsletter box"),
        ("Was this letter forwarded to you? Get your own.", "newsletter box"),
        ("Was this letter forwarded to you by a friend? Sign up here.", "newsletter box"),
        ("Did a neighbour forward you this? Subscribe.", "newsletter box"),
        ("The Paper, 1 River Street, Velm · unsubscribe at any time", "newsletter box"),
        ("Too many letters? You can change their number or unsubscribe.", "newsletter box"),
        ("Change preferences or unsubscribe", "newsletter box"),
        ("https://example.org/pictures/bridge.jpg", "image address"),
        ("https://example.org/bridge", "web address"),
        ("***", "separator"),
    ],
)
def test_a_line_of_the_page_goes_with_its_reason(line: str, reason: str) -> None:
    cleared = clear_text(f"{FIRST}\n\n{line}\n\n{LAST}")

    assert cleared.text == f"{FIRST}\n\n{LAST}"
    assert [removed.reason for removed in cleared.removed] == [reason]


LINES = st.lists(st.sampled_from([FIRST, LAST, "Maryland", "", *BOX, "-", "By Nellie Bly"]))


@given(LINES)
def test_putting_everything_back_gives_the_lines_in_their_order(lines: list[str]) -> None:
    cleared = clear_text("\n".join(lines).strip())

    restored, done = [], 0
    for removed in cleared.removed:
        assert 0 <= removed.at <= len(cleared.text)
        restored += [cleared.text[done : removed.at], removed.text]
        done = removed.at
    restored.append(cleared.text[done:])
    kept = "\n".join(restored).split("\n")
    assert [line for line in kept if line] == [line for line in lines if line]


@given(LINES)
def test_clearing_a_cleared_text_changes_nothing_but_neighbours(lines: list[str]) -> None:
    once = clear_text("\n".join(lines).strip()).text

    assert once == once.strip()
    assert "\n\n\n" not in once
    assert FIRST not in lines or FIRST in once
    assert LAST not in lines or LAST in once


def test_a_dash_and_a_name_sign_an_entry_but_not_a_quotation() -> None:
    signed = clear_text(f"{FIRST}\n– Nellie Bly\n{LAST}")
    quoted = clear_text(f"“Energy is the soul of work.”\n– Nellie Bly\n{LAST}")

    assert signed.text == f"{FIRST}\n{LAST}"
    assert quoted.removed == ()


def test_a_paragraph_below_its_copy_goes_and_a_slide_show_of_copies_goes_whole() -> None:
    slides = [
        f"The bridge over the river, seen from tower {at} in the winter of 1998." for at in "abcde"
    ]
    doubled = [line for slide in slides for line in (slide, slide)]

    assert clear_text("\n\n".join([FIRST, slides[0], slides[0], LAST])).text == "\n\n".join(
        [FIRST, slides[0], LAST]
    )
    assert clear_text("\n\n".join([FIRST, *doubled, LAST])).text == f"{FIRST}\n\n{LAST}"


def test_a_caption_of_two_sentences_goes_where_others_have_gone() -> None:
    gone = "The ferry leaves for the far side of the river. Ida Tarbell/River Pictures"
    caption = 'Nellie Bly sails the ferry. "I know each stone in the river," she says. Ida Tarbell'
    article = "\n\n".join(
        [FIRST, LAST, FIRST.replace("bridge", "road"), LAST.replace("May", "June")]
    )

    assert clear_text(article.replace(LAST, f"{gone}\n\n{caption}\n\n{LAST}")).text == article
    assert caption in clear_text(article.replace(LAST, f"{caption}\n\n{LAST}")).text
