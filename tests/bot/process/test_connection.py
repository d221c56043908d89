"""How the bot keeps its connection: heartbeats, and a session that outlives its sockets."""

import pytest
from discord_loopback import Closed, Frame, Opened, Person
from discord_loopback.checks import texts_of

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

QUESTION = {"question": "Where did the bridge fall?"}


async def check_answers(running) -> None:
    """Check that a question is answered still."""
    sent = await running.discord.people.send_command("ask", QUESTION, person=Person())
    assert "river" in texts_of(await sent.shown())


async def test_heartbeats_come_in_time_and_tell_the_last_event(running) -> None:
    journal, since = running.discord.journal, running.discord.journal.now

    first = await journal.wait(Frame, lambda frame: frame.op == 1, since=since)
    since = journal.now
    second = await journal.wait(Frame, lambda frame: frame.op == 1, since=since)

    assert second.at - first.at < 2 * running.discord.gateway.heartbeat_s
    assert second.data == len(running.discord.gateway.session.events)


async def test_a_connection_without_acknowledged_heartbeats_is_given_up(running) -> None:
    gateway, since = running.discord.gateway, running.discord.journal.now
    gateway.acknowledges = False

    closed = await running.discord.journal.wait(Closed, since=since, timeout_s=90)
    gateway.acknowledges = True
    started = await running.discord.ready(since=since)

    assert closed.code not in {1000, 1001}, "these would end the session"
    assert started.resumed
    await check_answers(running)


@pytest.mark.parametrize("how", ["op 7", "op 9 resumable", "close 4000", "cut"])
async def test_a_session_is_resumed_and_what_came_meanwhile_is_answered(running, how: str) -> None:
    discord, since = running.discord, running.discord.journal.now
    connection = discord.gateway.current
    if how == "op 7":
        await discord.gateway.ask_to_reconnect()
    elif how == "op 9 resumable":
        await discord.gateway.invalidate(resumable=True)
    elif how == "close 4000":
        await connection.close(4000)
    else:
        connection.cut()
    connection.detach()
    sent = await discord.people.send_command("ask", QUESTION, person=Person())

    started = await discord.ready(since=since)

    assert started.resumed
    assert "river" in texts_of(await sent.shown())
    assert len(discord.identified) == 1


async def test_a_session_that_is_gone_is_begun_anew(running) -> None:
    since = running.discord.journal.now

    await running.discord.gateway.invalidate(resumable=False)
    started = await running.discord.ready(since=since)

    assert not started.resumed
    await check_answers(running)


async def test_a_gateway_that_is_away_for_a_while_is_found_again(running) -> None:
    gateway, since = running.discord.gateway, running.discord.journal.now
    gateway.refusals += [4000, 4000]

    await gateway.invalidate(resumable=False)
    await running.discord.ready(since=since, timeout_s=90)

    opened = running.discord.journal.all(Opened, since=since)
    assert 2 <= len(opened) <= 6, "a storm of connections costs the token"
    await check_answers(running)


async def test_events_that_it_does_not_know_are_left_alone(running) -> None:
    gateway = running.discord.gateway
    await gateway.dispatch("SOMETHING_NEW", {"a": [1, None]})
    await gateway.current.send({"op": 1, "d": None})
    await gateway.current.send({"op": 99, "d": {}})

    await check_answers(running)
