"""Answers of any system are told right or wrong by the same string, in the same sentence."""

import pytest

from benchmarks.others.replies import Reply
from benchmarks.quality import Judged, find_sentence, judge
from bot.evaluation import KnownQuestion

CONTEXT = "The ferry sank. Captain Mara Lind, 41, left last. Nobody died."
WHO = KnownQuestion("1", "Who left last?", ("Mara Lind",))
NEVER = KnownQuestion("2", "Who won?", ())


def say(answer: str | None, *, shown: bool = True) -> Reply:
    start = CONTEXT.find(answer) if answer else 0
    return Reply(answer, shown, CONTEXT if answer else "", start, (CONTEXT, "Nothing."))


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        pytest.param("41", "Captain Mara Lind, 41, left last.", id="within one"),
        pytest.param("sank. Captain", CONTEXT[:-13], id="across two"),
        pytest.param(None, "", id="no answer"),
    ],
)
def test_the_sentence_is_the_one_that_the_answer_stands_in(
    answer: str | None, sentence: str
) -> None:
    assert find_sentence(say(answer)) == sentence


def test_an_answer_is_right_by_its_sentence_and_exact_by_its_words() -> None:
    near, exact, wrong = (Judged(WHO, say(one)) for one in ("41", "Mara Lind", "Nobody"))

    assert (near.right, near.exact) == (True, False)
    assert (exact.right, exact.exact) == (True, True)
    assert (wrong.right, wrong.exact) == (False, False)


def test_no_answer_is_not_the_word_none() -> None:
    none = KnownQuestion("3", "How many?", ("None",))

    assert not Judged(none, say(None, shown=False)).right


def test_figures_part_what_was_shown_from_what_would_have_been() -> None:
    judged = [
        Judged(WHO, say("Mara Lind")),
        Judged(WHO, say("Mara Lind", shown=False)),
        Judged(WHO, say("Nobody")),
        Judged(NEVER, say("ferry")),
        Judged(NEVER, say("ferry", shown=False)),
    ]

    assert judge(judged) == {
        "answerable": 3,
        "unanswerable": 2,
        "passages": 2,
        "found_percent": 100.0,
        "found_first_percent": 100.0,
        "right_percent": 33.33,
        "right_unrefused_percent": 66.67,
        "exact_percent": 66.67,
        "refused_percent": 50.0,
        "shown": 3,
        "wrong_among_shown_percent": 66.67,
    }


def test_what_reads_no_answers_is_told_by_what_it_found() -> None:
    told = judge([Judged(WHO, Reply(None, False, passages=("Nothing.", CONTEXT)))], reads=False)

    assert (told["found_percent"], told["found_first_percent"]) == (100.0, 0.0)
    assert "right_percent" not in told
