"""The gateway: a WebSocket with sessions that can be resumed.

Promise: a session that may be resumed loses no event, and a connection that breaks a rule of the
gateway is closed with Discord's code for it.
"""

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from discord_loopback.journal import Closed, Frame, Journal, Opened, Started
from discord_loopback.objects import Json, make_snowflake

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE = 0, 1, 2, 3, 4
RESUME, RECONNECT, MEMBERS, INVALID_SESSION, HELLO, ACK = 6, 7, 8, 9, 10, 11
PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15
"""The intents for members, presences and message content."""
MOST_FRAMES_A_CONNECTION = 2000
MOST_CONNECTIONS = 50

UNKNOWN_ERROR, UNKNOWN_OP, BAD_JSON, NOT_AUTHENTICATED, BAD_TOKEN, TWICE = range(4000, 4006)
BAD_SEQUENCE, TOO_FAST, TIMED_OUT = 4007, 4008, 4009
DISALLOWED_INTENTS = 4014
ABNORMAL = 1006


@dataclass(slots=True)
class Session:
    """What a bot gets to see, and what it may have missed."""

    id: str = field(default_factory=make_snowflake)
    shard: tuple[int, int] = (0, 1)
    """Its number, and how many there are."""
    events: list[Json] = field(default_factory=list)
    connection: "Connection | None" = None

    def resumable_from(self, sequence: Any) -> bool:
        return isinstance(sequence, int) and 0 <= sequence <= len(self.events)

    def gets(self, guild_id: str | None) -> bool:
        """Say whether what happens in a server, or in direct messages, comes to this session."""
        number, count = self.shard
        return (int(guild_id or 0) >> 22) % count == number

    async def send(self, name: str, data: Any) -> None:
        """Send an event, or keep it for the connection that resumes."""
        event = {"op": DISPATCH, "t": name, "s": len(self.events) + 1, "d": data}
        self.events.append(event)
        if self.connection:
            await self.connection.send(event)


class Connection:
    """One WebSocket, from HELLO to its end."""

    def __init__(self, number: int, request: web.Request, socket: web.WebSocketResponse) -> None:
        self.number = number
        self.session: Session | None = None
        self.asked_to_close: int | None = None
        self._request = request
        self._socket = socket

    async def send(self, frame: Json) -> None:
        await self.send_text(json.dumps(frame))

    async def send_text(self, text: str) -> None:
        """Send a frame that need not be JSON."""
        if not self._socket.closed:
            await self._socket.send_str(text)

    async def close(self, code: int) -> None:
        self.asked_to_close = code
        self.detach()
        await self._socket.close(code=code, message=b"")

    def cut(self) -> None:
        """End the connection as a broken cable does."""
        self.detach()
        if self._request.transport:
            self._request.transport.abort()

    def detach(self) -> None:
        if self.session and self.session.connection is self:
            self.session.connection = None

    def attach(self, session: Session) -> None:
        self.session, session.connection = session, self


class Gateway:
    """All connections and sessions of one bot."""

    def __init__(
        self,
        journal: Journal,
        token: str,
        make_ready: Callable[[Session], tuple[Json, list[Json]]],
        *,
        heartbeat_s: float,
    ) -> None:
        self.heartbeat_s = heartbeat_s
        self.acknowledges = True
        """Whether heartbeats are acknowledged."""
        self.refusals: list[int] = []
        """Close codes for the next ones who identify."""
        self.connections: list[Connection] = []
        self.session: Session | None = None
        self._sessions: dict[str, Session] = {}
        self._journal = journal
        self._token = token
        self._make_ready = make_ready
        self._numbers = itertools.count(1)

    @property
    def current(self) -> Connection:
        """The connection of the session.

        :raises LookupError: If the bot is not connected.
        """
        if self.session is None or self.session.connection is None:
            raise LookupError("the bot is not connected")
        return self.session.connection

    async def dispatch(self, name: str, data: Any) -> None:
        """Send an event to whoever has the shard of its server: every session that is connected,
        else the newest, which may resume.

        :raises LookupError: If no session has it.
        """
        fitting = [one for one in self._sessions.values() if one.gets(data.get("guild_id"))]
        if not fitting:
            raise LookupError("the bot has not identified")
        for session in [one for one in fitting if one.connection] or fitting[-1:]:
            await session.send(name, data)

    async def ask_to_reconnect(self) -> None:
        """Send op 7."""
        await self.current.send({"op": RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool) -> None:
        """Send op 9."""
        connection = self.current
        if not resumable and connection.session:
            self._sessions.pop(connection.session.id, None)
        await connection.send({"op": INVALID_SESSION, "d": resumable})

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        if len(self.connections) >= MOST_CONNECTIONS:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse(max_msg_size=1 << 16, timeout=2.0)
        await socket.prepare(request)
        connection = Connection(next(self._numbers), request, socket)
        self.connections.append(connection)
        self._journal.add(Opened(connection=connection.number, query=dict(request.query)))
        hello = {"heartbeat_interval": int(self.heartbeat_s * 1000)}
        await connection.send({"op": HELLO, "d": hello})
        try:
            await self._listen(connection, socket)
        finally:
            connection.detach()
            code = socket.close_code
            if connection.asked_to_close is None:
                self._journal.add(Closed(connection=connection.number, code=code or ABNORMAL))
        return socket

    async def _listen(self, connection: Connection, socket: web.WebSocketResponse) -> None:
        for _ in range(MOST_FRAMES_A_CONNECTION):
            message = await socket.receive()
            if message.type is not WSMsgType.TEXT:
                return
            try:
                frame = json.loads(message.data)
                op, data = frame["op"], frame.get("d")
            except (ValueError, TypeError, KeyError):
                await connection.close(BAD_JSON)
                return
            self._journal.add(Frame(connection=connection.number, op=op, data=data))
            await self._answer(connection, op, data)
        await connection.close(TOO_FAST)

    async def _answer(self, connection: Connection, op: int, data: Any) -> None:
        if op == HEARTBEAT:
            if self.acknowledges:
                await connection.send({"op": ACK})
        elif op == IDENTIFY:
            await self._identify(connection, data)
        elif op == RESUME:
            await self._resume(connection, data)
        elif connection.session is None:
            await connection.close(NOT_AUTHENTICATED)
        elif op not in {PRESENCE, VOICE, MEMBERS}:
            await connection.close(UNKNOWN_OP)

    async def _identify(self, connection: Connection, data: Any) -> None:
        if code := self._find_refusal(connection, data):
            await connection.close(code)
            return
        session = self.session = Session(shard=tuple(data.get("shard") or (0, 1)))
        self._sessions[session.id] = session
        connection.attach(session)
        ready, guilds = self._make_ready(session)
        await session.send("READY", ready)
        for guild in guilds:
            await session.send("GUILD_CREATE", guild)
        self._journal.add(Started(connection=connection.number, resumed=False))

    def _find_refusal(self, connection: Connection, data: Any) -> int | None:
        if connection.session:
            return TWICE
        if self.refusals:
            return self.refusals.pop(0)
        if data["token"] != self._token:
            return BAD_TOKEN
        return DISALLOWED_INTENTS if data["intents"] & PRIVILEGED else None

    async def _resume(self, connection: Connection, data: Any) -> None:
        session = self._sessions.get(data["session_id"])
        if data["token"] != self._token:
            await connection.close(BAD_TOKEN)
        elif session is None:
            await connection.send({"op": INVALID_SESSION, "d": False})
        elif not session.resumable_from(data["seq"]):
            await connection.close(BAD_SEQUENCE)
        else:
            self.session = session
            missed = session.events[data["seq"] :]
            for event in missed:
                await connection.send(event)
            connection.attach(session)
            await session.send("RESUMED", {})
            self._journal.add(Started(connection=connection.number, resumed=True))
