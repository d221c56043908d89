"""Which questions come next: by source, each in its share, the unanswerable ones beside theirs.

Promise: the same questions, seed and round give the same units in the same order; over the
rounds, every question of a source comes once before any comes again.
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from training.reader.negatives import NearestContexts, drop_answer
from training.reader.plain_typing import type_plainly
from training.reader.questions import TextQuestion
from training.reader.twists import Twists

SHARES = {
    "squad": 24,
    "squad-pairs": 31,  # an unanswerable question and the one it was written against
    "newsqa": 18,
    "plain": 100,  # as people type, to what a search finds; none in all but the last steps
    "yes-no": 4,  # claims, turned into questions
    "tweetqa": 4,
    "qadiscourse": 5,
    "clickbait": 1,
    "ester": 1,
    "torque": 1,
    "squad1.1-dev": 1,
    "nq-open-oracle": 2,
    "qed": 2,
    "squadshifts-new_wiki": 3,
    "squadshifts-reddit": 1,
    "squadshifts-amazon_reviews": 1,
    "qamr": 4,
    "quoref-contrast": 1,
    "fairytaleqa": 1,
    "subjqa": 1,
}
"""In hundredths of the questions that are learnt from, but for the plainly typed ones, which come
beside them."""
ROUND = 3000
"""Questions, before those that are made unanswerable."""
NEAREST_SHARE, DROPPED_SHARE, TWISTED_SHARE = 0.3, 0.08, 0.12
"""Of the answerable questions that many come again unanswerable, by kind: to what a search would
find beside the right text; and, outside SQuAD 2.0, without their answer, or twisted."""

Unit = tuple[TextQuestion, ...]
"""Questions that are learnt together: contrasted ones to one text, or one put to several texts."""


def name_source(question: TextQuestion) -> str:
    """Return the name that a question's source has in ``SHARES``."""
    if question.source in {"squad1.1-train", "squad2-train", "squad2-train-aligned"}:
        return "squad"
    return question.source if question.source in SHARES else question.source.partition("-")[0]


def join_units(questions: Sequence[TextQuestion]) -> list[Unit]:
    """Put each unanswerable question together with the one it was written against, and a plainly
    typed one together with itself, put to the other passages that a search finds.

    An answerable question that several were written against stays with the first.
    """
    searched: dict[str, list[TextQuestion]] = defaultdict(list)
    for one in questions:
        if one.source == "plain":
            searched[one.id.rpartition("-")[0]].append(one)
    questions = [one for one in questions if one.source != "plain"]
    by_id = {one.id: one for one in questions}
    taken: set[str] = set()
    units: list[Unit] = []
    for one in questions:
        other = by_id.get(one.pair)
        if other is not None and other.id not in taken:
            taken.add(other.id)
            units.append((one, other))
        elif other is not None:
            units.append((one,))
    joined = {one.id for unit in units for one in unit}
    units += [(one,) for one in questions if one.id not in joined]
    return units + [tuple(some) for some in searched.values()]


class Sampler:
    """Draws units of questions, a round at a time."""

    def __init__(
        self, questions: Sequence[TextQuestion], nearest: NearestContexts, twists: Twists, seed: int
    ) -> None:
        self._nearest, self._twists, self._seed = nearest, twists, seed
        self._units: dict[str, list[Unit]] = defaultdict(list)
        for unit in join_units(questions):
            pairs = "-pairs" if len(unit) > 1 and unit[0].pair else ""
            self._units[name_source(unit[0]) + pairs].append(unit)
        self._by_group: dict[str, list[str]] = defaultdict(list)
        lone = {one.context: one.group for one in questions if _is_lone_sentence(one)}
        for context, group in lone.items():
            self._by_group[group].append(context)

    def draw(self, number: int) -> list[Unit]:
        """Return the units of a round."""
        draw = random.Random(f"{self._seed}-{number}")  # noqa: S311 - no secret
        units = [unit for source in self._units for unit in self._take(source, number)]
        alone = [one for unit in units for one in unit if one.answers and not _is_contrasted(one)]
        dropped = [drop_answer(one) for one in alone if draw.random() < DROPPED_SHARE]
        twisted = [self._twists.twist(one, draw) for one in alone if draw.random() < TWISTED_SHARE]
        told = [one for unit in units for one in unit if one.answers]
        near = self._nearest.find([one for one in told if draw.random() < NEAREST_SHARE], draw)
        elsewhere = {one.id: one for one in near}
        units = [
            (
                *(self._set_among_neighbours(one, draw) for one in unit),
                *(elsewhere[one.id] for one in unit if one.id in elsewhere),
            )
            for unit in units
        ]
        units += [(one,) for one in (*dropped, *twisted) if one is not None]
        return [_type_alike(unit, draw) for unit in units]

    def _take(self, source: str, number: int) -> list[Unit]:
        """Return the units of a source that are due in a round."""
        units = self._units[source]
        wanted = ROUND * SHARES[source] / 100 * len(units) / sum(map(len, units))
        first, last = int(number * wanted), int((number + 1) * wanted)
        times = range(first // len(units), last // len(units) + 1)
        orders = {time: self._order(source, time) for time in times}
        return [orders[at // len(units)][at % len(units)] for at in range(first, last)]

    def _order(self, source: str, time: int) -> list[Unit]:
        """Return a source's units as they come the first, second, third time."""
        order = list(self._units[source])
        random.Random(f"{self._seed}-{source}-{time}").shuffle(order)  # noqa: S311 - no secret
        return order

    def _set_among_neighbours(self, question: TextQuestion, draw: random.Random) -> TextQuestion:
        """Put a single sentence between others of its article, half the time."""
        others = [one for one in self._by_group.get(question.group, ()) if one != question.context]
        if not _is_lone_sentence(question) or not others or draw.random() < 0.5:
            return question
        picked = draw.sample(others, min(len(others), draw.randint(1, 3)))
        cut = draw.randint(0, len(picked))
        before = "".join(f"{one} " for one in picked[:cut])
        after = "".join(f" {one}" for one in picked[cut:])
        spans = tuple((start + len(before), end + len(before)) for start, end in question.answers)
        return replace(question, context=before + question.context + after, answers=spans)


def _type_alike(unit: Unit, draw: random.Random) -> Unit:
    """Type questions plainly, one that is put to several texts the same for all of them."""
    typed: dict[str, str] = {}
    for one in unit:
        if one.question not in typed:
            typed[one.question] = type_plainly(one, draw).question
    return tuple(replace(one, question=typed[one.question]) for one in unit)


def _is_lone_sentence(question: TextQuestion) -> bool:
    return question.source == "qamr" or question.source.startswith("qadiscourse")


def _is_contrasted(question: TextQuestion) -> bool:
    """Say whether people said of the same texts what they do not answer."""
    return name_source(question) in {"squad", "subjqa", "yes-no", "plain"}
