"""Words: a question and a story are cut alike."""

import pytest

from embeddings.words import find_forms, split_content_words, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param("Soldiers shooting", ("soldier", "shoot"), id="stems"),
        pytest.param("1,200 homes", ("1200", "home"), id="thousands"),
        pytest.param("U.S. and US", ("usabbr", "and", "usabbr"), id="abbreviations"),
        pytest.param("the soldier's café", ("the", "soldier", "s", "cafe"), id="accents"),
        pytest.param("the soldier’s", ("the", "soldier", "s"), id="curly apostrophe"),
    ],
)
def test_words_are_folded_and_stemmed(text: str, words: tuple[str, ...]) -> None:
    assert split_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("How many times was he shot?", ("time", "shot"), id="question"),
        pytest.param("Who leads the WHO in US?", ("lead", "whoabbr", "usabbr"), id="abbreviations"),
        pytest.param("WHO SHOT HIM", ("shot",), id="all in capitals"),
        pytest.param("shot, shot and shot", ("shot",), id="each once"),
        pytest.param("what is it", (), id="function words alone"),
    ],
)
def test_content_words_say_what_a_text_is_about(text: str, words: tuple[str, ...]) -> None:
    assert split_content_words(text) == words


@pytest.mark.parametrize(
    ("text", "stem", "forms"),
    [
        pytest.param("Two doctors and a doctor", "doctor", ("doctors", "doctor"), id="inflected"),
        pytest.param("Doctors left. Doctors said", "doctor", ("doctors", "doctors"), id="first"),
        pytest.param("in Paris, Paris", "pari", ("Paris", "Paris"), id="a name"),
        pytest.param("a café", "cafe", ("cafe",), id="accents"),
        pytest.param("", "cafe", (), id="nothing"),
    ],
)
def test_forms_are_as_written_but_for_the_capital_of_a_sentence(
    text: str, stem: str, forms: tuple[str, ...]
) -> None:
    assert find_forms(text, stem) == forms
