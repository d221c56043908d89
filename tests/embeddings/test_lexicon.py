"""The shared lists: what was united from several stands for all of their uses."""

import re

import pytest

from embeddings import lexicon
from embeddings.attribution import normalise_source
from embeddings.lexicon import NUMBER_OF, TITLES, join_pattern


def test_months_days_and_numbers_are_complete() -> None:
    assert [len(lexicon.MONTHS), len(lexicon.WEEKDAYS)] == [12, 7]
    assert [NUMBER_OF[word] for word in ("zero", "one", "ten", "nineteen", "twenty")] == [
        *(0, 1, 10, 19, 20)
    ]
    assert {month[:3] for month in lexicon.MONTHS} == {
        *(month[:3] for month in lexicon.MONTHS_SHORT),
        "May",
    }


@pytest.mark.parametrize("title", ["Chancellor", "Congresswoman", "Captain", "Prof.", "Detective"])
def test_a_source_is_the_same_with_any_title_and_without(title: str) -> None:
    assert normalise_source(f"{title} Ada Cole") == normalise_source("Ada Cole") == "ada cole"


def test_a_saint_is_no_title() -> None:
    assert "st" not in TITLES


def test_alternatives_try_longer_words_first_and_take_marks_as_they_stand() -> None:
    pattern = join_pattern(["AP", "AP Photo", "U.S."])

    assert re.match(pattern, "AP Photo").group() == "AP Photo"  # type: ignore[union-attr]
    assert re.fullmatch(pattern, "UxSx") is None


@pytest.mark.parametrize(
    "name", [name for name in dir(lexicon) if name.isupper() and name not in {"CURRENCY_SIGNS"}]
)
def test_a_list_holds_each_word_once_and_no_blank_at_an_end(name: str) -> None:
    words = list(getattr(lexicon, name))

    assert len(words) == len(set(words)) > 1
    assert all(word == word.strip() for word in words)
