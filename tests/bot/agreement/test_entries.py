"""In a live report the newest entry tells the latest."""

from collections.abc import Sequence

import pytest

from bot.agreement import Candidate, prefer_newest_entry
from bot.agreement.entries import find_entries
from embeddings.sentences import Span, split_sentences
from embeddings.stories import Story

LATEST = "What is the latest on the fire?"
TOLD = (
    "The fire is out, chief Pia Noor says.",
    "The fire has burned 180 hectares so far.",
    "A fire has broken out near Alm.",
)


def report(times: Sequence[str], between: str, step: int = 1) -> str:
    """Return a live report whose entries are from these times, or upside down."""
    entries = [f"{time}{between}{told}" for time, told in zip(times, TOLD, strict=True)]
    return "\n\n".join(entries[::step])


OWN_LINES, IN_LINE = "\n\n", ": "
TIMES = report(("18:40", "16:05", "11:10"), OWN_LINES)
DATED = ("2 August 2024, 00:15", "1 August 2024, 22:05", "1 August 2024, 11:10")
OVER_MIDNIGHT = report(DATED, IN_LINE)


@pytest.mark.parametrize(
    ("times", "between"),
    [
        (("18:40", "16:05", "11:10"), OWN_LINES),
        (DATED, IN_LINE),
        (("04:10", "00:35", "22:50"), OWN_LINES),
        (("18:40 Out at last", "16:05 Fire grows", "11:10 Smoke over Alm"), OWN_LINES),
        (("Tuesday 5.20am", "1.15am", "Monday 10.50pm"), IN_LINE),
        (("Mon, 7:20 a.m.", "Sun, 8:05 p.m.", "Sat, 11:50 p.m."), IN_LINE),
    ],
)
@pytest.mark.parametrize("step", [1, -1], ids=["newest first", "oldest first"])
def test_the_newest_entry_answers_for_the_latest(
    times: Sequence[str], between: str, step: int
) -> None:
    told = renew(LATEST, report(times, between, step), "A fire has broken out")

    assert told.endswith("The fire is out, chief Pia Noor says.")


def test_times_in_no_order_are_no_report() -> None:
    sentences = ("9:00 was late.", "8:00 was early.", "7:00 was too early.")
    for times in (("9:00", "12:00", "10:00"), ("9:00", "21:30", "10:00", "22:00"), sentences):
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
