"""``/health`` and ``/metrics`` on this machine alone.

Promise: nothing is served unless a port is set, and on another address than loopback only where
the settings name one.
"""

import contextlib
import http.client
import math
from collections.abc import AsyncIterator

from aiohttp import web

from bot.discord_ui.host import HostBot
from embeddings.errors import ServiceError, SettingsError

_ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - the operator's own choice
"""All addresses of a machine, and which of them asks itself."""
_SLOW_S = 20.0


@contextlib.asynccontextmanager
async def serve_health(bot: HostBot) -> AsyncIterator[None]:
    """Serve for the time of the block.

    :raises SettingsError: If the port cannot be used.
    """
    settings = bot.desk.settings.discord
    host, port = settings.metrics_host, settings.metrics_port
    if not port:
        yield
        return

    async def health(request: web.Request) -> web.Response:
        sick = find_sickness(bot)
        return web.Response(text=f"{sick or 'well'}\n", status=503 if sick else 200)

    async def metrics(request: web.Request) -> web.Response:
        return web.Response(
            body=bot.desk.meters.write(), content_type="text/plain", charset="utf-8"
        )

    app = web.Application()
    app.add_routes([web.get("/health", health), web.get("/metrics", metrics)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise SettingsError(
            f"Port {port} of {host} cannot be served ({error.strerror}): set BYLINE_METRICS_PORT "
            "or BYLINE_METRICS_HOST to another."
        ) from error
    try:
        yield
    finally:
        await runner.cleanup()


def find_sickness(bot: HostBot) -> str:
    """Return what is not well, in a word or two; empty if all is."""
    if bot.is_closed() or bot.desk.leaving:
        return "leaving"
    if not bot.is_ready() or not bot.is_connected():
        return "not connected"
    if math.isnan(bot.latency) or bot.latency > _SLOW_S:
        return "Discord does not answer"
    return ""


def ask_health(host: str, port: int) -> str:
    """Ask the bot that runs on this machine, and return what it says.

    :raises SettingsError: If no port is set.
    :raises ServiceError: If it does not answer or is not well.
    """
    if not port:
        raise SettingsError("The bot's health is not served: set BYLINE_METRICS_PORT.")
    connection = http.client.HTTPConnection(_ANY.get(host, host), port, timeout=5)
    try:
        connection.request("GET", "/health")
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException) as error:
        raise ServiceError(f"No bot answers on port {port}.") from error
    finally:
        connection.close()
    if answer.status != 200:
        raise ServiceError(f"The bot is not well: {text[:100]}.")
    return text
