"""Scores of tokens become the best span of each sentence, worked out by hand here."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.reader import Page
from bot.reading.spans.decoding import MAX_ANSWER, FoundSpan, find_spans
from bot.reading.spans.inputs import Window
from bot.reading.spans.network import Seen
from embeddings.sentences import Span

TEXT = "ab cd. ef gh."
FIRST, SECOND = Span(0, 6), Span(7, 13)
PAGE = Page(TEXT, (FIRST, SECOND))
OFFSETS = ((0, 2), (3, 5), (5, 6), (7, 9), (10, 12), (12, 13))
HEAD = 3
"""Tokens before the text: the first of them stands for "no answer"."""


def make_window(offsets: tuple[tuple[int, int], ...] = OFFSETS, page: int = 0) -> Window:
    ids = (0,) * (HEAD + len(offsets) + 1)
    return Window(page=page, ids=ids, second_part=HEAD, text_part=HEAD, offsets=offsets)


def make_scores(starts: list[float], ends: list[float], none: float = 0.0) -> Seen:
    """Scores of a window: high ones outside of the text must never matter."""
    head, last = [[none / 2, none / 2], [99, 99], [99, 99]], [[99, 99]]
    rows = [*head, *map(list, zip(starts, ends, strict=True)), *last]
    return Seen(np.array(rows, np.float32))


def test_each_sentence_gives_its_best_span_the_higher_margin_first() -> None:
    scores = make_scores([1, 2, 0, 0, 3, 0], [0, 5, 1, 9, 2, 1], none=4)

    found = find_spans([PAGE], [make_window()], [scores])

    # "ef" is 0 + 9, "cd" is 2 + 5; no answer is 4
    assert found == (
        FoundSpan(page=0, sentence=SECOND, start=7, end=9, margin=5.0),
        FoundSpan(page=0, sentence=FIRST, start=3, end=5, margin=3.0),
    )


def test_a_span_never_ends_before_it_starts_nor_in_the_next_sentence() -> None:
    scores = make_scores([0, 0, 8, 0, 0, 7], [9, 1, 0, 9, 0, 0])

    found = find_spans([PAGE], [make_window()], [scores])

    assert [(TEXT[one.start : one.end], one.margin) for one in found] == [("ab", 9), ("ef", 9)]


def test_margins_below_no_answer_are_negative() -> None:
    found = find_spans([PAGE], [make_window()], [make_scores([0] * 6, [0] * 6, none=10)])

    assert [one.margin for one in found] == [-10, -10]


def test_a_sentence_that_two_windows_show_is_found_once_at_its_best() -> None:
    windows = [make_window(), make_window(OFFSETS[3:])]
    scores = [make_scores([0] * 6, [0] * 6), make_scores([0, 2, 0], [0, 2, 0])]

    found = find_spans([PAGE], windows, scores)

    assert [(TEXT[one.start : one.end], one.margin) for one in found] == [("gh", 4), ("ab", 0)]


def test_tokens_of_no_width_are_passed_over() -> None:
    offsets = ((0, 0), (0, 2), (3, 3), (3, 5), (5, 6))
    scores = make_scores([9, 1, 9, 1, 0], [9, 0, 9, 2, 0])

    found = find_spans([PAGE], [make_window(offsets)], [scores])

    assert found == (FoundSpan(page=0, sentence=FIRST, start=0, end=5, margin=3.0),)


def test_an_answer_has_a_longest_length() -> None:
    count = MAX_ANSWER + 10
    text = "x" * count
    page = Page(text, (Span(0, count),))
    offsets = tuple((at, at + 1) for at in range(count))
    starts, ends = [0.0] * count, [0.0] * count
    starts[0], starts[-1] = 5, 0.5
    ends[MAX_ANSWER - 1], ends[MAX_ANSWER], ends[-1] = 1, 2, 9

    found = find_spans([page], [make_window(offsets)], [make_scores(starts, ends)])

    # from the first token on, the 41st and the last are too far; the last alone is 0.5 + 9
    assert [(one.end - one.start, one.margin) for one in found] == [(1, 9.5)]

    ends[-1] = 0
    found = find_spans([page], [make_window(offsets)], [make_scores(starts, ends)])

    assert [(one.start, one.end, one.margin) for one in found] == [(0, MAX_ANSWER, 6)]


def test_no_pages_and_a_page_without_tokens_give_nothing() -> None:
    assert find_spans([], [], []) == ()
    assert find_spans([PAGE], [make_window(())], [make_scores([], [])]) == ()


SCORE = st.floats(-20, 20, width=32)


@given(st.lists(st.tuples(SCORE, SCORE), min_size=6, max_size=6), SCORE)
def test_the_found_span_is_the_best_of_all_that_are_allowed(
    pairs: list[tuple[float, float]], none: float
) -> None:
    starts, ends = [one for one, _ in pairs], [one for _, one in pairs]

    found = find_spans([PAGE], [make_window()], [make_scores(starts, ends, none)])

    assert sorted(one.sentence for one in found) == [FIRST, SECOND]
    assert [one.margin for one in found] == sorted((one.margin for one in found), reverse=True)
    for one in found:
        tokens = [at for at, (start, _) in enumerate(OFFSETS) if start in range(*_ends(one))]
        sums = [starts[a] + ends[b] for a, b in itertools.combinations_with_replacement(tokens, 2)]
        assert one.sentence.start <= one.start < one.end <= one.sentence.end
        np.testing.assert_allclose(one.margin, max(sums) - none, atol=1e-4)


def _ends(found: FoundSpan) -> tuple[int, int]:
    return found.sentence.start, found.sentence.end
