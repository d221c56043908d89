"""In a live report the newest entry tells the latest."""

import pytest

from bot.agreement import Candidate, prefer_newest_entry
from bot.agreement.entries import find_entries
from embeddings.sentences import Span, split_sentences
from embeddings.stories import Story

LATEST = "What is the latest on the fire?"
TIMES = """\
18:40

The fire is out, chief Pia Noor says.

16:05

The fire has burned 180 hectares so far.

11:10

A fire has broken out near Alm."""
OVER_MIDNIGHT = """\
2 August 2024, 00:15: The fire is out, chief Pia Noor says.

1 August 2024, 22:05: The fire has burned 180 hectares so far.

1 August 2024, 11:10: A fire has broken out near Alm."""

THROUGH_THE_NIGHT = """\
04:10

The fire is out, chief Pia Noor says.

00:35

The fire has burned 180 hectares so far.

22:50

A fire has broken out near Alm."""
DAYS_OF_THE_WEEK = """\
Tuesday 5.20am: The fire is out, chief Pia Noor says.

1.15am: The fire has burned 180 hectares so far.

Monday 10.50pm: A fire has broken out near Alm."""
OVER_THE_WEEK = """\
Mon, 7:20 a.m.: The fire is out, chief Pia Noor says.

Sun, 8:05 p.m.: The fire has burned 180 hectares so far.

Sat, 11:50 p.m.: A fire has broken out near Alm."""


@pytest.mark.parametrize(
    "text", [TIMES, OVER_MIDNIGHT, THROUGH_THE_NIGHT, DAYS_OF_THE_WEEK, OVER_THE_WEEK]
)
@pytest.mark.parametrize("upside_down", [False, True])
def test_the_newest_entry_answers_for_the_latest(text: str, upside_down: bool) -> None:
    if upside_down:
        size = 2 if text in {TIMES, THROUGH_THE_NIGHT} else 1
        blocks = text.split("\n\n")
        groups = ["\n\n".join(blocks[at : at + size]) for at in range(0, len(blocks), size)]
        text = "\n\n".join(reversed(groups))

    told = renew(LATEST, text, "A fire has broken out")

    assert told.endswith("The fire is out, chief Pia Noor says.")


def test_times_in_no_order_are_no_report() -> None:
    for times in (("9:00", "12:00", "10:00"), ("9:00", "21:30", "10:00", "22:00")):
        assert not find_entries("\n\n".join(f"{time}\n\nThe fire burns." for time in times))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (LATEST, "The fire is out, chief Pia Noor says."),
        ("What is the latest news on the wind?", "The fire is out, chief Pia Noor says."),
        ("What is the latest toll of hectares?", "180 hectares"),
    ],
)
def test_a_figure_gives_way_to_news_where_news_is_asked_for(question: str, told: str) -> None:
    assert renew(question, OVER_MIDNIGHT, "180 hectares").endswith(told)


def test_what_is_told_in_few_words_comes_before_its_time() -> None:
    assert renew(LATEST, "16:10\n\nAlm leads 3-2.\n\n15:40\n\n2-2.\n\n15:05\n\nOff!", "15:40") == (
        "Alm leads 3-2."
    )


def test_what_does_not_ask_for_the_latest_keeps_its_entry() -> None:
    assert renew("Where did a fire break out?", TIMES, "near Alm") == "near Alm"


def test_a_figure_is_renewed_by_a_figure_of_the_same_thing_alone() -> None:
    assert renew("How many hectares have now burned?", OVER_MIDNIGHT, "180 hectares") == (
        "180 hectares"
    )


def test_a_day_and_time_alone_tell_nothing() -> None:
    told = renew(LATEST, OVER_MIDNIGHT, "2 August 2024")

    assert told.endswith("The fire is out, chief Pia Noor says.")


@pytest.mark.parametrize(("title", "sure"), [("Fire near Alm: live", 0.5), ("Alm", 0.1)])
def test_the_newest_entry_of_a_report_on_what_is_asked_is_likely(title: str, sure: float) -> None:
    sentences = split_sentences(TIMES)
    first = next(one for one in sentences if "is out" in TIMES[one.start : one.end])
    last = sentences[-1]
    story = Story(id="a", text=TIMES, title=title)
    found = [Candidate(story, one, one, 0.1) for one in (first, last)]

    newest, *_ = prefer_newest_entry(LATEST, found, {"a": sentences})

    assert (newest.sentence, newest.confidence) == (first, sure)


def renew(question: str, text: str, words: str) -> str:
    """Return what is told in the place of ``words``."""
    start = text.index(words)
    sentences = split_sentences(text)
    sentence = next(one for one in sentences if one.start <= start < one.end)
    answer = Span(start, start + len(words))
    found = Candidate(Story(id="a", text=text), sentence, answer, 0.5)

    (kept,) = prefer_newest_entry(question, [found], {"a": sentences})

    return kept.text
