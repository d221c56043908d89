"""The commands that a bot has registered, and what Discord sends when one is used.

Promise: a command that was never synchronised cannot be used.
"""

from collections.abc import Mapping
from typing import Any

from discord_loopback import faults
from discord_loopback.interactions import RefusedError
from discord_loopback.objects import Json, make_snowflake
from discord_loopback.rules import find_command_problem

CHAT, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUB_COMMAND, SUB_GROUP = 1, 2


class CommandBook:
    """The registered commands: those for everyone under None, others by server."""

    def __init__(self, application_id: str) -> None:
        self._application_id = application_id
        self._commands: dict[str | None, list[Json]] = {}

    def overwrite(self, guild_id: str | None, commands: Any) -> list[Json]:
        if problem := find_command_problem(commands):
            raise RefusedError(faults.invalid_form(problem))
        self._commands[guild_id] = [self._register(command, guild_id) for command in commands]
        return self._commands[guild_id]

    def _register(self, command: Json, guild_id: str | None) -> Json:
        known = {(old["type"], old["name"]): old["id"] for old in self.all(guild_id)}
        kind = command.get("type", CHAT)
        permissions = command.get("default_member_permissions")
        registered = command | {
            "id": known.get((kind, command["name"])) or make_snowflake(),
            "application_id": self._application_id,
            "version": make_snowflake(),
            "type": kind,
            "description": command.get("description", ""),
            "default_member_permissions": None if permissions is None else str(permissions),
            "integration_types": command.get("integration_types") or [0],
        }
        return registered | ({"guild_id": guild_id} if guild_id else {})

    def all(self, guild_id: str | None = None) -> list[Json]:
        return self._commands.get(guild_id, [])

    def find(self, name: str, kind: int, guild_id: str | None) -> Json:
        """Return a command that can be used in a server.

        :raises LookupError: If there is none.
        """
        for command in (*self.all(guild_id), *self.all(None)):
            if (command["name"], command["type"]) == (name, kind):
                return command
        raise LookupError(f"no command {name} of type {kind} was synchronised")

    def fill_in(
        self, path: str, options: Mapping[str, Any], guild_id: str | None, focused: str | None
    ) -> Json:
        """Return the data of a chat command; ``path`` names it with its sub-commands."""
        name, *inner = path.split()
        command = self.find(name, CHAT, guild_id)
        chain, level = [], command
        for step in inner:
            level = next(option for option in level["options"] if option["name"] == step)
            chain.append(level)
        given = _fill_options(level.get("options") or [], options, focused)
        for part in reversed(chain):
            given = [{"name": part["name"], "type": part["type"], "options": given}]
        return {"id": command["id"], "name": name, "type": CHAT, "options": given}


def _fill_options(known: list[Json], given: Mapping[str, Any], focused: str | None) -> list[Json]:
    kinds = {option["name"]: option["type"] for option in known}
    missing = {option["name"] for option in known if option.get("required")} - given.keys()
    if missing and focused is None:
        raise LookupError(f"the options {sorted(missing)} are required")
    if given.keys() - kinds.keys():
        raise LookupError(f"there are no options {sorted(given.keys() - kinds.keys())}")
    return [
        {"name": name, "type": kinds[name], "value": value}
        | ({"focused": True} if name == focused else {})
        for name, value in given.items()
    ]
