"""What a sentence tells of something beside what a question names is known, and nothing else."""

import pytest

from bot.facts import bearing
from bot.facts.bearing import (
    has_another_number,
    is_no_definition,
    leaves_open,
    names_another,
    names_itself,
    stands_apart,
    supposes,
    tells_of_asked,
    tells_of_one,
    tells_of_other_doer,
)

AWARDS = "Ada Cole named best actress, 'Tides' grabs best drama"
ROUND_UP = "Mayor's profits from overseas, Corland school fire: Thursday's news"
PEOPLE = (
    "Lund Ode Ras leads Corland. His father Lund Ode Bek was born in June. Mia Hale met Jon Hale."
)


@pytest.mark.parametrize(
    ("question", "headline", "answer"),
    [
        ("who won best drama", AWARDS, "Ada Cole"),
        ("where was the corland school fire", ROUND_UP, "overseas"),
    ],
)
def test_another_part_of_a_headline_does_not_answer(
    question: str, headline: str, answer: str
) -> None:
    start = headline.index(answer)

    assert stands_apart(question, headline, start, start + len(answer))


@pytest.mark.parametrize(
    ("question", "headline", "answer"),
    [
        ("who was named best actress", AWARDS, "Ada Cole"),
        ("what won best drama", AWARDS, "'Tides'"),
        ("where do the mayor's profits come from", ROUND_UP, "overseas"),
        ("who won the lottery", "Bill Smith, 45, wins lottery", "Bill Smith"),
        ("who died", "Former mayor of Lund John Smith, 45, dies at home", "John Smith"),
        ("who won the lottery", "Bill Smith wins lottery", "Bill Smith"),
    ],
)
def test_a_part_of_a_headline_that_tells_it_answers(
    question: str, headline: str, answer: str
) -> None:
    start = headline.index(answer)

    assert not stands_apart(question, headline, start, start + len(answer))


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("when was lund ode ras born", "Lund Ode Bek was born in June."),
        ("when was Lund Ode Ras's house built", "Lund Ode Bek built in June."),
        ("how old is mia hale", "Jon Hale is 80."),
    ],
)
def test_a_like_name_is_another(question: str, sentence: str) -> None:
    assert names_another(question, sentence, PEOPLE)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("when was lund ode bek born", "Lund Ode Bek was born in June."),
        ("when was lund ode ras's father born", "Lund Ode Bek was born in June."),
        ("how old is mia hale", "Jon Hale is 80, his wife Mia 79."),
        ("how old is hale", "President Hale is 80."),
        ("when was lund ode ras born", "He was born in May."),
        ("was mia hale on a show", "A star of the show “Catching Hale” in 2016, she sang."),
    ],
)
def test_the_same_name_or_none_is_no_other(question: str, sentence: str) -> None:
    assert not names_another(question, sentence, PEOPLE)


def test_a_story_is_searched_only_for_a_name_that_its_sentence_is_like(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    searched: list[str] = []
    monkeypatch.setattr(bearing, "_has_name", lambda name, text: bool(searched.append(name)))

    names_another("when was lund ode ras born", "It rained in June, Mia Hale said.", PEOPLE * 100)

    assert searched == []


@pytest.mark.parametrize(
    ("question", "sentence", "leaves"),
    [
        (
            "where will the depot be",
            "There was no final decision on where the depot will be, Lund said.",
            True,
        ),
        ("who owns the depot", "It is not known who owns the depot.", True),
        ("when will the depot open", "It is unclear where the depot will open.", False),
        ("where will the depot be", "The depot will be in Corland.", False),
        ("where is the mill", "There was no decision on where the depot will be.", False),
    ],
)
def test_what_is_not_known_is_told_as_that(question: str, sentence: str, *, leaves: bool) -> None:
    assert leaves_open(question, sentence) == leaves


@pytest.mark.parametrize(
    ("question", "sentence", "one"),
    [
        ("what do old sailors die of", "One case involved a sailor who died of cold.", True),
        ("why do miners quit", "A 64-year-old miner quit for want of pay.", True),
        ("what do old sailors die of", "Old sailors die of cold.", False),
        ("what did the miner die of", "A 64-year-old miner died of dust.", False),
    ],
)
def test_one_case_is_not_told_for_all(question: str, sentence: str, *, one: bool) -> None:
    assert tells_of_one(question, sentence) == one


@pytest.mark.parametrize(
    ("question", "sentence", "only_supposed"),
    [
        ("is cole older than lund", "If Cole wins, he would be 82.", True),
        ("did the court end the rule", "The city wants the court to end the rule.", True),
        ("would cole be 82", "If Cole wins, he would be 82.", False),
        ("does the city want the court to end it", "The city wants the court to end it.", False),
        ("did the court end the rule", "The court ended the rule.", False),
        ("how old would cole be", "If Cole wins, he would be 82.", False),
        ("did the town buy the mill", "Engineers told the town to buy the mill.", True),
        ("did they tell the town to buy it", "Engineers told the town to buy it.", False),
        ("did the town buy the mill", "The town is to vote on whether to buy the mill.", True),
        ("did the town close the mill", "Cole expects it to close the mill in May.", True),
        ("was the mill closed", "The mill will be closed in May.", True),
        ("was the mill closed", "The mill was closed and will be closed until May.", False),
        ("is the mill closing", "The mill will close in May.", False),
        ("did the town close the mill", "The town voted to close the mill.", False),
        ("did the town close the mill", "It refused, having been expected to close it.", False),
        ("did the town close the mill", "The town closed the mill that is to be rebuilt.", False),
    ],
)
def test_what_would_be_is_not_told_as_so(
    question: str, sentence: str, *, only_supposed: bool
) -> None:
    assert supposes(question, sentence) == only_supposed


@pytest.mark.parametrize(
    ("question", "sentence", "other"),
    [
        ("when did cole resign", "Ode replaced Lund following her resignation on Monday.", True),
        ("when did cole resign", "Cole resigned on Monday, Ode said.", False),
        ("when did cole resign", "He resigned on Monday, Ode said.", False),
        ("when did cole resign", "Ode arrived on Monday.", False),
        ("why did the mayor resign", "Mayor Cole resigns over Ode.", False),
        ("how many did cole hale score", "Hale scored three against Ode.", False),
    ],
)
def test_another_doer_is_known(question: str, sentence: str, *, other: bool) -> None:
    assert tells_of_other_doer(question, sentence, f"Mr. Cole met Ode. {sentence}") == other


@pytest.mark.parametrize(
    ("question", "answer", "itself"),
    [
        ("who is cole's wife", "Cole and Ode", True),
        ("who did hale beat", "Ada Cole and Ben Ode", False),
        ("who is older, cole or ode", "Cole and Ode", False),
        ("what did cole sell", "Cole and coal", False),
    ],
)
def test_a_pair_with_the_one_asked_about_is_no_answer(
    question: str, answer: str, *, itself: bool
) -> None:
    assert names_itself(question, answer) == itself


@pytest.mark.parametrize(
    ("question", "answer", "none"),
    [
        ("what is ludo", "Girl, 13, wins ludo final", True),
        ("what is ludo", "ludo final", False),
        ("what is the ludo girl's name", "Girl, 13, wins ludo final", False),
        ("what happened at the ludo final", "Girl, 13, wins ludo final", False),
    ],
)
def test_a_headline_is_no_definition(question: str, answer: str, *, none: bool) -> None:
    assert is_no_definition(question, "Girl, 13, wins ludo final", answer) == none


@pytest.mark.parametrize(
    ("question", "text", "another"),
    [
        ("how many died on Delta flight 1141?", "Delta Flight 191 crashed; 136 died.", True),
        ("what does section 230 say", "Section 231 says so.", True),
        ("who killed 12 people", "The storm killed 62 people.", True),
        ("how many died on flight 191", "Delta Flight 191 crashed; 136 died.", False),
        ("when does Title 42 end?", "Title 42 ends on Friday.", False),
        ("who died on flight 1141?", "The flight was late.", False),
        ("how many of 177 passengers died?", "Of 180 aboard none died.", False),
        ("who won the Globes 2022?", "The Globes 2024 were held.", False),
    ],
)
def test_another_number_behind_the_same_word_is_another(
    question: str, text: str, *, another: bool
) -> None:
    assert has_another_number(question, text) == another


@pytest.mark.parametrize(
    ("question", "answer", "of_asked"),
    [
        ("Who killed Mia Lund?", "Mia Lund, 13, was found dead on Sunday", True),
        ("Who killed Mia Lund?", "Dorn Hale was charged with killing Mia Lund", False),
        ("Who killed Mia Lund?", "Mia Lund’s uncle was the killer", False),
        ("Who killed Mia Lund?", "Dorn Hale", False),
        ("Who found her?", "A walker was the first to see her", False),
        ("When was Mia Lund found?", "Mia Lund was found on Sunday", False),
    ],
)
def test_what_befell_the_one_asked_about_names_nobody(
    question: str, answer: str, of_asked: bool
) -> None:
    assert tells_of_asked(question, answer) is of_asked
