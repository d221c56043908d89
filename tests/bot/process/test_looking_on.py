"""What an operator sees from outside: health, metrics, logs."""

import asyncio
import json
import signal
import socket

import aiohttp
import pytest
from discord_loopback import LoopbackDiscord, Person
from discord_loopback.checks import check_failure, check_words
from prometheus_client.parser import text_string_to_metric_families

pytestmark = pytest.mark.slow

QUESTION = {"question": "Which zebra fell into the river?"}


@pytest.fixture
def port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return str(taken.getsockname()[1])


async def read(port: str, page: str) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/{page}") as response,
    ):
        return response.status, await response.text()


async def become(port: str, status: int, said: str) -> None:
    """Wait until the health answers so."""
    async with asyncio.timeout(60):
        while await read(port, "health") != (status, f"{said}\n"):
            await asyncio.sleep(0.1)


async def test_health_follows_the_connection(discord: LoopbackDiscord, start, port: str) -> None:
    async with start(BYLINE_METRICS_PORT=port):
        await discord.ready()
        await become(port, 200, "well")
        async with start("--health", BYLINE_METRICS_PORT=port) as asking:
            well = await asking.ended()
        discord.gateway.refusals += [4000] * 50
        await discord.gateway.invalidate(resumable=False)
        await become(port, 503, "not connected")
        async with start("--health", BYLINE_METRICS_PORT=port) as asking:
            ill = await asking.ended()
        discord.gateway.refusals.clear()
        since = discord.journal.now
        await discord.ready(since=since)
        await become(port, 200, "well")

    assert (well.code, well.out) == (0, "well\n")
    check_failure(ill, 69, "not connected")


async def test_health_without_a_bot_is_an_error(start, port: str) -> None:
    async with start("--health", BYLINE_METRICS_PORT=port) as asking:
        nobody = await asking.ended()
    async with start("--health") as asking:
        no_port = await asking.ended()

    check_failure(nobody, 69, port)
    check_failure(no_port, 78, "BYLINE_METRICS_PORT")


async def test_metrics_count_questions_on_this_machine_alone(
    discord: LoopbackDiscord, start, port: str
) -> None:
    async with start(BYLINE_METRICS_PORT=port):
        await discord.ready()
        for _ in range(2):
            sent = await discord.people.send_command("ask", QUESTION, person=Person())
            await sent.shown()
        await become(port, 200, "well")
        status, text = await read(port, "metrics")
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.2", int(port))
    values = {
        (one.name, one.labels.get("status")): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }

    assert status == 200
    assert sum(values.get(("byline_questions_total", s), 0) for s in STATUSES) == 2
    assert values["byline_answer_seconds_count", None] == 2
    assert values["byline_stories", None] == 3
    assert "zebra" not in text


async def test_another_address_of_the_machine_is_read_where_the_settings_name_one(
    discord: LoopbackDiscord, start, port: str
) -> None:
    settings = {"BYLINE_METRICS_PORT": port, "BYLINE_METRICS_HOST": "127.0.0.2"}
    async with start(**settings):
        await discord.ready()
        async with aiohttp.ClientSession() as session, asyncio.timeout(60):
            while True:
                async with session.get(f"http://127.0.0.2:{port}/health") as response:
                    if response.status == 200:
                        break
                await asyncio.sleep(0.1)
        async with start("--health", **settings) as asking:
            well = await asking.ended()
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", int(port))

    assert (well.code, well.out) == (0, "well\n")


STATUSES = ("answered", "unanswered")


@pytest.mark.parametrize("wanted", ["0", "1"], ids=["usual", "switched on"])
async def test_json_logs_are_an_object_a_line_and_hold_questions_on_request_alone(
    discord: LoopbackDiscord, start, wanted: str
) -> None:
    async with start(BYLINE_LOG_FORMAT="json", BYLINE_LOG_QUESTIONS=wanted) as bot:
        await discord.ready()
        sent = await discord.people.send_command("ask", QUESTION, person=Person())
        await sent.shown()
        bot.send_signal(signal.SIGTERM)
        ended = await bot.ended()
        check_words(discord, bot)

    lines = [json.loads(line) for line in ended.err.splitlines()]
    assert {tuple(line) for line in lines} == {("time", "level", "logger", "message")}
    assert any("nswered in" in line["message"] for line in lines)
    assert ("zebra" in ended.err) == (wanted == "1")
