"""The evidence for a span and the curve over it, worked out by hand."""

import math

import numpy as np
import pytest

from bot.reading.reader import Page
from bot.reading.spans.confidence import FEATURES, estimate, gather_span_evidence
from bot.reading.spans.decoding import FoundSpan
from bot.reading.spans.settings import Curve
from embeddings.sentences import Span

PAGES = (
    Page("Six workers fell.", (Span(0, 17),), title="Bridge collapse", similarity=0.75),
    Page("The six men fell.", (Span(0, 17),), place=2),
    Page("Nine men fell.", (Span(0, 14),)),
)


RELEVANCE = (7.0, -3.0, -55.0)


def weigh(word: str) -> float:
    return {"worker": 3.0, "bridg": 4.0}.get(word, 1.0)


def find(page: int, words: str, margin: float) -> FoundSpan:
    text = PAGES[page].text
    start = text.index(words)
    return FoundSpan(page, Span(0, len(text)), start, start + len(words), margin)


def gather(question: str, *found: FoundSpan) -> list[dict[str, float]]:
    rows = gather_span_evidence(question, PAGES, found, weigh=weigh, relevance=RELEVANCE)
    assert rows.shape == (len(found), len(FEATURES))
    return [dict(zip(FEATURES, map(float, row), strict=True)) for row in rows]


def test_each_feature_by_hand() -> None:
    # the words that count: worker 3, bridg 4, fell 1 (the cue "how many" is left out)
    six, men, nine = gather(
        "how many workers of the bridge fell?",
        find(0, "Six workers", 6.0),
        find(1, "six", 4.0),
        find(2, "Nine", 1.0),
    )

    assert six == pytest.approx(
        {
            "margin": 0.6,
            "lead": 0.5,  # over "Nine": "six" says the same
            "support": math.log(2),
            "coverage": 1.0,  # "bridge" stands in the headline
            "missing_telling_word": 0.0,
            "similarity": 0.75,
            "place": 0.0,
            "relevance": 0.7,
            "unheld": 0.5,  # the sentence itself has no "bridge"
            "depth": 0.0,
            "kind_held": 1.0,
            "kind_missing": 0.0,
        }
    )
    assert men == pytest.approx(
        six
        | {
            "margin": 0.4,
            "lead": 0.3,
            "coverage": 1 / 8,
            "missing_telling_word": 4 / 8,
            "similarity": 0.0,
            "place": math.log(3),
            "relevance": -0.3,
            "unheld": 7 / 8,
        }
    )
    assert nine == pytest.approx(
        men | {"margin": 0.1, "lead": -0.5, "support": 0.0, "place": 0.0, "relevance": -2.0}
    )


@pytest.mark.parametrize(
    ("question", "words", "held", "missing"),
    [
        ("how many fell?", "Six workers", 1.0, 0.0),
        ("how many fell?", "workers", 0.0, 1.0),
        ("what fell?", "workers", 0.0, 0.0),
    ],
)
def test_a_kind_of_thing_is_held_or_missing_where_one_is_asked_for(
    question: str, words: str, held: float, missing: float
) -> None:
    (found,) = gather(question, find(0, words, 1.0))

    assert (found["kind_held"], found["kind_missing"]) == (held, missing)


def test_a_word_for_the_same_deed_is_held() -> None:
    page = Page("Six men were killed.", (Span(0, 20),))
    found = FoundSpan(0, Span(0, 20), 0, 3, 2.0)

    died, sang = (
        gather_span_evidence(f"who {verb}?", [page], [found], weigh=weigh, relevance=[0.0])
        for verb in ("died", "sang")
    )

    assert (died[0, FEATURES.index("unheld")], sang[0, FEATURES.index("unheld")]) == (0.0, 1.0)


def test_depth_counts_the_sentences_before_for_short_questions() -> None:
    text, spans = "It fell. Six men fell.", (Span(0, 8), Span(9, 22))
    found = FoundSpan(0, spans[1], 9, 12, 2.0)

    def measure(question: str, depth: int) -> float:
        page = Page(text, spans, depth=depth)
        rows = gather_span_evidence(question, [page], [found], weigh=weigh, relevance=[0.0])
        return float(rows[0, FEATURES.index("depth")])

    long = "who fell from the old red bridge near the railway station?"
    assert measure("who fell?", 0) == pytest.approx(math.log(2))
    assert measure("who fell?", 3) == pytest.approx(math.log(5))
    assert measure("who fell?", 500) == measure("who fell?", 900) == 2.5
    assert 0 < measure(long, 3) < measure("who fell?", 3) / 2


def test_a_span_without_rivals_has_the_greatest_lead_and_margins_are_limited() -> None:
    (only,) = gather("who?", find(0, "Six workers", 55.0))
    (below,) = gather("who?", find(0, "Six workers", -55.0))

    assert (only["margin"], only["lead"]) == (2.0, 2.0)
    assert (below["margin"], below["lead"]) == (-2.0, 2.0)


def test_support_counts_pages_above_no_answer_and_not_the_own_one() -> None:
    twice_on_a_page = (find(0, "Six workers", 6.0), find(0, "Six", 5.0))

    alone = gather("who?", *twice_on_a_page)
    doubted = gather("who?", *twice_on_a_page, find(1, "six", -1.0))
    backed = gather("who?", *twice_on_a_page, find(1, "six", 1.0))

    assert [one["support"] for one in alone] == [0, 0]
    assert [one["support"] for one in doubted] == pytest.approx([0, 0, math.log(2)])
    assert [one["support"] for one in backed] == pytest.approx([math.log(2)] * 3)


def test_an_answer_of_marks_alone_is_compared_by_them() -> None:
    page = Page("— ! —", (Span(0, 5),))
    found = [FoundSpan(0, Span(0, 5), *ends, 2.0) for ends in ((0, 1), (4, 5), (2, 3))]

    rows = gather_span_evidence("who?", [page], found, weigh=weigh, relevance=[0.0])

    assert rows[:, FEATURES.index("lead")].tolist() == [0, 0, 0]


def test_nothing_found_is_no_evidence() -> None:
    rows = gather_span_evidence("who?", PAGES, [], weigh=weigh, relevance=RELEVANCE)

    assert rows.shape == (0, len(FEATURES))
    assert estimate(rows, Curve({"margin": 1.0}, 0.0, 0.5)).tolist() == []


def test_the_curve_is_a_logistic_one_over_the_named_features() -> None:
    rows = np.zeros((3, len(FEATURES)))
    rows[:, FEATURES.index("margin")] = [0, 1, -1]
    rows[:, FEATURES.index("coverage")] = 99  # without a weight

    chances = estimate(rows, Curve({"margin": 2.0}, -1.0, 0.5))

    # 1 / (1 + e), 1 / (1 + 1/e), 1 / (1 + e^3)
    np.testing.assert_allclose(chances, [0.2689414, 0.7310586, 0.0474259], atol=1e-7)
