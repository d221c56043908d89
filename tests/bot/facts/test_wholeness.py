"""Spans made whole are never empty, whatever a reader points at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facts.wholeness import complete_span, is_no_name, repeats_question

SENTENCES = (
    "He's seen businesses close year after year.",
    "“And now that’s not happening, so that’s why I say the worst is behind us.”",
    "Haley said. “",
    "10:04 WARD: (It cost 6 hours and 12 minutes Monday), [or so]",
    "Ann Ode, Ivo Kent and the Board of Trade’s “plan” (of 2019",
)
QUESTIONS = ("Who said it?", "How many hours?", "When was it?", "Which firms are closing?", "Why?")


@given(
    st.sampled_from(QUESTIONS),
    st.sampled_from(SENTENCES),
    st.integers(0, 70),
    st.integers(1, 40),
)
def test_a_whole_span_lies_in_its_sentence_and_is_not_empty(
    question: str, sentence: str, at: int, length: int
) -> None:
    start = min(at, len(sentence) - 1)

    whole = complete_span(question, sentence, start, min(len(sentence), start + length))

    assert 0 <= whole[0] < whole[1] <= len(sentence)


@pytest.mark.parametrize("pointed", ["’s", "’s "])
def test_a_loose_ending_stays_as_it_was_pointed_at(pointed: str) -> None:
    sentence = "“And now that’s not so.”"
    start = sentence.index(pointed)

    assert complete_span("Who said it?", sentence, start, start + len(pointed)) == (
        start,
        start + 2,
    )


@pytest.mark.parametrize(
    ("question", "sentence", "pointed", "whole"),
    [
        (
            "what did Ode say about his age",
            "Nobody knows exactly how old Kent is, but it shows how he rules, said Ann Ode.",
            "how old Kent is",
            "Nobody knows exactly how old Kent is",
        ),
        (
            "what did the mayor say?",
            "On Friday, the mayor did not say when the bridge will open.",
            "when the bridge will open",
            "the mayor did not say when the bridge will open",
        ),
        (
            "which candidates were in the debate",
            "Five Liberal candidates qualified for the debate.",
            "Five Liberal",
            "Five Liberal candidates",
        ),
        ("which party won?", "The Liberal party won.", "The Liberal", "The Liberal party"),
        ("which ship sank?", "The Adler sank off the cape.", "The Adler", "The Adler"),
        ("What happened?", "When it rained, the dam broke.", "the dam broke", "the dam broke"),
        *[
            (
                "Who pays for the bridge?",
                "The city pays half and the railway pays the rest.",
                payer,
                "The city pays half and the railway pays the rest",
            )
            for payer in (
                "The city",
                "the railway",
                "railway",
                "The city pays half and the railway",
            )
        ],
        (
            "Who pays for the bridge?",
            "The city runs it and the railway pays the rest.",
            "the railway",
            "the railway",
        ),
    ],
)
def test_a_clause_or_noun_that_a_span_needs_is_taken_in(
    question: str, sentence: str, pointed: str, whole: str
) -> None:
    start = sentence.index(pointed)

    place = complete_span(question, sentence, start, start + len(pointed))

    assert sentence[slice(*place)] == whole


@pytest.mark.parametrize(
    ("question", "answer", "repeats"),
    [
        ("Who bought the lighthouse?", "The buyers", True),
        ("Who shot the mayor?", "the shooter", True),
        ("Who attacked the guard?", "attackers", True),
        ("Who killed the mayor?", "a gunman", False),
        ("Who bought the lighthouse?", "The buyers’ choir of Odden", False),
        ("Who wrote the letter?", "a sailor", False),
        ("Who won, Ode or Kent?", "Ode", False),
    ],
)
def test_who_did_it_is_not_answered_by_who_did_it(
    question: str, answer: str, *, repeats: bool
) -> None:
    assert repeats_question(question, answer) == repeats


@pytest.mark.parametrize(
    ("question", "answer", "after", "unnamed"),
    [
        ("What is the defector's name?", "North Korean military defector", " fled", True),
        ("What is the defector's name?", "North Korean", " military defector’s flight", True),
        ("what was the name of the old ship?", "a cargo ship", " sank", True),
        ("What is the defector’s name?", "Ode Lund", ", a defector, fled", False),
        ("What is the name of the bridge?", "Halden Bridge", " fell", False),
        ("What is the name of the bridge?", "Halden", " bridge fell", False),
        ("What is the name of the bridge?", "Lund’s Halden bridge", " fell", False),
        ("What is the name of the band?", "Lund and the defectors", " sang", False),
        ("Who is the defector?", "a North Korean defector", " fled", False),
    ],
)
def test_what_is_no_name_is_known(question: str, answer: str, after: str, *, unnamed: bool) -> None:
    assert is_no_name(question, answer, after) == unnamed


@pytest.mark.parametrize(
    ("story", "pointed", "whole"),
    [
        ("The mill went to the bakery Adler’s. It is old.", "Adler’s", "Adler’s"),
        ("The mill was sold to Adler's for $3.", "Adler", "Adler's"),
        ("The mill was sold to Sam Adler’s for $3. Adler came late.", "Sam Adler’s", "Sam Adler"),
        ("The mill is now Ivo Kent’s bakery.", "Ivo Kent’s", "Ivo Kent"),
        ("The mill was sold by Kent’s and Ode’s heirs.", "Kent’s and Ode’s", "Kent’s and Ode"),
    ],
)
def test_an_ending_that_belongs_to_a_name_stays(story: str, pointed: str, whole: str) -> None:
    sentence, start = story.partition(". ")[0], story.index(pointed)

    place = complete_span("Who owns it?", sentence, start, start + len(pointed), story=story)

    assert sentence[slice(*place)] == whole
