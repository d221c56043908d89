"""The heads and feet of a newspaper's pages go, and lines that look alike stay."""

from datetime import date

import pytest

from tests.told_stories import read_stories

ABOVE = "The ferry to Sund stopped on Monday after its engine"
BELOW = "caught fire, the harbour office said."
MORE = "Some 3,400 people a day have to take a bus, and the oldest of them"
LAST = "walk."
JOINED = f"{ABOVE} {BELOW}\n\n{MORE} {LAST}"
HEADLINE = "Ferry stops for a week"


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("SUND COURIER     5 March 2024     6", "7     SUND COURIER     5 March 2024",
         "SUND COURIER     5 March 2024     8"),
        ("Sund Courier | 5 March 2024 | page 1", "\fSund Courier | 5 March 2024 | page 2",
         "\fSund Courier | 5 March 2024 | page 3"),
        ("", "- 2 -\nSund Courier     5 March 2024     3",
         "- 3 -\nSund Courier     5 March 2024     4"),
    ],
)  # fmt: skip
def test_heads_of_pages_go_and_say_outlet_and_day(first: str, second: str, third: str) -> None:
    text = f"{first}\n\n{HEADLINE}\n\n{ABOVE}\n{second}\n\n{BELOW}\n\n{MORE}\n{third}\n\n{LAST}"
    (story,) = read_stories("a.txt", text)

    assert (story.title, story.text) == (HEADLINE, JOINED)
    assert (story.publisher or "").casefold() == "sund courier"
    assert story.published == date(2024, 3, 5)


@pytest.mark.parametrize(
    ("second", "third"), [("- 2 -", "- 3 -"), ("Island news 14", "Island news 15")]
)
def test_numbers_that_count_up_go_where_they_break_sentences(second: str, third: str) -> None:
    text = f"{HEADLINE}\n\n{ABOVE}\n\n{second}\n{BELOW}\n\n{MORE}\n\n{third}\n\n{LAST}"
    (story,) = read_stories("a.txt", text)

    assert (story.title, story.text) == (HEADLINE, JOINED)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("Day 1", "Day 2", "Day 3"), id="crossheads"),
        pytest.param(("1", "2", "3"), id="numbers of parts"),
        pytest.param(("Sund     1", "Oster     2", "Velm     3"), id="rows"),
        pytest.param(("Sund Courier     3", "Sund Courier     1"), id="scores"),
    ],
)
def test_numbered_lines_between_whole_sentences_stay(lines: tuple[str, ...]) -> None:
    told = "\n\n".join(f"{line}\n\n{ABOVE} {BELOW}" for line in lines)
    (story,) = read_stories("a.txt", f"{HEADLINE}\n\n{MORE} {LAST}\n\n{told}")

    assert [line for line in lines if line not in story.text.split("\n")] == []
