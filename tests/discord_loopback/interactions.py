"""The life of an interaction: acknowledged once, in time; then messages while its token lives.

Promise: what Discord would refuse is refused with Discord's own code and changes nothing.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from discord_loopback import faults
from discord_loopback.faults import Fault
from discord_loopback.journal import Acknowledged, Journal, Shown
from discord_loopback.objects import EPHEMERAL, LOADING, Json, edit_message, make_message
from discord_loopback.rules import find_message_problem, is_empty_message

PONG, MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 1, 4, 5, 6, 7, 8, 9
ALLOWED = {
    1: {PONG},
    2: {MESSAGE, DEFERRED, MODAL},
    3: {MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, MODAL},
    4: {CHOICES},
    5: {MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE},
}
"""By the type of interaction, how it may be acknowledged."""


class RefusedError(Exception):
    """Discord refuses the call."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault.body))
        self.fault = fault


@dataclass(slots=True)
class Interaction:
    """One use of a command, button, form or menu."""

    payload: Json
    bot: Json
    journal: Journal
    ack_limit_s: float
    life_s: float
    sent_at: float = field(default_factory=time.monotonic)
    original: str | None = None
    messages: dict[str, Json] = field(default_factory=dict)
    acknowledgement: Acknowledged | None = None
    expired: bool = False

    @property
    def id(self) -> str:
        return str(self.payload["id"])

    @property
    def age_s(self) -> float:
        return time.monotonic() - self.sent_at

    def acknowledge(self, callback: Json, files: tuple[str, ...] = ()) -> Json:
        """Take the first answer and return Discord's reply to it."""
        if self.acknowledgement:
            raise RefusedError(faults.ALREADY_ACKNOWLEDGED)
        if self.expired or self.age_s > self.ack_limit_s:
            raise RefusedError(faults.UNKNOWN_INTERACTION)
        kind, data = _read_callback(callback, self.payload["type"])
        message = self._start(kind, data, files)
        self.acknowledgement = Acknowledged(interaction=self.id, kind=kind, data=data)
        self.journal.add(self.acknowledgement)
        described: Json = {"id": self.id, "type": self.payload["type"]}
        if message is None:
            return {"interaction": described}
        self._show(message)
        self.original = message["id"]
        described |= {
            "response_message_id": message["id"],
            "response_message_loading": bool(message["flags"] & LOADING),
            "response_message_ephemeral": bool(message["flags"] & EPHEMERAL),
        }
        if kind in {DEFERRED, DEFERRED_UPDATE}:
            return {"interaction": described}
        return {"interaction": described, "resource": {"type": kind, "message": message}}

    def _start(self, kind: int, data: Json, files: tuple[str, ...]) -> Json | None:
        flags = data.get("flags") or 0
        if kind == DEFERRED:
            message = make_message(self.bot, self.payload["channel_id"], {})
            return message | {"flags": LOADING | flags & EPHEMERAL}
        if kind == MESSAGE:
            return self._make(data, files)
        if kind == DEFERRED_UPDATE:
            return dict(self.payload["message"])
        if kind == UPDATE:
            message = self.payload["message"]
            _refuse_message(data, message["flags"] | flags)
            return edit_message(message, data)
        return None

    def follow_up(self, body: Json, files: tuple[str, ...]) -> Json:
        """Add a message; the first after a deferral takes the place of the loading one."""
        self._check_token()
        if self.original and self.messages[self.original]["flags"] & LOADING:
            return self.edit(self.original, body)
        message = self._make(body, files)
        self._show(message)
        return message

    def edit(self, message_id: str, body: Json) -> Json:
        message = self.find(message_id)
        _refuse_message(body, message["flags"] | (body.get("flags") or 0))
        edited = edit_message(message, body)
        self._show(edited)
        return edited

    def find(self, message_id: str) -> Json:
        """Return a message of this interaction; ``@original`` is the first."""
        self._check_token()
        name = self.original if message_id == "@original" else message_id
        if name is None or name not in self.messages:
            raise RefusedError(faults.UNKNOWN_MESSAGE)
        return self.messages[name]

    def delete(self, message_id: str) -> None:
        message = self.find(message_id)
        del self.messages[message["id"]]
        self.journal.add(Shown(interaction=self.id, message_id=message["id"], message={}))

    def _make(self, body: Json, files: tuple[str, ...]) -> Json:
        if is_empty_message(body, files):
            raise RefusedError(faults.EMPTY_MESSAGE)
        _refuse_message(body, body.get("flags") or 0)
        return make_message(self.bot, self.payload["channel_id"], body)

    def _show(self, message: Json) -> None:
        self.messages[message["id"]] = message
        self.journal.add(Shown(interaction=self.id, message_id=message["id"], message=message))

    def _check_token(self) -> None:
        if self.expired or self.age_s > self.life_s:
            raise RefusedError(faults.EXPIRED_TOKEN)
        if not self.acknowledgement:
            raise RefusedError(faults.UNKNOWN_WEBHOOK)


def _read_callback(callback: Any, interaction_type: int) -> tuple[int, Json]:
    kind = callback.get("type") if isinstance(callback, Mapping) else None
    if kind not in ALLOWED.get(interaction_type, ()):
        raise RefusedError(faults.invalid_form(f"type {kind} does not answer this interaction"))
    data = callback.get("data") or {}
    if kind == DEFERRED and (data.get("flags") or 0) & ~EPHEMERAL:
        raise RefusedError(faults.invalid_form("flags: a deferral can be ephemeral, no more"))
    return kind, data


def _refuse_message(body: Json, flags: int) -> None:
    if problem := find_message_problem(body, flags):
        raise RefusedError(faults.invalid_form(problem))
