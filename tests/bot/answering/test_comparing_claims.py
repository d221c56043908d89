"""What a sentence says to a claim."""

from datetime import date

import pytest
from bot.answering.comparing import Stance, compare

SUPPORTS, DIFFERS, RELATED = Stance.SUPPORTS, Stance.CONTRADICTS, Stance.RELATED
PUBLISHED = date(2024, 3, 26)


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
        ("Six workers may go home.", "Six workers could go home if it rains.",
         RELATED, "says the same figure, perhaps of something else"),
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
    compared = compare(claim, told, PUBLISHED)

    expected = reason or "is about this, without confirming it"
    assert compared.stance is stance
    assert compared.reason.startswith(expected)


@pytest.mark.parametrize(
    ("claim", "told", "stance"),
    [
        ("The soldier was shot twice.", "The soldier was shot two times.", SUPPORTS),
        ("The soldier was shot twice.", "The soldier was shot five times.", DIFFERS),
        ("Ada Orr is 16 years old.", "16-year-old Ada Orr won the match.", SUPPORTS),
        ("Ada Orr is 17 years old.", "16-year-old Ada Orr plays darts.", DIFFERS),
        ("The king will be crowned on May 6, 2025.",
         "The king will be crowned May 6 next year in the abbey.", SUPPORTS),
        ("The king will be crowned on June 6, 2025.",
         "The king will be crowned May 6 next year in the abbey.", DIFFERS),
        ("Three sailors are missing.", "All three missing sailors have been found alive.", DIFFERS),
        ("The bridge is open.", "The bridge is closed.", DIFFERS),
    ],
)  # fmt: skip
def test_times_ages_days_and_opposites_are_compared(
    claim: str, told: str, stance: Stance
) -> None:
    assert compare(claim, told, PUBLISHED).stance is stance
