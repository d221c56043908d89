"""Twisted questions: one thing in them changes, and it is none that the text answers."""

import random
from collections.abc import Callable

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace

from training.reader.questions import Question
from training.reader.twists import NameKinds, Twists


def ask(question: str, context: str, *answers: str, source: str = "squad2") -> Question:
    spans = tuple((context.index(one), context.index(one) + len(one)) for one in answers)
    return Question("q", question, context, spans, "squad2:Ann", source)


def make_kinds() -> NameKinds:
    """Names of people, of a place, and one that is like nothing."""
    words = {"[UNK]": 0, "ann": 1, "bo": 2, "cy": 3, "lee": 4, "kim": 5, "anna": 6, "oslo": 7}
    tokenizer = Tokenizer(WordLevel(words, unk_token="[UNK]"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    people, place = np.array([1.0, 0.1, 0.0]), np.array([0.1, 1.0, 0.0])
    vectors = np.stack([np.array([0.0, 0.0, 1.0]), *[people] * 6, place]).astype(np.float32)
    return NameKinds(tokenizer, vectors)


KINDS = make_kinds()
LENT = ask("did the mayor Bo run in 2004?", "Bo ran.", "Bo")


def collect(way: Callable[[Question, random.Random], str | None], question: Question) -> set[str]:
    made = {way(question, random.Random(seed)) for seed in range(80)}
    return {one for one in made if one}


def test_a_name_or_number_of_the_text_takes_the_place_of_one() -> None:
    question = ask(
        "when did Ann Lee fall from 12 steps?",
        "In May, Ann Lee fell from 12 steps, and Bo Kim fell from 70.",
        "May",
    )

    assert collect(Twists([], KINDS).swap_from_text, question) == {
        "when did Bo Kim fall from 12 steps?",
        "when did Ann Lee fall from 70 steps?",
    }


def test_no_answer_and_no_first_word_of_a_sentence_is_put_in() -> None:
    question = ask("who saw Ann Lee?", "Rain fell. It was Bo Kim who saw Ann Lee.", "Bo Kim")

    assert collect(Twists([], KINDS).swap_from_text, question) == set()


def test_a_name_or_number_of_another_question_of_the_source_takes_the_place_of_one() -> None:
    question = ask("when did Ann Lee fall in 1999?", "Ann Lee fell in May 1999.", "May")

    assert collect(Twists([question, LENT], KINDS).swap_from_elsewhere, question) == {
        "when did Bo fall in 1999?",
        "when did Ann Lee fall in 2004?",
    }
    other = ask("did the mayor Cy run?", "Cy ran.", "Cy", source="qamr")
    assert collect(Twists([question, other], KINDS).swap_from_elsewhere, question) == set()


def test_what_stands_in_the_text_is_not_lent() -> None:
    question = ask("did the mayor Ann fall?", "Ann fell, and Bo ran.", "Ann")

    assert collect(Twists([question, LENT], KINDS).swap_from_elsewhere, question) == set()


def test_a_word_is_turned_into_its_opposite_and_a_verb_denied() -> None:
    question = ask("who was the first mayor?", "Ann was the first mayor.", "Ann")
    twists = Twists([], KINDS)

    assert collect(twists.oppose, question) == {"who was the last mayor?"}
    assert collect(twists.negate, question) == {
        "who wasn't the first mayor?",
        "who was not the first mayor?",
    }
    assert collect(twists.negate, ask("who was not there?", "Ann.", "Ann")) == set()


def test_only_a_name_of_the_same_kind_and_of_other_words_takes_its_place() -> None:
    assert KINDS.find_like("Anna", ["Oslo", "Anna Lee", "Bo Kim", "Xyz"]) == ["Bo Kim"]
    question = ask("who saw Anna?", "In Oslo Anna saw Anna Lee, and Xyz.", "Xyz")

    assert collect(Twists([], KINDS).swap_from_text, question) == set()


def test_only_a_number_of_as_many_digits_takes_the_place_of_one() -> None:
    question = ask("who left in 1999?", "In 2003, 12 left; 1,200 came. Ann left in 1999.", "Ann")

    assert collect(Twists([], KINDS).swap_from_text, question) == {"who left in 2003?"}


@pytest.mark.parametrize("seed", range(8))
def test_a_twist_changes_the_question_alone_and_a_seed_makes_the_same(seed: int) -> None:
    question = ask("who was the first mayor?", "Ann was the first mayor.", "Ann")
    twists = Twists([question], KINDS)

    one = twists.twist(question, random.Random(seed))

    assert one is not None
    assert one == twists.twist(question, random.Random(seed))
    assert (one.context, one.answers) == (question.context, ())
    assert one.question != question.question


def test_a_question_that_allows_no_twist_gives_none() -> None:
    assert Twists([], KINDS).twist(ask("who?", "Ann fell.", "Ann"), random.Random(1)) is None
