"""A simulated Discord around a bot: a server with a channel, a member and an administrator."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from simcord.components import walk_components
from tiny_index import TINY_MODEL, build_tiny_index

from bot.client import create_bot
from bot.config import Settings
from bot.desk.rebuilding import Order
from bot.discord_ui.bot import BylineBot
from bot.discord_ui.cards.card import Card
from bot.discord_ui.sending import NOBODY
from bot.discord_ui.views import draw_layout
from embeddings.index.writing import Progress

# simcord looks every 50 ms whether the bot has done all; half of what such tests take were waits
simcord.Env._settle_internal.__kwdefaults__["idle"] = 0.005

SERVER = 123456789012345678
"""The id of the simulated server, which settings may name."""


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
            "BYLINE_READER": "sentence",
            "BYLINE_CONFIDENCE": "0.01",
            "DISCORD_HOME_SERVERS": str(SERVER),
        }
        return Settings.from_env(defaults | given)

    return make


@pytest.fixture
def make_bot(make_settings: Callable[..., Settings]) -> Callable[..., BylineBot]:
    """Make bots that answer from the small stories."""

    def make(**given: str) -> BylineBot:
        return create_bot(make_settings(**given), build=build_tiny)

    return make


@dataclass(frozen=True, slots=True)
class Stage:
    """What tests act with."""

    env: Any
    guild: Any
    channel: Any
    member: Any
    admin: Any


@asynccontextmanager
async def open_stage(bot: BylineBot, **options: Any) -> Iterator[Stage]:
    """Play a Discord in which the bot is connected; what it sends is checked at the end."""
    async with simcord.run(bot, **options) as env:
        guild = env.create_guild("Newsroom", id=SERVER)
        channel = guild.create_text_channel("general")
        member = guild.add_member(env.create_user("ann"))
        role = guild.create_role("admins", permissions=discord.Permissions(administrator=True))
        admin = guild.add_member(env.create_user("bea"), roles=[role])
        yield Stage(env, guild, channel, member, admin)
        assert_nobody_is_mentioned(env)


def assert_nobody_is_mentioned(env: Any) -> None:
    """Every body that shows something forbids every mention."""
    for request in env.http_requests:
        body = request.json if isinstance(request.json, dict) else {}
        shown = body.get("data", body) if "callback" in request.path else body
        if (
            request.method in {"POST", "PATCH"}
            and isinstance(shown, dict)
            and ("components" in shown or "content" in shown or "embeds" in shown)
        ):
            if body.get("type") == 9:
                continue  # a form is no message
            assert shown.get("allowed_mentions") == {"parse": []}, json.dumps(body)[:300]


def read_texts(message: Any) -> str:
    """Return every text a person sees in a message."""
    parts = walk_components([getattr(one, "to_dict", lambda one=one: one)()
                             for one in message.components])  # fmt: skip
    texts = [one["content"] for one in parts if one.get("type") == 10]
    return "\n".join([message.content, *texts]).strip()


def list_labels(message: Any) -> list[str]:
    """Return what stands on the buttons of a message, from top to bottom."""
    return [
        one.get("label") or one["emoji"]["name"]
        for one in walk_components(message.components)
        if one.get("type") == 2
    ]


def find_id(message: Any, start: str) -> str:
    """Return the id of the one button whose id starts so."""
    found = [
        one["custom_id"]
        for one in walk_components(message.components)
        if one.get("type") == 2 and one.get("custom_id", "").startswith(f"by1:{start}:")
    ]
    (only,) = found
    return only


@contextmanager
def rewriting(stage: Stage, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Iterator[None]:
    """Change what is told of every interaction of the block, as a forger would."""
    backend = stage.env.backend
    emit = backend.emit

    def rewrite(event: str, payload: dict[str, Any], *rest: Any, **more: Any) -> Any:
        if event == "INTERACTION_CREATE":
            payload = change(payload)
        return emit(event, payload, *rest, **more)

    backend.emit = rewrite
    try:
        yield
    finally:
        del backend.emit


def installed_for_themselves(stage: Stage, person: int) -> AbstractContextManager[None]:
    """Let what people do come from a bot that one of them brought along."""
    return rewriting(
        stage, lambda one: one | {"authorizing_integration_owners": {"1": f"{person}"}}
    )


def forging_id(stage: Stage, custom_id: str) -> AbstractContextManager[None]:
    """Let buttons and forms be sent with another id than theirs."""
    return rewriting(stage, lambda one: one | {"data": one["data"] | {"custom_id": custom_id}})


async def post(stage: Stage, card: Card, channel: Any = None) -> discord.Message:
    """Put a card of the bot into a channel."""
    place = channel or stage.channel
    await stage.env.bot.get_channel(place.id).send(view=draw_layout(card), allowed_mentions=NOBODY)
    await stage.env.settle()
    return place.last_message


def token_of(message: Any) -> str:
    """Return the token of the question that a message answers."""
    ids = [str(one.get("custom_id")) for one in walk_components(message.components)]
    (token,) = {one.split(":")[2] for one in ids if one.startswith("by1:")} - {"-"}
    return token
