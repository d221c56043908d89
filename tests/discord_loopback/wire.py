"""A call of the HTTP API from the wire and back onto it.

Promise: a call is written down as it came in and as it was answered, whatever came of it.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from discord_loopback import faults
from discord_loopback.faults import Fault, Script
from discord_loopback.interactions import RefusedError
from discord_loopback.journal import Journal, Reply, Request

BASE = "/api/v10"

Handler = Callable[[dict[str, str], Request], tuple[int, Any]]
"""From the parts of the path and the call to a status and a body."""


@dataclass(frozen=True, slots=True)
class Wire:
    """What stands between the socket and the handlers."""

    journal: Journal
    script: Script
    token: str

    def wrap(self, handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(call: web.Request) -> web.StreamResponse:
            request = await _read(call)
            self.journal.add(request)
            fault = self.script.take(request) or Fault()
            await asyncio.sleep(fault.delay_s)
            if fault.drops and call.transport:
                call.transport.abort()
                return web.Response()
            answer = fault
            if fault.takes_effect or not fault.status:
                usual = self._carry_out(handler, call, request)
                answer = fault if fault.status else usual
            status, body = answer.status or 0, answer.body
            scripted = answer is fault
            shown = None if isinstance(body, str) else body
            self.journal.add(Reply(request=request, status=status, body=shown, scripted=scripted))
            return _write(request, answer)

        return handle

    def _carry_out(self, handler: Handler, call: web.Request, request: Request) -> Fault:
        needs_token = not request.path.startswith(("/interactions/", "/webhooks/"))
        if needs_token and call.headers.get("Authorization") != f"Bot {self.token}":
            return faults.UNAUTHORIZED
        try:
            status, body = handler(dict(call.match_info), request)
        except RefusedError as refusal:
            return refusal.fault
        return Fault(status, "" if body is None else body)


async def _read(call: web.Request) -> Request:
    body, files = None, ()
    if call.content_type.startswith("multipart/"):
        body, files = await _read_form(call)
    elif call.can_read_body:
        body = await call.json()
    path = call.path.removeprefix(BASE)
    return Request(
        method=call.method, path=path, query=dict(call.query), body=body, files=tuple(files)
    )


async def _read_form(call: web.Request) -> tuple[Any, tuple[str, ...]]:
    body, files = None, []
    async for part in await call.multipart():
        assert isinstance(part, BodyPartReader)
        if part.name == "payload_json":
            body = await part.json()
        else:
            await part.read()
            files.append(part.filename or "")
    return body, tuple(files)


def _write(request: Request, answer: Fault) -> web.Response:
    headers = {
        "Via": "1.1 loopback",  # without it discord.py takes a 429 for a ban
        "X-RateLimit-Bucket": request.path.split("/")[1],
        "X-RateLimit-Limit": "50",
        "X-RateLimit-Remaining": "49",
        "X-RateLimit-Reset": f"{time.time() + 1:.3f}",
        "X-RateLimit-Reset-After": "1.000",
    }
    if isinstance(answer.body, str):
        kind, text = "text/html", answer.body
    else:
        kind, text = "application/json", json.dumps(answer.body)
    # exactly this type, without a charset: discord.py compares it as a whole
    headers |= {"Content-Type": kind} | answer.headers
    return web.Response(status=answer.status or 200, body=text.encode(), headers=headers)
