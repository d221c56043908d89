"""A small Discord on this machine: one bot, one server or several, real sockets.

Promise: it listens on the loopback address alone, and stops by itself.
"""

import asyncio
from collections.abc import Sequence
from types import TracebackType

from aiohttp import web

from discord_loopback.commands import CommandBook
from discord_loopback.driving import Driver
from discord_loopback.faults import Script
from discord_loopback.gateway import Gateway, Session
from discord_loopback.interactions import Interaction
from discord_loopback.journal import Closed, Frame, Journal, Started
from discord_loopback.objects import Guild, Json, make_application, make_snowflake, make_user
from discord_loopback.rest import Rest
from discord_loopback.wire import BASE, Wire

MADE_UP_TOKEN = "MTAw.loopback.not-a-token-of-discord"
LIFETIME_S = 280.0


class LoopbackDiscord:
    """The server as tests hold it; everything that happens is in ``journal``."""

    def __init__(
        self,
        *,
        token: str = MADE_UP_TOKEN,
        heartbeat_s: float = 41.25,
        ack_limit_s: float = 3.0,
        token_life_s: float = 900.0,
        lifetime_s: float = LIFETIME_S,
        guilds: Sequence[Guild] = (),
    ) -> None:
        self.token = token
        self.journal = Journal()
        self.script = Script()
        self.guilds = tuple(guilds) or (Guild(),)
        self.guild = self.guilds[0]
        self.recommended_shards = 1
        self.me = make_user(make_snowflake(), "byline", bot=True)
        self.application = make_application(str(self.me["id"]), self.me)
        self.commands = CommandBook(str(self.me["id"]))
        self.interactions: dict[str, Interaction] = {}
        self.messages: dict[str, Json] = {}
        self.channels = {guild.channel_id: True for guild in self.guilds}
        self.gateway = Gateway(self.journal, token, self._make_ready, heartbeat_s=heartbeat_s)
        self.people = Driver(self, ack_limit_s=ack_limit_s, token_life_s=token_life_s)
        self._lifetime_s = lifetime_s
        self._port = 0
        self._runner: web.AppRunner | None = None
        self._end: asyncio.TimerHandle | None = None
        self.stopped = asyncio.Event()

    @property
    def api(self) -> str:
        """The base URL of the HTTP API."""
        return f"http://127.0.0.1:{self._port}{BASE}"

    @property
    def gateway_url(self) -> str:
        return f"ws://127.0.0.1:{self._port}/gateway"

    async def __aenter__(self) -> "LoopbackDiscord":
        app = web.Application(client_max_size=30 * 1024 * 1024)
        app.router.add_get("/gateway", self.gateway.handle)
        app.router.add_get("/gateway/", self.gateway.handle)
        Rest(self).add_routes(app, Wire(self.journal, self.script, self.token))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        loop = asyncio.get_running_loop()
        self._end = loop.call_later(self._lifetime_s, lambda: loop.create_task(self.stop()))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def stop(self) -> None:
        """Cut all connections and stop listening."""
        if self._end:
            self._end.cancel()
        for connection in self.gateway.connections:
            connection.cut()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None
        self.stopped.set()

    async def ready(self, *, since: int = 0, timeout_s: float = 120.0) -> Started:
        """Wait until a session stands, new or resumed."""
        return await self.journal.wait(Started, since=since, timeout_s=timeout_s)

    @property
    def identified(self) -> list[Json]:
        """What bots have identified themselves with so far."""
        return [frame.data for frame in self.journal.all(Frame, lambda frame: frame.op == 2)]

    async def closed(self, *, since: int = 0, timeout_s: float = 60.0) -> int:
        """Return the code with which the bot closed its connection, once it has."""
        return (await self.journal.wait(Closed, since=since, timeout_s=timeout_s)).code

    def _make_ready(self, session: Session) -> tuple[Json, list[Json]]:
        own = [guild for guild in self.guilds if session.gets(guild.id)]
        ready = {
            "v": 10,
            "user": self.me | {"mfa_enabled": False, "verified": True, "email": None},
            "guilds": [{"id": guild.id, "unavailable": True} for guild in own],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.gateway_url,
            "application": {"id": self.application["id"], "flags": 0},
            "shard": list(session.shard),
            "private_channels": [],
            "presences": [],
            "relationships": [],
            "user_settings": {},
        }
        return ready, [guild.as_seen_by(self.me) for guild in own]
