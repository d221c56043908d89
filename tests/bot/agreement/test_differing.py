"""Where stories of one event give different figures of the same thing."""

from datetime import date
from itertools import permutations

import pytest

from bot.agreement import find_differences
from embeddings.sentences import split_sentences
from embeddings.stories import Story


def tell(text: str, *, story: str = "a", day: int = 26, title: str = "") -> Story:
    return Story(id=story, text=text, title=title, published=date(2024, 3, day))


def differ(*stories: Story) -> list[tuple[str, str]]:
    """Return the figures of every difference."""
    found = find_differences(stories, {one.id: split_sentences(one.text) for one in stories})
    return [(one.newer.text, one.older.text) for one in found]


@pytest.mark.parametrize(
    ("new", "old", "figures"),
    [
        ("Police say 27 people are injured.",
         "A ship struck a bridge and 25 people were injured, police said.", ("27", "25")),
        ("The bomb killed at least six civilians.",
         "A bomber rammed a wall, killing at least four civilians.",
         ("at least six", "at least four")),
        ("The missile reached an altitude of 770 kilometers.",
         "It flew 2,700 km, reaching an altitude of about 550 km.",
         ("770 kilometers", "about 550 km")),
        ("At least 97 people died in the fire, down from 115.",
         "At least 115 people died in the fire.", ("At least 97", "At least 115")),
    ],
    ids=["hurt", "bounds", "altitude", "lowered"],
)  # fmt: skip
def test_two_figures_of_one_thing_differ(new: str, old: str, figures: tuple[str, str]) -> None:
    assert differ(tell(old, story="a", day=25), tell(new, story="b", day=26)) == [figures]


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("Six workers were missing.", "The mayor said six workers were missing."),
        ("Six workers were missing.", "Five workers were rescued."),
        ("Six people were hurt and one died.", "Five people died."),
        ("Six workers were missing.", "Were five workers missing?"),
        ("Six workers were missing.", "Five workers may be missing."),
        ("The toll rose: 59 people were killed by the gunman.",
         "On June 12 last year a gunman killed 49 people."),
        ("The storm cancelled 20,000 flights in Texas.",
         "The storm cancelled 49 flights in Ohio."),
        ("Prices rose 5 percent in March.", "Prices rose 6 percent in February."),
        ("Reports of 359 thefts have come in.", "Reports of dozens of thefts have come in."),
        ("Rebels freed 21 of the 200 schoolgirls kidnapped.",
         "Twenty-one schoolgirls kidnapped were freed."),
        ("The worker, aged 36, was missing.", "The worker, aged 35, was missing."),
        ("About 1,200 homes were burnt.", "1,214 homes were burnt."),
        ("The bridge is 2.6 kilometres long.", "The bridge is 1.6 miles long."),
        ("The ship waited for six days.", "The ship waited for six weeks, and then six days."),
    ],
    ids=[
        "the same", "another verb", "another clause", "a question", "a guess", "another year",
        "another place", "another month", "vague", "a part", "ages", "rounded", "another unit",
        "both",
    ],
)  # fmt: skip
def test_what_may_both_be_right_is_no_difference(new: str, old: str) -> None:
    assert differ(tell(old, story="a", day=25), tell(new, story="b", day=26)) == []


def test_a_story_that_tells_both_figures_tells_of_two_things() -> None:
    both = tell("Five workers were missing on one side. Six workers were missing.", story="b")

    assert differ(tell("Five workers were missing."), both) == []


def test_two_stories_differ_once_by_what_is_most_alike_whatever_their_order() -> None:
    stories = (
        tell("Six workers were missing. Six workers were missing today.", story="new", day=27),
        tell("Five workers were missing.", story="b", day=26),
        tell("Five workers were missing.", story="a", day=26),
        tell("Four workers were missing.", story="old", day=20),
    )
    expected = differ(*stories)

    assert expected == [
        ("Six", "Five"), ("Six", "Five"), ("Six", "Four"), ("Five", "Four"), ("Five", "Four"),
    ]  # fmt: skip
    assert all(differ(*shuffled) == expected for shuffled in permutations(stories))
