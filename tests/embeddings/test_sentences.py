"""Sentences: what is cut, and that nothing is lost."""

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from embeddings.sentences import Span, split_sentences

TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from("AIab .!?\n\u00a0\u2003“”’'\"…-5"), st.characters()),
    max_size=200,
)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(" \n ", [], id="blanks"),
        pytest.param("One. Two.", ["One.", "Two."], id="two"),
        pytest.param("A heading\nA sentence.", ["A heading", "A sentence."], id="lines"),
        pytest.param("Mr. Lee met the U.S. Senate.", ["Mr. Lee met the U.S. Senate."], id="titles"),
        pytest.param("At 5 p.m. on Monday.", ["At 5 p.m. on Monday."], id="hours"),
        pytest.param("It cost $3.5 million.", ["It cost $3.5 million."], id="decimals"),
        pytest.param("  Spaced.  Out. ", ["Spaced.", "Out."], id="spaces"),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, sentences: list[str]) -> None:
    spans = split_sentences(text)

    assert [text[span.start : span.end] for span in spans] == sentences


@given(TEXTS)
@example("I\u00a0.")
@example("a\u2003. b\u2003.")
def test_sentences_are_in_order_and_hold_every_visible_character(text: str) -> None:
    spans = split_sentences(text)

    covered = "".join(text[span.start : span.end] for span in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert list(spans) == sorted(spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert all(text[span.start : span.end].strip() for span in spans)
    assert not any("\n" in text[span.start : span.end] for span in spans)


SPEECH = (
    "so the mayor said that the tunnel will open in march and the drill was stuck for nineteen "
    "days because the rock is hard and people here are angry about the noise "
)


def test_speech_without_marks_is_cut_where_clauses_begin() -> None:
    text = (SPEECH * 6).strip()

    pieces = [text[span.start : span.end] for span in split_sentences(text)]

    assert all(80 <= len(piece) <= 240 for piece in pieces[:-1])
    assert {piece.split()[0] for piece in pieces} <= {"so", "and", "because"}
    assert " ".join(pieces) == text


def test_a_long_word_without_blanks_and_a_long_list_stay_whole() -> None:
    word, items = "a" * 900, "The prizes went to " + ", ".join(["Oslo in Norway"] * 60) + "."

    assert [(span.start, span.end) for span in split_sentences(word)] == [(0, 900)]
    assert len(split_sentences(items)) == 1


def test_a_span_is_surrounded_by_the_sentences_that_it_touches() -> None:
    sentences = [Span(0, 9), Span(10, 20), Span(21, 30)]

    assert Span(12, 14).surround(sentences) == Span(10, 20)
    assert Span(12, 22).surround(sentences) == Span(10, 30)
    assert Span(9, 10).surround(sentences) == Span(9, 10)
