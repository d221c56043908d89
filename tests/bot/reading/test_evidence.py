"""Evidence: what speaks for a sentence, in numbers that can be worked out by hand."""

import numpy as np
import pytest

from bot.reading.evidence import FEATURES, gather_evidence
from bot.reading.pages import cut_pages
from embeddings.encoders import Vectors

EAST, NORTH = [1.0, 0.0], [0.0, 1.0]


def vectors(*values: list[float]) -> Vectors:
    return np.array(values, dtype=np.float32)


def gather(question: str, text: str, **named: float) -> list[dict[str, float]]:
    """Gather evidence where the first sentence points east as the question does, others north."""
    ((_, page),) = cut_pages(text)
    sentences = vectors(EAST, *[NORTH] * (len(page.sentences) - 1))
    evidence = gather_evidence(
        question,
        page,
        vector=vectors(EAST)[0],
        sentences=sentences,
        weigh=lambda w: named.get(w, 1),
    )
    return [dict(zip(FEATURES, row, strict=True)) for row in evidence.tolist()]


def test_likeness_is_the_inner_product_alone_amid_neighbours_and_on_the_page() -> None:
    first, second = gather("Who?", "One came. Two went.")

    assert (first["similarity"], second["similarity"]) == (1, 0)
    assert first["neighbour_similarity"] == pytest.approx(2 / 5**0.5)
    assert second["neighbour_similarity"] == pytest.approx(1 / 5**0.5)
    assert first["page_similarity"] == second["page_similarity"] == pytest.approx(1 / 2**0.5)


def test_coverage_is_the_share_of_the_questions_weight() -> None:
    first, second = gather("Why did the ship hit the bridge?", "The ship fell. It hit.", bridg=2)

    assert first["coverage"] == pytest.approx(1 / 4)
    assert second["coverage"] == pytest.approx(1 / 4)
    assert second["neighbour_coverage"] == pytest.approx(2 / 4)
    assert first["page_coverage"] == pytest.approx(2 / 4)
    assert first["missing_telling_word"] == pytest.approx(2 / 4)


def test_the_kind_asked_for_is_held_or_missing() -> None:
    first, second = gather("How many came?", "Five came. They went.")

    assert (first["number_held"], first["number_missing"]) == (1, 0)
    assert (second["number_held"], second["number_missing"]) == (0, 1)
    assert sum(first[name] for name in FEATURES if name.endswith(("_held", "_missing"))) == 1


def test_neighbouring_words_of_the_question_are_looked_for_together() -> None:
    (only,) = gather("was he shot at", "He was shot at.")

    assert only["pair_coverage"] == pytest.approx(1 / 3)


def test_a_question_of_function_words_alone_covers_nothing() -> None:
    (only,) = gather("what is it", "It is what it is.")

    assert only["coverage"] == only["page_coverage"] == only["missing_telling_word"] == 0
