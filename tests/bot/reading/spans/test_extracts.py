"""A few sentences stand for a page: those that share most with the question."""

import pytest

from bot.reading.reader import Page
from bot.reading.spans.extracts import make_extract, weigh_asked
from embeddings.sentences import split_sentences

TEXT = "Ann came home. The ship sank off Crete. Nobody knows why. The crew of the ship was saved."


def weigh(word: str) -> float:
    return {"crete": 5.0, "ship": 2.0}.get(word, 1.0)


def make_page(text: str) -> Page:
    return Page(text, split_sentences(text), "A headline", 0.5)


@pytest.mark.parametrize(
    ("question", "words", "extract"),
    [
        ("where did the ship sink?", 5, "The ship sank off Crete."),
        ("what happened off Crete?", 8, "Ann came home. The ship sank off Crete."),
        ("was the crew saved?", 7, "The crew of the ship was saved."),
        ("who came?", 4, "Ann came home."),
        ("what of Malta?", 4, "Ann came home."),
        ("where did the ship sink?", 1, "The ship sank off Crete."),
        ("where did the ship sink?", 99, TEXT),
    ],
)
def test_the_run_that_holds_most_of_what_is_asked_is_taken(
    question: str, words: int, extract: str
) -> None:
    taken = make_extract(make_page(TEXT), weigh_asked(question, weigh), words=words)

    assert taken.text == extract
    assert [taken.text[one.start : one.end] for one in taken.sentences] == [
        extract[one.start : one.end] for one in split_sentences(extract)
    ]
    assert (taken.title, taken.similarity) == ("A headline", 0.5)


def test_a_page_without_a_sentence_stays_as_it_is() -> None:
    page = make_page(" \n ")

    assert make_extract(page, weigh_asked("who?", weigh)) is page
