"""Exchanges over small indexes: which stories a follow-up is asked of, and what is remembered."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pytest
from tiny_index import make_index

from bot.answering.answers import Options, answer_question
from bot.conversation import Exchange, Turn, Understood, converse
from bot.presentation.exchange import phrase_understood
from bot.reading import Page, Reading
from embeddings.errors import UsageError
from embeddings.index import Index
from embeddings.retrieval import Filters
from embeddings.stories import Story

BRIDGE = Story(
    id="bridge",
    title="Ship hits the bridge",
    text="A ship hit the bridge. Six workers are missing from the bridge.",
)
# so many of one word that its vector points away from the bridge's
MOON = Story(id="moon", title="Moon moon moon", text=f"A probe landed on the {'moon ' * 12}moon.")


class Sentences:
    """Reads the sentences that hold one of some words, all as likely."""

    name = "sentences"
    least_confidence = 0.5

    def __init__(self, *words: str) -> None:
        self.words = words
        self.asked: list[tuple[str, set[str]]] = []

    def rank(self, question: str, pages: Sequence[Page]) -> tuple[float, ...]:
        return (0.0,) * len(pages)

    def read(self, question: str, pages: Sequence[Page]) -> tuple[Reading, ...]:
        self.asked.append((question, {page.title for page in pages if page.title}))
        return tuple(
            Reading(number, span.start, span.end, 0.9)
            for number, page in enumerate(pages)
            for span in page.sentences
            if any(word in page.text[span.start : span.end] for word in self.words)
        )


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return make_index((BRIDGE, MOON), tmp_path)


OPTIONS = Options(confidence=0.5)


def talk(
    index: Index, reader: Sentences, *questions: str, options: Options = OPTIONS
) -> list[Exchange]:
    """Ask one question after the other."""
    exchanges: list[Exchange] = []
    for question in questions:
        previous = exchanges[-1].turn if exchanges else None
        exchanges.append(converse(index, reader, question, previous, options))
    return exchanges


def test_a_first_question_is_answered_as_it_is_alone(index: Index) -> None:
    question = "what hit the bridge?"

    (first,) = talk(index, Sentences("ship"), question)
    alone = answer_question(index, Sentences("ship"), question, OPTIONS)

    assert (first.reply.answer, first.reply.others) == (alone.answer, alone.others)
    assert (first.understood.question, first.understood.follow_up) == (question, False)
    assert phrase_understood(first.understood) == ""


def test_a_follow_up_is_read_in_the_stories_before_alone(index: Index) -> None:
    reader = Sentences("ship", "workers")

    _, second = talk(index, reader, "what hit the bridge?", "how many workers were on it?")

    assert reader.asked[1:] == [("how many workers were on the bridge?", {BRIDGE.title})]
    assert phrase_understood(second.understood) == (
        "understood as: how many workers were on the bridge? · in “Ship hits the bridge”"
    )


def test_a_follow_up_without_a_subject_is_never_asked_of_other_stories(index: Index) -> None:
    reader = Sentences("ship")

    first, second = talk(index, reader, "what hit the bridge?", "by whom?")[:2]

    assert first.turn.stories == ("bridge",)
    assert [titles for _, titles in reader.asked[1:]] == [{BRIDGE.title}]
    assert second.understood.only


def test_what_the_stories_before_do_not_answer_is_asked_of_all(index: Index) -> None:
    turn = Turn("what hit the bridge?", ("bridge",), BRIDGE.title, subject=("bridg", "ship"))
    reader = Sentences("probe")

    exchange = converse(index, reader, "which bridge ship landed?", turn, OPTIONS)

    titles = [titles for _, titles in reader.asked]
    assert titles == [{BRIDGE.title}, {BRIDGE.title, MOON.title}]
    assert exchange.reply.answer
    assert exchange.reply.answer.story.id == "moon"
    assert phrase_understood(exchange.understood) == ""


def test_a_new_subject_is_asked_of_all_and_remembered_alone(index: Index) -> None:
    (first,) = talk(index, Sentences("ship"), "what hit the bridge?")

    second = converse(index, Sentences("probe"), "moon moon probe", first.turn, OPTIONS)

    assert not second.understood.follow_up
    assert second.turn.stories[0] == "moon"
    assert "bridge" not in second.turn.stories


def test_an_unanswered_follow_up_leaves_the_stories_as_they_were(index: Index) -> None:
    asked = ("what hit the bridge?", "who owns it?", "when?")

    first, second, third = talk(index, Sentences("ship"), *asked)
    silent = converse(index, Sentences(), "who owns it?", first.turn, OPTIONS)

    assert silent.reply.answer is None
    assert silent.turn.stories == first.turn.stories
    assert silent.turn.headline == first.turn.headline
    assert second.turn.stories == third.turn.stories == first.turn.stories


@pytest.mark.parametrize(
    "filters", [Filters(stories=("moon",)), Filters(publisher="nobody")], ids=["story", "publisher"]
)
def test_what_spoke_of_stories_that_the_filters_keep_out_is_not_followed_up(
    index: Index, filters: Filters
) -> None:
    reader = Sentences("ship")
    (first,) = talk(index, reader, "what hit the bridge?")

    options = Options(confidence=0.5, filters=filters)
    second = converse(index, reader, "when did it fall?", first.turn, options)

    assert second.understood == Understood("when did it fall?")
    assert second.reply.answer is None
    assert "bridge" not in {one.story.id for one in second.reply.nearest}


def test_a_story_that_is_gone_from_the_index_is_not_kept_to(index: Index) -> None:
    turn = Turn("what burnt?", ("gone", "bridge"), "Gone", "", (), ("burnt",))

    exchange = converse(index, Sentences("ship"), "when?", turn, OPTIONS)

    assert exchange.understood.stories == ("bridge",)
    assert exchange.understood.headline == BRIDGE.title


def test_a_turn_that_went_through_json_leads_to_the_same_reply(index: Index) -> None:
    reader = Sentences("ship", "workers")
    first, second = talk(index, reader, "what hit the bridge?", "how many workers were on it?")
    kept = Turn.from_fields(json.loads(json.dumps(asdict(first.turn))))

    again = converse(index, reader, "how many workers were on it?", kept, OPTIONS)

    assert (again.reply.answer, again.understood, again.turn) == (
        second.reply.answer,
        second.understood,
        second.turn,
    )


@pytest.mark.parametrize("question", ["", "  ", "x" * 1001])
def test_what_is_no_question_is_refused(index: Index, question: str) -> None:
    with pytest.raises(UsageError):
        converse(index, Sentences(), question, None, OPTIONS)
