"""What the stories say to a text, sentence by sentence."""

from datetime import date
from pathlib import Path

import pytest
from tiny_index import make_index

from bot.answering.checking import Judgement, check_text, is_checkable
from bot.answering.comparing import Stance
from bot.reading import Verdict, VerdictKind
from embeddings.stories import Story

OLD = Story(
    id="old",
    title="Bridge falls",
    text="The bridge fell at noon. Six workers are missing.",
    publisher="Dock Post",
    published=date(2024, 3, 26),
)
NEW = Story(
    id="new",
    title="Bridge: one more",
    text="Seven workers are missing at the bridge.",
    publisher="Dock Post",
    published=date(2024, 3, 28),
)


def check(tmp_path: Path, text: str, *stories: Story) -> list[tuple[str, list[str]]]:
    index = make_index(stories or (OLD,), tmp_path)
    return [
        (one.judgement.value, [found.stance.value for found in one.evidence])
        for one in check_text(index, text)
    ]


def test_each_sentence_gets_a_verdict_of_its_own(tmp_path: Path) -> None:
    found = check(tmp_path, "Six workers are missing. Five workers are missing. Is the bridge old?")

    assert [verdict for verdict, _ in found] == ["supported", "contradicted", "not checkable"]


def test_what_nothing_is_near_is_not_stated_and_has_no_evidence(tmp_path: Path) -> None:
    assert check(tmp_path, "Rabbits invented cheese in 1902.") == [("not stated", [])]


def test_a_figure_that_a_later_story_corrects_is_outdated(tmp_path: Path) -> None:
    (found,) = check(tmp_path, "Six workers are missing.", OLD, NEW)

    assert found == ("contradicted", ["contradicts", "outdated"])


def test_the_learned_verdict_never_supports_a_figure_that_is_not_told(tmp_path: Path) -> None:
    index = make_index((OLD,), tmp_path)

    def agree(claim: str, evidence: str) -> Verdict:
        return Verdict(VerdictKind.SUPPORTED, 0.99)

    (one,) = check_text(index, "Five workers are missing.", agree)

    assert one.judgement is Judgement.CONTRADICTED
    assert one.evidence[0].stance is Stance.CONTRADICTS


@pytest.mark.parametrize(
    "text", ["Six workers died.", "The mayor of Elden resigned.", "It cost 12 million euros."]
)
def test_statements_are_checkable(text: str) -> None:
    assert is_checkable(text)


@pytest.mark.parametrize(
    "text",
    ["Did six workers die?", "I think the mayor is great.", "Hello!", "Please share this.",
     "This should stop."],
)  # fmt: skip
def test_questions_opinions_and_greetings_are_not(text: str) -> None:
    assert not is_checkable(text)
