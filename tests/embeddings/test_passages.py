"""Passages: windows of whole sentences that the model can read to their end."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.passages import Passage, split_story
from embeddings.sentences import split_sentences
from embeddings.stories import Story

WORDS = st.sampled_from(["The", "dog", "ran", "far.", "It", "barked!", "Then", "\n", "x" * 40])
TEXTS = st.lists(WORDS, min_size=1, max_size=150).map(" ".join).map(str.strip).filter(bool)


def count_letters(text: str) -> tuple[tuple[int, int], ...]:
    """A tokenizer one can run in one's head: three letters or one mark a token."""
    return tuple(match.span() for match in re.finditer(r"\w{1,3}|[^\w\s]", text))


def make_story(text: str, title: str = "") -> Story:
    return Story(id="one", text=text, title=title)


def test_a_short_story_is_one_passage_under_its_headline() -> None:
    story = make_story("He ran. He fell.", title="A run")

    passages = split_story(story, count_letters, max_tokens=50)

    assert passages == (Passage("one", 0, 16, "He ran. He fell.", "A run"),)
    assert passages[0].embedded_text == "A run\nHe ran. He fell."


def test_neighbouring_passages_share_a_sentence() -> None:
    story = make_story("One one one one. Two two two two. Six six six six. Ten ten ten ten.")

    passages = split_story(story, count_letters, max_tokens=16)

    assert [passage.text for passage in passages] == [
        "One one one one. Two two two two. Six six six six.",
        "Six six six six. Ten ten ten ten.",
    ]


def test_a_headline_longer_than_a_third_is_left_out() -> None:
    story = make_story("He ran.", title="a b c d e f g h i j")

    passages = split_story(story, count_letters, max_tokens=20)

    assert passages[0].title == ""


def test_too_little_room_is_refused() -> None:
    with pytest.raises(ValueError, match="max_tokens must be at least 16, was: 3"):
        split_story(make_story("He ran."), count_letters, max_tokens=3)


@given(TEXTS, st.text(alphabet="ab ", max_size=30), st.integers(16, 60), st.integers(0, 3))
def test_passages_fit_and_cover_the_story(
    text: str, title: str, max_tokens: int, overlap: int
) -> None:
    story = make_story(text, title.strip())

    passages = split_story(story, count_letters, max_tokens=max_tokens, overlap=overlap)

    covered = {place for one in passages for place in range(one.start, one.end)}
    visible = {place for place, char in enumerate(text) if not char.isspace()}
    assert visible <= covered
    for passage in passages:
        assert passage.text == text[passage.start : passage.end]
        assert len(count_letters(passage.embedded_text)) <= max_tokens
    assert [one.start for one in passages] == sorted({one.start for one in passages})


@given(TEXTS)
def test_a_sentence_that_fits_is_never_cut(text: str) -> None:
    passages = split_story(make_story(text), count_letters, max_tokens=30)

    for sentence in split_sentences(text):
        if len(count_letters(text[sentence.start : sentence.end])) <= 30:
            assert any(one.start <= sentence.start and sentence.end <= one.end for one in passages)
