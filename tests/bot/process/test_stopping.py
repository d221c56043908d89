"""How the bot leaves: it says goodbye to the gateway, and to whoever waits for an answer."""

import signal

import pytest
from discord_loopback import LoopbackDiscord, Person, Request, faults
from discord_loopback.checks import check_words, find_button, texts_of

pytestmark = pytest.mark.slow

QUESTION = {"question": "Where did the bridge fall?"}
SIGNALS = [
    pytest.param(signal.SIGTERM, 0, id="SIGTERM"),
    pytest.param(signal.SIGINT, 130, id="Ctrl-C"),
]


@pytest.mark.parametrize(("number", "code"), SIGNALS)
async def test_it_ends_its_session(
    discord: LoopbackDiscord, start, number: signal.Signals, code: int
) -> None:
    async with start() as bot:
        await discord.ready()
        bot.send_signal(number)
        ended = await bot.ended()
        check_words(discord, bot)

    assert ended.code == code
    assert await discord.closed() == 1000


@pytest.mark.parametrize(("number", "code"), SIGNALS)
async def test_an_answer_in_flight_is_finished_or_apologised_for(
    discord: LoopbackDiscord, start, number: signal.Signals, code: int
) -> None:
    async with start() as bot:
        await discord.ready()
        discord.script.add("POST", "/interactions/.*", faults.slow(1.0))
        sent = await discord.people.send_command("ask", QUESTION)
        await discord.journal.wait(Request, lambda request: "callback" in request.path)
        bot.send_signal(number)
        shown = await sent.shown()
        ended = await bot.ended()
        check_words(discord, bot)

    assert any(word in texts_of(shown) for word in ("river", "ask again"))
    assert ended.code == code
    assert await discord.closed() == 1000


async def test_questions_that_come_while_it_leaves_are_told_so(
    discord: LoopbackDiscord, start
) -> None:
    async with start() as bot:
        await discord.ready()
        discord.script.add("POST", "/interactions/.*", faults.slow(2.0))
        await discord.people.send_command("ask", QUESTION)
        await discord.journal.wait(Request, lambda request: "callback" in request.path)
        bot.send_signal(signal.SIGTERM)
        late = await discord.people.send_command("ask", QUESTION, person=Person())
        shown = await late.shown()
        ended = await bot.ended()

    assert any(word in texts_of(shown) for word in ("river", "ask again"))
    assert ended.code == 0


@pytest.mark.parametrize(("number", "code"), SIGNALS)
async def test_it_leaves_before_it_is_connected_too(
    discord: LoopbackDiscord, start, number: signal.Signals, code: int
) -> None:
    discord.script.add("GET", "/users/@me", faults.slow(20.0))

    async with start() as bot:
        await discord.journal.wait(Request, timeout_s=60)
        bot.send_signal(number)
        ended = await bot.ended(timeout_s=10)
        check_words(discord, bot)

    assert ended.code == code


async def test_it_leaves_while_it_looks_for_a_gateway(discord: LoopbackDiscord, start) -> None:
    async with start() as bot:
        await discord.ready()
        discord.gateway.refusals += [4000] * 20
        since = discord.journal.now
        await discord.gateway.invalidate(resumable=False)
        await discord.closed(since=since)
        bot.send_signal(signal.SIGTERM)
        ended = await bot.ended()

    assert ended.code == 0


async def test_buttons_outlive_the_process_that_drew_them(discord: LoopbackDiscord, start) -> None:
    async with start() as bot:
        await discord.ready()
        sent = await discord.people.send_command("ask", QUESTION)
        answer = (await sent.shown()).message
        bot.send_signal(signal.SIGTERM)
        await bot.ended()
    since = discord.journal.now

    async with start():
        await discord.ready(since=since)
        pressed = await discord.people.press(answer, find_button(answer, "passage"))
        shown = await pressed.shown()

    assert "river" in texts_of(shown)
