"""A hedge stays with its answer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agreement import Candidate
from bot.facts import keeps_hedge, widen_over_hedge
from embeddings.sentences import Span
from embeddings.stories import Story


def span_of(part: str, text: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def widen(sentence: str, part: str) -> str:
    widened = widen_over_hedge(sentence, span_of(part, sentence), Span(0, len(sentence)))
    return sentence[widened.start : widened.end]


@pytest.mark.parametrize(
    ("sentence", "answer", "widened"),
    [
        ("He was shot at least five times.", "five", "at least five"),
        ("He was shot at least five times.", "five times", "at least five times"),
        ("It holds about 1,200 people.", "1,200", "about 1,200"),
        ("It holds about 1,200 people.", "200 people", "about 1,200 people"),
        ("It cost more than $1.2 million.", "1.2 million", "more than $1.2 million"),
        ("It cost up to about $9.", "9", "up to about $9"),
        ("Between five and seven died.", "seven", "Between five and seven"),
        ("Some 40 to 50 people came.", "50 people", "Some 40 to 50 people"),
        ("Ten people or more were found.", "Ten people", "Ten people or more"),
        ("Nearly half of them voted.", "half of them", "Nearly half of them"),
        ("Police held the alleged gunman.", "gunman", "alleged gunman"),
        ("Police held the alleged gunman.", "alleged gunman", "alleged gunman"),
        ("It is an unconfirmed report.", "report", "unconfirmed report"),
        ("She is expected to resign today.", "resign", "is expected to resign"),
        ("He may have been hit.", "been hit", "may have been hit"),
        ("She could resign.", "resign", "could resign"),
        ("Shot five times, he fled.", "five times", "five times"),
        ("Two fell, at least six ran.", "Two", "Two"),
        ("It fell at about 9:30 p.m.", "9:30 p.m.", "about 9:30 p.m."),
        ("It fell around noon.", "noon", "around noon"),
        ("They are paid an average of £9.", "£9", "an average of £9"),
        ("It fell to as low as 9 degrees.", "9", "as low as 9"),
        ("They met in May 5 Street.", "5", "5"),
        ("The toll is six, officials said.", "six", "six"),
    ],
)
def test_an_answer_is_widened_over_its_hedge(sentence: str, answer: str, widened: str) -> None:
    assert widen(sentence, answer) == widened
    assert keeps_hedge(sentence, span_of(answer, sentence), Span(0, len(sentence))) is (
        answer == widened
    )


def test_an_answer_that_drops_its_hedge_never_exists() -> None:
    story = Story(id="x", text="He was shot at least five times.")
    sentence = Span(0, len(story.text))

    kept = Candidate(story, sentence, span_of("at least five times", story.text), 0.9)

    assert kept.text == "at least five times"
    with pytest.raises(ValueError, match="answer must keep its hedge, was: 'five times'"):
        Candidate(story, sentence, span_of("five times", story.text), 0.9)


def test_hedges_of_another_sentence_do_not_belong() -> None:
    text = "It was at least\nfive times he said."

    assert widen_over_hedge(text, span_of("five", text), Span(16, len(text))) == Span(16, 20)


PIECES = """
at least |about |five |1,200 |people |alleged |may |to |and |or |more |than |$|between |the |40% |x
|-|, |is expected to |up to
""".replace("\n", "").split("|")
pieces = st.sampled_from(PIECES)


@settings(deadline=None)
@given(st.lists(pieces, min_size=1, max_size=12).map("".join), st.data())
def test_widening_keeps_the_answer_stays_within_and_is_idempotent(
    sentence: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(sentence) - 1))
    end = data.draw(st.integers(start + 1, len(sentence)))
    within = Span(0, len(sentence))

    widened = widen_over_hedge(sentence, Span(start, end), within)

    assert within.start <= widened.start <= start
    assert end <= widened.end <= within.end
    assert keeps_hedge(sentence, widened, within)
