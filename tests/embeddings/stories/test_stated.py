from datetime import date

import pytest

from embeddings.stories.stated import read_stated_address, read_stated_day
from embeddings.stories.story import Removed

BRIDGE = "https://example.org/bridge"


def _cut(*lines: str, reason: str = "time stamp") -> list[Removed]:
    return [Removed(line, reason, 0) for line in lines]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published 9:14 p.m. ET Nov. 24, 2017", date(2017, 11, 24)),
        ("Published: 24 November 2017 | Updated: 26 November 2017", date(2017, 11, 24)),
        ("Updated 9:14 PM EST, November 24, 2017", None),
        ("Published 03/04/2017", None),
        ("3 hours ago", None),
    ],
    ids=["clock and zone", "two stamps", "a change", "day or month", "relative"],
)
def test_only_a_stamp_of_publication_gives_the_day(line: str, day: date | None) -> None:
    assert read_stated_day(_cut(line)) == day


def test_two_stamps_that_disagree_give_no_day() -> None:
    stamps = _cut("Published Nov. 24, 2017", "Published Nov. 25, 2017")

    assert read_stated_day(stamps) is None


def test_a_day_in_another_leftover_is_not_the_story_s() -> None:
    line = _cut("Published Nov. 24, 2017", reason="other headlines")

    assert read_stated_day(line) is None


@pytest.mark.parametrize(
    ("lines", "address"),
    [
        (["Read or share this story: https://example.org/bridge"], BRIDGE),
        (["Permalink: https://example.org/bridge", "See also: https://example.org/ferry"], BRIDGE),
        (["More: https://example.org/ferry"], None),
        (["Source: https://example.org/a", "Source: https://example.org/b"], None),
        (["Read or share this story: example.org"], None),
    ],
    ids=["its own", "its own beside another", "another's", "two", "no address"],
)
def test_only_the_story_s_own_address_is_told(lines: list[str], address: str | None) -> None:
    found = read_stated_address(_cut(*lines, reason="web address"))

    assert found == address
