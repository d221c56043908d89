"""Which stories tell of one event."""

from datetime import date

import numpy as np
import pytest

from bot.agreement.events import group_events, measure_likeness
from embeddings.stories import Story


def story(name: str, title: str, day: date | None = None) -> Story:
    return Story(id=name, text=f"{title} said more.", title=title, published=day)


def vector(*parts: float) -> np.ndarray:
    whole = np.array([parts], dtype=np.float32)
    return whole / np.linalg.norm(whole)


FIRE = story("fire", "Fire on Maui in Hawaii", date(2023, 8, 22))
TOLL = story("toll", "Toll of Maui fire", date(2023, 9, 16))
SHIP = story("ship", "Ship aground in Suez", date(2021, 3, 23))
VECTORS = {"fire": vector(1, 0), "toll": vector(0.9, 0.3), "ship": vector(0.1, 1)}


def test_stories_near_in_meaning_and_time_are_of_one_event() -> None:
    events = group_events((TOLL, SHIP, FIRE), VECTORS)

    assert events == {"fire": "fire", "toll": "fire", "ship": "ship"}


def test_the_order_of_the_stories_does_not_matter() -> None:
    assert group_events((FIRE, SHIP, TOLL), VECTORS) == group_events((TOLL, SHIP, FIRE), VECTORS)


def test_like_stories_years_apart_are_of_two_events() -> None:
    one = story("one", "Shooting in Reno", date(2017, 1, 1))
    other = story("other", "Shooting in Boise", date(2023, 1, 1))
    vectors = {"one": vector(1, 0.4), "other": vector(1, -0.4)}

    assert len(set(group_events((one, other), vectors).values())) == 2
    assert len(set(group_events((one, other), vectors | {"other": vector(1, 0.4)}).values())) == 1


@pytest.mark.parametrize(
    ("similarity", "shared", "days", "likeness"),
    [(0.5, 0, 0, 0.5), (0.5, 0.4, 0, 0.7), (0.5, 0.4, 60, 0.6), (0.5, 0, 9999, -0.1)],
)
def test_likeness_adds_names_and_takes_months_off(
    similarity: float, shared: float, days: int, likeness: float
) -> None:
    assert measure_likeness(similarity, shared, days) == pytest.approx(likeness)
