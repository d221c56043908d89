"""Builds: several at once, cancelled, broken, and told of to whom they concern."""

import asyncio
import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest
from discord_stage import SERVER, Stage, list_labels, open_stage, read_texts
from tiny_index import build_tiny_index

from bot.client import create_bot
from bot.config import Settings
from bot.desk.rebuilding import AT_ONCE, BuildProcess, Order
from bot.discord_ui.bot import BylineBot
from bot.discord_ui.clock import by_the_clock
from bot.discord_ui.watching import look
from bot.shards import Shards
from embeddings.errors import CancelledError, UnusableIndexError
from embeddings.index.writing import Progress

MakeBot = Callable[..., BylineBot]
MakeSettings = Callable[..., Settings]


def build_for_ever(order: Order, progress: Progress) -> None:
    progress("embedding passages", 1, 4)
    time.sleep(60)


async def test_an_error_that_nobody_foresaw_ends_a_build_and_is_told(
    make_bot: MakeBot, caplog: pytest.LogCaptureFixture
) -> None:
    bot = make_bot()

    def break_down(order: Order, progress: Progress) -> None:
        raise RuntimeError("can't start new thread")

    async with open_stage(bot, check_errors=False) as stage:
        bot.desk.builder.run = break_down  # type: ignore[method-assign]
        asked = await stage.admin.slash(stage.channel, "rebuild-index")
        await stage.admin.click(asked.response, label="Build it")

    said = read_texts(asked.response)
    assert said.startswith("The build ended with an error. It is in the log as ")
    assert said.rstrip(".").split()[-1] in caplog.text
    assert bot.desk.builds == {}


@pytest.mark.slow
async def test_a_build_is_cancelled_by_its_button(make_settings: MakeSettings) -> None:
    bot = create_bot(make_settings(), build=build_for_ever)
    async with open_stage(bot, settle_timeout=60) as stage:
        asked = await stage.admin.slash(stage.channel, "rebuild-index")
        pressed = asyncio.create_task(stage.admin.click(asked.response, label="Build it"))
        root = bot.desk.collections[0].folder.root
        while "1 of 4" not in bot.desk.builds.get(root, ""):
            await asyncio.sleep(0.05)
        cancelled = bot.desk.builder.cancel(root)
        await pressed

    assert cancelled
    assert read_texts(asked.response) == "The build was cancelled. Nothing has changed."
    assert bot.desk.builds == {}


@pytest.mark.slow
def test_two_indexes_are_built_at_once_and_both_are_stopped(tmp_path: Path) -> None:
    builder, ends = BuildProcess(build_for_ever), []

    def run(name: str) -> None:
        try:
            builder.run(Order(tmp_path, tmp_path / name, "", False), lambda *_: None)
        except (UnusableIndexError, CancelledError) as error:
            ends.append(str(error))

    async def both() -> None:
        work = [asyncio.to_thread(run, name) for name in ("a", "b")]
        tasks = [asyncio.ensure_future(one) for one in work]
        while not (builder.is_running(tmp_path / "a") and builder.is_running(tmp_path / "b")):
            await asyncio.sleep(0.05)
        builder.stop()
        await asyncio.gather(*tasks)

    asyncio.run(asyncio.wait_for(both(), 60))

    assert len(ends) == 2


def list_offers(stage: Stage) -> list[str]:
    return [
        json.dumps(one.json)
        for one in stage.env.http_requests
        if one.method == "POST" and f"/channels/{stage.channel.id}/messages" in one.path
    ]


async def test_newer_stories_are_offered_once_even_after_a_restart(
    make_bot: MakeBot, tiny_stories: Path
) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        object.__setattr__(bot.desk.settings.discord, "admin_channel", stage.channel.id)
        (tiny_stories / "worms.txt").write_text("Worms\n\nThe worms are back.", encoding="utf-8")
        await look(bot)
        again = make_bot()
        object.__setattr__(again.desk.settings.discord, "admin_channel", stage.channel.id)
        await stage.env.restart_bot(again)
        await look(again)
        offers = list_offers(stage)

    assert len(offers) == 1
    assert "newer: 1 new" in offers[0]


async def test_the_process_that_leads_offers_newer_stories_alone(
    make_bot: MakeBot, tiny_stories: Path
) -> None:
    bot = make_bot(BYLINE_UPDATE_MINUTES="1")
    async with open_stage(bot) as stage:
        object.__setattr__(bot.desk.settings.discord, "admin_channel", stage.channel.id)
        object.__setattr__(bot.desk.settings.discord, "shards", Shards((1,), 2))
        (tiny_stories / "worms.txt").write_text("Worms\n\nThe worms are back.", encoding="utf-8")
        await look(bot)
        offers = list_offers(stage)

    assert offers == []
    assert bot.desk.seen == {}
    assert bot.desk.collections[0].changes is not None
    assert bot.desk.collections[0].changes.added == 1


async def test_an_offer_is_of_the_stories_that_it_speaks_of(
    make_bot: MakeBot, tmp_path: Path, tiny_stories: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "moon.txt").write_text("Moon\n\nThe moon is there.", encoding="utf-8")
    build_tiny_index(own, tmp_path / "own-index")
    servers = tmp_path / "servers.toml"
    servers.write_text('[555555555555555555]\nstories = "own"\nindex = "own-index"\n')
    bot = make_bot(BYLINE_SERVERS=str(servers), DISCORD_HOME_SERVERS=str(SERVER))
    async with open_stage(bot) as stage:
        object.__setattr__(bot.desk.settings.discord, "admin_channel", stage.channel.id)
        (own / "worms.txt").write_text("Worms\n\nThe worms are back.", encoding="utf-8")
        await look(bot)
        (offer,) = list_offers(stage)

    assert "by1:update:-:1" in offer


async def test_the_files_that_were_skipped_are_named_to_administrators_alone(
    tiny_stories: Path, tiny_index: Path, make_bot: MakeBot
) -> None:
    (tiny_stories / "secret-name.json").write_text("{", encoding="utf-8")
    build_tiny_index(tiny_stories, tiny_index)
    async with open_stage(make_bot()) as stage:
        member = await stage.member.slash(stage.channel, "index-status")
        admin = await stage.admin.slash(stage.channel, "index-status")

    texts = read_texts(member.response)
    assert "secret-name" in read_texts(admin.response)
    assert all(word not in texts for word in ("secret-name", "Generation", "Model", "MB"))
    assert texts.startswith("### The stories\n**3 stories**, taken in <t:")


async def test_the_commands_are_told_to_discord_once(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        await stage.env.restart_bot(make_bot())
        writes = [one for one in stage.env.http_requests if one.method == "PUT"]
        helped = await stage.member.slash(stage.channel, "help")

    assert len(writes) == 1
    assert not any(
        one.get("name_localizations") or one.get("description_localizations")
        for one in writes[0].json
    )
    assert "</ask:" in read_texts(helped.response)
    assert list_labels(helped.response) == []


@pytest.mark.slow
async def test_newer_stories_are_taken_in_by_themselves_once_they_are_quiet(
    make_bot: MakeBot, tiny_stories: Path
) -> None:
    bot = make_bot(BYLINE_UPDATE_MINUTES="5", BYLINE_WATCH_MINUTES="0")
    collection = bot.desk.collections[0]
    async with open_stage(bot, settle_timeout=60):
        (tiny_stories / "worms.txt").write_text("Worms\n\nThe worms are back.", encoding="utf-8")
        await look(bot)
        await look(bot)
        early = collection.manifest.generation
        root = collection.folder.root
        found, since = bot.desk.seen[root]
        bot.desk.seen[root] = found, since - 301
        await look(bot)

    assert early == "g0001"
    assert collection.manifest.generation == "g0002"
    assert collection.manifest.stories == 4


async def test_what_goes_wrong_by_the_clock_is_logged_and_tried_again(
    make_bot: MakeBot, tiny_stories: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bot = make_bot(BYLINE_WATCH_MINUTES="1", BYLINE_UPDATE_MINUTES="1")
    looks: list[int] = []

    def break_down(order: Order, progress: Progress) -> None:
        looks.append(1)
        raise RuntimeError("can't start new thread")

    async with open_stage(bot, check_errors=False) as stage:
        bot.desk.builder.run = break_down  # type: ignore[method-assign]
        (tiny_stories / "worms.txt").write_text("Worms\n\nThe worms are back.", encoding="utf-8")
        for number in (1, 2):
            await look(bot)
            root = bot.desk.collections[0].folder.root
            bot.desk.seen[root] = bot.desk.seen[root][0], -1000.0
            await look(bot)
            assert len(looks) == number
        asked = await stage.member.slash(stage.channel, "ask", question="what fell?")

    assert caplog.text.count("can't start new thread") >= 2
    assert bot.desk.builds == {}
    assert "A bridge fell" in read_texts(asked.response)


async def test_one_turn_that_fails_does_not_end_the_clock(caplog: pytest.LogCaptureFixture) -> None:
    turns: list[int] = []

    async def do() -> None:
        turns.append(1)
        if len(turns) < 3:
            raise aiohttp.ServerDisconnectedError

    task = asyncio.create_task(by_the_clock(0.001, do))
    while len(turns) < 4:
        await asyncio.sleep(0.001)
    task.cancel()

    assert caplog.text.count("is tried again") == 2


async def test_builds_wait_for_one_another_and_are_cancelled_while_they_wait(
    tmp_path: Path,
) -> None:
    builder, begun, go = BuildProcess(build_for_ever), [], threading.Event()

    def run(order: Order, progress: Progress) -> None:
        begun.append(order.index.name)
        go.wait(30)

    whole, builder.run = builder.run, run  # type: ignore[method-assign]
    orders = [Order(tmp_path, tmp_path / name, "", False) for name in "abcd"]
    with builder.expecting(orders[3].index):
        work = [asyncio.ensure_future(builder.build(one, print)) for one in orders]
        while len(begun) < AT_ONCE:
            await asyncio.sleep(0.01)
        early = list(begun)
        beside = await asyncio.to_thread(lambda: "answered")
        cancelled, strange = builder.cancel(orders[3].index), builder.cancel(tmp_path / "e")
        with pytest.raises(CancelledError, match="cancelled"):
            await work.pop()
        go.set()
        await asyncio.gather(*work)
        with pytest.raises(CancelledError, match="cancelled"):
            whole(orders[3], print)
    builder.stop()

    assert (early, sorted(begun)) == (["a", "b"], ["a", "b", "c"])
    assert beside == "answered"
    assert (cancelled, strange) == (True, False)
