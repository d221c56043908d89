"""Plain sentences, the same wherever they are shown."""

from datetime import date

import pytest

from bot.presentation.wording import (
    count,
    join_names,
    name_source,
    phrase_date,
    phrase_provenance,
)
from embeddings.stories import Story


@pytest.mark.parametrize(
    ("names", "joined"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
    ],
)
def test_names_are_joined_as_in_a_sentence(names: list[str], joined: str) -> None:
    assert join_names(names) == joined


@pytest.mark.parametrize(
    ("number", "noun", "counted"),
    [
        (0, "story", "0 stories"),
        (1, "story", "1 story"),
        (2, "passage", "2 passages"),
        (1200, "file", "1,200 files"),
    ],
)
def test_things_are_counted_in_their_number(number: int, noun: str, counted: str) -> None:
    assert count(number, noun) == counted


def test_a_date_is_written_as_news_print_it() -> None:
    assert phrase_date(date(2017, 11, 2)) == "2 November 2017"


@pytest.mark.parametrize(
    ("known", "phrased"),
    [
        pytest.param({}, "", id="nothing"),
        pytest.param({"publisher": "The Week"}, "The Week", id="publisher"),
        pytest.param(
            {"authors": ("A", "B"), "published": date(2017, 11, 22)},
            "A and B · 22 November 2017",
            id="authors and date",
        ),
    ],
)
def test_provenance_says_what_is_known(known: dict[str, object], phrased: str) -> None:
    assert phrase_provenance(Story(id="x", text="x", **known)) == phrased  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "name"),
    [
        ({"publisher": "The Week", "title": "Headline"}, "The Week"),
        ({"title": "Headline"}, "Headline"),
        ({}, "korea/x"),
    ],
)
def test_a_source_always_has_a_name(known: dict[str, str], name: str) -> None:
    assert name_source(Story(id="korea/x", text="x", **known)) == name  # type: ignore[arg-type]
