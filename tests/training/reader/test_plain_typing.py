"""Questions as people type them."""

import random

from training.reader.plain_typing import type_plainly
from training.reader.questions import TextQuestion

QUESTION = "What was the price of the telephone in Copenhagen?"
ASKED = TextQuestion("1", QUESTION, "It cost 4 kroner.", ((8, 16),), "g", "newsqa")


def type_often(times: int = 2000) -> list[TextQuestion]:
    draw = random.Random(3)
    return [type_plainly(ASKED, draw) for _ in range(times)]


def test_most_questions_stay_as_they_are() -> None:
    same = sum(one.question == QUESTION for one in type_often())

    assert 0.6 < same / 2000 < 0.75


def test_some_come_in_key_words_without_a_mark_and_misspelt() -> None:
    typed = {one.question for one in type_often()}

    assert {"What price telephone Copenhagen", "price telephone Copenhagen"} <= typed
    assert QUESTION.rstrip("?") in typed
    assert any("telefone" in one for one in typed)


def test_a_slip_leaves_the_first_letter_and_the_other_words() -> None:
    for one in type_often():
        words = one.question.rstrip("?").split()
        if len(words) == len(QUESTION.split()):
            pairs = list(zip(words, QUESTION.rstrip("?").split(), strict=True))
            assert all(typed[0] == right[0] for typed, right in pairs)
            assert sum(typed != right for typed, right in pairs) <= 2


def test_nothing_but_the_question_changes() -> None:
    assert all(
        (one.context, one.answers, one.group) == (ASKED.context, ASKED.answers, ASKED.group)
        for one in type_often(200)
    )
