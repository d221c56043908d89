"""Which questions come next: each source in its share, none twice before all came once."""

import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from training.reader import sampling
from training.reader.negatives import NearestContexts
from training.reader.questions import TextQuestion
from training.reader.sampling import Sampler, join_units, name_source
from training.reader.twists import NearWords, Twists


def ask(number: int, source: str, *, answer: bool = True, pair: str = "") -> TextQuestion:
    context = f"Ann {number} went to Rome{number}. Bo ran after her on Monday."
    start = context.index("Rome")
    spans = ((start, start + 4 + len(str(number))),) if answer else ()
    name = f"{source}-{number}"
    return TextQuestion(name, f"where did Ann {number} go?", context, spans, name, source, pair)


NEWS = [ask(at, "newsqa") for at in range(40)]
SINGLE = [ask(at, "squad1.1-train") for at in range(40, 80)]
PAIRED = [
    ask(at, "squad2-train", answer=False, pair=f"squad1.1-train-{at - 60}")
    for at in range(100, 120)
]


@pytest.fixture
def sampler(monkeypatch: pytest.MonkeyPatch) -> Sampler:
    monkeypatch.setattr(sampling, "ROUND", 100)
    near = NearWords({"went": 0}, np.ones((1, 2), np.float32))
    questions = [*NEWS, *SINGLE, *PAIRED]
    return Sampler(questions, NearestContexts(NEWS), Twists(NEWS, near), seed=3)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("squad1.1-train", "squad"),
        ("squad2-train-aligned", "squad"),
        ("squad1.1-dev", "squad1.1-dev"),
        ("ester-multi", "ester"),
        ("subjqa-books", "subjqa"),
        ("qadiscourse-wikinews", "qadiscourse"),
    ],
)
def test_sources_of_one_kind_share_a_name(source: str, name: str) -> None:
    assert name_source(ask(1, source)) == name


def test_an_unanswerable_question_stands_beside_the_one_it_was_written_against() -> None:
    other = replace(PAIRED[0], id="again")

    units = join_units([*SINGLE[:2], SINGLE[0], PAIRED[0], other])

    assert (PAIRED[0], SINGLE[0]) in units
    assert (other,) in units
    assert [len(unit) for unit in units].count(2) == 1
    assert sum(one.id == SINGLE[1].id for unit in units for one in unit) == 1


def test_each_source_comes_in_its_share_and_none_twice_before_all_came(sampler: Sampler) -> None:
    rounds = [sampler.draw(number) for number in range(5)]

    news = [
        Counter(
            one.id
            for units in some
            for unit in units
            for one in unit
            if one.source == "newsqa" and one.answers
        )
        for some in (rounds[:1], rounds)
    ]
    # 18 of a hundred a round: 18 of the 40 in one, each two or three times in five
    assert (sum(news[0].values()), set(news[0].values())) == (18, {1})
    assert (len(news[1]), set(news[1].values())) == (40, {2, 3})
    pairs = [unit for unit in rounds[0] if unit[0].pair]
    assert len(pairs) == 15
    assert all(not one.answers and other.answers for one, other, *_ in pairs)


def test_a_question_stands_beside_itself_put_to_another_text_and_is_typed_alike(
    sampler: Sampler,
) -> None:
    units = [unit for number in range(12) for unit in sampler.draw(number)]

    elsewhere = [
        (one, other)
        for unit in units
        for one in unit
        for other in unit
        if one.id == other.id and one.context != other.context and one.answers
    ]
    told = sum(bool(one.answers) for unit in units for one in unit)
    assert 0.2 < len(elsewhere) / told < 0.4
    assert all(not other.answers for _, other in elsewhere)
    assert all(one.question == other.question for one, other in elsewhere)
    assert any(not one.question.endswith("?") for one, _ in elsewhere)


def test_a_plainly_typed_question_is_put_to_all_that_a_search_found_at_once() -> None:
    found = [replace(ask(at, "plain"), id=f"plain-A{at // 3}-{at % 3}") for at in range(6)]

    units = join_units([*found[::2], SINGLE[0], *found[1::2]])

    assert {frozenset(one.id for one in unit) for unit in units} == {
        frozenset({SINGLE[0].id}),
        frozenset({"plain-A0-0", "plain-A0-1", "plain-A0-2"}),
        frozenset({"plain-A1-0", "plain-A1-1", "plain-A1-2"}),
    }


def test_questions_come_again_unanswerable_and_those_of_squad_to_another_text_alone(
    sampler: Sampler,
) -> None:
    written = {one.id for one in PAIRED}
    made = [
        one
        for number in range(12)
        for unit in sampler.draw(number)
        for one in unit
        if not one.answers and one.id not in written
    ]

    own = {one.id: one.context for one in (*NEWS, *SINGLE)}
    twisted = [one for one in made if one.context == own[one.id]]
    assert {one.source for one in twisted} == {"newsqa"}
    assert {one.source for one in made} == {"newsqa", "squad1.1-train"}


def test_the_same_seed_and_round_give_the_same(sampler: Sampler) -> None:
    assert sampler.draw(2) == sampler.draw(2)
    assert sampler.draw(2) != sampler.draw(3)


def test_single_sentences_are_set_among_others_of_their_article() -> None:
    alone = [
        replace(ask(at, "qamr"), context=f"Ann went to Rome{at}.", answers=((12, 17),), group="q:A")
        for at in range(4)
    ]
    near = NearWords({"went": 0}, np.ones((1, 2), np.float32))
    sampler = Sampler(alone, NearestContexts(alone), Twists(alone, near), seed=1)

    found = [sampler._set_among_neighbours(alone[0], random.Random(seed)) for seed in range(40)]

    assert {one.context == alone[0].context for one in found} == {True, False}
    assert all([one.context[a:b] for a, b in one.answers] == ["Rome0"] for one in found)
    assert max(len(one.context.split(". ")) for one in found) == 4
