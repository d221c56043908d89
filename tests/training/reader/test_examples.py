"""Questions become tokens: spans spell the answer, windows hold it or are labelled unanswerable."""

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from bot.reading.reader import Page
from bot.reading.spans.inputs import make_windows
from embeddings.default_model import find_default_model
from embeddings.encoders.encoder import open_tokenizer
from embeddings.sentences import split_sentences
from training.reader.batches import Example
from training.reader.claims import Claim
from training.reader.examples import (
    LEAST_WINDOW,
    MAX_CLAIM,
    MAX_EVIDENCE,
    MAX_QUESTION,
    MAX_TEXT,
    MAX_TITLE,
    ExampleMaker,
    find_token_spans,
    join_ids,
    make_whole,
)
from training.reader.questions import TextQuestion

CLS, SEP = 101, 102


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return open_tokenizer(find_default_model())


def ask(number: int, context: str, answer: str, source: str = "squad2") -> TextQuestion:
    spans = ((context.index(answer), context.index(answer) + len(answer)),) if answer else ()
    return TextQuestion(
        f"q{number}",
        f"where did Ann {number} go?",
        context,
        spans,
        f"{source}:Ann_{number}",
        source,
    )


LONG = "It rained on Monday in the north. " * 40
QUESTIONS = (
    *(ask(at, f"Ann {at} went to Rome{at}. Bo ran after her.", f"Rome{at}") for at in range(20)),
    ask(30, LONG + "Ann went to Paris at last. " + LONG, "Paris"),
    ask(31, "Nobody went anywhere at all.", ""),
    ask(32, LONG, ""),
)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Ann", "ann"),
        ("Ann Lee-Smith", "ann lee - smith"),
        ("unbelievably", "un ##bel ##ie ##va ##bly"),
        ("believ", "##bel ##ie ##va"),
        ("$3.50", "$ 3 . 50"),
    ],
)
def test_token_spans_spell_the_answer(tokenizer: Tokenizer, answer: str, expected: str) -> None:
    context = "Then Ann Lee-Smith paid unbelievably $3.50 for it."
    text = tokenizer.encode(context, add_special_tokens=False)
    start = context.index(answer)

    ((first, last),) = find_token_spans(text, [(start, start + len(answer))])

    assert " ".join(text.tokens[first : last + 1]) == expected


def test_equal_spans_are_given_once_and_blanks_are_none(tokenizer: Tokenizer) -> None:
    text = tokenizer.encode("Ann  fell", add_special_tokens=False)

    assert find_token_spans(text, [(0, 3), (1, 3), (5, 9), (3, 5)]) == ((0, 0), (1, 1))


def test_the_tokens_before_a_text_are_those_that_the_reader_is_given() -> None:
    assert join_ids([7, 8], [9]) == ([CLS, 7, 8, SEP, 9, SEP], 6)
    assert join_ids([7], []) == ([CLS, 7, SEP], 3)


def decode(tokenizer: Tokenizer, ids: tuple[int, ...]) -> str:
    return str(tokenizer.decode(list(ids), skip_special_tokens=False))


def make_examples(
    tokenizer: Tokenizer, questions: tuple[TextQuestion, ...], seed: int = 1
) -> list[Example]:
    units = ExampleMaker(tokenizer).make([(one,) for one in questions], random.Random(seed))
    return [one for unit in units for one in unit]


def test_a_short_text_is_put_together_as_the_reader_does(tokenizer: Tokenizer) -> None:
    from tiny_reader import SETTINGS  # noqa: PLC0415

    settings = replace(
        SETTINGS, first=(CLS,), between=(SEP,), last=(SEP,), max_text=MAX_TEXT,
        max_question=MAX_QUESTION, max_headline=MAX_TITLE,
    )  # fmt: skip
    question = QUESTIONS[3]
    seen = {make_examples(tokenizer, (question,), seed)[0].ids for seed in range(20)}

    titled, bare = (
        make_windows(question.question, [Page(question.context, (), title)], tokenizer, settings)[0]
        for title in ("Ann 3", "")
    )
    dated = seen - {titled.ids, bare.ids}

    assert seen > {titled.ids, bare.ids}
    assert all(
        re.search(r"\[SEP\] \w+ \d+, 20\d\d : ann 3 \[SEP\] ann", decode(tokenizer, one))
        for one in dated
    )


@given(st.integers(0, 10**6))
def test_windows_hold_the_answer_or_are_labelled_unanswerable(
    tokenizer: Tokenizer, seed: int
) -> None:
    examples = make_examples(tokenizer, QUESTIONS, seed)

    for question, example in zip(QUESTIONS, examples, strict=True):
        answers = {question.context[a:b].lower() for a, b in question.answers}
        text = example.ids[example.text_part : -1]
        assert example.ids[0] == CLS
        assert example.ids[example.text_part - 1] == example.ids[-1] == SEP
        assert len(text) <= MAX_TEXT
        said = {
            tokenizer.decode(list(example.ids[a : b + 1])).replace(" ", "")
            for a, b in example.spans
            if (a, b) != (0, 0)
        }
        assert said <= answers
        held = any(answer in tokenizer.decode(list(text)) for answer in answers)
        assert bool(said) == held
        assert said or example.spans == ((0, 0),)


def test_a_long_text_is_mostly_cut_around_its_answer(tokenizer: Tokenizer) -> None:
    spans = [make_examples(tokenizer, (QUESTIONS[20],), seed)[0].spans for seed in range(60)]

    answered = sum(one != ((0, 0),) for one in spans)

    assert 40 <= answered < 60


def test_the_questions_of_a_unit_see_the_same_window(tokenizer: Tokenizer) -> None:
    answered = QUESTIONS[20]
    unit = replace(answered, id="u", question="where did Bo go?", answers=()), answered
    for seed in range(20):
        ((none, some),) = ExampleMaker(tokenizer).make([unit], random.Random(seed))

        assert none.ids[none.text_part :] == some.ids[some.text_part :]
        assert none.spans == ((0, 0),)


def test_a_question_to_several_texts_sees_a_window_of_each(tokenizer: Tokenizer) -> None:
    answered = QUESTIONS[20]
    unit = answered, replace(answered, context=QUESTIONS[0].context, answers=())
    for seed in range(20):
        ((told, other),) = ExampleMaker(tokenizer).make([unit], random.Random(seed))

        assert told.ids[: told.second_part] == other.ids[: other.second_part]
        text = tokenizer.encode(QUESTIONS[0].context, add_special_tokens=False).ids
        assert list(other.ids[other.text_part : -1]) == text
        assert other.spans == ((0, 0),)


def test_short_windows_are_seen_too_and_none_shorter_than_the_least(tokenizer: Tokenizer) -> None:
    text = " ".join(f"Ann {at} went to Rome." for at in range(28))
    question = TextQuestion("q", "where?", text, ((13, 17),), "qamr:x", "qamr")

    sizes = [
        len(one.ids) - one.text_part - 1
        for seed in range(60)
        for one in make_examples(tokenizer, (question,), seed)
    ]

    whole = max(sizes)
    assert 24 < sizes.count(whole) < 54
    assert all(one >= LEAST_WINDOW // 2 for one in sizes)


@pytest.mark.parametrize(
    ("text", "answer", "whole"),
    [
        ("It rose by about 5 percent. Then it fell.", "5", "about 5 percent"),
        ("We saw Dr. Lee there.", "Lee", "Dr. Lee"),
        ("He came. She left.", "came. She", "came. She"),
    ],
)
def test_an_answer_is_taught_whole_within_its_sentence(text: str, answer: str, whole: str) -> None:
    start = text.index(answer)

    first, last = make_whole(text, split_sentences(text), (start, start + len(answer)))

    assert text[first:last] == whole


def test_a_claim_stands_before_its_evidence_and_both_are_cut(tokenizer: Tokenizer) -> None:
    short = Claim("Ann left.", "Ann stayed.", (0, 1, 0), "g", "fm2")
    long = replace(short, claim="left " * 200, evidence="stayed " * 900)

    one, other = ExampleMaker(tokenizer).make_claims([short, long])

    assert decode(tokenizer, one.ids) == "[CLS] ann left. [SEP] ann stayed. [SEP]"
    assert (one.second_part, other.second_part) == (5, MAX_CLAIM + 2)
    assert len(other.ids) == MAX_CLAIM + MAX_EVIDENCE + 3
