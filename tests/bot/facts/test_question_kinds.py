"""Kinds: what a question asks for, and whether a sentence holds such a thing."""

import pytest

from bot.facts.question_kinds import Kind, find_kind, find_values, holds_kind, strip_cue


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("how many times was he shot?", Kind.NUMBER),
        ("What percentage of voters stayed at home?", Kind.NUMBER),
        ("How old is she?", Kind.AGE),
        ("what was his age", Kind.AGE),
        ("When did it happen?", Kind.TIME),
        ("In which year was it built?", Kind.TIME),
        ("How long ago was that?", Kind.TIME),
        ("Where did he cross?", Kind.PLACE),
        ("Which hospital is he in?", Kind.PLACE),
        ("Who reported it?", Kind.PERSON),
        ("the boy who burnt his books, what did he pay", Kind.OTHER),
        ("Which film won a number of prizes?", Kind.NAME),
        ("What was the number of prizes?", Kind.NUMBER),
        ("Which newspaper reported it?", Kind.NAME),
        ("What is the defector's name?", Kind.NAME),
        ("Why did he flee?", Kind.REASON),
        ("How come the road is closed?", Kind.REASON),
        ("What did the mayor say about it?", Kind.QUOTE),
        ("How did the union react?", Kind.QUOTE),
        ("what did Ann Ode say about his age", Kind.QUOTE),
        ("What does JSA stand for?", Kind.ABBREVIATION),
        ("what does dmz mean", Kind.ABBREVIATION),
        ("Did the guards fire back?", Kind.YES_NO),
        ("and is he alive?", Kind.YES_NO),
        ("What was in his stomach?", Kind.OTHER),
        ("list what they found when they searched the house", Kind.OTHER),
        ("name everyone who ran when he quit", Kind.OTHER),
        ("lantus price cut percent", Kind.NUMBER),
        ("corland tulane final score", Kind.NUMBER),
        ("crash death toll?", Kind.NUMBER),
        ("pilot age", Kind.AGE),
        ("summit date", Kind.TIME),
        ("insulin plant location", Kind.PLACE),
        ("what did the report price in, and what is the cost", Kind.OTHER),
        ("score settled in court", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_a_question_asks_for_a_kind_of_thing(question: str, kind: Kind) -> None:
    assert find_kind(question) is kind


@pytest.mark.parametrize(
    ("kind", "sentence", "held"),
    [
        (Kind.NUMBER, "He was hit at least five times.", True),
        (Kind.NUMBER, "He was hit again and again.", False),
        (Kind.AGE, "The 24-year-old was awake.", True),
        (Kind.AGE, "The 24 soldiers were awake.", False),
        (Kind.TIME, "It fell on Tuesday morning.", True),
        (Kind.TIME, "You may march on.", False),
        (Kind.PERSON, "It was, The Guardian reported, rare.", True),
        (Kind.PERSON, "They were rare.", False),
        (Kind.REASON, "It closed because of the storm.", True),
        (Kind.QUOTE, "“We are open,” the owner said.", True),
        (Kind.QUOTE, "The shop is open.", False),
        (Kind.OTHER, "The shop is open.", False),
    ],
)
def test_a_sentence_holds_a_kind_of_thing(kind: Kind, sentence: str, held: bool) -> None:
    assert holds_kind(kind, sentence, "what is it?") is held


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("It lies in the Joint Security Area (JSA).", True),
        ("The area [JSA] is small.", True),
        ("The JSA (the Joint Security Area) is small.", True),
        ("JSA is short for Joint Security Area.", True),
        ("The JSA is small.", False),
    ],
)
def test_an_abbreviation_is_held_where_it_is_spelt_out(sentence: str, held: bool) -> None:
    assert holds_kind(Kind.ABBREVIATION, sentence, "what does jsa stand for?") is held


def test_what_the_question_names_itself_is_no_answer() -> None:
    question = "Who did The Guardian name?"

    assert find_values(Kind.PERSON, "It was The Guardian and The Times.", question) == (
        "the times",
    )


def test_the_words_that_only_name_the_kind_are_stripped() -> None:
    assert strip_cue("how many times was he shot?").split() == ["was", "he", "shot?"]
    assert strip_cue("Did the guards fire?") == "Did the guards fire?"


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("He was shot at least five times.", ("5",)),
        ("About 1,200 homes, or 40 percent", ("1200", "40")),
        ("On 13 November 2017 and on Aug. 4, 2020 five came.", ("5",)),
        ("In 1998 it was 3:15 p.m.", ()),
    ],
)
def test_figures_are_told_from_dates(sentence: str, values: tuple[str, ...]) -> None:
    assert find_values(Kind.NUMBER, sentence, "how many?") == values


def test_the_word_that_asks_need_not_stand_in_an_answer() -> None:
    assert strip_cue("lantus price cut percent").split() == ["lantus", "price", "cut"]
