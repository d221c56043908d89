"""Answers to yes or no of several stories: which agree, and which leads."""

from datetime import date

import pytest

from bot.agreement import Candidate, group_candidates
from embeddings.sentences import Span
from embeddings.stories import Story

IS_OVER = "Is the dockers' strike in Alm over?"
FOUND = "Has the stolen boat been found?"
MISSING = ("The boat was stolen in Alm.", "The boat has not been found.")
BACK = "The boat stolen in Alm was discovered in a barn."


def tell(day: int, *told: tuple[str, float]) -> list[Candidate]:
    """Return the sentences of one story, each as an answer."""
    text = " ".join(sentence for sentence, _ in told)
    story = Story(id=f"on {day}", text=text, published=date(2024, 3, day))
    starts = [text.index(sentence) for sentence, _ in told]
    places = [Span(start, start + len(one)) for start, (one, _) in zip(starts, told, strict=True)]
    return [
        Candidate(story, place, place, sure) for place, (_, sure) in zip(places, told, strict=True)
    ]


def group(question: str, candidates: list[Candidate]) -> list[tuple[str, int]]:
    """Return the answers in order, each with the number of stories that say so."""
    events = {one.story.id: "one" for one in candidates}
    groups = group_candidates(question, candidates, events, lambda one, other: 0.0)
    return [(one.phrase, len(one.candidates)) for one in groups]


def test_a_story_that_says_the_opposite_too_does_not_agree() -> None:
    old = tell(1, (MISSING[0], 0.5), (MISSING[1], 0.4))

    assert group(FOUND, [*old, *tell(9, (BACK, 0.9))])[0] == (BACK, 1)


def test_a_story_whose_doubt_is_of_something_else_agrees() -> None:
    old = tell(1, ("The stolen boat is found.", 0.5), ("Nobody in Alm was hurt.", 0.4))

    assert group(FOUND, [*old, *tell(9, (BACK, 0.9))])[0] == (BACK, 2)


@pytest.mark.parametrize(
    ("figure", "agreeing"),
    [("7 percent", 1), ("12 percent", 2), ("about 12 percent", 2), ("12 hours", 2)],
)
def test_sentences_with_other_figures_do_not_agree(figure: str, agreeing: int) -> None:
    told = tell(1, ("The dockers of Alm get 12 percent more pay.", 0.9))
    other = tell(2, (f"The dockers of Alm get {figure} more pay.", 0.8))

    assert max(n for _, n in group("Did the dockers of Alm agree?", [*told, *other])) == agreeing


STRIKE = ("The dockers want 9 percent more pay.", 0.8)
OVER = "The dockers of Alm ended their strike."


@pytest.mark.parametrize(
    ("question", "new", "first"),
    [
        (IS_OVER, (OVER, 0.6), OVER),
        (IS_OVER, (OVER, 0.3), STRIKE[0]),
        (IS_OVER, ("Ships wait off Sund.", 0.7), STRIKE[0]),
        ("Did the dockers strike in Alm?", (OVER, 0.6), STRIKE[0]),
    ],
)
def test_the_newest_that_bears_on_it_tells_whether_it_is_so_now(
    question: str, new: tuple[str, float], first: str
) -> None:
    assert group(question, [*tell(1, STRIKE), *tell(9, new)])[0][0] == first


BOATS = ("The two boats stolen in Alm have been found.", 0.8)


@pytest.mark.parametrize(
    ("question", "new", "first"),
    [
        ("Have the boats stolen in Alm been found?", "A net stolen in Alm is not found.", BOATS[0]),
        ("Have the boats stolen in Alm been found?", "They have not been found.", None),
        ("Were the boats stolen in Alm found?", "The boats stolen in Alm are missing.", None),
    ],
)
def test_a_newer_no_leads_where_it_is_of_the_same(
    question: str, new: str, first: str | None
) -> None:
    assert group(question, [*tell(1, BOATS), *tell(9, (new, 0.6))])[0][0] == (first or new)
