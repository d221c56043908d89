"""Names disagree only where one alone can be right, and neither story has both."""

from datetime import date

import pytest

from bot.agreement import Candidate, Relation, group_candidates
from embeddings.sentences import Span
from embeddings.stories import Story

WHO = "Who is the surgeon?"


def tell(story: str, text: str, answer: str, *, confidence: float = 0.8, day: int = 1) -> Candidate:
    start = text.index(answer)
    whole = Story(id=story, text=text, published=date(2024, 3, day))
    return Candidate(whole, Span(0, len(text)), Span(start, start + len(answer)), confidence)


def relate(question: str, *candidates: Candidate, events: str = "fire") -> list[Relation | None]:
    told = {one.story.id: events if events == "fire" else one.story.id for one in candidates}
    groups = group_candidates(question, candidates, told, lambda one, other: 0.0)
    return [one.relation for one in groups]


def test_different_names_of_the_one_who_is_asked_for_disagree_the_newest_first() -> None:
    older = tell("a", "Dr John Byrd, the surgeon, spoke.", "Dr John Byrd", confidence=0.9)
    newer = tell("b", "Lee Cook-jong is the surgeon.", "Lee Cook-jong", day=2)

    groups = group_candidates(WHO, (older, newer), {"a": "x", "b": "x"}, lambda one, other: 0.0)

    assert [(one.phrase, one.relation) for one in groups] == [
        ("Lee Cook-jong", None),
        ("Dr John Byrd", Relation.DISAGREES),
    ]


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        pytest.param(WHO, ("Byrd spoke.", "Byrd"), ("John Byrd cut.", "John Byrd"), id="last"),
        pytest.param(WHO, ("Dr. Lee cut.", "Dr. Lee"), ("Lee cut.", "Lee"), id="title"),
        pytest.param(WHO, ("Guk Lee cut.", "Guk Lee"), ("Lee Cook cut.", "Lee Cook"), id="shared"),
        pytest.param(
            WHO, ("John Byrd helped Ann Lee.", "John Byrd"), ("Ann Lee cut.", "Ann Lee"), id="both"
        ),
        pytest.param(
            "Who spoke of it?", ("John Byrd spoke.", "John Byrd"), ("Ann Lee spoke.", "Ann Lee"),
            id="several may be right",
        ),
        pytest.param(
            "Where is he?", ("He is in Paris.", "Paris"), ("He is in France.", "France"), id="where"
        ),
        pytest.param(
            WHO, ("John Byrd.", "John Byrd"), ("A man whom Ann Lee saw.", "man whom Ann Lee saw"),
            id="more than a name",
        ),
        pytest.param(WHO, ("John Byrd.", "John Byrd."), ("Ann Lee.", "Ann Lee."), id="sentences"),
    ],
)  # fmt: skip
def test_names_that_may_both_be_right_do_not_disagree(
    question: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert Relation.DISAGREES not in relate(question, tell("a", *one), tell("b", *other))


def test_names_of_two_events_do_not_disagree() -> None:
    one, other = tell("a", "John Byrd cut.", "John Byrd"), tell("b", "Ann Lee cut.", "Ann Lee")

    assert relate(WHO, one, other, events="two") == [None, Relation.OTHER_EVENT]


def test_towns_disagree_where_a_town_is_asked_for() -> None:
    one = tell("a", "It was in Paris.", "Paris")
    other = tell("b", "It was in Lyon.", "Lyon")

    assert relate("In which city was it?", one, other) == [None, Relation.DISAGREES]
