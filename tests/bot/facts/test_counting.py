"""A figure answers only where it counts, or costs, what is asked for."""

import pytest

from bot.facts.counting import (
    counts_other,
    counts_remainder,
    find_change,
    find_none,
    is_no_amount,
    is_no_length,
    lacks_rate,
    lacks_share,
    names_none,
)


@pytest.mark.parametrize(
    ("question", "answer", "after", "other"),
    [
        ("how many soldiers fired", "five times", ".", True),
        ("how many soldiers fired", "five", " metres away.", True),
        ("how many soldiers fired", "five", " soldiers fired.", False),
        ("how many times was he hit", "five times", ".", False),
        ("how many prizes did it win", "2024", " winners told", True),
        ("how many workers went", "2024", " workers went", False),
        ("how many candidates came", "2023, and no one knows how", " it ends", True),
        ("how many people died in the fires?", "About 850", " people are still missing.", True),
        ("how many were killed", "12", ", and 30 were wounded", False),
        ("how many were killed", "30", " others were hurt, police said", True),
        ("how many were hurt", "at least 30 injured people", "", False),
        ("what is the death toll", "850", " missing people were found dead", False),
        ("how many of the missing were found dead", "12", " are missing", False),
        ("how many people came", "30", " were hurt", False),
        ("how many kilos did Orr pick", "12 kg", "", False),
        ("how many pears did Orr pick", "12 kg", "", True),
    ],
)
def test_what_counts_something_else_is_known(
    question: str, answer: str, after: str, *, other: bool
) -> None:
    assert counts_other(question, answer, after) == other


@pytest.mark.parametrize(
    ("before", "answer", "rest"),
    [
        ("The other ", "two", True),
        ("", "The other $50 million", True),
        ("One died and ", "five other people", False),
        ("It was won by ", "two", False),
    ],
)
def test_what_is_left_over_is_not_all(before: str, answer: str, *, rest: bool) -> None:
    assert counts_remainder(before, answer) == rest


@pytest.mark.parametrize(
    ("question", "answer", "wrong"),
    [
        ("how much will a vial cost", "78%", True),
        ("how much did they pay", "nine years", True),
        ("how much money did they make", "12 percent", True),
        ("how much will a vial cost", "about $64", False),
        ("how much will a vial cost", "64", False),
        ("how much did the cost rise", "78%", False),
        ("how much did a vial cost rise by in percent", "78%", False),
        ("how much rain fell", "78 mm", False),
    ],
)
def test_what_is_paid_is_no_share(question: str, answer: str, *, wrong: bool) -> None:
    assert is_no_amount(question, answer) == wrong


@pytest.mark.parametrize(
    ("question", "answer", "after", "wrong"),
    [
        ("how far does Orr row", "12 years", "", True),
        ("how far does Orr row", "four miles", " an hour", True),
        ("what was the distance", "at least 30 km/h", "", True),
        ("how far does Orr row", "four miles", " in an hour", False),
        ("how far does Orr row", "four miles a day", "", False),
        ("how far is the port", "20 minutes", " by bus", False),
        ("how far back do the books go", "12 years", "", False),
        ("how far does sound go in a second", "343 metres per second", "", False),
        ("how fast did Orr row the distance", "four miles an hour", "", False),
    ],
)
def test_what_is_far_is_no_speed(question: str, answer: str, after: str, *, wrong: bool) -> None:
    assert is_no_length(question, answer, after) == wrong


@pytest.mark.parametrize(
    ("question", "before", "none"),
    [
        ("how many passengers died", "None of the ", (0, 4)),
        ("how many passengers died", "He said none of its ", (8, 12)),
        ("how many passengers were on the flight", "None of the ", None),
        ("how many passengers died", "All of the ", None),
    ],
)
def test_none_of_all_is_none(question: str, before: str, none: tuple[int, int] | None) -> None:
    assert find_none(question, before) == none


@pytest.mark.parametrize(
    ("question", "answer", "unnamed"),
    [
        ("which candidates spoke", "Five Republican candidates", True),
        ("which candidates spoke", "Republican presidential candidates", True),
        ("which firms cut prices", "3 major insulin makers", True),
        ("which candidates spoke", "Cole and Ode", False),
        ("what prizes did she win", "two gold medals", False),
        ("which drugs help", "weight-loss drugs", False),
        ("how many candidates spoke", "Five Republican candidates", False),
        ("which song won", "99 Luftballons", False),
    ],
)
def test_what_names_none_is_known(question: str, answer: str, *, unnamed: bool) -> None:
    assert names_none(question, answer) == unnamed


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("How many sailors drown each year?", "Three sailors of the crew drowned.", True),
        ("How many people visit per month?", "Some 400 people visited the fair.", True),
        ("How many sailors drown each year?", "About 30 drown annually.", False),
        ("How much does it cost a day?", "It costs $5 a day.", False),
        ("How many eggs a week do they eat?", "They eat 12 eggs weekly.", False),
        ("How many sailors drowned last year?", "Three sailors drowned.", False),
        ("When was it each year?", "It was in May.", False),
    ],
)
def test_a_figure_without_a_rate_is_known(question: str, sentence: str, *, lacks: bool) -> None:
    assert lacks_rate(question, sentence) == lacks


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("lantus price cut percent", "It would slash most of its prices by $64.", True),
        ("What percentage of workers struck?", "Some 1,200 workers struck.", True),
        ("What percentage of workers struck?", "Nearly a third of the workers struck.", False),
        ("What percentage of workers struck?", "Three in five workers struck.", False),
        ("lantus price cut percent", "It will cut the price by 78%.", False),
        ("How many workers struck?", "Some 1,200 workers struck.", False),
    ],
)
def test_a_percentage_is_told_by_a_share_alone(question: str, sentence: str, lacks: bool) -> None:
    assert lacks_share(question, sentence) is lacks


@pytest.mark.parametrize(
    ("question", "before", "by"),
    [
        ("by how much did rents rise", "Rents rose by 7% in May to ", "7%"),
        ("by how much did rents fall", "Rents fell $40 to about ", "$40"),
        ("by how much did rents rise", "Rents rose to ", None),
        ("by how much did rents rise", "Rents rose from 900 to ", None),
        ("how high did rents rise", "Rents rose by 7% in May to ", None),
        ("by how much did rents rise", "Rents rose by 7%, and 12 families moved to ", None),
    ],
)
def test_by_how_much_is_no_question_to_what(question: str, before: str, by: str | None) -> None:
    place = find_change(question, before)

    assert (before[slice(*place)] if place else None) == by
