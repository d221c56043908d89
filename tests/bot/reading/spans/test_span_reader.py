"""The span reader: pages in, slices out, each within one sentence, the same every time."""

import subprocess
import sys
from pathlib import Path

import pytest
from command_lines import clean_environment
from hypothesis import given
from hypothesis import strategies as st
from tiny_reader import TINY_READER, write_tiny_reader

from bot.reading import Page, Reading, read_text
from bot.reading.make import open_span_reader
from bot.reading.spans import SpanReader
from embeddings.sentences import split_sentences

TEXT = "Nobody came. He was shot at least five times. Six men ran."


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> SpanReader:
    return open_span_reader(write_tiny_reader(tmp_path_factory.mktemp("tiny") / "r"))


@pytest.fixture(scope="module")
def own() -> SpanReader:
    return open_span_reader()


def make_page(text: str) -> Page:
    return Page(text, split_sentences(text))


def say(pages: list[Page], reading: Reading) -> str:
    return pages[reading.page].text[reading.start : reading.end]


def test_each_sentence_gives_one_reading_the_likeliest_first(tiny: SpanReader) -> None:
    pages = [make_page(TEXT)]

    readings = tiny.read("how many times was he shot?", pages)

    # no answer scores 4, five 10, six 8, any word of the first sentence 0
    assert [say(pages, one) for one in readings] == ["at least five times", "Six", "Nobody"]
    assert [one.confidence for one in readings] == pytest.approx(
        [1 / (1 + 2.718281828**-one) for one in (6, 4, -4)]
    )
    assert [one.values for one in readings] == [{"5"}, {"6"}, frozenset()]


def test_a_yes_no_question_is_answered_with_the_sentence_that_settles_it(tiny: SpanReader) -> None:
    pages = [make_page(TEXT)]

    readings = tiny.read("was he shot?", pages)

    assert say(pages, readings[0]) == "He was shot at least five times."


def test_readings_name_their_page(tiny: SpanReader) -> None:
    pages = [make_page("Nobody came."), make_page(""), make_page("Five came."), make_page("Six.")]

    readings = tiny.read("how many came?", pages)

    assert [(one.page, say(pages, one)) for one in readings] == [
        (2, "Five"),
        (3, "Six"),
        (0, "Nobody"),
    ]


def test_without_anything_to_read_there_are_no_readings(tiny: SpanReader, own: SpanReader) -> None:
    for reader in (tiny, own):
        assert reader.read("who?", []) == ()
        assert reader.read("who?", [make_page(""), make_page(" \n")]) == ()
        assert read_text(reader, "who?", "") is None


@pytest.mark.slow
def test_the_end_of_a_very_long_page_and_text_is_read(tiny: SpanReader) -> None:
    text = "Nobody came at all. " * 2000 + "There were five."
    pages = [make_page(text)]

    readings = tiny.read("how many were there?", pages)
    of_text = read_text(tiny, "how many were there?", text)

    assert len(readings) == 2001
    assert (readings[0].start, readings[0].end) == (len(text) - 5, len(text) - 1)
    assert of_text is not None
    assert (of_text.start, of_text.end) == (len(text) - 5, len(text) - 1)


@pytest.mark.slow
def test_a_very_long_word_question_and_sentence_are_read(own: SpanReader) -> None:
    pages = [make_page("a" * 20_000), make_page("He came, " * 600 + "and left.")]

    readings = own.read("who came? " * 90, pages)

    assert {one.page for one in readings} == {0, 1}
    assert all(say(pages, one) for one in readings)


def test_found_passages_are_judged_by_another_curve_than_given_texts(tmp_path: Path) -> None:
    folder = write_tiny_reader(tmp_path / "r")
    given_text, searched = open_span_reader(folder), open_span_reader(folder, pool=100)

    chances = [
        one.read("who?", [make_page("five")])[0].confidence for one in (given_text, searched)
    ]

    assert (given_text.name, searched.name) == (TINY_READER, TINY_READER)
    assert (given_text.least_confidence, searched.least_confidence) == (0.5, 0.7)
    assert chances == pytest.approx([1 / (1 + 2.718281828**-6), 1 / (1 + 2.718281828**-3)])


WORDS = st.sampled_from(
    (
        "five",
        "Six",
        "at least",
        "shot",
        ".",
        "[SEP]",
        "[CLS]",
        "\n",
        "“",
        "”",
        "é",
        "😀",
        "Dr.",
        "$3.5",
        "?",
    )
)


@given(st.lists(st.lists(WORDS, max_size=60).map(" ".join), max_size=4), st.booleans())
def test_a_reading_is_a_slice_within_one_sentence_and_each_sentence_has_one(
    tiny: SpanReader, texts: list[str], yes_no: bool
) -> None:
    pages = [make_page(text) for text in texts]

    readings = tiny.read("was he?" if yes_no else "how many?", pages)

    homes = [
        (one.page, sentence)
        for one in readings
        for sentence in pages[one.page].sentences
        if sentence.start <= one.start < one.end <= sentence.end
    ]
    assert len(homes) == len(readings) == len(set(homes))
    assert len(homes) == sum(len(page.sentences) for page in pages)
    assert [one.confidence for one in readings] == sorted(
        (one.confidence for one in readings), reverse=True
    )
    assert readings == tiny.read("was he?" if yes_no else "how many?", pages)


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("how many times was he shot?", "He was shot at least five times on Monday.", "five"),
        ("Where was the ship built?", "The ship was built in Glasgow. It sank later.", "Glasgow"),
        ("Who wrote the book?", "It rained. The book was written by Ann Lee.", "Ann Lee"),
    ],
)
def test_byline_s_own_reader_finds_a_plain_answer(
    own: SpanReader, question: str, text: str, words: str
) -> None:
    reading = read_text(own, question, text)

    assert reading is not None
    assert words in text[reading.start : reading.end]
    assert 0 <= reading.confidence <= 1


def test_byline_s_own_reader_says_the_same_twice_and_opened_anew(own: SpanReader) -> None:
    pages = [make_page(TEXT), make_page("The ship was built in Glasgow [SEP] in 1901.")]

    first, second = own.read("who was shot?", pages), own.read("who was shot?", pages)

    assert first == second == open_span_reader().read("who was shot?", pages)


def test_a_page_is_scored_alike_whatever_is_read_beside_it(own: SpanReader) -> None:
    page = make_page(TEXT)

    alone, _ = own.find("who was shot?", [page])
    beside, _ = own.find("who was shot?", [page, make_page("A ship of 1901. " * 60)])

    assert [one for one in beside if one.page == 0] == list(alone)


PROBE = """
import sys
from bot.reading import open_named_reader, read_text
reader = open_named_reader("span", __import__("pathlib").Path("readers"))
assert read_text(reader, "who fell?", "Ann fell.") is not None
print([name for name in ("torch", "transformers") if name in sys.modules])
"""


def test_opening_and_reading_need_neither_torch_nor_transformers(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        capture_output=True,
        text=True,
        env=clean_environment(),
        cwd=tmp_path,
        check=True,
    )

    assert done.stdout.strip() == "[]"
    assert list(tmp_path.iterdir()) == []
