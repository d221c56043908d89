"""People who use the bot: commands, buttons, forms, menus.

Promise: nothing is sent that Discord's own client would not let a person do, except by
``send_raw``.
"""

from base64 import urlsafe_b64encode as b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from discord_loopback.commands import MESSAGE_MENU, CommandBook
from discord_loopback.gateway import Gateway
from discord_loopback.interactions import MODAL, Interaction
from discord_loopback.journal import Acknowledged, Journal, Shown
from discord_loopback.objects import LOADING, Guild, Json, Person, make_snowflake
from discord_loopback.rules import walk_components

COMMAND, COMPONENT, AUTOCOMPLETE, FORM = 2, 3, 4, 5
READER = Person("reader")
EVERYWHERE = str((1 << 53) - 1)


class Server(Protocol):
    """What the driver needs of the server."""

    me: Json
    application: Json
    guild: Guild
    journal: Journal
    gateway: Gateway
    commands: CommandBook
    interactions: dict[str, Interaction]


@dataclass(frozen=True, slots=True)
class Sent:
    """An interaction that was sent, to wait for what comes of it."""

    interaction: Interaction
    journal: Journal
    person: Person

    async def acknowledged(self, *, timeout_s: float = 60.0) -> Acknowledged:
        return await self.journal.wait(Acknowledged, self._is_ours, timeout_s=timeout_s)

    async def shown(
        self,
        *,
        where: Callable[[Json], bool] = lambda message: True,
        since: int = 0,
        timeout_s: float = 60.0,
    ) -> Shown:
        """Wait for a message that is not just "thinking", of a certain kind on request."""
        return await self.journal.wait(
            Shown,
            lambda e: (
                self._is_ours(e) and not e.message.get("flags", 0) & LOADING and where(e.message)
            ),
            since=since,
            timeout_s=timeout_s,
        )

    @property
    def acknowledged_after_s(self) -> float | None:
        """How long the acknowledgement took, None if there was none."""
        ack = self.interaction.acknowledgement
        return ack.at - self.interaction.sent_at if ack else None

    @property
    def messages(self) -> list[Json]:
        """The messages as they are now, the oldest first."""
        return list(self.interaction.messages.values())

    def _is_ours(self, entry: Any) -> bool:
        return bool(entry.interaction == self.interaction.id)


class Driver:
    """Sends what people do to the bot, over the gateway."""

    def __init__(self, server: Server, *, ack_limit_s: float, token_life_s: float) -> None:
        self._server = server
        self._ack_limit_s = ack_limit_s
        self._life_s = token_life_s

    async def send_command(
        self,
        path: str,
        options: Mapping[str, Any] | None = None,
        *,
        person: Person = READER,
        in_guild: bool = True,
        guild: Guild | None = None,
    ) -> Sent:
        """Use a chat command; ``path`` names its sub-commands too; ``guild`` is the first one."""
        where = (guild or self._server.guild) if in_guild else None
        data = self._server.commands.fill_in(path, options or {}, where and where.id, None)
        return await self.send_raw(COMMAND, data, person=person, in_guild=in_guild, guild=guild)

    async def autocomplete(
        self, path: str, options: Mapping[str, Any], focused: str, *, person: Person = READER
    ) -> Sent:
        """Type into the option ``focused``."""
        data = self._server.commands.fill_in(path, options, self._server.guild.id, focused)
        return await self.send_raw(AUTOCOMPLETE, data, person=person)

    async def use_menu(self, name: str, message: Json, *, person: Person = READER) -> Sent:
        """Use a command of the menu of a message."""
        command = self._server.commands.find(name, MESSAGE_MENU, self._server.guild.id)
        data = {
            "id": command["id"],
            "name": name,
            "type": MESSAGE_MENU,
            "target_id": message["id"],
            "resolved": {"messages": {message["id"]: message}},
        }
        return await self.send_raw(COMMAND, data, person=person)

    async def press(
        self,
        message: Json,
        custom_id: str,
        *,
        person: Person = READER,
        values: list[str] | None = None,
        guild: Guild | None = None,
    ) -> Sent:
        """Press a button or choose from a list.

        :raises LookupError: If the message has no such part, or it is disabled.
        """
        for part in walk_components(message["components"]):
            if part.get("custom_id") == custom_id and not part.get("disabled"):
                data = {"custom_id": custom_id, "component_type": part["type"], "id": part["id"]}
                if values is not None:
                    data["values"] = values
                return await self.send_raw(
                    COMPONENT, data, person=person, message=message, guild=guild
                )
        raise LookupError(f"there is nothing to press with the custom id {custom_id}")

    async def submit_modal(
        self, opened: Acknowledged, texts: Mapping[str, str], *, person: Person = READER
    ) -> Sent:
        """Fill in the form that an interaction was acknowledged with, by custom ids."""
        if opened.kind != MODAL:
            raise LookupError("no form was opened")
        parts = [_fill_in(part, texts) for part in opened.data["components"]]
        data = {"custom_id": opened.data["custom_id"], "components": parts}
        return await self.send_raw(FORM, data, person=person)

    async def send_raw(
        self,
        kind: int,
        data: Any,
        *,
        person: Person = READER,
        in_guild: bool = True,
        message: Json | None = None,
        guild: Guild | None = None,
    ) -> Sent:
        """Send an interaction with any data."""
        where = (guild or self._server.guild) if in_guild else None
        payload = self._make_payload(kind, data, person, where)
        if message is not None:
            payload["message"] = message
        interaction = Interaction(
            payload, self._server.me, self._server.journal, self._ack_limit_s, self._life_s
        )
        self._server.interactions[payload["token"]] = interaction
        await self._server.gateway.dispatch("INTERACTION_CREATE", payload)
        return Sent(interaction, self._server.journal, person)

    def _make_payload(self, kind: int, data: Any, person: Person, guild: Guild | None) -> Json:
        interaction_id = make_snowflake()
        payload = {
            "id": interaction_id,
            "application_id": self._server.application["id"],
            "type": kind,
            "data": data,
            "token": b64encode(f"interaction:{interaction_id}:{'x' * 60}".encode()).decode(),
            "version": 1,
            "app_permissions": EVERYWHERE,
            "locale": person.locale,
            "entitlements": [],
            "attachment_size_limit": 10 * 1024 * 1024,
        }
        if guild is not None:
            return payload | {
                "guild_id": guild.id,
                "guild": {"id": guild.id, "locale": "en-US", "features": []},
                "guild_locale": "en-US",
                "channel_id": guild.channel_id,
                "channel": guild.channel,
                "member": person.member,
                "authorizing_integration_owners": {"0": guild.id},
                "context": 0,
            }
        channel = {"id": person.id, "type": 1, "flags": 0, "recipients": [self._server.me]}
        return payload | {
            "channel_id": person.id,
            "channel": channel | {"last_message_id": None},
            "user": person.user,
            "authorizing_integration_owners": {"0": "0"},
            "context": 1,
        }


def _fill_in(part: Json, texts: Mapping[str, str]) -> Json:
    filled = {"type": part["type"], "id": part.get("id", 0)}
    if "components" in part:
        filled["components"] = [_fill_in(inner, texts) for inner in part["components"]]
    if "component" in part:
        filled["component"] = _fill_in(part["component"], texts)
    if "custom_id" in part:
        name = part["custom_id"]
        if part.get("required", True) and name not in texts:
            raise LookupError(f"{name} must be filled in")
        filled |= {"custom_id": name, "value": texts.get(name, "")}
    return filled
