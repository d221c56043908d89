"""What facts read with the shared lists: the words that once stood in another list alone."""

from datetime import date

import pytest

from bot.facts import find_numbers
from bot.facts.dates import find_dates
from bot.facts.names import find_names, same_name
from bot.facts.question_kinds import Kind, holds_kind
from bot.reading.spans.widening import widen
from embeddings.sentences import Span


@pytest.mark.parametrize(
    "titled",
    ["Chancellor Angela Merkel", "Congresswoman Angela Merkel", "Det. Angela Merkel"],
)
def test_a_name_is_the_same_with_a_title_of_any_list(titled: str) -> None:
    assert same_name(titled, "Angela Merkel")


@pytest.mark.parametrize(
    ("text", "start", "widened"),
    [
        ("It was Detective Ada Cole.", 17, "Detective Ada Cole"),
        ("It was Deputy Mayor Ada Cole.", 20, "Deputy Mayor Ada Cole"),
        ("It was Maj. Ada Cole.", 12, "Maj. Ada Cole"),
        ("It was Paris Ada Cole.", 13, "Ada Cole"),
    ],
)
def test_a_name_is_widened_over_a_title_of_any_list(text: str, start: int, widened: str) -> None:
    found = widen(text, Span(0, len(text)), start, len(text) - 1)

    assert text[slice(*found)] == widened


@pytest.mark.parametrize("month", ["Jan.", "Mar.", "Apr.", "Sept.", "Dec.", "May"])
def test_every_short_month_is_a_time_and_a_date(month: str) -> None:
    assert holds_kind(Kind.TIME, f"It fell on {month} 3.", "when?")
    assert find_dates(f"It fell on {month} 3.", date(2024, 12, 24))[0].day == 3


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("ninety-nine", 99),
        ("two dozen", 24),
        ("nineteen thousand", 19_000),
        ("a quarter of it", 0.25),
    ],
)
def test_number_words_of_every_list_are_read(words: str, value: float) -> None:
    assert find_numbers(f"they saw {words}")[0].low == value


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("by The Guardian and The Times", ("The Guardian", "The Times")),
        (
            "at the US Centers for Disease Control and Prevention and Yale",
            ("US Centers for Disease Control and Prevention", "Yale"),
        ),
        ("to Ursula von der Leyen and Ada Cole", ("Ursula von der Leyen", "Ada Cole")),
    ],
)
def test_one_name_ends_where_the_next_begins(text: str, names: tuple[str, ...]) -> None:
    assert find_names(text) == names
