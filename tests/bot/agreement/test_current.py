"""What a story tells as said before is not what it says."""

import pytest

from bot.agreement import Candidate, hand_over, prefer_current
from bot.facts.revisions import Past, find_past
from embeddings.sentences import Span, split_sentences
from embeddings.stories import Story

HOW_MANY = "How many people died?"


def read(text: str, *chosen: tuple[str, float], whole: bool = False) -> list[Candidate]:
    """Return candidates of one story: the words chosen, or the sentences around them."""
    story = Story(id="a", text=text)
    found = []
    for words, confidence in chosen:
        start = text.index(words)
        sentence = next(one for one in split_sentences(text) if one.start <= start < one.end)
        answer = sentence if whole else Span(start, start + len(words))
        found.append(Candidate(story, sentence, answer, confidence))
    return found


def settle(question: str, candidates: list[Candidate]) -> list[tuple[str, float]]:
    text = candidates[0].story.text
    kept = prefer_current(question, candidates, {"a": split_sentences(text)})
    return [(one.text, one.confidence) for one in kept]


@pytest.mark.parametrize(
    ("text", "chosen", "current"),
    [
        ("The toll was lowered from 115 to 97.", "115", "97"),
        ("The toll rose from 97 to at least 115 on Friday.", "97", "at least 115"),
        ("They lowered the toll to 97. They had said before that 115 people died.", "115", "97"),
        ("They first said 115. It was lowered to about 97. More may come.", "115", "115"),
        ("Police initially said 115 had died. It was lowered to about 97.", "115", "about 97"),
        ("At least 31 people died, down from 41, he said.", "41", "At least 31"),
        ("97 died, revising an earlier count of 115.", "115", "97"),
        ("97 people died, not the 115 people first reported, as was corrected.", "115", "97"),
        ("The toll, previously put at 115, has been revised to 97.", "115", "97"),
    ],
)
def test_the_figure_that_holds_stands_in_for_the_one_before(
    text: str, chosen: str, current: str
) -> None:
    assert settle(HOW_MANY, read(text, (chosen, 0.8))) == [(current, 0.8)]


def test_a_whole_sentence_gives_way_to_a_whole_sentence() -> None:
    text = "They lowered the toll to 97. They had said before that 115 people died."

    kept = settle(HOW_MANY, read(text, ("115", 0.8), whole=True))

    assert kept == [("They lowered the toll to 97.", 0.8)]


def test_one_sentence_is_one_candidate_the_likelier() -> None:
    text = "They lowered the toll to 97. They had said before that 115 people died."

    assert settle(HOW_MANY, read(text, ("115", 0.8), ("97", 0.3))) == [("97", 0.8)]


def test_a_figure_before_is_left_out_where_the_one_that_holds_stands_elsewhere() -> None:
    text = "97 people died. It was hot. They had said before that 115 people died."

    assert settle(HOW_MANY, read(text, ("115", 0.8), ("97", 0.3))) == [("97", 0.3)]


def test_a_figure_that_another_replaced_is_left_out_though_the_other_is_not_found() -> None:
    assert settle(HOW_MANY, read("The toll is down from 115.", ("115", 0.8))) == []


def test_a_figure_said_before_stays_where_the_story_gives_no_other() -> None:
    text = "They had said before that 115 people died."

    assert settle(HOW_MANY, read(text, ("115", 0.8))) == [("115", 0.8)]


@pytest.mark.parametrize(
    ("question", "text", "chosen"),
    [
        ("How many did they first say had died?", "The toll was cut from 115 to 97.", "115"),
        ("How many died in 2019?", "It killed 97, down from 115 in 2019.", "115"),
        ("Who led it?", "Kim leads it, down from Lee.", "Lee"),
    ],
)
def test_what_is_asked_for_stays(question: str, text: str, chosen: str) -> None:
    assert settle(question, read(text, (chosen, 0.8))) == [(chosen, 0.8)]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("31 people are missing. They had said before that 115 people died.", "115"),
        ("They identified 74 of the dead, who had been put at 115 before.", "115"),
    ],
)
def test_a_figure_of_something_else_does_not_stand_in(text: str, chosen: str) -> None:
    assert settle(HOW_MANY, read(text, (chosen, 0.8))) == [(chosen, 0.8)]


@pytest.mark.parametrize(
    ("sentence", "figure", "past"),
    [
        ("He fell from 20 feet.", "20 feet", None),
        ("He fell from 20 feet to the ground.", "20 feet", None),
        ("They picked up 12 people from 3 boats.", "3", None),
        ("Police said five people died before dawn.", "five", None),
        ("He had previously served 10 years.", "10 years", None),
        ("They had earlier put it at 115, but now say 97.", "115", Past.SAID_BEFORE),
        ("They had earlier put it at 115, but now say 97.", "97", None),
        ("It was raised to 1,200 from an earlier 1,100.", "1,100", Past.REPLACED),
        ("It was raised to 1,200 from an earlier 1,100.", "1,200", None),
        ("Prices climbed from about $5 to $7.", "about $5", Past.REPLACED),
        ("Prices climbed from about $5 to $7.", "$7", None),
    ],
)
def test_a_sentence_tells_what_held_before_from_what_holds(
    sentence: str, figure: str, past: Past | None
) -> None:
    start = sentence.index(figure)

    assert find_past(sentence, start, start + len(figure)) is past


def test_who_replaced_the_holder_is_as_sure_as_the_holder_was() -> None:
    old, new = "Vera Holm is the prime minister.", "Jan Falk has won. Falk, 34, replaced Vera Holm."
    candidates = [
        Candidate(Story(id="old", text=old), Span(0, len(old)), Span(0, 9), 0.9),
        Candidate(Story(id="new", text=new), Span(18, len(new)), Span(37, 46), 0.3),
        Candidate(Story(id="new", text=new), Span(0, 17), Span(0, 8), 0.1),
    ]

    def trust(question: str) -> dict[str, float]:
        held = hand_over(question, candidates)
        return {one.text: one.confidence for one in reversed(held)}

    assert trust("Who is the prime minister?") == {"Vera Holm": 0.9, "Jan Falk": 0.9}
    assert trust("Who was the prime minister in 2022?") == {"Vera Holm": 0.9, "Jan Falk": 0.1}


@pytest.mark.parametrize(
    ("after", "holder"),
    [
        (" has stepped down as mayor, and the clerk, Jan Falk, has taken her place.", "Jan Falk"),
        (" resigned as mayor of Alm on Monday. Jan Falk, 47, takes over.", "Jan Falk"),
        (", 50, was sacked and replaced by the clerk Jan Falk.", "Jan Falk"),
        (" has stepped down as coach of Alm United, and Jan Falk takes over.", "Vera Holm"),
        (" has resigned as mayor. Jan Falk will take over in May.", "Vera Holm"),
        (" resigned as clerk to become mayor. Jan Falk took her place.", "Vera Holm"),
        (" took over from the mayor, Jan Falk, in May.", "Vera Holm"),
    ],
)
def test_who_took_the_office_over_is_told_for_who_left_it(after: str, holder: str) -> None:
    text = f"Vera Holm{after}"
    end = text.index(".") + 1
    left = Candidate(Story(id="new", text=text), Span(0, end), Span(0, 9), 0.9)

    held = hand_over("Who is the mayor of Alm?", [left])

    assert [(one.text, one.confidence) for one in held] == [(holder, 0.9)]
