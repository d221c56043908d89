"""Which stories tell of the same event: near in meaning, in names and in time.

Promise: the grouping does not depend on the order of the stories.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from bot.facts.names import find_names, fold_name
from embeddings.encoders import Vectors
from embeddings.stories import Story

_OPENING = 600
"""Code points of a story in which the names of its event stand."""
_PER_NAME_SHARE, _PER_MONTH, _MOST_MONTHS = 0.5, -0.05, 12
LEAST_LIKENESS = 0.6
"""Measured on clusters of real news: half of the events to set these numbers, half to test."""


def group_events(stories: Sequence[Story], vectors: Mapping[str, Vectors]) -> dict[str, str]:
    """Return for each story's id the id of the first story, by date and id, of its event.

    ``vectors`` are by story id, one unit row a passage, in order.
    """
    distinct = {one.id: one for one in sorted(stories, key=_by_age)}
    means = {story: _mean(vectors[story]) for story in distinct}
    names = {story: list_names(one) for story, one in distinct.items()}
    event = {story: story for story in distinct}
    for one, other in combinations(distinct, 2):
        similarity = float(means[one] @ means[other])
        shared = share_names(names[one], names[other])
        days = count_days(distinct[one], distinct[other])
        if measure_likeness(similarity, shared, days) >= LEAST_LIKENESS:
            new, old = sorted((event[one], event[other]), key=list(distinct).index)
            event = {story: new if root == old else root for story, root in event.items()}
    return event


def measure_likeness(similarity: float, shared: float, days: int) -> float:
    """Return how alike two stories are, from their vectors, their names and their distance."""
    months = min(days / 30, _MOST_MONTHS)
    return similarity + _PER_NAME_SHARE * shared + _PER_MONTH * months


def list_names(story: Story) -> frozenset[str]:
    """Return the words of the names in a story's headline and opening."""
    text = f"{story.title}.\n{story.text[:_OPENING]}"
    return frozenset(word for name in find_names(text) for word in fold_name(name))


def share_names(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the shorter list's words that the other has too, 0 to 1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def count_days(one: Story, other: Story) -> int:
    """Return the days between two stories, 0 where one has no date."""
    if one.published is None or other.published is None:
        return 0
    return abs((one.published - other.published).days)


def _mean(vectors: Vectors) -> Vectors:
    mean = vectors.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)


def _by_age(story: Story) -> tuple[str, str]:
    return (story.published.isoformat() if story.published else "9", story.id)
