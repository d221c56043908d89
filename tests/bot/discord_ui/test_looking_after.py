"""The index on Discord: who may change it, what is shown meanwhile, and what changed."""

import asyncio
import json
import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import discord
import pytest
from command_lines import TINY_STORIES
from discord_stage import Stage, find_id, list_labels, open_stage, post, read_texts
from simcord.backend.errors import SetupError
from tiny_index import build_tiny_index

from bot.client import create_bot
from bot.config import Settings
from bot.desk.access import NOT_ADMIN
from bot.desk.rebuilding import Order
from bot.discord_ui.bot import BylineBot
from bot.discord_ui.cards.index_cards import draw_offer
from bot.discord_ui.watching import look
from embeddings.errors import StoriesError
from embeddings.index.writing import Progress

MakeBot = Callable[..., BylineBot]
MakeSettings = Callable[..., Settings]


def build_slowly(order: Order, progress: Progress) -> None:
    """Build once a file allows it."""
    progress("embedding passages", 1, 4)
    deadline = time.monotonic() + 20
    while not (order.stories.parent / "go").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    build_tiny_index(order.stories, order.index)


def build_badly(order: Order, progress: Progress) -> None:
    raise StoriesError("No story in the folder: put some there.")


def build_with_a_bug(order: Order, progress: Progress) -> None:
    raise ZeroDivisionError


def be_killed(order: Order, progress: Progress) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def read_channel(stage: Stage) -> list[str]:
    """Return what the bot has put into the channel by itself, new messages and edited ones."""
    return [
        json.dumps(one.json, ensure_ascii=False)
        for one in stage.env.http_requests
        if one.method in {"POST", "PATCH"} and f"/channels/{stage.channel.id}/messages" in one.path
    ]


def list_commands(stage: Stage) -> dict[str, dict]:
    """Return what the bot has told Discord, by the commands' names."""
    return {command["name"]: command for command in stage.env.backend.commands[None].values()}


async def test_only_administrators_see_what_changes_the_index(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        everyone = set(stage.member.available_commands(stage.channel))
        admins = set(stage.admin.available_commands(stage.channel))
        with pytest.raises(SetupError, match="default-member-permissions"):
            await stage.member.slash(stage.channel, "rebuild-index")

    assert everyone == {
        *("ask", "search", "stories", "story", "help", "about", "privacy", "forget-me"),
        *("index-status", "subscribe", "add-story"),
    }
    assert admins == everyone | {"rebuild-index", "feedback", "setup"}


async def test_the_bot_checks_again_where_a_server_has_opened_the_command(
    make_bot: MakeBot,
) -> None:
    async with open_stage(make_bot()) as stage:
        for opened in ("rebuild-index", "feedback"):
            list_commands(stage)[opened]["default_member_permissions"] = None
        rebuild = await stage.member.slash(stage.channel, "rebuild-index")
        feedback = await stage.member.slash(stage.channel, "feedback")

    for refused in (rebuild, feedback):
        assert read_texts(refused.response) == NOT_ADMIN


async def test_a_button_of_an_administrator_does_nothing_for_others(make_bot: MakeBot) -> None:
    bot = make_bot(DISCORD_ADMIN_CHANNEL="123456789012345678")
    async with open_stage(bot) as stage:
        message = await post(stage, draw_offer(bot.desk.collections[0].changes, 0))
        refused = await stage.member.click(message, label="Rebuild")

    assert read_texts(refused.response) == NOT_ADMIN
    assert bot.desk.collections[0].manifest.generation == "g0001"


@pytest.mark.slow
async def test_a_rebuild_is_confirmed_and_says_what_changed(
    make_bot: MakeBot, tiny_stories: Path
) -> None:
    bot = make_bot()
    (tiny_stories / "canal.txt").unlink()
    (tiny_stories / "worms.txt").write_text("Worms\n\nThe worms are back.", encoding="utf-8")
    (tiny_stories / "broken.json").write_text("{", encoding="utf-8")
    async with open_stage(bot, settle_timeout=60) as stage:
        asked = await stage.admin.slash(stage.channel, "rebuild-index")
        assert "newer: 2 new, 1 gone" in read_texts(asked.response)
        assert list_labels(asked.response) == ["Build it", "Only what changed", "Cancel"]
        assert bot.desk.collections[0].manifest.generation == "g0001"
        await stage.admin.click(asked.response, label="Build it")
        said = read_texts(asked.response)
        status = await stage.admin.slash(stage.channel, "index-status")
        listed = await stage.member.slash(stage.channel, "stories")

    assert said == (
        "### Generation g0002 answers now\n"
        "3 stories in 3 passages: 1 added, 0 changed, 1 removed, 1 skipped."
    )
    assert "**Generation** g0002 of g0001, g0002" in read_texts(status.response)
    assert "- broken.json: " in read_texts(status.response)
    assert "Worms" in read_texts(listed.response)


@pytest.mark.slow
async def test_the_old_index_answers_and_a_second_build_waits_meanwhile(
    make_settings: MakeSettings, tiny_stories: Path
) -> None:
    bot = create_bot(make_settings(), build=build_slowly)
    async with open_stage(bot, settle_timeout=60) as stage:
        asked = await stage.admin.slash(stage.channel, "rebuild-index")
        bot.desk.builds[bot.desk.collections[0].folder.root] = "embedding passages, 1 of 4"
        answer = await stage.member.slash(stage.channel, "ask", question="what fell?")
        second = await stage.admin.slash(stage.channel, "rebuild-index")
        pressed = await stage.admin.click(asked.response, label="Build it")
        bot.desk.builds.clear()
        (tiny_stories.parent / "go").touch()
        await stage.admin.click(asked.response, label="Build it")

    busy = "An index is being built already (embedding passages, 1 of 4)."
    assert "A bridge fell" in read_texts(answer.response)
    assert read_texts(second.response) == busy
    assert read_texts(pressed.followups[0] if pressed.followups else pressed.response) == busy
    assert "Generation g0002 answers now" in read_texts(asked.response)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("build", "said"),
    [
        (build_badly, "No story in the folder: put some there."),
        (build_with_a_bug, "The build broke off, the log says where. Nothing has changed."),
        (be_killed, "The build was ended from outside (code -9), perhaps for want of memory. "
                    "Nothing has changed."),
    ],
    ids=["no stories", "bug", "killed"],
)  # fmt: skip
async def test_a_build_that_fails_changes_nothing(
    make_settings: MakeSettings, build: Callable[..., None], said: str
) -> None:
    bot = create_bot(make_settings(), build=build)
    async with open_stage(bot, settle_timeout=60) as stage:
        asked = await stage.admin.slash(stage.channel, "rebuild-index")
        await stage.admin.click(asked.response, label="Build it")
        answer = await stage.member.slash(stage.channel, "ask", question="what fell?")

    assert read_texts(asked.response) == said
    assert "A bridge fell" in read_texts(answer.response)
    assert bot.desk.collections[0].manifest.generation == "g0001"
    assert bot.desk.builds == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    "late_s", [0, -16 * 60], ids=["by Discord's clock", "by the clock of this machine"]
)
async def test_a_rebuild_that_outlasts_its_token_goes_on_in_the_channel(
    make_settings: MakeSettings, tiny_stories: Path, late_s: int
) -> None:
    bot = create_bot(make_settings(), build=build_slowly)
    root = bot.desk.collections[0].folder.root
    async with open_stage(bot, settle_timeout=60) as stage:
        stage.env.backend.clock.advance(late_s)
        asked = await stage.admin.slash(stage.channel, "rebuild-index")
        pressed = asyncio.create_task(stage.admin.click(asked.response, label="Build it"))
        while "1 of 4" not in bot.desk.builds.get(root, ""):
            await asyncio.sleep(0.02)
        stage.env.backend.clock.advance(16 * 60)
        (tiny_stories.parent / "go").touch()
        await pressed
        told = read_channel(stage)

    assert "Generation g0002 answers now" in told[-1]
    assert "Generation g0002 answers now" not in read_texts(asked.response)


@pytest.mark.slow
async def test_fresh_stories_are_offered_once_where_administrators_meet(
    make_bot: MakeBot, tiny_stories: Path
) -> None:
    bot = make_bot()
    async with open_stage(bot, settle_timeout=60) as stage:
        # the simulated Discord chooses the id of its channel
        its_channel = replace(bot.desk.settings.discord, admin_channel=stage.channel.id)
        bot.desk.settings = replace(bot.desk.settings, discord=its_channel)
        await look(bot)
        before = read_channel(stage)
        (tiny_stories / "worms.txt").write_text("Worms\n\nThe worms are back.", encoding="utf-8")
        await look(bot)
        await look(bot)
        await stage.env.settle()
        offers = read_channel(stage)
        offer = stage.channel.last_message
        await stage.member.click(offer, label="Rebuild")
        unchanged = bot.desk.collections[0].manifest.generation
        await stage.admin.click(offer, label="Rebuild")

    assert before == []
    assert ["newer: 1 new" in one for one in offers] == [True]
    assert unchanged == "g0001"
    assert bot.desk.collections[0].manifest.generation == "g0002"


async def test_a_rebuild_can_be_left_alone(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        asked = await stage.admin.slash(stage.channel, "rebuild-index")
        await stage.admin.click(asked.response, label="Cancel")

    assert read_texts(asked.response) == "Cancelled: nothing has changed."


async def test_an_administrator_goes_back_a_generation_and_forward_again(
    tiny_stories: Path, tiny_index: Path, make_bot: MakeBot
) -> None:
    (tiny_stories / "worms.txt").write_text("Worms\n\nThe worms are back.", encoding="utf-8")
    build_tiny_index(tiny_stories, tiny_index)
    bot = make_bot()
    async with open_stage(bot) as stage:
        status = await stage.admin.slash(stage.channel, "index-status")
        other = await stage.member.slash(stage.channel, "index-status")
        await stage.admin.click(status.response, label="Go to g0001")
        asked = read_texts(status.response)
        unchanged = bot.desk.collections[0].manifest.generation
        await stage.admin.click(status.response, label="Let g0001 answer")
        back = bot.desk.collections[0].manifest.generation
        labels = list_labels(status.response)
        await stage.admin.click(status.response, label="Go to g0002")
        await stage.admin.click(status.response, label="Let g0002 answer")

    assert list_labels(other.response) == []
    assert asked.startswith("### Let g0001 answer?\nIt holds 3 stories and was built <t:")
    assert (unchanged, back) == ("g0002", "g0001")
    assert labels[-1] == "Go to g0002"
    assert bot.desk.collections[0].manifest.generation == "g0002"


async def test_an_administrator_lets_every_byte_be_checked(
    tiny_index: Path, make_bot: MakeBot
) -> None:
    async with open_stage(make_bot()) as stage:
        status = await stage.admin.slash(stage.channel, "index-status")
        sound = await stage.admin.click(status.response, label="Verify")
        vectors = tiny_index / "generations" / "g0001" / "vectors.faiss"
        vectors.write_bytes(vectors.read_bytes()[:-1] + b"!")
        damaged = await stage.admin.click(status.response, label="Verify")

    assert read_texts(sound.response) == "Generation g0001 is sound, to the byte."
    assert read_texts(damaged.response).startswith("### Generation g0001 is damaged")


async def test_a_lost_index_folder_is_said_to_those_who_look_after_it(
    tiny_index: Path, make_bot: MakeBot
) -> None:
    async with open_stage(make_bot()) as stage:
        (tiny_index / "generations").rename(tiny_index / "elsewhere")
        status = await stage.admin.slash(stage.channel, "index-status")

    assert "The files of the index are gone." in read_texts(status.response)


async def test_feedback_is_listed_for_administrators(make_bot: MakeBot) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        empty = await stage.admin.slash(stage.channel, "feedback")
        answer = await stage.member.slash(stage.channel, "ask", question="what fell?")
        form = await stage.member.click(answer.response, custom_id=find_id(answer.response, "bad"))
        await stage.member.submit_modal(form, {"text": "No <@1>, [this](http://a.b)!"})
        found = await stage.admin.slash(stage.channel, "feedback")

    assert read_texts(empty.response).startswith("No feedback yet")
    lines = read_texts(found.response).split("\n")
    assert lines[0] == "**what fell?**"
    assert lines[1].endswith("👎 1")
    assert lines[2] == "> No \\<@\u200b1>, \\[this\\](http\\://a.b)!"


@pytest.mark.slow
async def test_long_lists_turn_their_pages(
    tiny_stories: Path, tiny_index: Path, make_bot: MakeBot
) -> None:
    for number in range(23):
        (tiny_stories / f"s{number:02}.txt").write_text(
            f"Ship {number:02}\n\n" + "The ship is a ship. " * 150, encoding="utf-8"
        )
    build_tiny_index(tiny_stories, tiny_index)
    async with open_stage(make_bot()) as stage:
        for command, options in (
            ("stories", {}), ("search", {"words": "ship"}), ("story", {"story": "s01"})
        ):  # fmt: skip
            first = await stage.member.slash(stage.channel, command, **options)
            before, labels = read_texts(first.response), list_labels(first.response)
            await stage.member.click(first.response, label=labels[1])
            after = read_texts(first.response)
            await stage.env.restart_bot(make_bot())
            await stage.member.click(first.response, label="◀")
            back = read_texts(first.response)

            assert labels[1].startswith("1 of ")
            assert before != after
            assert back == before


async def test_direct_messages_are_answered_and_have_no_administrators(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        carl = stage.env.create_user("carl")
        answer = await carl.slash("ask", question="what fell?")
        passage = await carl.click(answer.response, label="[1]")
        status = await carl.slash("index-status")
        commands = carl.available_commands()

    assert "A bridge fell" in read_texts(answer.response)
    assert "> A bridge fell" in read_texts(passage.response)
    assert list_labels(status.response) == []
    assert "rebuild-index" not in commands


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"DISCORD_ALLOWED_SERVERS": "999999999999999999"}, "I do not answer on this server."),
        (
            {"DISCORD_ALLOWED_CHANNELS": "999999999999999999"},
            "I do not answer in this channel: ask in <#999999999999999999>.",
        ),
        ({"DISCORD_ALLOWED_SERVERS": "123456789012345678"}, None),
    ],
    ids=["server", "channel", "allowed"],
)
async def test_servers_and_channels_can_be_left_out(
    make_bot: MakeBot, setting: dict[str, str], said: str | None
) -> None:
    async with open_stage(make_bot(**setting)) as stage:
        answer = await stage.member.slash(stage.channel, "ask", question="what fell?")

    assert (read_texts(answer.response) == said) == (said is not None)


async def test_a_server_can_have_stories_of_its_own(make_bot: MakeBot, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "moon.json").write_text(TINY_STORIES["moon.json"], encoding="utf-8")
    build_tiny_index(own, tmp_path / "own-index")
    servers = tmp_path / "servers.toml"
    servers.write_text('[123456789012345678]\nstories = "own"\nindex = "own-index"\n')
    async with open_stage(make_bot(BYLINE_SERVERS=str(servers))) as stage:
        here = await stage.member.slash(stage.channel, "stories")
        elsewhere = await stage.env.create_user("carl").slash("stories")

    assert read_texts(here.response).startswith(
        "**1 story**, the newest first\n**Probe lands on the moon**"
    )
    assert read_texts(elsewhere.response).startswith("**3 stories**, ")


async def test_the_bot_may_be_used_everywhere_and_its_index_only_in_servers(
    make_bot: MakeBot,
) -> None:
    async with open_stage(make_bot()) as stage:
        commands = list_commands(stage)

    assert commands["ask"]["contexts"] == [0, 1, 2]
    assert commands["ask"]["integration_types"] == [0, 1]
    assert commands["rebuild-index"]["contexts"] == [0]
    assert commands["rebuild-index"]["integration_types"] == [0]


async def test_no_privileged_intent_is_asked_for(make_bot: MakeBot) -> None:
    intents = make_bot().intents

    assert not intents.message_content
    assert intents == discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
