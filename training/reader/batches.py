"""From examples to padded batches, each of one kind.

A network's input is ``[CLS] question [SEP] headline [SEP] text [SEP]``, or ``[CLS] claim [SEP]
evidence [SEP]``; "no answer" is a span of the first token.

Promise: the same examples and draw give the same batches in the same order, and examples of one
unit are in one batch.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """Tokens of one input; ``spans`` of it (first, last token) answer, or (0, 0) if none does."""

    ids: tuple[int, ...]
    second_part: int
    text_part: int
    spans: tuple[tuple[int, int], ...] = ((0, 0),)


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """What the network is fed. *Shape:* (n_examples, length), int64, each"""

    ids: Ids
    attention: Ids
    types: Ids


@dataclass(frozen=True, slots=True, eq=False)
class SpanBatch:
    """Questions; ``allowed``, ``starts`` and ``ends`` are 0 or 1 for each token.

    ``asked`` is the number of each one's question: equal where one is put to several texts.
    *Shape:* (n_examples,)
    """

    inputs: Inputs
    allowed: Ids
    starts: Ids
    ends: Ids
    asked: Ids


@dataclass(frozen=True, slots=True, eq=False)
class ClaimBatch:
    """Claims. *Shape:* accepted (n_examples, 3), 1 for each verdict that the label allows"""

    inputs: Inputs
    accepted: Ids


@dataclass(frozen=True, slots=True, eq=False)
class RelevanceBatch:
    """Questions and passages, of which the published network's score is to be kept."""

    inputs: Inputs


Batch = SpanBatch | ClaimBatch | RelevanceBatch


def pad(examples: Sequence[Example]) -> Inputs:
    """Return the inputs of examples, padded to the longest."""
    shape = (len(examples), max(len(one.ids) for one in examples))
    ids, attention, types = (np.zeros(shape, np.int64) for _ in range(3))
    for row, one in enumerate(examples):
        size = len(one.ids)
        ids[row, :size] = one.ids
        attention[row, :size] = 1
        types[row, one.second_part : size] = 1
    return Inputs(ids, attention, types)


def make_span_batch(examples: Sequence[Example]) -> SpanBatch:
    """Make a batch of questions."""
    inputs = pad(examples)
    allowed, starts, ends = (np.zeros_like(inputs.ids) for _ in range(3))
    for row, one in enumerate(examples):
        allowed[row, one.text_part : len(one.ids) - 1] = 1
        allowed[row, 0] = 1
        for start, end in one.spans:
            starts[row, start] = 1
            ends[row, end] = 1
    numbers: dict[tuple[int, ...], int] = {}
    words = (one.ids[: one.second_part] for one in examples)
    asked = [numbers.setdefault(question, len(numbers)) for question in words]
    return SpanBatch(inputs, allowed, starts, ends, np.array(asked, dtype=np.int64))


def group_units(
    units: Sequence[tuple[Example, ...]], draw: random.Random, batch_tokens: int
) -> list[list[tuple[Example, ...]]]:
    """Put units of like length together, so that little is padding, and shuffle the groups."""
    groups: list[list[tuple[Example, ...]]] = []
    count = 0
    for unit in sorted(units, key=_longest):  # the longest so far is always the last
        if not groups or _longest(unit) * (count + len(unit)) > batch_tokens:
            groups.append([])
            count = 0
        groups[-1].append(unit)
        count += len(unit)
    draw.shuffle(groups)
    return groups


def _longest(unit: Sequence[Example]) -> int:
    return max(len(one.ids) for one in unit)
