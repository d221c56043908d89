"""The stream of batches that a network learns from: questions, claims and relevance mixed.

Promise: the same data and seed give the same batches in the same order, from any place on.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from training.reader.batches import (
    Batch,
    ClaimBatch,
    Example,
    RelevanceBatch,
    group_units,
    make_span_batch,
    pad,
)
from training.reader.claims import CLAIM_SHARES, Claim
from training.reader.examples import ExampleMaker
from training.reader.negatives import NearestContexts
from training.reader.questions import NEWS, TextQuestion
from training.reader.sampling import Sampler

BATCH_TOKENS = 3456
CLAIMS_FOR_SPANS, RELEVANCE_FOR_SPANS = 6 / 86, 3 / 86
"""Batches of each for one of questions."""
MISPLACED_SHARE = 0.12
"""Of the claims, that many are put to other evidence of their source, which does not state them."""
_HIDDEN_SHARE, _MASK, _SPECIAL = 0.08, 103, 999
"""Of the tokens of a claim and its evidence, hidden: few claims come often, and would be known by
heart. Ids up to the last are marks, not words."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far a stream was read: the next batch of a round."""

    round: int = 0
    batch: int = 0


class Mixture:
    """Makes batches, a round at a time."""

    def __init__(
        self,
        maker: ExampleMaker,
        sampler: Sampler,
        nearest: NearestContexts,
        claims: Sequence[Claim],
        seed: int,
        *,
        judges: bool = True,
    ) -> None:
        """Mix questions and, for a network that ``judges`` pairs, claims and relevance."""
        self._judges = judges
        self._maker, self._sampler, self._nearest = maker, sampler, nearest
        self._seed = seed
        self._claims: dict[str, list[Claim]] = defaultdict(list)
        for one in claims:
            self._claims[one.source].append(one)

    def read(self, place: Place) -> Iterator[tuple[Batch, Place]]:
        """Yield batches from a place on without end, each with the place of the next one."""
        number, skip = place.round, place.batch
        while True:
            batches = self._make_round(number)
            for at in range(skip, len(batches)):
                last = at + 1 == len(batches)
                yield batches[at], Place(number + 1) if last else Place(number, at + 1)
            number, skip = number + 1, 0

    def _make_round(self, number: int) -> list[Batch]:
        draw = random.Random(f"{self._seed}-mix-{number}")  # noqa: S311 - no secret
        units = self._sampler.draw(number)
        examples = self._maker.make(units, draw)
        batches: list[Batch] = [
            make_span_batch([one for unit in group for one in unit])
            for group in group_units(examples, draw, BATCH_TOKENS)
        ]
        spans = len(batches)
        if self._judges:
            batches += self._make_claims(round(spans * CLAIMS_FOR_SPANS), draw)
            asked = [one for unit in units for one in unit]
            batches += self._make_relevance(asked, round(spans * RELEVANCE_FOR_SPANS), draw)
        draw.shuffle(batches)
        return batches

    def _make_claims(self, wanted: int, draw: random.Random) -> list[Batch]:
        """Return so many batches of claims."""
        sources = sorted(self._claims)
        weights = [CLAIM_SHARES[one] for one in sources]
        chosen = []
        for source in draw.choices(sources, weights, k=wanted * 60 if sources else 0):
            one, other = draw.choice(self._claims[source]), draw.choice(self._claims[source])
            if other.group != one.group and draw.random() < MISPLACED_SHARE:
                one = replace(one, evidence=other.evidence, accepted=(0, 0, 1))
            chosen.append(one)
        examples = [_hide_words(one, draw) for one in self._maker.make_claims(chosen)]
        accepted = {id(one): claim.accepted for one, claim in zip(examples, chosen, strict=True)}
        batches: list[Batch] = []
        for group in group_units([(one,) for one in examples], draw, BATCH_TOKENS)[:wanted]:
            flat = [one for unit in group for one in unit]
            marks = np.array([accepted[id(one)] for one in flat], dtype=np.int64)
            batches.append(ClaimBatch(pad(flat), marks))
        return batches

    def _make_relevance(
        self, asked: Sequence[TextQuestion], wanted: int, draw: random.Random
    ) -> list[Batch]:
        """Return so many batches of news questions, each with its own, a near and any passage."""
        news = [one for one in asked if one.source.partition("-")[0] in NEWS and one.answers]
        some = draw.sample(news, min(len(news), wanted * 10))
        near = self._nearest.find(some, draw)
        other = [replace(one, context=draw.choice(news).context, answers=()) for one in some]
        examples = self._maker.make([(one,) for one in (*some, *near, *other)], draw)
        groups = group_units(examples, draw, BATCH_TOKENS)[:wanted]
        return [RelevanceBatch(pad([one for unit in group for one in unit])) for group in groups]


def _hide_words(example: Example, draw: random.Random) -> Example:
    hidden = (
        _MASK if one > _SPECIAL and draw.random() < _HIDDEN_SHARE else one for one in example.ids
    )
    return replace(example, ids=tuple(hidden))
