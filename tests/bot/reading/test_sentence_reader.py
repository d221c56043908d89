"""The sentence reader: readings are sentences, in order of confidence, the same every time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_index import WordEncoder

from bot.reading import read_text
from bot.reading.evidence import FEATURES
from bot.reading.sentence_reader import SentenceReader, find_lead
from bot.reading.sentence_weights import PER_LEAD, PER_SCORE, WEIGHTS

TEXT = "The mayor spoke. The ship hit the bridge at night. Nobody was hurt."


class CountingEncoder(WordEncoder):
    """Remembers which passages it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []

    def encode_passages(self, texts):  # type: ignore[no-untyped-def]
        self.given += texts
        return super().encode_passages(texts)


def test_every_feature_has_a_fitted_weight_and_more_score_is_surer() -> None:
    assert set(WEIGHTS) == set(FEATURES)
    assert PER_SCORE > 0
    assert PER_LEAD > 0


def test_the_sentence_that_has_the_questions_words_comes_first() -> None:
    reading = read_text(SentenceReader(WordEncoder()), "did the ship hit a bridge?", TEXT)

    assert reading is not None
    assert TEXT[reading.start : reading.end] == "The ship hit the bridge at night."


def test_a_text_without_sentences_has_no_reading() -> None:
    assert read_text(SentenceReader(WordEncoder()), "why?", " \n ") is None


def test_sentences_met_lately_are_not_embedded_again() -> None:
    encoder = CountingEncoder()
    reader = SentenceReader(encoder)

    first = read_text(reader, "did the ship hit a bridge?", TEXT)
    given_first = list(encoder.given)
    second = read_text(reader, "did the ship hit a bridge?", TEXT)

    assert first == second
    assert len(given_first) == 4
    assert encoder.given[4:] == ["did the ship hit a bridge?"]


def test_the_lead_is_over_the_mean_of_the_ten_best() -> None:
    scores = np.array([3.0, 1.0, *[1.0] * 8, -50.0])

    assert find_lead(scores).tolist() == pytest.approx([1.8, *[-0.2] * 9, -51.2])
    assert find_lead(np.array([])).tolist() == []


@given(st.text(max_size=60), st.text(max_size=300))
def test_any_reading_is_a_slice_of_the_text_with_a_probability(question: str, text: str) -> None:
    reading = read_text(SentenceReader(WordEncoder()), question, text)

    if reading is not None:
        assert 0 <= reading.start < reading.end <= len(text)
        assert text[reading.start : reading.end].strip() == text[reading.start : reading.end]
        assert 0 <= reading.confidence <= 1
