"""Feeds that the bot pulls by its clock."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from discord_stage import open_stage
from hostile_server import PAGE, HostileServer, answer, serve

from bot.discord_ui import following
from bot.discord_ui.bot import BylineBot
from bot.intake.desk import IntakeDesk
from bot.intake.feeds.pulling import follow_feed

MakeBot = Callable[..., BylineBot]
FEED = '<rss version="2.0"><channel><title>The Post</title>{}</channel></rss>'


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with serve() as found:
        yield found


def publish(server: HostileServer, name: str) -> None:
    link = server.url(f"/{name}")
    item = f"<item><title>A ferry</title><guid>{name}</guid><link>{link}</link></item>"
    server.responses["/feed.xml"] = answer(200, FEED.format(item).encode())
    server.responses[f"/{name}"] = answer(200, PAGE)


async def begin(server: HostileServer, stories: Path) -> None:
    desk = IntakeDesk.open(stories, private=True)
    await asyncio.to_thread(follow_feed, desk, server.url("/feed.xml"))


async def test_a_followed_feed_is_pulled_and_its_items_are_taken_in(
    make_bot: MakeBot, server: HostileServer, tiny_stories: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    updated: list[Path] = []

    async def update(bot: object, collection: object) -> None:
        updated.append(collection.stories)  # type: ignore[attr-defined]

    monkeypatch.setattr(following, "update", update)
    publish(server, "a")
    await begin(server, tiny_stories)
    bot = make_bot(BYLINE_FEED_MINUTES="5", BYLINE_FETCH_PRIVATE="1", BYLINE_WATCH_MINUTES="0")
    async with open_stage(bot) as stage:
        await stage.env.advance_time(5 * 60 + 1)
        for _ in range(250):
            await asyncio.sleep(0.02)
            if updated:
                break

    assert updated == [tiny_stories]
    assert len(list((tiny_stories / "feeds" / "the-post").glob("*.html"))) == 1


async def test_a_feed_that_fails_is_told_to_the_log_alone(
    make_bot: MakeBot, server: HostileServer, tiny_stories: Path, caplog: pytest.LogCaptureFixture
) -> None:
    publish(server, "b")
    await begin(server, tiny_stories)
    server.responses["/feed.xml"] = answer(503, b"")
    bot = make_bot(BYLINE_FETCH_PRIVATE="1", BYLINE_WATCH_MINUTES="0")
    async with open_stage(bot):
        await following.follow(bot, bot.desk.collections[0])

    assert "503" in caplog.text


async def test_no_pull_begins_once_the_bot_leaves(
    make_bot: MakeBot, server: HostileServer, tiny_stories: Path
) -> None:
    publish(server, "c")
    await begin(server, tiny_stories)
    bot = make_bot(BYLINE_FETCH_PRIVATE="1", BYLINE_WATCH_MINUTES="0")
    async with open_stage(bot):
        bot.desk.leaving = True
        await following.follow(bot, bot.desk.collections[0])
        bot.desk.leaving = False

    assert not (tiny_stories / "feeds").exists()
