"""A figure of another place or time than is asked for does not lead."""

import pytest

from bot.agreement import Candidate, prefer_named
from bot.agreement.binding import find_places
from bot.agreement.entries import find_minutes
from embeddings.sentences import Span, split_sentences
from embeddings.stories import Story

FIRE = "The fire killed 40 people in Sund, the mayor said. In Vik, it took 9 lives. 3 people fled."
TIMES = """\
2:30 p.m.
The road is shut to 900 lorries.

11:15 a.m.
The road is shut to 500 lorries.

8:00 a.m.
The road is shut to 200 lorries."""

OUTAGE = """\
18:30
Correction: 240 homes are dark in Orre, not 310.

17:00
In Sund, 50 homes are dark.

16:00
310 homes are dark in Orre.

09:00
60 homes are dark in Orre. A tree hurt 2 people."""

SEAL = """\
18:30: The keepers found the seal in a barn.

12:10: The quay is full.

09:40: The quay was shut after a seal was seen on it at 9.05am."""

SWORN = "Jan Falk is mayor after a win over Ida Kim. He takes over from Vera Holm, who is ill."
CLERK = "Jan Falk is mayor after a win over Ida Kim. He followed Vera Holm as clerk in May."


@pytest.mark.parametrize(
    ("question", "text", "figures", "first"),
    [
        ("How many people did the fire kill in Vik?", FIRE, ["40", "9 lives"], "9 lives"),
        ("How many people did the fire kill in Sund?", FIRE, ["40", "9 lives"], "40"),
        ("How many people did the fire kill?", FIRE, ["40", "9 lives"], "40"),
        ("How many people did the fire kill in May?", FIRE, ["40", "9 lives"], "40"),
        ("How many people fled in Vik?", FIRE, ["3", "9 lives"], "3"),
        ("How many lorries waited at 11:15 am?", TIMES, ["900", "500"], "500"),
        ("How many lorries waited at 2.30pm?", TIMES, ["500", "900"], "900"),
        ("How many lorries waited at 8am?", TIMES, ["900", "200"], "200"),
        ("How many lorries waited at 11:20 am?", TIMES, ["900", "500"], "900"),
        ("How many lorries waited?", TIMES, ["900", "500"], "900"),
        ("How many homes are dark?", OUTAGE, ["310 homes", "240 homes", "60 homes"], "240 homes"),
        ("How many homes are dark?", OUTAGE, ["310 homes", "50 homes"], "310 homes"),
        ("How many homes are dark in Sund?", OUTAGE, ["310 homes", "50 homes"], "50 homes"),
        ("How many homes were dark at first?", OUTAGE, ["60 homes", "310 homes"], "60 homes"),
        ("How many homes were dark in the morning?", OUTAGE, ["60 homes", "310 homes"], "60 homes"),
        ("How many were dark when a tree fell?", OUTAGE, ["60 homes", "310 homes"], "60 homes"),
        ("When was the seal seen on the quay?", SEAL, ["18:30", "9.05am"], "9.05am"),
        ("When was the seal found?", SEAL, ["18:30", "9.05am"], "18:30"),
        ("When was the quay full?", SEAL, ["12:10", "18:30", "9.05am"], "12:10"),
        ("Who was mayor before Jan Falk?", SWORN, ["Ida Kim", "Vera Holm"], "Vera Holm"),
        ("Who preceded Falk as mayor?", SWORN, ["Ida Kim", "Vera Holm"], "Vera Holm"),
        ("Who was mayor before Ode?", SWORN, ["Ida Kim", "Vera Holm"], "Ida Kim"),
        ("Who was mayor before 2010?", SWORN, ["Ida Kim", "Vera Holm"], "Ida Kim"),
        ("Who was mayor before Jan Falk?", CLERK, ["Ida Kim", "Vera Holm"], "Ida Kim"),
        ("Who was clerk before Jan Falk?", CLERK, ["Ida Kim", "Vera Holm"], "Vera Holm"),
        ("How many people did a tree hurt?", OUTAGE, ["2 people", "240 homes"], "2 people"),
    ],
)
def test_the_figure_of_the_place_or_time_asked_for_leads(
    question: str, text: str, figures: list[str], first: str
) -> None:
    found = [propose(text, one, 0.8 / n) for n, one in enumerate(figures, start=1)]

    best = max(prefer_named(question, found), key=lambda one: one.confidence)

    assert best.text == first


def test_a_figure_that_is_hardly_an_answer_binds_nothing() -> None:
    found = [propose(FIRE, "40", 0.8), propose(FIRE, "9 lives", 0.1)]

    assert prefer_named("How many people did the fire kill in Vik?", found) == tuple(found)


def test_places_are_names_behind_a_preposition() -> None:
    text = "In Alm, Ada Cole met Jo Ode near the Orre Lake in May, at noon, at Sund airport."

    assert find_places(text) == ("Alm", "Orre Lake", "Sund")


def test_times_are_read_as_they_are_written() -> None:
    assert find_minutes("at 9:05") == {545, 1265}
    assert find_minutes("at 6.10pm, not at 12 a.m.") == {1090, 0}
    assert find_minutes("for $9.30 or 12,500 of 2024") == frozenset()


def propose(text: str, words: str, sure: float) -> Candidate:
    start = text.index(words)
    sentence = next(one for one in split_sentences(text) if one.start <= start < one.end)
    return Candidate(Story(id="a", text=text), sentence, Span(start, start + len(words)), sure)
