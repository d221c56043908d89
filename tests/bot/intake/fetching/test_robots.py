"""The examples of RFC 9309, and what people write into ``robots.txt`` besides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.fetching.robots import Robots, matches, read_robots


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("/", "/a", True),
        ("/a", "/ab", True),
        ("/a/", "/a", False),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/*.html$", "/x/y.html", True),
        ("/*.html$", "/x/y.html?z", False),
        ("/a*c", "/abbbc/d", True),
        ("/a*$", "/abc", True),
        ("/a*bc*c$", "/abc", False),
        ("*", "/a", True),
        ("/a**b", "/axb", True),
        ("/" + "*a" * 500 + "$", "/" + "a" * 400 + "b", False),
    ],
)
def test_a_pattern_fits_a_path_as_the_standard_says(pattern: str, path: str, fits: bool) -> None:
    assert matches(pattern, path) is fits


def test_the_longest_rule_decides_and_of_two_as_long_the_one_that_allows() -> None:
    robots = read_robots("User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /c\nAllow: /c\n")

    assert [robots.allows(path) for path in ("/a/x", "/a/b/x", "/c", "/d")] == [
        False,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("Disallow: /", True),
        ("USER-AGENT: *\ndisallow : / # all", False),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", False),
        ("User-agent: Byline/2.0\nDisallow: /", False),
        ("User-agent: bylines\nDisallow: /", True),
        ("User-agent: x\nUser-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\nUser-agent: byline\nAllow: /", True),
        ("User-agent: byline\nCrawl-delay: 5\nUser-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /st%6Fry", False),
    ],
)
def test_a_story_is_allowed_or_not(text: str, allowed: bool) -> None:
    assert read_robots(text).allows("/story?id=1") is allowed


@given(st.text(alphabet="UuSsEeRr-AaGgNnTt:*/dDiIlLoOwW $%\n\x00é", max_size=200), st.text())
def test_whatever_is_written_is_read(text: str, path: str) -> None:
    assert isinstance(read_robots(text), Robots)
    read_robots(f"User-agent: *\nDisallow: {text}").allows(path)
