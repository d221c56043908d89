"""Questions that nothing answers are made of answered ones, and hold no answer's words."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.reader.negatives import NearestContexts, answer_words, drop_answer
from training.reader.questions import TextQuestion


def ask(question: str, context: str, *answers: str, source: str = "squad2") -> TextQuestion:
    spans = tuple((context.index(one), context.index(one) + len(one)) for one in answers)
    return TextQuestion("q", question, context, spans, "squad2:Ann", source)


def test_without_its_sentences_an_answer_is_gone_and_the_others_stay() -> None:
    question = ask(
        "who fell?", "It rained. Ann Lee fell. It was cold. Bo Kim fell too.", "Ann Lee", "Bo Kim"
    )

    dropped = drop_answer(question)

    assert dropped == replace(question, context="It rained. It was cold.", answers=())


@pytest.mark.parametrize(
    "question",
    [
        ask("who fell?", "It rained. Ann fell.", "Ann"),
        ask("who fell?", "It rained. Ann fell. It was cold. We saw ann run.", "Ann"),
        ask("who fell?", "Ann fell.", "Ann"),
    ],
    ids=["one sentence would be left", "another sentence says it", "no other sentence"],
)
def test_nothing_is_dropped_where_too_little_or_the_answer_would_be_left(
    question: TextQuestion,
) -> None:
    assert drop_answer(question) is None


def test_the_nearest_other_contexts_are_those_that_share_telling_words() -> None:
    question = ask("which ship hit the bridge?", "The ship Dali hit the bridge.", "Dali")
    others = [
        ask("what shone?", "The moon shone over the sea.", "moon"),
        ask("what fell?", "A bridge fell when a ship struck it.", "bridge"),
        ask("who told?", "A bridge, a ship and Dali were named.", "ship"),
    ]
    nearest = NearestContexts([question, *others])

    found = [nearest.find([question], random.Random(seed))[0] for seed in range(40)]

    # the third holds the answer's words; the second is nearer than the first
    contexts = [one.context for one in found]
    assert set(contexts) == {others[0].context, others[1].context}
    assert contexts.count(others[1].context) > 10
    assert all(
        replace(one, context="") == replace(question, context="", answers=()) for one in found
    )


def test_a_question_that_every_context_answers_is_left_out() -> None:
    question = ask("who?", "Ann fell.", "Ann")

    assert (
        NearestContexts([question, ask("who?", "Ann ran.", "Ann")]).find(
            [question], random.Random(1)
        )
        == []
    )


WORDS = st.sampled_from(("Ann", "Bo", "fell", "ran", "the", "bridge", "Dali", "ship"))
CONTEXTS = st.lists(WORDS, min_size=3, max_size=8).map(" ".join)


@settings(deadline=None)  # the first one imports scikit-learn
@given(st.lists(CONTEXTS, min_size=2, max_size=6, unique=True), st.integers())
def test_no_nearest_context_holds_an_answer_and_a_seed_makes_the_same(
    contexts: list[str], seed: int
) -> None:
    questions = [ask("which ship or bridge?", one, one.split()[0]) for one in contexts]
    nearest = NearestContexts([*questions, ask("what?", "a ship and a bridge", "ship")])

    found = nearest.find(questions, random.Random(seed))

    assert found == nearest.find(questions, random.Random(seed))
    originals = {one.answers and answer_words(one) for one in questions}
    for one in found:
        assert one.answers == ()
        assert any(not any(word in one.context.lower() for word in words) for words in originals)
