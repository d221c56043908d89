"""The shared lists: what was united from several stands for all of their uses."""

import re
from pathlib import Path

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


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(r"october\W{1,4}november", id="months"),
        pytest.param(r"thursday\W{1,4}friday", id="weekdays"),
        pytest.param(r"six\W{1,4}seven\W{1,4}eight\W{1,4}nine", id="numbers"),
        pytest.param(r"thousand\W{1,4}million\W{1,4}billion\W{1,4}trillion", id="scales"),
        pytest.param(r"facebook\W{1,4}instagram", id="networks"),
        pytest.param(r"senator\W{1,4}governor|governor\W{1,4}mayor", id="titles"),
    ],
)
def test_a_list_is_spelt_out_nowhere_else(row: str) -> None:
    root = Path(lexicon.__file__).parents[1]
    files = [path for package in ("bot", "embeddings") for path in (root / package).rglob("*.py")]

    spelt = [
        path.relative_to(root).as_posix()
        for path in files
        if re.search(row, path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]

    assert set(spelt) - _MAY_SPELL <= {"embeddings/lexicon.py"}


_MAY_SPELL = {
    "bot/conversation/lexicon.py",  # nouns for people, not titles; words that name a measure
}
