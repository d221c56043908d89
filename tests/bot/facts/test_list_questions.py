"""Questions for a list are told from questions for one thing."""

import pytest

from bot.facts.list_questions import allows_list, asks_for_list


@pytest.mark.parametrize(
    "question",
    [
        "Which countries signed?",
        "what three things do they need",
        "which of the firms closed",
        "Who were the winners?",
        "what are the new rules",
        "Name the ministers who quit",
        "List the islands",
        "which people were hurt",
    ],
)
def test_a_question_for_several_things_asks_for_a_list(question: str) -> None:
    assert asks_for_list(question)


@pytest.mark.parametrize(
    "question",
    [
        "Which country signed?",
        "What are the odds on Ash?",
        "which series won",
        "what did ministers say",
        "Which city hosts the games?",
        "How many countries signed?",
        "what happened to the buses",
    ],
)
def test_a_question_for_one_thing_asks_for_no_list(question: str) -> None:
    assert not asks_for_list(question)
    assert not allows_list(question)


@pytest.mark.parametrize(
    ("question", "several"),
    [("who is running for mayor", True), ("who won the race", False), ("who is the mayor", False)],
)
def test_more_than_one_person_may_be_asked_for(question: str, *, several: bool) -> None:
    assert allows_list(question) == several
