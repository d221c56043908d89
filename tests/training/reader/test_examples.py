"""Questions become tokens: spans spell the answer, windows hold it or are labelled unanswerable."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from bot.reading.reader import Page
from bot.reading.spans.inputs import make_windows
from embeddings.default_model import find_default_model
from embeddings.encoders.encoder import open_tokenizer
from training.reader.examples import (
    MAX_QUESTION,
    MAX_TEXT,
    MAX_TITLE,
    Example,
    ExampleMaker,
    find_token_spans,
    join_ids,
    pad,
)
from training.reader.questions import Question
from training.reader.twists import NearWords

CLS, SEP = 101, 102
NEAR = NearWords({"went": 0}, np.ones((1, 2), np.float32))


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return open_tokenizer(find_default_model())


def ask(number: int, context: str, answer: str, source: str = "squad2") -> Question:
    spans = ((context.index(answer), context.index(answer) + len(answer)),) if answer else ()
    return Question(
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


def make_examples(
    tokenizer: Tokenizer, questions: tuple[Question, ...], seed: int = 1
) -> list[Example]:
    maker = ExampleMaker(tokenizer, QUESTIONS, NEAR, seed)
    return maker._encode(questions, random.Random(seed))


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

    assert seen == {titled.ids, bare.ids}


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


def flatten(maker: ExampleMaker, epoch: int) -> list[list[object]]:
    return [
        [one.ids.tolist(), one.types.tolist(), one.starts.tolist(), one.ends.tolist()]
        for one in maker.make_epoch(epoch, batch_tokens=600)
    ]


def test_the_same_seed_and_epoch_give_the_same_batches_and_others_do_not(
    tokenizer: Tokenizer,
) -> None:
    maker = ExampleMaker(tokenizer, QUESTIONS, NEAR, 5)

    epoch = flatten(maker, 0)

    assert epoch == flatten(ExampleMaker(tokenizer, QUESTIONS, NEAR, 5), 0)
    assert epoch == flatten(maker, 0)
    assert epoch != flatten(maker, 1)
    assert epoch != flatten(ExampleMaker(tokenizer, QUESTIONS, NEAR, 6), 0)


def test_batches_keep_to_their_size_and_their_labels_to_the_text(tokenizer: Tokenizer) -> None:
    batches = ExampleMaker(tokenizer, QUESTIONS, NEAR, 5).make_epoch(0, batch_tokens=600)

    # squad2 is shown twice an epoch, and unanswerable ones are added
    assert sum(len(one.ids) for one in batches) >= 2 * len(QUESTIONS)
    for one in batches:
        assert one.ids.size <= 600
        assert (one.starts.sum(axis=1) >= 1).all()
        assert ((one.starts <= one.allowed) & (one.ends <= one.allowed)).all()
        assert (one.allowed <= one.attention).all()


def test_padding_by_hand() -> None:
    batch = pad(
        [
            Example((101, 5, 102, 6, 7, 8, 102), 3, 3, spans=((4, 5), (5, 5))),
            Example((101, 5, 102, 9, 102, 6, 102), 3, 5, spans=((0, 0),)),
            Example((101, 5, 102, 6, 102), 3, 3, spans=((3, 3),)),
        ]
    )  # fmt: skip

    assert {
        name: getattr(batch, name).tolist()
        for name in ("ids", "attention", "types", "allowed", "starts", "ends")
    } == {
        "ids": [
            [101, 5, 102, 6, 7, 8, 102],
            [101, 5, 102, 9, 102, 6, 102],
            [101, 5, 102, 6, 102, 0, 0],
        ],
        "attention": [[1] * 7, [1] * 7, [1, 1, 1, 1, 1, 0, 0]],
        "types": [[0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 1, 0, 0]],
        "allowed": [[1, 0, 0, 1, 1, 1, 0], [1, 0, 0, 0, 0, 1, 0], [1, 0, 0, 1, 0, 0, 0]],
        "starts": [[0, 0, 0, 0, 1, 1, 0], [1, 0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0]],
        "ends": [[0, 0, 0, 0, 0, 1, 0], [1, 0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0]],
    }
    assert batch.ids.dtype == np.int64


def test_single_sentences_are_set_among_others_of_their_article(tokenizer: Tokenizer) -> None:
    alone = tuple(
        replace(ask(at, f"Ann went to Rome{at}.", f"Rome{at}", "qamr"), group="qamr:Ann")
        for at in range(4)
    )
    maker = ExampleMaker(tokenizer, alone, NEAR, 1)

    found = [maker._set_among_neighbours(alone[0], random.Random(seed)) for seed in range(40)]

    assert {one.context == alone[0].context for one in found} == {True, False}
    assert all([one.context[a:b] for a, b in one.answers] == ["Rome0"] for one in found)
    assert max(len(one.context.split(". ")) for one in found) == 4
