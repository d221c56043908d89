import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.stories.normalise import join_broken_words, normalise, unwrap


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("", ""),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u00a0b\tc\u2009d", "a b c d"),
        ("a \nb\t\n", "a\nb"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\n \n\t\nb", "a\n\nb"),
        ("a  b \t \nc\n  d  ", "a  b\nc\n  d"),
        ("\ufeffa\u200bb\u00adc", "abc"),
        ("The farm\u00ad\ner left.  He\nwon", "The farmer\nleft.  He\nwon"),
        ("the farm\u00ad\ner.\n\nHe", "the farmer.\n\nHe"),
        ("the farm\u00ad er left", "the farmer left"),
        ("the farm¬\ner left.\nHe", "the farmer\nleft.\nHe"),
        ("the inter¬\nna¬\ntional.\n\nHe", "the international.\n\nHe"),
        ("a sign ¬\nof scribes, p¬q, a¬\nB", "a sign ¬\nof scribes, p¬q, a¬\nB"),
        ("a\x00b\x07c", "a b c"),
        ("a\u2028b\u2029c", "a\nb\n\nc"),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_odd_characters_become_plain_text(raw: str, clean: str) -> None:
    assert normalise(raw) == clean


@given(st.text(st.characters(), max_size=200))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once
    assert once == once.strip()
    assert once.encode() is not None
    assert not set(once) & {"\r", "\t", "\x00", "\u00a0", "\u200b"}
    assert "\n\n\n" not in once


WRAPPED = """\
The bridge over the river will stay closed until the end of the
month, the county said on Tuesday, because one of its two main
cables has to be replaced before the winter storms arrive.

Buses will take the long way round through the neighbouring town
and need about twenty minutes more for the trip, the operator
said in a note to its passengers."""


def test_hard_wrapped_paragraphs_become_one_line_each() -> None:
    lines = unwrap(WRAPPED).split("\n")

    assert len(lines) == 3
    assert lines[0].endswith("before the winter storms arrive.")
    assert unwrap(WRAPPED).replace("\n\n", " ") == WRAPPED.replace("\n\n", " ").replace("\n", " ")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("One paragraph.\nAnother one.\nA third one.\nAnd a fourth.", id="short lines"),
        pytest.param(
            "\n".join(
                f"Paragraph {n} ends like a sentence and is about as long." for n in range(9)
            ),
            id="even paragraphs that end like sentences",
        ),
        pytest.param(
            "Half a moon above the mill-\nstream\nand a heron\nthat waits\nfor the frost to come",
            id="a poem with a broken word",
        ),
        pytest.param("Ohio\nTexas\nUtah\nMaine\nIowa", id="a list of names"),
        pytest.param(
            "x" * 70 + " and\n" + "y" * 300 + "\n" + "z" * 20 + "\nend", id="uneven lines"
        ),
    ],
)
def test_single_newlines_stay_where_the_text_is_not_clearly_wrapped(text: str) -> None:
    assert unwrap(text) == text


def test_lines_that_end_in_a_hyphen_are_as_good_as_full() -> None:
    text = (
        "The cellar of the old town hall is full of bi-\nkes that no-\nbody has fetched since"
        " the fair, the cus-\ntodian said. A well-\nknown baker lost his."
    )

    assert unwrap(text) == (
        "The cellar of the old town hall is full of bikes that nobody has fetched since the fair,"
        " the custodian said. A well-known baker lost his."
    )


def test_list_items_keep_their_lines_in_a_wrapped_text() -> None:
    text = WRAPPED + "\n\n- first stop\n- second stop"

    assert unwrap(text).endswith("\n\n- first stop\n- second stop")


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("the gov-\nernment", "the government"),
        ("the gov‐\n  ernment", "the government"),
        ("inter-\nna-\ntional", "international"),
        ("Wash-\nington-based", "Washington-based"),
        ("un-\nknown", "unknown"),
        ("the long-\nest pier of the high-\nest class", "the longest pier of the highest class"),
        ("a record-break-\ning fall", "a record-breaking fall"),
        ("a long-\nterm low-\ninterest loan", "a long-term low-interest loan"),
        ("a state-\nowned line", "a state-owned line"),
        ("the editor-\nin-chief", "the editor-in-chief"),
        ("a two-\nyear-old", "a two-year-old"),
        ("Jean-\nMarie", "Jean-Marie"),
        ("2014-\n2018", "2014-2018"),
        ("pre-\nand post-war", "pre- and post-war"),
        ("short-\nto mid-term", "short- to mid-term"),
        ("the col-\nor", "the color"),
        ("They left -\nand won", "They left -\nand won"),
    ],
)
def test_a_word_that_a_hyphen_breaks_is_whole_and_a_compound_keeps_it(
    broken: str, whole: str
) -> None:
    assert join_broken_words(broken) == whole
