"""Twisted questions: one thing in them changes, and it is none that the text answers."""

import random
from collections.abc import Callable

import numpy as np
import pytest

from training.reader.questions import TextQuestion
from training.reader.twists import NearWords, Twists


def ask(question: str, context: str, *answers: str, source: str = "squad2") -> TextQuestion:
    spans = tuple((context.index(one), context.index(one) + len(one)) for one in answers)
    return TextQuestion("q", question, context, spans, "squad2:Ann", source)


def make_near() -> NearWords:
    """A line of words, each nearest to its neighbours; "mayor" is the first."""
    words = ["mayor", *(f"{'abcdefghijklmnopqrstuvwxyz'[at]}word" for at in range(20)), "mayoral"]
    angles = np.linspace(0, 1.5, len(words))
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    return NearWords({word: at for at, word in enumerate(words)}, vectors)


NEAR = make_near()
LENT = ask("did the mayor Bo run in 2004?", "Bo ran.", "Bo")


def collect(
    way: Callable[[TextQuestion, random.Random], str | None], question: TextQuestion
) -> set[str]:
    made = {way(question, random.Random(seed)) for seed in range(80)}
    return {one for one in made if one}


def test_a_name_or_number_of_the_text_takes_the_place_of_one() -> None:
    question = ask(
        "when did Ann Lee fall from 12 steps?",
        "In May, Ann Lee fell from 12 steps, and Bo Kim fell from 7.",
        "May",
    )

    assert collect(Twists([], NEAR).swap_from_text, question) == {
        "when did Bo Kim fall from 12 steps?",
        "when did Ann Lee fall from 7 steps?",
    }


def test_no_answer_and_no_first_word_of_a_sentence_is_put_in() -> None:
    question = ask("who saw Ann Lee?", "Rain fell. It was Bo Kim who saw Ann Lee.", "Bo Kim")

    assert collect(Twists([], NEAR).swap_from_text, question) == set()


def test_a_name_or_number_of_another_question_of_the_source_takes_the_place_of_one() -> None:
    question = ask("when did Ann Lee fall in 1999?", "Ann Lee fell in May 1999.", "May")

    assert collect(Twists([question, LENT], NEAR).swap_from_elsewhere, question) == {
        "when did Bo fall in 1999?",
        "when did Ann Lee fall in 2004?",
    }
    other = ask("did the mayor Cy run?", "Cy ran.", "Cy", source="qamr")
    assert collect(Twists([question, other], NEAR).swap_from_elsewhere, question) == set()


def test_what_stands_in_the_text_is_not_lent() -> None:
    question = ask("did the mayor Ann fall?", "Ann fell, and Bo ran.", "Ann")

    assert collect(Twists([question, LENT], NEAR).swap_from_elsewhere, question) == set()


def test_a_word_is_turned_into_its_opposite_and_a_verb_denied() -> None:
    question = ask("who was the first mayor?", "Ann was the first mayor.", "Ann")
    twists = Twists([], NEAR)

    assert collect(twists.oppose, question) == {"who was the last mayor?"}
    assert collect(twists.negate, question) == {
        "who wasn't the first mayor?",
        "who was not the first mayor?",
    }
    assert collect(twists.negate, ask("who was not there?", "Ann.", "Ann")) == set()


def test_a_word_gives_way_to_one_near_it_of_another_stem_that_the_text_does_not_hold() -> None:
    question = ask("who was mayor?", "Ann was mayor of gword.", "Ann")

    put_in = {one[8:-1] for one in collect(Twists([], NEAR).replace_near, question)}

    assert put_in
    assert put_in <= set(NEAR.find("mayor")) - {"gword"}
    assert not {"mayoral", "aword", "mayor"} & set(NEAR.find("mayor"))
    assert NEAR.find("unheard") == []


@pytest.mark.parametrize("seed", range(8))
def test_a_twist_changes_the_question_alone_and_a_seed_makes_the_same(seed: int) -> None:
    question = ask("who was the first mayor?", "Ann was the first mayor.", "Ann")
    twists = Twists([question], NEAR)

    one = twists.twist(question, random.Random(seed))

    assert one is not None
    assert one == twists.twist(question, random.Random(seed))
    assert (one.context, one.answers) == (question.context, ())
    assert one.question != question.question


def test_a_question_that_allows_no_twist_gives_none() -> None:
    assert Twists([], NEAR).twist(ask("who?", "Ann fell.", "Ann"), random.Random(1)) is None
