"""What can go wrong at Discord, played on request.

Promise: a fault plays once, in the order it was scripted, on the first call that fits.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from discord_loopback.journal import Request


@dataclass(frozen=True, slots=True)
class Fault:
    """A reply in place of the usual one; with no ``status`` the usual one, late.

    ``takes_effect`` says that the call is carried out all the same, as when only the reply is
    lost on its way. ``drops`` cuts the connection in place of a reply.
    """

    status: int | None = None
    body: dict[str, Any] | str = ""
    headers: dict[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    takes_effect: bool = False
    drops: bool = False


def make_error(status: int, code: int, message: str) -> Fault:
    return Fault(status, {"message": message, "code": code})


def rate_limited(retry_after_s: float, *, everywhere: bool = False) -> Fault:
    """Too many calls, in this bucket or (``everywhere``) in all."""
    body = {
        "message": "You are being rate limited.",
        "retry_after": retry_after_s,
        "global": everywhere,
        "code": 0,
    }
    headers = {
        "Retry-After": str(max(1, round(retry_after_s))),
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset-After": f"{retry_after_s:.3f}",
        "X-RateLimit-Scope": "global" if everywhere else "user",
    }
    if everywhere:
        headers["X-RateLimit-Global"] = "true"
    return Fault(429, body, headers)


def slow(delay_s: float) -> Fault:
    return Fault(delay_s=delay_s)


UNAUTHORIZED = make_error(401, 0, "401: Unauthorized")
UNKNOWN_INTERACTION = make_error(404, 10062, "Unknown interaction")
UNKNOWN_WEBHOOK = make_error(404, 10015, "Unknown Webhook")
UNKNOWN_GUILD = make_error(404, 10004, "Unknown Guild")
UNKNOWN_MESSAGE = make_error(404, 10008, "Unknown Message")
ALREADY_ACKNOWLEDGED = make_error(400, 40060, "Interaction has already been acknowledged.")
EXPIRED_TOKEN = make_error(401, 50027, "Invalid Webhook Token")
MISSING_ACCESS = make_error(403, 50001, "Missing Access")
MISSING_PERMISSION = make_error(403, 50013, "Missing Permissions")
EMPTY_MESSAGE = make_error(400, 50006, "Cannot send an empty message")
UNKNOWN_ROUTE = make_error(404, 0, "404: Not Found")
BAD_GATEWAY = Fault(502, "<html><title>502 Bad Gateway</title></html>")
UNAVAILABLE = Fault(503, "upstream connect error")
LOST_REPLY = Fault(502, "<html><title>502 Bad Gateway</title></html>", takes_effect=True)
DROPPED = Fault(drops=True)


def invalid_form(problem: str) -> Fault:
    return make_error(400, 50035, f"Invalid Form Body: {problem}")


class Script:
    """The faults still to play."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, re.Pattern[str], Fault]] = []

    def add(self, method: str, path: str, *faults: Fault) -> None:
        """Play ``faults`` on the next calls of ``method`` whose path matches a pattern in full."""
        self._waiting += [(method, re.compile(path), fault) for fault in faults]

    def take(self, request: Request) -> Fault | None:
        for place, (method, path, fault) in enumerate(self._waiting):
            if method == request.method and path.fullmatch(request.path):
                del self._waiting[place]
                return fault
        return None

    @property
    def unplayed(self) -> int:
        """How many faults wait for a call that fits."""
        return len(self._waiting)
