"""The bot in two processes on one index: each server is answered once, one writes, both keep up."""

import asyncio
import contextlib
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from discord_loopback import (
    Acknowledged,
    Guild,
    LoopbackDiscord,
    Person,
    Sent,
    Started,
    make_snowflake_of,
)
from discord_loopback.checks import (
    check_calls,
    check_failure,
    check_words,
    find_button,
    is_answer,
    texts_of,
)
from discord_loopback.objects import Json
from discord_loopback.process import BotProcess, run_bot
from filelock import FileLock
from kept_places import Place
from milvus_process import find_free_port
from postgres_server import PostgresServer
from tiny_index import TINY_MODEL, build_tiny_index

pytestmark = pytest.mark.slow

PROCESSES = 2
QUESTION = {"question": "how many workers were missing after the bridge fell?"}
PATIENCE_S = 60.0
KEEPS_UP_S = 30.0


@pytest.fixture
async def discord(openapi) -> AsyncIterator[LoopbackDiscord]:
    """A Discord with four servers, of which each of two shards has two."""
    guilds = [
        Guild(f"Newsroom {number}", id=make_snowflake_of(number % PROCESSES, PROCESSES))
        for number in range(4)
    ]
    async with LoopbackDiscord(ack_limit_s=PATIENCE_S, guilds=guilds) as server:
        yield server
    check_calls(server, openapi)


@asynccontextmanager
async def run_both(
    home: Path, discord: LoopbackDiscord, **settings: str
) -> AsyncIterator[tuple[BotProcess, BotProcess]]:
    """Run the process of shard 0 and that of shard 1, and wait until both stand."""
    given = {"BYLINE_MODEL": TINY_MODEL, "BYLINE_CONFIDENCE": "0.01"} | settings
    async with run_bot(home, discord, given | {"DISCORD_SHARDS": "0/2"}) as first:
        await discord.ready()
        since = discord.journal.now
        async with run_bot(home, discord, given | {"DISCORD_SHARDS": "1/2"}) as second:
            await discord.ready(since=since)
            yield first, second
            for one in (first, second):
                check_words(discord, one)


async def ask(discord: LoopbackDiscord, guild: Guild, person: Person) -> tuple[Sent, Json]:
    sent = await discord.people.send_command("ask", QUESTION, person=person, guild=guild)
    return sent, (await sent.shown(where=is_answer)).message


async def use(discord: LoopbackDiscord, command: str, guild: Guild, person: Person) -> str:
    """Use a command without options, and return what it says in the end."""
    sent = await discord.people.send_command(command, person=person, guild=guild)
    return texts_of(await sent.shown())


def count_answers(bot: BotProcess) -> int:
    return bot.written()[1].count("nswered in")


async def test_each_server_is_answered_once_by_the_process_of_its_shard(
    discord: LoopbackDiscord, home: Path
) -> None:
    async with run_both(home, discord) as bots:
        asked = [(await ask(discord, guild, Person()))[0] for guild in discord.guilds]
        direct = await discord.people.send_command("ask", QUESTION, in_guild=False)
        await direct.shown(where=is_answer)
        await asyncio.sleep(0.5)
        answered = [count_answers(bot) for bot in bots]

    journal = discord.journal
    acknowledged = [one.interaction for one in journal.all(Acknowledged)]
    assert sorted(acknowledged) == sorted(one.interaction.id for one in (*asked, direct))
    assert answered == [3, 2], "two servers each, and direct messages come to shard 0"
    assert [tuple(one["shard"]) for one in discord.identified] == [(0, 2), (1, 2)]
    assert len(journal.all(Started)) == 2


async def become(port: str, said: str) -> None:
    """Wait until the health answers so."""
    async with asyncio.timeout(60), aiohttp.ClientSession() as session:
        while True:
            with contextlib.suppress(aiohttp.ClientConnectionError):
                async with session.get(f"http://127.0.0.1:{port}/health") as response:
                    if await response.text() == f"{said}\n":
                        return
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("shards", ["0-1/2", "1"])
async def test_a_process_may_run_several_shards_and_is_well_with_all_of_them(
    discord: LoopbackDiscord, home: Path, shards: str
) -> None:
    discord.recommended_shards = PROCESSES
    port = str(find_free_port())
    given = {"BYLINE_MODEL": TINY_MODEL, "DISCORD_SHARDS": shards, "BYLINE_METRICS_PORT": port}
    async with run_bot(home, discord, given) as bot:
        await become(port, "well")
        for guild in discord.guilds:
            await ask(discord, guild, Person())
        discord.gateway.refusals += [4000] * 30
        await discord.gateway.invalidate(resumable=False)
        await become(port, "not connected")
        discord.gateway.refusals.clear()
        await become(port, "well")
        bot.send_signal(signal.SIGTERM)
        ended = await bot.ended()

    assert ended.code == 0
    assert {tuple(one["shard"]) for one in discord.identified} == {(0, 2), (1, 2)}


async def test_shards_that_a_process_of_this_machine_has_are_refused_to_another(
    discord: LoopbackDiscord, home: Path
) -> None:
    given, ends = {"BYLINE_MODEL": TINY_MODEL}, []
    async with run_bot(home, discord, given | {"DISCORD_SHARDS": "0/2"}):
        await discord.ready()
        for shards in ("0-1/2", "0", "1/3"):
            async with run_bot(home, discord, given | {"DISCORD_SHARDS": shards}) as second:
                ends.append(await second.ended())

    for ended in ends:
        check_failure(ended, 78, "already")
    assert len(discord.identified) == 1


async def test_a_build_of_one_process_is_not_begun_by_the_other(
    discord: LoopbackDiscord, home: Path
) -> None:
    admin = Person("admin", administrator=True)
    second_server = discord.guilds[1]
    async with run_both(
        home, discord, DISCORD_HOME_SERVERS=" ".join(one.id for one in discord.guilds)
    ):
        asked = await discord.people.send_command(
            "rebuild-index", person=admin, guild=second_server
        )
        offered = (await asked.shown()).message
        with FileLock(home / ".byline" / "lock"):  # as a build of the other process holds it
            button = find_button(offered, "rebuild")
            pressed = await discord.people.press(offered, button, person=admin, guild=second_server)
            refused = await pressed.shown(
                where=lambda message: "Another build" in str(message), timeout_s=120
            )
        _, answer = await ask(discord, second_server, Person())

    assert "Another build is running in .byline: wait until it is done." in texts_of(refused)
    assert "six workers" in str(answer)
    assert [path.name for path in (home / ".byline" / "generations").iterdir()] == ["g0001"]


async def test_what_one_has_built_answers_in_both_within_seconds(
    discord: LoopbackDiscord, home: Path
) -> None:
    async with run_both(home, discord, BYLINE_WATCH_MINUTES="0") as bots:
        (home / "stories" / "fire.txt").write_text("Fire\n\nThe fire burnt the mayor's house.\n")
        build_tiny_index(home / "stories", home / ".byline")
        start = time.monotonic()
        async with asyncio.timeout(KEEPS_UP_S):
            while not all("index g0002 answers now" in bot.written()[1] for bot in bots):
                await asyncio.sleep(0.2)
        took = time.monotonic() - start
        said = [await use(discord, "stories", guild, Person()) for guild in discord.guilds[:2]]

    assert took < KEEPS_UP_S
    assert all("Fire" in text for text in said)


async def test_what_a_person_asked_in_both_is_one_and_forgotten_in_one(
    discord: LoopbackDiscord, home: Path, place: Place
) -> None:
    person, other = Person("ann"), Person("bea")
    first, second = discord.guilds[:2]
    settings = {name: one for name, one in place.settings.items() if name != "BYLINE_INDEX"}
    async with run_both(home, discord, **settings):
        for guild in (first, second):
            await ask(discord, guild, person)
        _, kept = await ask(discord, second, other)
        before = [await use(discord, "privacy", guild, person) for guild in (first, second)]
        forgotten = await use(discord, "forget-me", first, person)
        after = await use(discord, "privacy", second, person)
        passage = await discord.people.press(
            kept, find_button(kept, "passage"), person=other, guild=second
        )
        shown = texts_of(await passage.shown())

    assert all("Of you, 2 questions and 0 ratings are kept now." in text for text in before)
    shared = "BYLINE_STATE" in settings
    assert all(("in a database, on a server" in text) == shared for text in before)
    assert "Forgotten: 2 questions and 0 ratings." in forgotten
    assert "Of you, 0 questions and 0 ratings are kept now." in after
    assert "Bridge falls into the river" in shown


async def test_both_answer_without_their_server_and_keep_again_once_it_is_back(
    discord: LoopbackDiscord, home: Path, postgres_server: PostgresServer
) -> None:
    settings = {
        "BYLINE_STATE": postgres_server.address(postgres_server.make_database(), password=""),
        "BYLINE_STATE_PASSWORD_FILE": str(postgres_server.password_file),
    }
    person = Person()
    async with run_both(home, discord, **settings) as bots:
        postgres_server.stop()
        try:
            answers = []
            for guild in discord.guilds[:2]:
                sent = await discord.people.send_command(
                    "ask", QUESTION, person=person, guild=guild
                )
                shown = await sent.shown(where=lambda message: "six workers" in str(message))
                answers.append(shown.message)
            told = await use(discord, "privacy", discord.guilds[1], person)
        finally:
            postgres_server.start()
        async with asyncio.timeout(10):
            while "kept now" not in (again := await use(discord, "privacy", discord.guilds[1],
                                                        person)):  # fmt: skip
                await asyncio.sleep(0.2)
        await ask(discord, discord.guilds[0], person)
        await ask(discord, discord.guilds[1], person)
        logs = [bot.written()[1] for bot in bots]

    assert all("by1:good" not in str(answer) for answer in answers), "no button that finds nothing"
    assert "Questions cannot be kept on postgresql" in told
    assert "start the server" in told
    assert "Of you, 0 questions" in again
    assert all("a question could not be kept" in log for log in logs)


async def test_without_its_server_it_does_not_start(discord: LoopbackDiscord, home: Path) -> None:
    settings = {"BYLINE_MODEL": TINY_MODEL, "BYLINE_STATE": "postgresql://byline@127.0.0.1:1/news"}
    async with run_bot(home, discord, settings) as bot:
        ended = await bot.ended()
    async with run_bot(home, discord, settings, "--check") as bot:
        checked = await bot.ended()

    check_failure(ended, 69, "Questions cannot be kept on postgresql://byline@127.0.0.1:1/news")
    assert checked.code == 69
    assert discord.identified == []
