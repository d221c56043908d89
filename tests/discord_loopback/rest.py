"""The HTTP API: the calls that a bot of our kind makes.

Promise: a call that Discord does not have is refused as Discord refuses it.
"""

from typing import Any, Protocol

from aiohttp import web

from discord_loopback import faults
from discord_loopback.commands import CommandBook
from discord_loopback.interactions import Interaction, RefusedError
from discord_loopback.journal import Journal, Request, Shown
from discord_loopback.objects import (
    ALL_PERMISSIONS,
    Guild,
    Json,
    edit_message,
    make_message,
    make_thread,
)
from discord_loopback.rules import find_message_problem, is_empty_message
from discord_loopback.wire import BASE, Wire

Parts = dict[str, str]
Answer = tuple[int, Any]


class State(Protocol):
    """What the calls read and change."""

    me: Json
    application: Json
    guild: Guild
    guilds: tuple[Guild, ...]
    gateway_url: str
    recommended_shards: int
    commands: CommandBook
    interactions: dict[str, Interaction]
    """By their tokens."""
    messages: dict[str, Json]
    """Messages in channels, apart from those of interactions."""
    channels: dict[str, bool]
    """Whether the bot may write in a channel."""
    journal: Journal


class Rest:
    """The handlers of the calls."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add_routes(self, app: web.Application, wire: Wire) -> None:
        commands = "/applications/{application}/commands"
        guild_commands = "/applications/{application}/guilds/{guild}/commands"
        answers = "/webhooks/{application}/{token}"
        channel = "/channels/{channel}/messages"
        for method, path, handler in (
            ("GET", "/users/@me", self._get_me),
            ("GET", "/oauth2/applications/@me", self._get_application),
            ("GET", "/applications/@me", self._get_application),
            ("GET", "/users/@me/guilds", self._get_guilds),
            ("GET", "/guilds/{guild}", self._get_guild),
            ("GET", "/guilds/{guild}/channels", self._get_channels),
            ("GET", "/guilds/{guild}/members/{user}", self._get_member),
            ("GET", "/gateway", self._get_gateway),
            ("GET", "/gateway/bot", self._get_gateway_bot),
            ("GET", commands, self._get_commands),
            ("PUT", commands, self._put_commands),
            ("GET", guild_commands, self._get_commands),
            ("PUT", guild_commands, self._put_commands),
            ("POST", "/interactions/{interaction}/{token}/callback", self._acknowledge),
            ("POST", answers, self._follow_up),
            ("GET", f"{answers}/messages/{{message}}", self._get_answer),
            ("PATCH", f"{answers}/messages/{{message}}", self._edit_answer),
            ("DELETE", f"{answers}/messages/{{message}}", self._delete_answer),
            ("POST", channel, self._post_message),
            ("GET", f"{channel}/{{message}}", self._get_message),
            ("PATCH", f"{channel}/{{message}}", self._edit_message),
            ("DELETE", f"{channel}/{{message}}", self._delete_message),
            ("POST", f"{channel}/{{message}}/threads", self._open_thread),
        ):
            app.router.add_route(method, BASE + path, wire.wrap(handler))
        app.router.add_route("*", "/{rest:.*}", wire.wrap(_refuse))

    def _get_me(self, parts: Parts, request: Request) -> Answer:
        return 200, self._state.me | {"mfa_enabled": False, "locale": "en-US"}

    def _get_application(self, parts: Parts, request: Request) -> Answer:
        return 200, self._state.application

    def _get_guilds(self, parts: Parts, request: Request) -> Answer:
        return 200, [
            {"id": guild.id, "name": guild.name, "icon": None, "owner": False,
             "permissions": ALL_PERMISSIONS, "features": []}
            for guild in self._state.guilds
        ]  # fmt: skip

    def _find_guild(self, parts: Parts) -> Json:
        for guild in self._state.guilds:
            if parts["guild"] == guild.id:
                return guild.as_seen_by(self._state.me)
        raise RefusedError(faults.UNKNOWN_GUILD)

    def _get_guild(self, parts: Parts, request: Request) -> Answer:
        return 200, self._find_guild(parts)

    def _get_channels(self, parts: Parts, request: Request) -> Answer:
        return 200, self._find_guild(parts)["channels"]

    def _get_member(self, parts: Parts, request: Request) -> Answer:
        members = self._find_guild(parts)["members"]
        return 200, next(one for one in members if one["user"]["id"] == parts["user"])

    def _get_gateway(self, parts: Parts, request: Request) -> Answer:
        return 200, {"url": self._state.gateway_url}

    def _get_gateway_bot(self, parts: Parts, request: Request) -> Answer:
        starts = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
        return 200, {"url": self._state.gateway_url, "shards": self._state.recommended_shards,
                     "session_start_limit": starts}  # fmt: skip

    def _get_commands(self, parts: Parts, request: Request) -> Answer:
        return 200, self._state.commands.all(parts.get("guild"))

    def _put_commands(self, parts: Parts, request: Request) -> Answer:
        return 200, self._state.commands.overwrite(parts.get("guild"), request.body)

    def _acknowledge(self, parts: Parts, request: Request) -> Answer:
        interaction = self._state.interactions.get(parts["token"])
        if interaction is None or interaction.id != parts["interaction"]:
            raise RefusedError(faults.UNKNOWN_INTERACTION)
        reply = interaction.acknowledge(request.body, request.files)
        asked_for = request.query.get("with_response") in {"1", "true"}
        return (200, reply) if asked_for else (204, None)

    def _find(self, parts: Parts) -> Interaction:
        interaction = self._state.interactions.get(parts["token"])
        if interaction is None:
            raise RefusedError(faults.UNKNOWN_WEBHOOK)
        return interaction

    def _follow_up(self, parts: Parts, request: Request) -> Answer:
        message = self._find(parts).follow_up(request.body, request.files)
        asked_for = request.query.get("wait") in {"1", "true"}
        return (200, message) if asked_for else (204, None)

    def _get_answer(self, parts: Parts, request: Request) -> Answer:
        return 200, self._find(parts).find(parts["message"])

    def _edit_answer(self, parts: Parts, request: Request) -> Answer:
        return 200, self._find(parts).edit(parts["message"], request.body)

    def _delete_answer(self, parts: Parts, request: Request) -> Answer:
        self._find(parts).delete(parts["message"])
        return 204, None

    def _post_message(self, parts: Parts, request: Request) -> Answer:
        if not self._state.channels.get(parts["channel"], False):
            raise RefusedError(faults.MISSING_ACCESS)
        if is_empty_message(request.body, request.files):
            raise RefusedError(faults.EMPTY_MESSAGE)
        return 200, self._show(make_message(self._state.me, parts["channel"], request.body))

    def _get_message(self, parts: Parts, request: Request) -> Answer:
        return 200, self._find_message(parts)

    def _edit_message(self, parts: Parts, request: Request) -> Answer:
        return 200, self._show(edit_message(self._find_message(parts), request.body))

    def _delete_message(self, parts: Parts, request: Request) -> Answer:
        message_id = self._find_message(parts)["id"]
        del self._state.messages[message_id]
        self._state.journal.add(Shown(interaction=None, message_id=message_id, message={}))
        return 204, None

    def _open_thread(self, parts: Parts, request: Request) -> Answer:
        me, name = self._state.me["id"], request.body["name"]
        thread = make_thread(parts["message"], parts["channel"], owner=me, name=name)
        self._state.channels[thread["id"]] = True
        return 201, thread

    def _find_message(self, parts: Parts) -> Json:
        message = self._state.messages.get(parts["message"])
        if message is None or message["channel_id"] != parts["channel"]:
            raise RefusedError(faults.UNKNOWN_MESSAGE)
        return message

    def _show(self, message: Json) -> Json:
        if problem := find_message_problem(message, message["flags"]):
            raise RefusedError(faults.invalid_form(problem))
        self._state.messages[message["id"]] = message
        shown = Shown(interaction=None, message_id=message["id"], message=message)
        self._state.journal.add(shown)
        return message


def _refuse(parts: Parts, request: Request) -> Answer:
    raise RefusedError(faults.UNKNOWN_ROUTE)
