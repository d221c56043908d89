"""Noun phrases of any text have a head, whatever word they begin with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.phrases import Phrase, find_phrases
from embeddings.sentences import Span

WORDS = ("Of", "of", "the", "Mice", "Men", "hundreds", "floods", "saw", "’s", "U.S.", "–", "9")


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Of Mice of Men", "mice"),
        ("of floods of mud", "floods"),
        ("hundreds of floods", "hundreds"),
        ("the ship", "ship"),
    ],
)
def test_the_head_stands_before_the_of_that_follows_it(text: str, head: str) -> None:
    assert Phrase(text, Span(0, len(text))).head == head


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_every_phrase_that_is_found_has_a_head(words: list[str]) -> None:
    for phrase in find_phrases(" ".join(words)):
        assert phrase.head
        assert phrase.is_definite in {True, False}
