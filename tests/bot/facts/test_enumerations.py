"""Enumerations are taken whole, and with nothing that only stands before or behind them."""

import pytest

from bot.facts.enumerations import split_items, take_enumeration

DEBATE = (
    "Former Minister Greta Moss, businesswoman Lin Zhao, former Gov. Peter Crowe and podcaster"
    " Joel Finch will debate, the second time this week."
)
WHOLE_DEBATE = DEBATE[: DEBATE.index(" will")]


@pytest.mark.parametrize(
    ("sentence", "pointed", "whole"),
    [
        (DEBATE, "Joel Finch", WHOLE_DEBATE),
        (DEBATE, "Minister Greta Moss", WHOLE_DEBATE),
        (
            "Those killed were Tom Reyes, 34, his wife, Ana Reyes, 31, and their son, Leo, 6.",
            "Tom Reyes",
            "Tom Reyes, 34, his wife, Ana Reyes, 31, and their son, Leo, 6",
        ),
        ("It flies to Lisbon, Porto and Faro.", "Porto", "Lisbon, Porto and Faro."),
        ("On Monday, Arla, Best and Cole closed.", "Arla", "Arla, Best and Cole"),
        ("In Paris, France and Spain agreed.", "France", "France and Spain"),
        ("Arla and Best, and analysts at UBS said so.", "Arla", "Arla and Best"),
        (
            "Goalkeepers: Ida Berg (Rosen), Mia Lie (Ode).",
            "Ida Berg",
            "Ida Berg (Rosen), Mia Lie (Ode)",
        ),
        (
            "Ray Holt, 29, of Bex; and Al Mayo, of Sand, pleaded.",
            "Ray Holt",
            "Ray Holt, 29, of Bex; and Al Mayo, of Sand",
        ),
        ("Health Minister Petra Sand quit.", "Minister Petra Sand", "Health Minister Petra Sand"),
        ("The smallest firm closed.", "smallest firm", "smallest firm"),
        (
            "They searched the house, finding a knife; a pair of wet, white shoes; and a shirt.",
            "a knife",
            "a knife; a pair of wet, white shoes; and a shirt",
        ),
        (
            "They searched the house, finding a knife; a pair of wet, white shoes; and a shirt.",
            "shirt",
            "a knife; a pair of wet, white shoes; and a shirt",
        ),
        ("It closed a road; a bridge stayed open.", "a road", "a road"),
        (
            "Ana Reyes, Lin Zhao of “Two,” Wex United striker Bo Ray and the Rams’ Al Mayo left.",
            "Rams’ Al Mayo",
            "Ana Reyes, Lin Zhao of “Two,” Wex United striker Bo Ray and the Rams’ Al Mayo",
        ),
        ("Ana Reyes and Bo Ray advises Al Mayo.", "Al Mayo", "Al Mayo"),
    ],
)
def test_what_is_named_along_is_taken_in(sentence: str, pointed: str, whole: str) -> None:
    start = sentence.index(pointed)

    place = take_enumeration(sentence, start, start + len(pointed))

    assert sentence[slice(*place)] == whole


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("plates, straws and cotton buds", ["plates", "straws", "cotton buds"]),
        ("Tom Reyes, 34, and his son, Leo, 6", ["Tom Reyes, 34", "his son, Leo, 6"]),
        ("“Night Rain,” “Ash” and “Two Doors”", ["“Night Rain,”", "“Ash”", "“Two Doors”"]),
        ("Ann Ode", []),
        ("the bridge was shut and the road was closed", []),
    ],
)
def test_an_enumeration_is_split_into_its_items(text: str, items: list[str]) -> None:
    assert [text[start:end] for start, end in split_items(text)] == items
