"""What a story tells in several sentences is gathered, and nothing that only stands beside it."""

import re

import pytest

from bot.agreement import Candidate
from bot.answering.gathering import gather_lists
from embeddings.sentences import Span
from embeddings.stories import Story

TEXT = (
    "Ruth Calder announced her candidacy in March. Councilman Dev Patel is also running for mayor."
    " Owen Strand joined the race last week. Lydia Fenn also opened a bridge."
    " Three candidates will debate."
)
PLACES = [Span(*one.span()) for one in re.finditer(r"[A-Z][^.]+\.", TEXT)]
STORY = Story(id="a", text=TEXT)


def make_candidates(*answers: tuple[str, float]) -> list[Candidate]:
    found = []
    for words, confidence in answers:
        start = TEXT.index(words)
        sentence = next(one for one in PLACES if one.start <= start < one.end)
        found.append(Candidate(STORY, sentence, Span(start, start + len(words)), confidence))
    return found


ALL = make_candidates(
    ("Ruth Calder", 0.2), ("Councilman Dev Patel", 0.9), ("Owen Strand", 0.3), ("Lydia Fenn", 0.3)
)


def list_items(candidate: Candidate) -> list[str]:
    return [TEXT[one.start : one.end] for one in candidate.items]


def test_sentences_that_add_to_the_one_before_are_told_together() -> None:
    joined, beside = gather_lists("Who is running for mayor?", ALL, {"a": PLACES})

    assert list_items(joined) == ["Ruth Calder", "Councilman Dev Patel", "Owen Strand"]
    assert (joined.sentence, joined.confidence) == (Span(0, PLACES[2].end), 0.9)
    assert beside.text == "Lydia Fenn"


def test_a_question_for_one_thing_joins_nothing() -> None:
    assert gather_lists("Who is the mayor?", ALL, {"a": PLACES}) == tuple(ALL)


def test_a_count_gives_way_to_the_list_of_as_many() -> None:
    (count,) = make_candidates(("Three candidates", 0.95))

    gathered = gather_lists("Which candidates are running?", [*ALL, count], {"a": PLACES})

    assert [one.text for one in gathered if not one.items] == ["Lydia Fenn"]
    assert max(one.confidence for one in gathered) == 0.9


def test_a_count_without_its_list_stays() -> None:
    (count,) = make_candidates(("Three candidates", 0.95))

    gathered = gather_lists("Which candidates are running?", [ALL[0], count], {"a": PLACES})

    assert gathered == (ALL[0], count)


LINES = """\
These pools will shut in May:
- Alm
- Orre

These pools are to reopen:
- Sund
- Vik"""


@pytest.mark.parametrize(
    ("question", "led"),
    [
        ("Which pools will reopen?", "Sund"),
        ("Which pools will shut in May?", "Alm"),
        ("Which pools are there?", "Alm"),
    ],
)
def test_the_list_that_is_introduced_by_what_is_asked_is_trusted_most(
    question: str, led: str
) -> None:
    story = Story(id="a", text=LINES)
    lists = [make_list(story, "These pools will", "Alm", "Orre", 0.9)]
    lists += [make_list(story, "These pools are", "Sund", "Vik", 0.6)]

    gathered = gather_lists(question, lists, {"a": ()})

    best = max(gathered, key=lambda one: one.confidence)
    assert LINES[slice(best.items[0].start, best.items[0].end)] == led


def make_list(story: Story, intro: str, first: str, last: str, sure: float) -> Candidate:
    items = tuple(
        Span(story.text.index(one), story.text.index(one) + len(one)) for one in (first, last)
    )
    whole = Span(items[0].start, items[-1].end)
    sentence = Span(story.text.index(intro), whole.end)
    return Candidate(story, sentence, whole, sure, items=items)
