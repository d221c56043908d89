"""Whether a message could mention somebody.

Promise: every body that becomes a message is looked at, whichever call carries it.
"""

import re

from discord_loopback.journal import Request

_CALLBACK = re.compile(r"/interactions/[^/]+/[^/]+/callback")
_MESSAGE = re.compile(r"/(webhooks/[^/]+/[^/]+|channels/[^/]+/messages)(/messages)?(/[^/]+)?")
_SHOWS_A_MESSAGE = {4, 7}
"""The callback types whose data is a message."""


def find_loud_requests(requests: list[Request]) -> list[Request]:
    """Return the calls whose message is not kept from mentioning anybody."""
    return [request for request in requests if _is_message(request) and not _is_silent(request)]


def _is_message(request: Request) -> bool:
    if request.method == "POST" and _CALLBACK.fullmatch(request.path):
        return request.body.get("type") in _SHOWS_A_MESSAGE
    return request.method in {"POST", "PATCH"} and bool(_MESSAGE.fullmatch(request.path))


def _is_silent(request: Request) -> bool:
    data = request.body.get("data") if _CALLBACK.fullmatch(request.path) else request.body
    allowed = (data or {}).get("allowed_mentions")
    return (
        isinstance(allowed, dict)
        and allowed.get("parse") == []
        and not (allowed.get("users") or allowed.get("roles"))
    )
