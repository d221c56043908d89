"""A claim is told as supported from a chance on at which few false ones are."""

import numpy as np
import pytest

from training.reader.claim_curves import (
    FALSE_SUPPORT,
    choose_unseen,
    find_false_support,
    find_least_supported,
)

RIGHT, WRONG, UNTOLD, OPEN = (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 1, 1)


def make_claims(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Claims of which the contradicted look supported at up to 60 in a hundred, others higher."""
    draw = np.random.default_rng(5)
    labels = np.array([RIGHT, WRONG, UNTOLD, OPEN])[draw.integers(0, 4, count)]
    supported = np.where(
        labels[:, 0] == 1, draw.uniform(0.5, 1, count), draw.uniform(0, 0.6, count)
    )
    chances = np.stack([supported, 0.6 * (1 - supported), 0.4 * (1 - supported)], axis=1)
    return chances, labels


def test_false_support_counts_the_contradicted_alone() -> None:
    accepted = np.array([RIGHT, WRONG, WRONG, UNTOLD, OPEN])

    assert find_false_support(np.array([0, 0, 1, 0, 0]), accepted) == 0.5
    assert find_false_support(np.array([0, 0]), np.array([RIGHT, OPEN])) == 0.0


def test_the_chance_is_the_lowest_that_keeps_false_support_rare() -> None:
    chances, labels = make_claims(800)
    likeliest = find_false_support(chances.argmax(axis=1), labels)

    least = find_least_supported(chances, labels)

    assert likeliest > 0.2
    assert 0.5 < least < 0.6
    told = choose_unseen(chances, labels)
    assert find_false_support(told, labels) == pytest.approx(FALSE_SUPPORT, abs=0.02)
    assert (told[labels[:, 0] == 1] == 0).mean() > 0.75
    assert set(told[(labels[:, 1] == 1) & (chances[:, 0] >= 0.5)].tolist()) <= {0, 1}


def test_where_nothing_keeps_it_rare_nothing_is_supported() -> None:
    chances = np.tile([0.98, 0.01, 0.01], (40, 1))

    assert find_least_supported(chances, np.tile(WRONG, (40, 1))) == 0.99
