"""An answer that says the opposite of what is asked, without a word of negation."""

import pytest

from bot.facts.opposites import says_opposite

FOUND = "Has the missing boat been found?"


@pytest.mark.parametrize(
    ("question", "answer", "opposite"),
    [
        (FOUND, "The boat is missing.", True),
        (FOUND, "The boat that was missing was discovered in a barn.", False),
        (FOUND, "The missing boat was recovered.", False),
        ("Is the missing boat still lost?", "The boat was found.", True),
        ("Is the missing man dead?", "The man who was missing was found alive.", True),
        ("Did the council approve the pool?", "The council turned down the pool.", True),
        ("Did the council approve the pool?", "It approved the pool, and turned a key.", False),
        ("Is the dockers' strike over?", "The dockers went on strike on Monday.", True),
        ("Is the dockers' strike over?", "The dockers ended their strike.", False),
        ("Is the dockers' strike over?", "The dockers walked out over pay.", True),
        ("Did prices rise over the year?", "Prices rose over the year.", False),
        ("Did prices rise?", "Prices went down.", True),
    ],
)
def test_the_opposite_of_what_is_asked(question: str, answer: str, *, opposite: bool) -> None:
    assert says_opposite(question, answer) == opposite
