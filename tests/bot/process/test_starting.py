"""How ``byline bot`` begins, and the one line it leaves with where it cannot."""

import re
import shutil
from pathlib import Path

import pytest
from discord_loopback import LoopbackDiscord, Opened, Request, faults
from discord_loopback.checks import check_failure, check_words

pytestmark = pytest.mark.slow


async def test_a_wrong_token_ends_it(discord: LoopbackDiscord, start) -> None:
    async with start(DISCORD_TOKEN="some.other.token") as bot:
        ended = await bot.ended(timeout_s=60)

    check_failure(ended, 78, "token", "DISCORD_TOKEN")
    assert "some.other.token" not in ended.err
    assert discord.journal.all(Opened) == []


@pytest.mark.parametrize("token", ["", "two words", "tökén"])
async def test_a_token_that_is_none_ends_it_before_discord_is_asked(
    discord: LoopbackDiscord, start, token: str
) -> None:
    async with start(DISCORD_TOKEN=token) as bot:
        ended = await bot.ended(timeout_s=60)

    check_failure(ended, 78, "token")
    assert discord.journal.entries == []


async def test_discord_out_of_reach_ends_it(discord: LoopbackDiscord, start) -> None:
    await discord.stop()

    async with start() as bot:
        ended = await bot.ended(timeout_s=60)

    check_failure(ended, 69, "Discord")


async def test_discord_that_is_down_ends_it(discord: LoopbackDiscord, start) -> None:
    discord.script.add("GET", "/users/@me", faults.UNAVAILABLE)

    async with start() as bot:
        ended = await bot.ended(timeout_s=60)

    check_failure(ended, 69, "Discord")


async def test_without_an_index_it_says_how_to_build_one(
    discord: LoopbackDiscord, start, home: Path
) -> None:
    shutil.rmtree(home / ".byline")

    async with start() as bot:
        ended = await bot.ended(timeout_s=60)

    check_failure(ended, 3, "byline rebuild-index")
    assert discord.journal.all(Opened) == []


async def test_a_damaged_index_ends_it(discord: LoopbackDiscord, start, home: Path) -> None:
    generation = home / ".byline" / "generations" / "g0001"
    [vectors] = generation.glob("*.faiss")
    vectors.write_bytes(vectors.read_bytes()[:-1])

    async with start() as bot:
        ended = await bot.ended(timeout_s=60)

    check_failure(ended, 3, "byline rebuild-index")


@pytest.mark.parametrize(
    ("code", "word"),
    [
        pytest.param(4004, "token", id="4004: bad token"),
        pytest.param(4014, "intents", id="4014: intents that were not granted"),
    ],
)
async def test_a_gateway_that_will_never_let_it_in_ends_it(
    discord: LoopbackDiscord, start, code: int, word: str
) -> None:
    discord.gateway.refusals.append(code)

    async with start() as bot:
        ended = await bot.ended(timeout_s=60)
        check_words(discord, bot)

    check_failure(ended, 78, word)
    assert len(discord.journal.all(Opened)) == 1


async def test_a_gateway_that_closes_for_a_moment_is_asked_again(
    discord: LoopbackDiscord, start
) -> None:
    discord.gateway.refusals.append(4000)

    async with start():
        await discord.ready(timeout_s=90)

    assert 2 <= len(discord.journal.all(Opened)) <= 4


async def test_a_gateway_that_speaks_no_json_ends_it(discord: LoopbackDiscord, start) -> None:
    async with start() as bot:
        await discord.ready()
        await discord.gateway.current.send_text("{")
        ended = await bot.ended(timeout_s=60)
        check_words(discord, bot)

    check_failure(ended, 69, "Discord")


async def test_no_privileged_intent_is_asked_for(discord: LoopbackDiscord, start) -> None:
    async with start() as bot:
        await discord.ready()
        check_words(discord, bot)

    [identified] = discord.identified
    guilds, guild_messages, direct_messages = 1 << 0, 1 << 9, 1 << 12
    assert identified["intents"] == guilds | guild_messages | direct_messages


async def test_the_token_is_no_argument_and_may_come_from_a_file(
    discord: LoopbackDiscord, start, tmp_path: Path
) -> None:
    (tmp_path / "token").write_text(f"{discord.token}\n", encoding="utf-8")

    async with start(DISCORD_TOKEN="", DISCORD_TOKEN_FILE=str(tmp_path / "token")) as bot:
        await discord.ready()
        arguments = bot.command_line()
        check_words(discord, bot)

    assert b"bot" in arguments
    assert discord.token.encode() not in arguments


async def test_even_with_debug_on_the_token_is_not_written(discord: LoopbackDiscord, start) -> None:
    async with start(BYLINE_DEBUG="1", BYLINE_LOG_FORMAT="json") as bot:
        await discord.ready()
        sent = await discord.people.send_command("ask", {"question": "Where did the bridge fall?"})
        await sent.shown()
        check_words(discord, bot)


async def test_logs_hold_no_question(discord: LoopbackDiscord, start) -> None:
    async with start() as bot:
        await discord.ready()
        sent = await discord.people.send_command("ask", {"question": "Which zebra fell?"})
        await sent.shown()
        written = "".join(bot.written())

    assert not re.search("zebra", written, re.IGNORECASE)


async def test_a_second_process_on_the_same_token_and_index_is_refused(
    discord: LoopbackDiscord, start
) -> None:
    async with start() as first:
        await discord.ready()
        async with start() as second:
            ended = await second.ended(timeout_s=60)
        sent = await discord.people.send_command("ask", {"question": "Where did the bridge fall?"})
        await sent.shown()
        assert first.process.returncode is None

    check_failure(ended, 78, "already")
    assert len(discord.journal.all(Opened)) == 1


async def test_a_process_that_was_killed_leaves_no_lock_behind(
    discord: LoopbackDiscord, start
) -> None:
    async with start() as first:
        await discord.ready()
        first.process.kill()
        await first.ended()
    since = discord.journal.now

    async with start():
        assert not (await discord.ready(since=since)).resumed


async def test_check_asks_discord_and_leaves(discord: LoopbackDiscord, start) -> None:
    async with start("--check") as bot:
        ended = await bot.ended(timeout_s=60)
        check_words(discord, bot)

    assert ended.code == 0
    assert discord.journal.all(Request)
    assert discord.journal.all(Opened) == []


async def test_check_names_what_is_wrong(discord: LoopbackDiscord, start, home: Path) -> None:
    async with start("--check", DISCORD_TOKEN="some.other.token") as bot:
        with_wrong_token = await bot.ended(timeout_s=60)
    shutil.rmtree(home / ".byline")
    async with start("--check") as bot:
        without_index = await bot.ended(timeout_s=60)

    assert (with_wrong_token.code, without_index.code) == (78, 3)
    assert "token" in with_wrong_token.out + with_wrong_token.err
    assert "byline rebuild-index" in without_index.out + without_index.err


async def test_check_works_beside_a_running_bot(discord: LoopbackDiscord, start) -> None:
    async with start():
        await discord.ready()
        async with start("--check") as second:
            ended = await second.ended(timeout_s=60)

    assert ended.code == 0


async def test_the_link_that_adds_the_bot_is_printed(discord: LoopbackDiscord, start) -> None:
    async with start("--invite") as bot:
        ended = await bot.ended(timeout_s=60)

    assert ended.code == 0
    assert ended.out.startswith("https://discord.com/oauth2/authorize?client_id=")
    assert "Public Bot is on" in ended.err


async def test_the_commands_are_sent_on_request(discord: LoopbackDiscord, start) -> None:
    async with start("--sync") as bot:
        ended = await bot.ended(timeout_s=60)

    assert ended.code == 0
    assert ended.out.startswith("Discord knows ")
    assert [one.method for one in discord.journal.all(Request) if one.method == "PUT"] == ["PUT"]
    assert discord.journal.all(Opened) == []
