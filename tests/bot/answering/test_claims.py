"""What passages say to a claim."""

from datetime import date

import pytest
from bot.answering.claims import Stance, check_hits

from embeddings.passages import Passage
from embeddings.retrieval import Hit
from embeddings.stories import Story

SUPPORTS, DIFFERS, RELATED = Stance


def make_hit(text: str) -> Hit:
    story = Story(id="one", title="One", text=text, published=date(2024, 3, 26))
    passage = Passage(story.id, 0, len(text), text)
    return Hit(passage, story, score=1.0)


@pytest.mark.parametrize(
    ("claim", "told", "stance", "reason"),
    [
        ("Six workers were missing.", "The mayor said six workers were missing.",
         SUPPORTS, "says the same figure"),
        ("6 workers are missing", "The mayor said six workers were missing.",
         SUPPORTS, "says the same figure"),
        ("Five workers were missing.", "The mayor said six workers were missing.",
         DIFFERS, "says another figure: six"),
        ("Six workers were missing.", "Seven workers were missing, down from six.",
         DIFFERS, "says another figure: Seven"),
        ("Seven workers were missing.", "Seven workers were missing, down from six.",
         SUPPORTS, "says the same figure"),
        ("Six workers were killed.", "The mayor said six workers were missing.", RELATED, None),
        ("The bridge fell on 26 March 2024.", "The bridge fell on Tuesday.",
         SUPPORTS, "names the same date"),
        ("The bridge fell on 20 March 2024.", "The bridge fell on Tuesday.",
         DIFFERS, "names another date: Tuesday"),
        ("The bridge collapsed.", "The bridge did not collapse.", DIFFERS, "says it is not so"),
        ("The bridge never collapsed.", "The bridge collapsed.", DIFFERS, "says it is so"),
        ("Six workers were missing.", "Officials denied that six workers were missing.",
         DIFFERS, "says it is not so"),
        ("Six workers were missing.", "Six workers were missing, but nobody died.",
         SUPPORTS, "says the same figure"),
        ("The harbour is busy and the bridge collapsed.", "The bridge collapsed in the harbour.",
         RELATED, None),
        ("The bridge collapsed.", "The bridge collapsed.", RELATED, None),
        ("Six workers may go home.", "Six workers could go home if it rains.", RELATED, None),
        ("Six of the workers were missing at night.", "Six workers were missing.", RELATED, None),
        ("The soldier was shot five times.", "The defector was shot five times.",
         RELATED, "says the same figure, perhaps of something else"),
        ("The soldier was shot at night.", "Officials say no soldier was shot.", RELATED, None),
        ("In 2023 Anna Smith sued Paul Jones.", "Anna Smith sued Paul Jones.", RELATED, None),
        ("Anna Smith sued Paul Jones.", "In court Anna Smith sued Paul Jones.",
         SUPPORTS, "tells the same of"),
        ("Anna Smith sued Paul Jones.", "In court Paul Jones sued Anna Smith.",
         RELATED, None),
        ("Anna Smith sued Paul Jones.",
         "In court Anna Smith was sued by Paul Jones.", RELATED, None),
        ("Anna Smith sued Paul Jones.", "In court Anna Smith sued Carl Brown.",
         RELATED, None),
    ],
)  # fmt: skip
def test_a_claim_is_held_against_what_is_told(
    claim: str, told: str, stance: Stance, reason: str | None
) -> None:
    (finding,) = check_hits(claim, [make_hit(told)])

    expected = reason or "is about this, without confirming it"
    assert (finding.stance, finding.sentence) == (stance, told)
    assert finding.reason.startswith(expected)


def test_the_nearest_sentence_of_a_passage_is_compared() -> None:
    hit = make_hit("Two ships were near. Six workers were missing. Two dogs slept.")

    (finding,) = check_hits("Two workers were missing.", [hit])

    assert finding.sentence == "Six workers were missing."
    assert finding.stance is DIFFERS


def test_a_passage_about_something_else_is_left_out() -> None:
    assert check_hits("The moon is made of cheese.", [make_hit("Six workers were missing.")]) == ()


def test_a_sentence_is_named_once() -> None:
    hit = make_hit("Six workers were missing.")

    assert len(check_hits("Six workers were missing.", [hit, hit])) == 1
