"""What was charged, claimed, denied, planned or forecast is not told as what happened.

The rules were written with ``not_facts.tsv`` and ``facts.tsv`` in sight, and measured once on the
sentences of ``kept_not_facts.tsv`` and ``kept_facts.tsv``, which were written after them.
"""

from pathlib import Path

import pytest

from bot.facts.standing_cues import Standing
from bot.facts.standings import find_standing

_FOLDER = Path(__file__).with_name("standings")


def read_rows(name: str) -> list[tuple[str, str, int, int]]:
    """Return question, sentence, and the place of what stands between [[ and ]]."""
    rows = []
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        question, marked = line.split("\t")
        start, end = marked.index("[["), marked.index("]]") - 2
        rows.append((question, marked.replace("[[", "").replace("]]", ""), start, end))
    return rows


def _say(value: object) -> str:
    return value if isinstance(value, str) else ""


@pytest.mark.parametrize(
    ("question", "sentence", "start", "end"),
    [*read_rows("not_facts.tsv"), *read_rows("kept_not_facts.tsv")],
    ids=_say,
)
def test_what_is_not_told_as_so_is_no_fact(
    question: str, sentence: str, start: int, end: int
) -> None:
    assert find_standing(question, sentence, start, end) is not Standing.ASSERTED


@pytest.mark.parametrize(
    ("question", "sentence", "start", "end"),
    [*read_rows("facts.tsv"), *read_rows("kept_facts.tsv")],
    ids=_say,
)
def test_a_plain_fact_among_such_words_is_told(
    question: str, sentence: str, start: int, end: int
) -> None:
    assert find_standing(question, sentence, start, end) is Standing.ASSERTED
