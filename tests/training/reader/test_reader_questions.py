"""Questions are read as they were written, and a group is learnt from or kept aside as a whole."""

import gzip
import json
import lzma
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.reader.questions import (
    KEPT_SHARES,
    TextQuestion,
    is_kept_aside,
    join_pairs,
    read_all,
    read_questions,
)

LINE = {
    "id": "q1",
    "question": "who  fell\n?",
    "context": "Ann Lee fell. Bo ran.",
    "answers": [{"text": "Ann Lee", "start": 0}, {"text": " Bo ran.", "start": 13}],
    "group": "squad2:Ann_Lee",
    "source": "squad2",
}
QUESTION = TextQuestion(
    id="q1",
    question="who fell ?",
    context="Ann Lee fell. Bo ran.",
    answers=((0, 7), (14, 20)),
    group="squad2:Ann_Lee",
    source="squad2",
)


@pytest.mark.parametrize(("suffix", "opener"), [("", open), (".gz", gzip.open), (".xz", lzma.open)])
def test_questions_are_read_with_blanks_and_closing_marks_left_out(
    tmp_path: Path, suffix: str, opener: object
) -> None:
    path = tmp_path / f"questions.jsonl{suffix}"
    with opener(path, "wt", encoding="utf-8") as lines:  # type: ignore[operator]
        lines.write(json.dumps(LINE) + "\n" + json.dumps(LINE | {"id": "q2", "answers": []}) + "\n")

    found = tuple(read_questions(path))

    assert found == (QUESTION, replace(QUESTION, id="q2", answers=()))
    assert read_all([path, path]) == found + found
    assert [found[0].context[a:b] for a, b in found[0].answers] == ["Ann Lee", "Bo ran"]


def test_an_answer_of_marks_alone_is_kept_whole(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    line = LINE | {"context": "She said ?!", "answers": [{"text": "?!", "start": 9}]}
    path.write_text(json.dumps(line), encoding="utf-8")

    assert [one.answers for one in read_questions(path)] == [((9, 11),)]


@pytest.mark.parametrize(
    ("source", "group", "title"),
    [
        ("squad2", "squad2:Ann_Lee", "Ann Lee"),
        ("squad1.1-train", "squad:Ann_Lee", "Ann Lee"),
        ("nq-open-oracle", "nq:Ann Lee", "Ann Lee"),
        ("qed", "qed:A:_B", "A: B"),
        ("newsqa", "newsqa:story", ""),
        ("qamr", "qamr:Ann", ""),
    ],
)
def test_articles_that_are_named_have_a_title(source: str, group: str, title: str) -> None:
    assert replace(QUESTION, source=source, group=group).title == title


@given(st.text(max_size=20), st.sampled_from(sorted(KEPT_SHARES)), st.text(), st.text())
def test_all_questions_of_a_group_are_kept_aside_or_none(
    group: str, source: str, question: str, context: str
) -> None:
    one = replace(QUESTION, group=group, source=source)

    other = replace(one, question=question, context=context, answers=())

    assert is_kept_aside(one) == is_kept_aside(other)


def test_contexts_of_a_site_of_comments_are_kept_aside_one_by_one() -> None:
    comments = [
        replace(QUESTION, source="squadshifts-reddit", context=f"comment {at}")
        for at in range(2000)
    ]

    kept = [is_kept_aside(one) for one in comments]

    assert 0.005 < sum(kept) / len(kept) < 0.04
    assert kept == [is_kept_aside(replace(one, group="another")) for one in comments]


def test_documents_asked_about_twice_are_kept_aside_in_both() -> None:
    documents = [f"Wiki1k:wikinews:{at}" for at in range(400)]

    first = [
        is_kept_aside(replace(QUESTION, source="qamr", group=f"qamr:{one}")) for one in documents
    ]
    second = [
        is_kept_aside(replace(QUESTION, source="qadiscourse-wikinews", group=f"qadiscourse:{one}"))
        for one in documents
    ]

    assert first == second
    assert 0 < sum(first) < len(first)


def test_an_unanswerable_question_knows_what_it_was_written_against() -> None:
    other = replace(QUESTION, id="q2", answers=())

    joined = join_pairs([QUESTION, other], {"q2": "q1", "q9": "q1"})

    assert [one.pair for one in joined] == ["", "q1"]


@pytest.mark.parametrize(("source", "share"), sorted(KEPT_SHARES.items()))
def test_about_the_named_share_is_kept_aside(source: str, share: float) -> None:
    groups = [replace(QUESTION, source=source, group=f"{source}:{at}") for at in range(3000)]

    kept = sum(map(is_kept_aside, groups)) / len(groups)

    assert kept == pytest.approx(share, abs=0.03)
