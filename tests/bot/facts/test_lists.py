"""Lists that stand in lines are found whole, from whichever of their lines one starts."""

import pytest

from bot.facts.lists import (
    asks_for_all,
    find_listing,
    find_sibling,
    leads_to,
    marks_item,
    names_item,
)
from bot.facts.tables import find_cell, find_column, lacks_row

TRIAL = """The trial begins on Monday.

Who will testify

- Rosa Lind: the accountant who saw first that the money was missing, and told the police so
- Phil Ammon: a former deputy
- Kay Orozco

What are the charges?

It is fraud."""
WAGES = """Pay goes up.

States that raise their lowest pay on January 1

Delaware: $10

Illinois: $12

New Jersey: $13

Sources: state websites"""
TABLE = """Medal table:

Island | Gold | Group
Guern | 41 | A
Jery | 33 | A
Orkney | 0 | B

It ended on Sunday."""


def find_items(text: str, words: str) -> list[str]:
    listing = find_listing(text, text.index(words))
    return [text[start:end] for start, end in listing.items] if listing else []


def test_short_names_that_end_in_an_abbreviation_are_items_and_sentences_are_none() -> None:
    names = ["Rep. Ada Cole, D-Okla.", "Rep. Bo Ray, R-Texas", "Rep. Mia Lie, R-La."]
    text = "\n\n".join(["They are:", *names, "Rep. Ode of Maine is also in."])

    assert find_items(text, "Bo Ray") == names


@pytest.mark.parametrize("words", ["Who will", "Rosa", "Phil", "Kay"])
def test_bullets_below_a_heading_are_a_list_and_long_ones_go_by_their_labels(words: str) -> None:
    assert find_items(TRIAL, words) == ["Rosa Lind", "Phil Ammon", "Kay Orozco"]


def test_labelled_lines_below_a_line_without_a_colon_are_a_list_without_their_source() -> None:
    assert find_items(WAGES, "Illinois") == ["Delaware: $10", "Illinois: $12", "New Jersey: $13"]


@pytest.mark.parametrize("words", ["The trial", "What are", "It is"])
def test_lines_beside_a_list_are_none_of_it(words: str) -> None:
    assert find_items(TRIAL, words) == []


@pytest.mark.parametrize(
    ("question", "all_asked"),
    [
        ("Who will testify at the trial?", True),
        ("Who told the police?", False),
        ("Who won?", False),
    ],
)
def test_a_list_answers_what_it_is_introduced_as(question: str, *, all_asked: bool) -> None:
    listing = find_listing(TRIAL, TRIAL.index("Rosa"))

    assert listing
    assert asks_for_all(question, TRIAL, listing, TRIAL.index("Rosa")) == all_asked


@pytest.mark.parametrize(
    ("above", "finished", "leads"),
    [
        ("They mended the organ:", False, True),
        ("Who mended the organ", False, True),
        ("Two people mended the organ.", True, True),
        ("Ann Lee mended the organ.", False, False),
        ("Two people mended the organ. It is old.", True, False),
    ],
)
def test_a_sentence_stands_for_the_list_below_unless_it_tells_by_itself(
    above: str, *, finished: bool, leads: bool
) -> None:
    text = f"{above}\n\n- Kay Roe\n- Bo Ray"
    listing = find_listing(text, 0)
    end = above.index("organ") + len("organ.")

    assert listing
    assert leads_to(listing, text, min(end, len(above)), finished=finished) == leads


def test_a_question_about_one_item_names_it() -> None:
    listing = find_listing(WAGES, WAGES.index("Illinois"))

    assert listing
    assert names_item("What are the wages in New Jersey?", WAGES, listing)
    assert not names_item("What states raise wages?", WAGES, listing)


def test_the_number_of_an_item_is_no_answer() -> None:
    text = "They need:\n1) a bill\n2) a photo"

    assert marks_item(text, 11, 12)
    assert not marks_item(text, 14, 20)


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("Which islands took part?", ["Guern", "Jery", "Orkney"]),
        ("Which islands won gold?", ["Guern", "Jery"]),
        ("Which groups were there?", ["A", "B"]),
        ("Which islands won more than 35 gold medals?", []),
    ],
)
def test_a_column_is_told_without_rows_that_do_not_belong(question: str, cells: list[str]) -> None:
    column = find_column(TABLE, TABLE.index("Jery"), question)

    assert [TABLE[start:end] for start, end in (column.items if column else ())] == cells


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("How many gold medals did Guern win?", "41"),
        ("which group was orkney in", "B"),
        ("How many medals did Guern win?", None),
        ("How many gold medals were won?", None),
        ("Did Guern or Jery win gold?", None),
        ("How many gold medals did Guern win more than Jery?", None),
    ],
)
def test_a_cell_is_told_where_its_row_and_its_column_are_named(
    question: str, cell: str | None
) -> None:
    found = find_cell(TABLE, TABLE.index("33"), question)

    assert (TABLE[slice(*found[1])] if found else None) == cell
    assert find_cell(TABLE, TABLE.index("It ended"), question) is None


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("How many gold medals did Faroe win?", True),
        ("how many gold medals did faroe win", True),
        ("How many gold medals did Guern win?", False),
        ("How many gold medals did the Orkneyans win?", False),
        ("How many gold medals were won?", False),
        ("How many medals did Faroe win?", False),
        ("How many more gold medals did Faroe win?", False),
    ],
)
def test_no_cell_answers_for_one_without_a_row(question: str, *, lacking: bool) -> None:
    assert lacks_row(TABLE, TABLE.index("33"), question) == lacking
    assert not lacks_row(TABLE, TABLE.index("It ended"), question)


def test_no_column_is_found_beside_a_table() -> None:
    assert find_column(TABLE, TABLE.index("It ended"), "Which islands took part?") is None


def test_a_label_may_begin_with_any_capital_letter() -> None:
    lines = "Pears by grower:\n\nÁgnes Orr: 84 kg\nÖdön Kis: 31 kg\nBea Nagy: 12 kg"
    place = find_sibling(lines, lines.index("84"), "How many kilos did Ödön Kis pick?")

    assert place
    assert lines[slice(*place)] == "31 kg"


def test_the_head_of_a_table_is_never_the_line_asked_for() -> None:
    assert find_sibling(TABLE, TABLE.index("Guern"), "Which island won most gold?") is None
