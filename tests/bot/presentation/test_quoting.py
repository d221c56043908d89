"""Names are one printable line, and a shell gives them back as they were."""

import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.presentation.quoting import quote_for_shell, quote_name

NAMES = st.text(
    st.one_of(
        st.sampled_from("ab /'\"\\$`!\n\r\t\x1b\x9b\u202e\u2066é😀"), st.characters(codec="utf-8")
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize(
    ("name", "shown", "pasted"),
    [
        ("a/b#2", "a/b#2", "'a/b#2'"),
        ("plain", "plain", "plain"),
        ("two words", "two words", "'two words'"),
        ("it's", "it's", "'it'\"'\"'s'"),
        ("b\nIt is sound", '"b\\nIt is sound"', "$'b\\nIt is sound'"),
        ("a\u202eb", '"a\\u202eb"', "$'a\\u202eb'"),
        ("$(id)", "$(id)", "'$(id)'"),
        ("\x1b[31m", '"\\u001b[31m"', "$'\\u001b[31m'"),
        (" a", '" a"', "' a'"),
        ("é", "é", "'é'"),
    ],
)  # fmt: skip
def test_a_name_is_shown_and_pasted(name: str, shown: str, pasted: str) -> None:
    assert (quote_name(name), quote_for_shell(name)) == (shown, pasted)


@given(NAMES)
def test_what_is_shown_is_one_printable_line(name: str) -> None:
    assert quote_name(name).isprintable()
    assert quote_for_shell(name).isprintable()


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
@settings(max_examples=40, deadline=None)
@given(NAMES.filter(lambda name: "\0" not in name))
def test_a_shell_gives_the_name_back(name: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"printf %s {quote_for_shell(name)}"],
        capture_output=True,
        check=True,
        env={"LC_ALL": "C.UTF-8"},
    )

    assert done.stdout.decode() == name
