"""The loopback Discord itself, with a plain discord.py bot: it behaves as the real one."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest
import yarl
from discord import app_commands
from discord_loopback import Description, Frame, LoopbackDiscord, Opened, Reply, Shown, make_message
from discord_loopback import faults as f


class PlainBot(discord.Client):
    """A bot with one of each: a command, a button, a form, a menu, a completion."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True), allowed_mentions=discord.AllowedMentions.none()
        )
        self.tree = app_commands.CommandTree(self)
        self.errors: list[Exception] = []

    async def setup_hook(self) -> None:
        self.tree.command(name="ask", description="Ask")(ask)
        self.tree.command(name="form", description="Open a form")(open_form)
        self.tree.context_menu(name="Check this claim")(check)
        self.tree.error(self._note)
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Begin anew at once, where discord.py waits for 5 s."""

    async def _note(self, interaction: discord.Interaction, error: Exception) -> None:
        self.errors.append(getattr(error, "original", error))


class Form(discord.ui.Modal, title="What is wrong?"):
    reason = discord.ui.TextInput(label="Reason", custom_id="reason")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"noted: {self.reason.value}", ephemeral=True)


class Press(discord.ui.LayoutView):
    text = discord.ui.TextDisplay("an answer")
    row: discord.ui.ActionRow = discord.ui.ActionRow()

    @row.button(label="more", custom_id="more")
    async def more(self, interaction: discord.Interaction, button: discord.ui.Button) -> None:
        await interaction.response.defer()
        await interaction.followup.send("one more", ephemeral=True)


async def ask(interaction: discord.Interaction, question: str) -> None:
    await interaction.response.defer(thinking=True)
    if question == "wait":
        await asyncio.get_running_loop().create_future()
    await interaction.edit_original_response(view=Press())


async def complete(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=typed.upper(), value=typed)]


ask = app_commands.autocomplete(question=complete)(ask)


async def open_form(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Form())


async def check(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"checked: {message.content}", ephemeral=True)


@pytest.fixture
async def server(openapi: Description | None) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(heartbeat_s=0.3) as running:
        yield running
    if openapi:
        replies = running.journal.all(Reply, lambda reply: not reply.scripted)
        assert [problem for reply in replies for problem in openapi.find_problems(reply)] == []


@pytest.fixture
async def bot(server: LoopbackDiscord, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PlainBot]:
    monkeypatch.setattr(discord.http.Route, "BASE", server.api)
    url = yarl.URL(server.gateway_url)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", url)
    running = PlainBot()
    task = asyncio.create_task(running.start(server.token))
    await server.ready()
    yield running
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    await running.close()


async def test_a_command_is_acknowledged_and_then_answered(
    server: LoopbackDiscord, bot: PlainBot
) -> None:
    sent = await server.people.send_command("ask", {"question": "who?"})

    ack, answer = await sent.acknowledged(), await sent.shown()

    assert ack.kind == 5
    assert sent.interaction.sent_at <= ack.at <= answer.at
    assert [part["type"] for part in answer.message["components"]] == [10, 1]
    assert sent.messages == [answer.message]


async def test_buttons_forms_menus_and_completions_reach_the_bot(
    server: LoopbackDiscord, bot: PlainBot
) -> None:
    asked = await server.people.send_command("ask", {"question": "who?"}, in_guild=False)
    answer = await asked.shown()

    pressed = await server.people.press(answer.message, "more")
    completed = await server.people.autocomplete("ask", {"question": "wh"}, "question")
    opened = await (await server.people.send_command("form")).acknowledged()
    filled = await server.people.submit_modal(opened, {"reason": "a typo"})
    claim = make_message(server.me, server.guild.channel_id, {"content": "It fell."})
    checked = await server.people.use_menu("Check this claim", claim)

    follow_up = await server.journal.wait(
        Shown, lambda shown: shown.message.get("content") == "one more"
    )
    assert follow_up.interaction == pressed.interaction.id
    assert (await completed.acknowledged()).data["choices"] == [{"name": "WH", "value": "wh"}]
    assert (await filled.shown()).message["content"] == "noted: a typo"
    assert (await checked.shown()).message["content"] == "checked: It fell."


async def test_what_cannot_be_used_is_said(server: LoopbackDiscord, bot: PlainBot) -> None:
    sent = await server.people.send_command("ask", {"question": "who?"})
    answer = await sent.shown()

    with pytest.raises(LookupError, match="no command nope"):
        await server.people.send_command("nope")
    with pytest.raises(LookupError, match="nothing to press"):
        await server.people.press(answer.message, "nope")


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        pytest.param(f.UNKNOWN_INTERACTION, 10062, id="unknown interaction"),
        pytest.param(f.ALREADY_ACKNOWLEDGED, 40060, id="acknowledged twice"),
        pytest.param(f.MISSING_PERMISSION, 50013, id="missing permission"),
        pytest.param(f.LOST_REPLY, 40060, id="the reply to the first was lost"),
    ],
)
async def test_a_refusal_reaches_the_bot_with_its_code(
    server: LoopbackDiscord, bot: PlainBot, fault: f.Fault, code: int
) -> None:
    server.script.add("POST", "/interactions/.*", fault)

    await server.people.send_command("ask", {"question": "who?"})
    await server.journal.wait(Reply, lambda reply: reply.code == code)

    assert server.script.unplayed == 0


async def test_a_late_answer_and_an_expired_token_are_refused(
    server: LoopbackDiscord, bot: PlainBot
) -> None:
    sent = await server.people.send_command("ask", {"question": "wait"})
    await sent.acknowledged()
    sent.interaction.expired = True
    with pytest.raises(discord.HTTPException) as expired:
        await bot.http.request(
            discord.http.Route(
                "PATCH",
                "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
                webhook_id=server.me["id"],
                webhook_token=sent.interaction.payload["token"],
            ),
            json={"content": "too late", "allowed_mentions": {"parse": []}},
        )

    assert (expired.value.status, expired.value.code) == (401, 50027)


@pytest.mark.parametrize(
    ("faults", "least_s"),
    [
        pytest.param((f.rate_limited(0.3),), 0.3, id="429"),
        pytest.param((f.rate_limited(0.3, everywhere=True),), 0.3, id="global 429"),
        pytest.param((f.BAD_GATEWAY,), 1.0, id="502"),
        pytest.param((f.slow(0.3),), 0.3, id="slow"),
    ],
)
async def test_a_call_that_failed_is_made_again(
    server: LoopbackDiscord, bot: PlainBot, faults: tuple[f.Fault, ...], least_s: float
) -> None:
    server.script.add("POST", "/interactions/.*", *faults)

    sent = await server.people.send_command("ask", {"question": "who?"})
    await sent.shown()

    assert sent.acknowledged_after_s >= least_s


async def test_heartbeats_are_acknowledged(server: LoopbackDiscord, bot: PlainBot) -> None:
    since = server.journal.now

    for _ in range(3):
        await server.journal.wait(Frame, lambda frame: frame.op == 1, since=since)
        since = server.journal.now

    assert len(server.journal.all(Opened)) == 1


@pytest.mark.parametrize("how", ["op 7", "op 9", "4000", "cut"])
async def test_a_session_is_resumed_with_what_was_missed(
    server: LoopbackDiscord, bot: PlainBot, how: str
) -> None:
    since, gateway = server.journal.now, server.gateway
    connection = gateway.current
    await {
        "op 7": gateway.ask_to_reconnect,
        "op 9": lambda: gateway.invalidate(resumable=True),
        "4000": lambda: connection.close(4000),
        "cut": lambda: asyncio.to_thread(lambda: None),
    }[how]()
    if how == "cut":
        connection.cut()
    connection.detach()
    sent = await server.people.send_command("ask", {"question": "who?"})

    started = await server.ready(since=since)

    assert started.resumed
    assert await sent.shown()


async def test_a_session_that_is_gone_is_begun_anew(server: LoopbackDiscord, bot: PlainBot) -> None:
    since = server.journal.now

    await server.gateway.invalidate(resumable=False)

    assert not (await server.ready(since=since)).resumed


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        pytest.param("{", 4002, id="no JSON"),
        pytest.param('{"op": 8, "d": {}}', 4003, id="before identifying"),
        pytest.param('{"op": 2, "d": {"token": "x", "intents": 1}}', 4004, id="bad token"),
        pytest.param('{"op": 2, "d": {"token": "TOKEN", "intents": 32769}}', 4014, id="intents"),
    ],
)
async def test_a_connection_that_breaks_a_rule_is_closed(
    server: LoopbackDiscord, frame: str, code: int
) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(server.gateway_url) as socket:
        await socket.receive()
        await socket.send_str(frame.replace("TOKEN", server.token))
        closed = await socket.receive()

    assert closed.data == code


async def test_a_wrong_token_is_refused(server: LoopbackDiscord, monkeypatch) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", server.api)
    async with PlainBot() as bot:
        with pytest.raises(discord.LoginFailure):
            await bot.login("another.token.altogether")


async def test_the_server_stops_by_itself() -> None:
    async with LoopbackDiscord(lifetime_s=0.05) as server:
        url = yarl.URL(server.api)

        async with asyncio.timeout(5):
            await server.stopped.wait()

        with pytest.raises(OSError, match="Connect call failed"):
            await asyncio.open_connection(url.host, url.port)
