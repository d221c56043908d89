"""What is learnt from a question that is put to several texts: to choose among all their words."""

import math
from typing import Any

import pytest


@pytest.fixture(scope="module")
def torch() -> Any:
    return pytest.importorskip("torch")


def choose(torch: Any, scores: Any, wanted: Any, asked: Any) -> list[float]:
    from training.reader.choosing import choose_among_texts  # noqa: PLC0415 - torch takes seconds

    numbers = torch.tensor
    found = choose_among_texts(numbers(scores), numbers(wanted), numbers(asked))
    return [round(one, 6) for one in found.tolist()]


def test_the_words_of_all_texts_and_no_answer_share_one_chance(torch: Any) -> None:
    scores = [[1.0, 3.0, 1.0], [2.0, 2.0, 5.0], [0.0, 1.0, -1.0]]
    wanted = [[0, 1, 0], [1, 0, 0], [1, 0, 0]]

    # above their own "no answer": 2 and 0; 0 and 3; 1 and -1
    every = 1 + math.exp(2) + math.exp(0) + math.exp(0) + math.exp(3)
    nothing = 1 + math.exp(1) + math.exp(-1)
    expected = [-math.log(math.exp(2) / every), -math.log(1 / nothing)]
    assert choose(torch, scores, wanted, [0, 0, 1]) == [round(one, 6) for one in expected]


def test_answers_in_several_texts_are_added_up(torch: Any) -> None:
    scores = [[0.0, 3.0, 1.0], [0.0, 2.0, 5.0]]

    every = 1 + math.exp(3) + math.exp(1) + math.exp(2) + math.exp(5)
    right = math.exp(3) + math.exp(5)
    expected = round(-math.log(right / every), 6)
    assert choose(torch, scores, [[0, 1, 0], [0, 0, 1]], [0, 0]) == [expected]


def test_one_text_alone_is_what_a_choice_among_its_words_costs(torch: Any) -> None:
    scores = [[0.5, 3.0, 1.0]]

    expected = -torch.tensor(scores).log_softmax(dim=1)[0, 1].item()
    assert choose(torch, scores, [[0, 1, 0]], [0]) == [round(expected, 6)]


def test_a_sure_wrong_word_of_another_text_costs_more_than_an_unsure_one(torch: Any) -> None:
    right = [0.0, 4.0, 0.0]
    sure, unsure = (
        choose(torch, [right, [0.0, 0.0, high]], [[0, 1, 0], [1, 0, 0]], [0, 0])[0]
        for high in (6.0, -6.0)
    )
    assert sure > unsure + 1
