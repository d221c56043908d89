"""Escaping and cutting: what stories and people write is shown, and does nothing."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.cards.limits import measure
from bot.discord_ui.cards.markdown import (
    ELLIPSIS,
    cut_line,
    escape,
    make_safe_url,
    quote_lines,
    shorten,
    shorten_line,
    tidy,
)

ODD = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("*_~`|<>[]()#-+:/@\\.!1 \n\t")),
        st.sampled_from(["\u200b", "\u202e", "\u200d", "\u0301", "👩", "\ufeff", "\x00", "é", "ع"]),
        st.characters(),
    ),
    max_size=300,
)
READS_BACK = regex.compile(r"\\([^\w\s]|_)")


def read_back(markdown: str) -> str:
    """Return what Discord shows: a backslash before a sign is not shown, nor is a blank of ours."""
    return READS_BACK.sub(r"\1", markdown).replace("\u200b", "")


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("*bold* _slanted_ ~~gone~~", r"\*bold\* \_slanted\_ \~\~gone\~\~"),
        ("`code` ||hidden||", r"\`code\` \|\|hidden\|\|"),
        ("# big", r"\# big"),
        ("-# small", r"\-# small"),
        ("> quoted", r"\> quoted"),
        ("- item", r"\- item"),
        ("a - b > c # d", "a - b > c # d"),
        ("38-year-old (Oh)", "38-year-old (Oh)"),
        ("1. first", "1\u200b. first"),
        ("[text](https://a.b)", r"\[text\](https\://a.b)"),
        ("@everyone and @here", "@\u200beveryone and @\u200bhere"),
        ("<@123> <@&4> <#5> </ask:6>", "\\<@\u200b123> \\<@&4> \\<#5> \\</ask:6>"),
        ("<t:1:R> <:x:1>", r"\<t\:1:R> \<\:x:1>"),
        ("discord.gg/abc", r"discord.gg\/abc"),
        ("at 3:45, ratio 1:2", "at 3:45, ratio 1:2"),
        ("me@example.org", "me@\u200bexample.org"),
        ("left\u202eright\u200b\ufeff", "leftright"),
        ("a\u200db 👩\u200d🚀", "ab 👩\u200d🚀"),
        ("z" + "\u0301" * 30, "z" + "\u0301" * 4),
        ("a\x00b\tc  d", "a b c d"),
    ],
)  # fmt: skip
def test_markup_is_shown_as_it_was_written(written: str, escaped: str) -> None:
    assert escape(written) == escaped


@given(ODD)
def test_what_is_escaped_reads_as_what_was_tidied(text: str) -> None:
    # a backslash before a letter is shown by Discord, as is one that is escaped
    assert read_back(escape(text)) == tidy(text)


@given(ODD)
def test_nothing_escaped_can_format_link_or_mention(text: str) -> None:
    escaped = escape(text)
    bare = regex.sub(r"\\(?:[^\w\s]|_)", "·", escaped)
    assert not regex.search(r"[*_~`|<\[\]]", bare)
    assert not regex.search(r"@\w", bare)
    assert not regex.search(r"\w://", bare)
    assert not regex.search(r"(?m)^ *(#|>|-|\+|\d+[.)])", bare)
    assert not regex.search(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff\x00-\x09]", escaped)


@given(ODD)
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(ODD, st.integers(min_value=2, max_value=200))
def test_what_is_shortened_fits_and_is_a_beginning(text: str, limit: int) -> None:
    short = shorten(text, limit)

    assert measure(short) <= limit
    if short != escape(text):
        assert short.endswith(ELLIPSIS.strip())
        assert tidy(text).startswith(read_back(short.removesuffix("…").rstrip(" ")).rstrip())


@given(ODD, st.integers(min_value=2, max_value=200))
def test_a_shortened_line_is_one_line(text: str, limit: int) -> None:
    assert "\n" not in shorten_line(text, limit)
    assert measure(cut_line(text, limit)) <= limit


def test_a_text_is_cut_after_a_sentence_where_one_fits() -> None:
    text = "The bridge fell. Six workers are missing."

    assert shorten(text, 30) == "The bridge fell. …"
    assert shorten(text, 12) == "The bridge …"
    assert shorten("Donaudampfschiff", 7) == "Donau …"
    assert shorten(text, len(text)) == text


def test_a_visible_character_is_never_cut_apart() -> None:
    family = "👨\u200d👩\u200d👧"

    assert shorten(family * 3, measure(family) + 3) == f"{family} …"


def test_a_limit_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="limit must be at least 2, was: 1"):
        shorten("text", 1)


def test_every_line_of_a_quotation_is_one() -> None:
    assert quote_lines("one\ntwo") == "> one\n> two"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.b/c#:~:text=x%2C", "https://a.b/c#:~:text=x%2C"),
        ("https://a.b/(c)>[d]", "https://a.b/%28c%29%3E%5Bd%5D"),
        ("https://a.b/é d", "https://a.b/é%20d"),
        ("https://a.b/" + "c" * 20 + "#" + "d" * 20, "https://a.b/" + "c" * 20),
        ("https://a.b/" + "c" * 60, None),
        ("javascript:alert(1)", None),
        ("http:///x", None),
        (None, None),
    ],
)
def test_only_a_web_address_that_cannot_break_out_is_linked(
    url: str | None, safe: str | None
) -> None:
    assert make_safe_url(url, 40) == safe
