"""From a server's name to a connection that cannot reach inside.

Promise: a name is resolved once a connection, what it resolves to is checked, and the connection
goes to that checked address and no other; an address written as a number is checked as well.
"""

import asyncio
import contextlib
import errno
import socket
import threading
from collections.abc import Callable, Sequence

from aiohttp import TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import AddrInfoType

from bot.intake.fetching.addresses import MayReach, read_ip

Lookup = Callable[[str, int], Sequence[str]]
"""Returns the IP addresses of a server's name, for a port."""


class ClosedAddressError(OSError):
    """A server lies where Byline does not fetch from."""


def look_up(host: str, port: int) -> tuple[str, ...]:
    """Ask the system for the addresses of a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def make_connector(lookup: Lookup, may_reach: MayReach) -> TCPConnector:
    """Return a connector that opens connections to addresses that ``may_reach`` allows alone."""

    def open_socket(target: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, place = target
        _check(str(place[0]), int(place[1]), may_reach)
        return socket.socket(family=family, type=kind, proto=protocol)

    return TCPConnector(
        resolver=_Resolver(lookup, may_reach),
        socket_factory=open_socket,
        use_dns_cache=False,
        force_close=True,
    )


class _Resolver(AbstractResolver):
    """Looks names up on a thread of its own, so that a slow answer holds up nothing at the end."""

    def __init__(self, lookup: Lookup, may_reach: MayReach) -> None:
        self._lookup, self._may_reach = lookup, may_reach

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return every address of a name; one that is closed closes all."""
        addresses = await _call_apart(lambda: self._lookup(host, port))
        for address in addresses:
            _check(address, port, self._may_reach)
        if not addresses:
            raise OSError(None, "the name has no address")
        return [_describe(host, address, port) for address in addresses]

    async def close(self) -> None:
        """Keep nothing open."""


def _describe(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(
        hostname=host,
        host=address,
        port=port,
        family=family,
        proto=socket.IPPROTO_TCP,
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )


def _check(address: str, port: int, may_reach: MayReach) -> None:
    ip = read_ip(address)
    if ip is None or not may_reach(ip, port):
        raise ClosedAddressError(errno.EACCES, f"{address} is not on the public internet")


async def _call_apart(do: Callable[[], Sequence[str]]) -> Sequence[str]:
    """Run ``do`` on a thread that nobody waits for once this is given up."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Sequence[str]] = loop.create_future()

    def settle(set_it: Callable[..., None], value: object) -> None:
        if not future.done():
            set_it(value)

    def run() -> None:
        outcome: tuple[Callable[..., None], object]
        try:
            outcome = (future.set_result, do())
        except (OSError, UnicodeError) as error:
            outcome = (future.set_exception, error)
        with contextlib.suppress(RuntimeError):  # the loop may be gone by now
            loop.call_soon_threadsafe(settle, *outcome)

    threading.Thread(target=run, daemon=True, name="byline-lookup").start()
    return await future
