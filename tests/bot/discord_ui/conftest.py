"""A bot over three small stories, in a simulated Discord."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_index import TINY_MODEL, build_tiny_index

from bot.client import create_bot
from bot.config import Settings
from bot.discord_ui.bot import BylineBot
from bot.discord_ui.rebuilding import Order
from embeddings.index.writing import Progress


def build_tiny(order: Order, progress: Progress) -> None:
    """Build as the bot does, with the tiny encoder."""
    progress("embedding passages", 1, 2)
    build_tiny_index(order.stories, order.index)


@pytest.fixture
def make_settings(tiny_index: Path, tiny_stories: Path) -> Callable[..., Settings]:
    """Make settings for the index of the small stories."""

    def make(**given: str) -> Settings:
        defaults = {
            "BYLINE_STORIES": str(tiny_stories),
            "BYLINE_INDEX": str(tiny_index),
            "BYLINE_MODEL": TINY_MODEL,
            "BYLINE_CONFIDENCE": "0.01",
        }
        return Settings.from_env(defaults | given)

    return make


@pytest.fixture
def make_bot(make_settings: Callable[..., Settings]) -> Callable[..., BylineBot]:
    """Make bots that answer from the small stories."""

    def make(**given: str) -> BylineBot:
        return create_bot(make_settings(**given), build=build_tiny)

    return make
