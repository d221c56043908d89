"""From candidates to answers: who agrees, who disagrees, and about which event."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agreement import Candidate, Relation, Revision, choose_bearing, group_candidates
from embeddings.sentences import Span
from embeddings.stories import Story

HOW_MANY = "How many people died?"


def never(one: str, other: str) -> float:
    return 0.0


def tell(
    text: str, answer: str, confidence: float, *, story: str, day: int = 1, title: str = ""
) -> Candidate:
    whole = Story(id=story, text=text, title=title, published=date(2024, 3, day))
    start = text.index(answer)
    return Candidate(whole, Span(0, len(text)), Span(start, start + len(answer)), confidence)


def one_event(*candidates: Candidate) -> dict[str, str]:
    return {one.story.id: "fire" for one in candidates}


FIVE = tell("At least five people died.", "At least five people", 0.9, story="a", day=1)
AGAIN = tell("It killed five.", "five", 0.8, story="b", day=2)
SIX = tell("Six people died.", "Six people", 0.7, story="c", day=3)


def test_the_same_figure_in_two_stories_is_one_answer() -> None:
    (group,) = group_candidates(HOW_MANY, (AGAIN, FIVE), one_event(FIVE, AGAIN), never)

    assert [one.story.id for one in group.candidates] == ["a", "b"]
    assert group.relation is None


def test_figures_that_differ_stand_side_by_side_the_newest_first() -> None:
    groups = group_candidates(HOW_MANY, (FIVE, AGAIN, SIX), one_event(FIVE, AGAIN, SIX), never)

    assert [(one.phrase, one.relation) for one in groups] == [
        ("Six people", None),
        ("At least five people", Relation.DISAGREES),
    ]


def test_a_less_sure_figure_does_not_disagree() -> None:
    doubtful = tell("Six people died.", "Six people", 0.4, story="c", day=3)

    groups = group_candidates(HOW_MANY, (FIVE, doubtful), one_event(FIVE, doubtful), never)

    assert [(one.phrase, one.relation) for one in groups] == [
        ("At least five people", None),
        ("Six people", None),
    ]


def test_a_figure_too_unsure_to_be_an_answer_may_still_agree_or_disagree() -> None:
    again = tell("It killed five.", "five", 0.55, story="b", day=2)
    newest = tell("Six people died.", "Six people", 0.5, story="c", day=3)
    told = (FIVE, again, newest)

    told = tuple(choose_bearing(HOW_MANY, told, 0.6))
    groups = group_candidates(HOW_MANY, told, one_event(*told), never, least=0.6)

    assert [(one.phrase, one.relation, len(one.candidates)) for one in groups] == [
        ("At least five people", None, 2),
        ("Six people", Relation.DISAGREES, 1),
    ]


def test_what_is_too_unsure_and_bears_on_nothing_surer_is_left_out() -> None:
    words = tell("People died in the flood.", "in the flood", 0.5, story="b")
    elsewhere = tell("Six people died.", "Six people", 0.5, story="c")
    events = {"a": "fire", "b": "fire", "c": "flood"}

    bearing = choose_bearing(HOW_MANY, (FIVE, words, elsewhere), 0.6)
    (group,) = group_candidates(HOW_MANY, bearing, events, never, least=0.6)

    assert bearing == [FIVE, elsewhere]
    assert group.candidates == (FIVE,)
    assert choose_bearing(HOW_MANY, (words, elsewhere), 0.6) == []


def test_figures_that_count_other_things_do_not_disagree() -> None:
    soldiers = tell("Six soldiers came.", "Six", 0.8, story="c", day=3)
    victims = tell("Seven victims were found.", "Seven", 0.8, story="d", day=4)
    boats = tell("Dozens of boats were lost.", "Dozens", 0.6, story="e", day=5)

    groups = group_candidates(
        HOW_MANY,
        (FIVE, soldiers, victims, boats),
        one_event(FIVE, soldiers, victims, boats),
        never,
    )

    assert [(one.phrase, one.relation) for one in groups] == [
        ("Seven", None),
        ("At least five people", Relation.DISAGREES),
        ("Six", None),
        ("Dozens", None),
    ]


def test_two_figures_of_one_story_are_of_two_things() -> None:
    missing = tell("Ten people are missing.", "Ten people", 0.85, story="a")

    groups = group_candidates(HOW_MANY, (FIVE, missing), one_event(FIVE), never)

    assert [one.relation for one in groups] == [None, None]


def test_the_same_figure_of_another_event_is_another_answer() -> None:
    events = {"a": "fire", "b": "flood"}

    groups = group_candidates(HOW_MANY, (FIVE, AGAIN), events, never)

    assert [(one.event, one.relation) for one in groups] == [
        ("fire", None),
        ("flood", Relation.OTHER_EVENT),
    ]


def test_a_newer_story_that_names_the_change_updates_the_older() -> None:
    newer = tell(
        "The toll was lowered to four people.", "four people", 0.8, story="c", day=9
    )  # fmt: skip

    groups = group_candidates(HOW_MANY, (FIVE, newer), one_event(FIVE, newer), never)

    assert [(one.phrase, one.revision) for one in groups] == [
        ("four people", Revision.UPDATE),
        ("At least five people", None),
    ]


def test_a_correction_is_named_as_such() -> None:
    newer = tell("Correction: four people died, not five.", "four people", 0.9, story="c", day=9)

    groups = group_candidates(HOW_MANY, (FIVE, newer), one_event(FIVE, newer), never)

    assert [one.revision for one in groups] == [Revision.CORRECTION, None]


def test_an_obituary_does_not_name_the_holder_of_today() -> None:
    holder = tell("Ada Holm became mayor of Alm.", "Ada Holm", 0.7, story="a", day=1)
    dead = tell(
        "Karl Ruud, who was mayor of Alm from 1990 to 1996, has died.",
        "Karl Ruud", 0.6, story="b", day=9,
    )  # fmt: skip

    groups = group_candidates("Who is the mayor of Alm?", (dead, holder), {}, never)

    assert groups[0].phrase == "Ada Holm"


def test_those_who_died_are_counted_by_the_newest_story() -> None:
    older = tell("Now 12 people died.", "12 people", 0.9, story="a", day=1)
    newer = tell("In all 15 people died.", "15 people", 0.8, story="b", day=2)

    groups = group_candidates("How many are now dead?", (older, newer), {}, never)

    assert groups[0].phrase == "15 people"


def test_a_whole_sentence_is_known_by_its_figure() -> None:
    sentence = "At least five people died."
    whole = tell(sentence, sentence, 0.9, story="a")

    (group,) = group_candidates(HOW_MANY, (whole,), {"a": "fire"}, never)

    assert group.phrase == "At least five"


def test_phrases_near_in_meaning_are_one_answer() -> None:
    one = tell("It was to curb smuggling.", "to curb smuggling", 0.9, story="a")
    other = tell("It was to stop traffickers.", "to stop traffickers", 0.8, story="b")
    question = "Why did they search?"

    near = group_candidates(question, (one, other), one_event(one, other), lambda a, b: 0.6)
    far = group_candidates(question, (one, other), one_event(one, other), lambda a, b: 0.4)

    assert [len(group.candidates) for group in near] == [2]
    assert [len(group.candidates) for group in far] == [1, 1]


def test_nothing_gives_nothing() -> None:
    assert group_candidates(HOW_MANY, (), {}, never) == ()


figures = st.sampled_from(["five", "at least five", "six", "about 1,200", "1,214", "nobody"])
candidates = st.lists(
    st.builds(
        lambda figure, confidence, story, day: tell(
            f"There were {figure}.", figure, confidence / 10, story=f"{story}{day}", day=day
        ),
        figures,
        st.integers(1, 9),
        st.sampled_from("abc"),
        st.integers(1, 5),
    ),
    max_size=7,
)


@settings(deadline=None)
@given(candidates, st.randoms(use_true_random=False), st.sampled_from([HOW_MANY, "Why?"]))
def test_groups_do_not_depend_on_order_and_no_story_is_twice_in_one(
    given_candidates: list[Candidate], random: object, question: str
) -> None:
    events = {one.story.id: one.story.id[0] for one in given_candidates}
    shuffled = list(given_candidates)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    groups = group_candidates(question, given_candidates, events, never)

    assert group_candidates(question, shuffled, events, never) == groups
    assert bool(groups) is bool(given_candidates)
    for group in groups:
        told_by = [one.story.id for one in group.candidates]
        assert len(told_by) == len(set(told_by))
        assert all(one in given_candidates for one in group.candidates)
    leading = [one for one in groups if one.relation is Relation.DISAGREES]
    days = [one.newest for one in (*groups[:1], *leading)] if leading else []
    assert days == sorted(days, reverse=True)
