"""A span is widened over what belongs to it, and never out of its sentence."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.spans.widening import widen
from embeddings.sentences import Span, split_sentences


def widen_in(text: str, words: str) -> str:
    """Widen the last place where ``words`` stand in ``text``, within its sentence."""
    start = text.rindex(words)
    sentence = next(one for one in split_sentences(text) if one.start <= start < one.end)
    first, last = widen(text, sentence, start, start + len(words))
    return text[first:last]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The mayor spoke on Monday.", "mayor", "mayor"),
        ("The mayor spoke on Monday.", "ayo", "mayor"),
        ("He was shot at least five times.", "five", "at least five times"),
        ("He was shot at least five times.", "five times", "at least five times"),
        ("At most 30 people came.", "30", "At most 30"),
        ("More than 1,200 homes lost power.", "1,200", "More than 1,200"),
        ("It took about six weeks.", "six", "about six weeks"),
        ("It cost an estimated $3.5 billion.", "3.5", "an estimated $3.5 billion"),
        ("Nearly half of them agreed.", "half", "Nearly half"),
        ("At least it rained.", "it", "it"),
        ("Between two and 14 fled.", "14", "Between two and 14"),
        ("He shot two and 14 fled.", "14", "14"),
        ("It rises from 3 to 5 percent.", "5", "from 3 to 5 percent"),
        ("He went from Rome to 5 cities.", "5", "5"),
        ("It takes two or three days.", "three", "two or three days"),
        ("It costs $5 to $7.", "7", "$5 to $7"),
        ("From $1.5 to $2 million.", "2", "From $1.5 to $2 million"),
        ("About twenty-five to 30 came.", "30", "About twenty-five to 30"),
        ("The bag cost £40.", "40", "£40"),
        ("A fine of €1,200 was paid.", "200", "€1,200"),
        ("A 3.5 magnitude quake struck.", "5", "3.5"),
        ("A 3.5 magnitude quake struck.", "3", "3.5"),
        ("Unemployment fell to 7.5%.", "7", "7.5%"),
        ("Some 40 per cent agreed.", "40", "Some 40 per cent"),
        ("It was 27 cm long.", "27", "27"),
        ("It is 12km away.", "12", "12km"),
        ("He lost five million miles.", "five", "five million miles"),
        ("Fifty people came.", "Fifty", "Fifty"),
        ("He saw twenty-five birds.", "five", "twenty-five"),
        ("Someone lost an hour.", "Someone", "Someone"),
        ("The phone hours are long.", "phone", "phone"),
        ("A 24-year-old man was held.", "24", "24-year-old"),
        ("She is 24 years old.", "24", "24 years old"),
        ("Then Mr. Smith spoke.", "Smith", "Mr. Smith"),
        ("Then Mr. President Bush spoke.", "Bush", "Mr. President Bush"),
        ("Then President Obama spoke.", "Obama", "President Obama"),
        ("The president spoke to Obama.", "Obama", "Obama"),
        ("The sir left the room.", "left", "left"),
        ("She said “it is over”.", "“it is over", "“it is over”"),
        ("“It was awful,” she said.", "“It was awful", "“It was awful,”"),
        ("She said “it is over”.", "it is over”", "“it is over”"),
        ("She said “it is over”.", "it is over", "it is over"),
        ('She said "it is over".', '"it is over', '"it is over"'),
        ("She read “Emma” and “Persuasion”.", "“Emma” and “Persuasion", "“Emma” and “Persuasion”"),
        ("They don’t know.", "don", "don’t"),
    ],
)
def test_a_span_takes_in_what_belongs_to_it(text: str, words: str, expected: str) -> None:
    assert widen_in(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("They came at least\nfive of them.", "five", "five"),
        ("He counted five\ntimes were hard.", "five", "five"),
        ("Then came Dr\nSmith came.", "Smith", "Smith"),
        ("She said “no\n” and left.", "“no", "“no"),
        ("It cost $\n5 more.", "5", "5"),
    ],
)
def test_what_stands_in_another_sentence_is_left_out(text: str, words: str, expected: str) -> None:
    assert widen_in(text, words) == expected


PIECES = (
    "at least", "about", "between", "from", "and", "to", "or", "five", "twenty-", "14", "$",
    "3.5", ",", ".", "%", "million", "miles", "times", "years old", "-year-old", "Mr.", "President",
    "Bush", "the", "“", "”", "’", '"', "\u00a0", "é", "😀", "a", "\n",
)  # fmt: skip


@given(st.data())
def test_the_widened_span_holds_the_given_one_stays_in_its_sentence_and_is_final(
    data: st.DataObject,
) -> None:
    glue = data.draw(st.sampled_from(("", " ")))
    text = glue.join(data.draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25)))
    sentences = split_sentences(text)
    if not sentences:
        return
    sentence = data.draw(st.sampled_from(sentences))
    start = data.draw(st.integers(sentence.start, sentence.end - 1))
    end = data.draw(st.integers(start + 1, sentence.end))

    first, last = widen(text, sentence, start, end)

    assert sentence.start <= first <= start < end <= last <= sentence.end
    assert widen(text, sentence, first, last) == (first, last)


@pytest.mark.parametrize(
    "long", ["teen" * 25_000, "1" * 100_000, "1," * 50_000, "five " * 20_000, "“" * 100_000]
)
def test_a_very_long_sentence_takes_no_time(long: str) -> None:
    text = f"{long} 7"
    started = time.process_time()

    first, last = widen(text, Span(0, len(text)), len(text) - 1, len(text))

    assert text[first:last].endswith("7")
    assert time.process_time() - started < 1
