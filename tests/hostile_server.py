"""A web server on loopback that answers as it is told, byte by byte, also against all rules."""

import asyncio
import contextlib
import gzip
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

PAGE = b"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Ferry line opens again</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2024-05-02T08:00:00Z">
<meta name="author" content="Ann Lee"></head>
<body><nav>Home | News</nav><article><h1>Ferry line opens again after winter</h1>
<p>The ferry to the island opened again on Thursday after four months, the port office said.</p>
<p>Some 1,200 people crossed on the first day, more than in any May before, it said.</p>
<p>The line had been closed since January, when ice damaged the pier at the northern end.</p>
</article></body></html>
"""


@dataclass(frozen=True, slots=True)
class Request:
    """The path and the headers that were asked with, names in lower case."""

    path: str
    headers: dict[str, str]


Respond = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


def answer(
    status: int = 200, body: bytes = PAGE, *, length: int | None = None, **headers: str
) -> Respond:
    """Answer with a body; ``length`` is what is told of it, its own by default."""

    async def respond(request: Request, writer: asyncio.StreamWriter) -> None:
        told = {"Content-Type": "text/html; charset=utf-8", "Connection": "close"}
        told["Content-Length"] = str(len(body) if length is None else length)
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        writer.write(head(status, told) + body)

    return respond


def head(status: int, headers: dict[str, str]) -> bytes:
    lines = [
        f"HTTP/1.1 {status} Whatever",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def redirect(target: str, status: int = 302) -> Respond:
    return answer(status, b"", Location=target)


def pour(start: bytes, piece: bytes, pause_s: float = 0.0, most: int = 200_000_000) -> Respond:
    """Send ``start`` and then ``piece`` for as long as anybody listens."""

    async def respond(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        for _ in range(max(1, most // len(piece))):
            writer.write(piece)
            await writer.drain()
            if pause_s:
                await asyncio.sleep(pause_s)

    return respond


def send(data: bytes) -> Respond:
    """Send bytes as they are, and close."""

    async def respond(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(data)

    return respond


def keep_silent(seconds: float = 30) -> Respond:
    async def respond(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)

    return respond


def pack(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = gzip.compress(data)
    return data


@dataclass(slots=True)
class HostileServer:
    """What is answered at each path, and what was asked so far; other paths have no page."""

    responses: dict[str, Respond] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    port: int = 0

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            pairs = (line.split(": ", 1) for line in lines[1:] if ": " in line)
            request = Request(lines[0].split(" ")[1], {k.lower(): v for k, v in pairs})
            self.requests.append(request)
            path = request.path.partition("?")[0]
            await self.responses.get(path, answer(404, b"no such page"))(request, writer)
            await writer.drain()
            writer.close()
            await writer.wait_closed()
        except (OSError, asyncio.IncompleteReadError):
            pass  # whoever asked has gone
        finally:
            writer.transport.abort()

    def paths(self) -> list[str]:
        """Return the paths that were asked for, but for robots.txt."""
        return [one.path for one in self.requests if one.path != "/robots.txt"]


@contextlib.contextmanager
def serve() -> Iterator[HostileServer]:
    """Serve on a thread of its own for the time of the block."""
    server, started = HostileServer(), threading.Event()
    loop = asyncio.new_event_loop()

    async def run(stop: asyncio.Event) -> None:
        listening = await asyncio.start_server(server.handle, "127.0.0.1", 0, limit=65_536)
        server.port = listening.sockets[0].getsockname()[1]
        started.set()
        await stop.wait()
        listening.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0.05)  # transports close in the loop's next turns

    stop = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(run(stop)), daemon=True)
    thread.start()
    started.wait(10)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()
