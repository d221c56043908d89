"""Fetch one page, politely and without surprises.

Promise: http and https alone, from the public internet alone, within fixed limits of redirects,
bytes and seconds; what goes wrong is one line that says whose fault it is.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version

import aiohttp
from aiohttp import ClientResponse, ClientSession
from yarl import URL

from bot.intake.fetching.addresses import MayReach, is_public, parse_address, shorten_address
from bot.intake.fetching.failures import check_status, explain_failure, name_server
from bot.intake.fetching.resolving import Lookup, look_up, make_connector
from bot.intake.fetching.robots import MAX_BYTES, Robots, read_robots
from bot.intake.fetching.unpacking import read_body
from embeddings.errors import ServiceError, StoriesError, UnpackingError, UsageError

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ROBOTS_KEPT_S = 3_600.0
_MAX_KNOWN_ROBOTS = 1_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How far one fetch may go."""

    redirects: int = 5
    max_bytes: int = 10_000_000
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server gave; ``data`` is unpacked, and ``None`` where nothing has changed since.

    ``validators`` are to be shown the next time: they ask for what has changed since.
    """

    url: str
    data: bytes | None
    content_type: str = ""
    charset: str = ""
    validators: Mapping[str, str] = field(default_factory=dict)


class Fetcher:
    """Fetches pages; it remembers each server's ``robots.txt`` for an hour."""

    def __init__(
        self, limits: Limits | None = None, *, may_reach: MayReach = is_public,
        lookup: Lookup = look_up,
    ) -> None:  # fmt: skip
        self._limits = limits or Limits()
        self._may_reach, self._lookup = may_reach, lookup
        self._robots: dict[str, tuple[float, Robots]] = {}

    async def fetch(self, address: str, validators: Mapping[str, str] | None = None) -> Fetched:
        """Fetch what lies at ``address``; ``validators`` are those of an earlier fetch.

        :raises UsageError: If the address is none that Byline fetches from.
        :raises StoriesError: If there is nothing there, or it may not be fetched.
        :raises ServiceError: If the server cannot be reached or does not behave.
        """
        url = parse_address(address)
        try:
            async with asyncio.timeout(self._limits.seconds), self._open_session() as session:
                return await self._follow(session, url, validators or {})
        except TimeoutError as error:
            raise ServiceError(
                f"{name_server(url)} took longer than {self._limits.seconds:g} s: try again later."
            ) from error

    def fetch_now(self, address: str, validators: Mapping[str, str] | None = None) -> Fetched:
        """Fetch on a thread that may wait, and has no event loop.

        :raises BylineError: As ``fetch`` does.
        """
        return asyncio.run(self.fetch(address, validators))

    def _open_session(self) -> ClientSession:
        return ClientSession(
            connector=make_connector(self._lookup, self._may_reach),
            headers={"User-Agent": _name_agent(), "Accept-Encoding": "gzip, deflate"},
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None),  # the whole fetch has one
            auto_decompress=False,
            trust_env=False,
        )

    async def _follow(
        self, session: ClientSession, url: URL, validators: Mapping[str, str]
    ) -> Fetched:
        """Fetch ``url`` or where it leads to; each step is checked like the first."""
        first = url
        for _ in range(self._limits.redirects + 1):
            await self._check_robots(session, url)
            async with _Request(session, url, validators, redirected=url != first) as response:
                target = _read_target(response, url)
                if target is None:
                    return await self._read(response, url)
            url = target
        raise ServiceError(
            f"{name_server(first)} redirects more than {self._limits.redirects} times: give the "
            "address of the page itself."
        )

    async def _read(self, response: ClientResponse, url: URL) -> Fetched:
        if response.status == 304:
            return Fetched(str(url), None)
        check_status(response, url)
        data = await self._read_body(response, url, self._limits.max_bytes)
        headers = response.headers
        validators = {
            ask: headers[told][:1_000]
            for told, ask in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since"))
            if told in headers
        }
        return Fetched(str(url), data, response.content_type, _read_charset(response), validators)

    @staticmethod
    async def _read_body(response: ClientResponse, url: URL, most: int) -> bytes:
        encoding = response.headers.get("Content-Encoding", "")
        try:
            return await read_body(response.content, encoding, most)
        except UnpackingError as error:
            raise ServiceError(f"What {name_server(url)} sends {error}.") from error
        except (aiohttp.ClientError, OSError) as error:
            raise ServiceError(f"{name_server(url)} broke off: try again later.") from error

    async def _check_robots(self, session: ClientSession, url: URL) -> None:
        """Refuse what the server asks robots to leave alone."""
        origin = str(url.origin())
        known = self._robots.get(origin)
        if known is None or time.monotonic() - known[0] > _ROBOTS_KEPT_S:
            robots = await self._fetch_robots(session, url)
            if len(self._robots) >= _MAX_KNOWN_ROBOTS:
                self._robots.clear()
            self._robots[origin] = (time.monotonic(), robots)
        else:
            robots = known[1]
        if not robots.allows(url.raw_path_qs):
            raise StoriesError(
                f"{name_server(url)} asks programs to leave this page alone (robots.txt): save it "
                "in your browser and add the file."
            )

    async def _fetch_robots(self, session: ClientSession, url: URL) -> Robots:
        """Return a server's rules; where there are none, all is allowed."""
        place = first = url.origin().with_path("/robots.txt")
        for _ in range(self._limits.redirects + 1):
            async with _Request(session, place, {}, redirected=place != first) as response:
                target = _read_target(response, place)
                if target is None:
                    if 400 <= response.status < 500 and response.status != 429:
                        return Robots()
                    check_status(response, place)
                    data = await self._read_body(response, place, MAX_BYTES)
                    return read_robots(data.decode("utf-8", errors="replace"))
            place = target
        return Robots()


class _Request:
    """One request without redirects, whose failures are put in plain words."""

    def __init__(
        self, session: ClientSession, url: URL, headers: Mapping[str, str], *, redirected: bool
    ) -> None:
        self._request = session.get(url, headers=headers, allow_redirects=False)
        self._url, self._redirected = url, redirected

    async def __aenter__(self) -> ClientResponse:
        try:
            return await self._request.__aenter__()
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if isinstance(error, TimeoutError):
                raise
            raise explain_failure(error, self._url, redirected=self._redirected) from error

    async def __aexit__(self, *exception: object) -> None:
        await self._request.__aexit__(*exception)  # type: ignore[arg-type]


def _read_target(response: ClientResponse, url: URL) -> URL | None:
    """Return where a redirect leads, ``None`` for any other response."""
    place = response.headers.get("Location", "")
    if response.status not in _REDIRECTS:
        return None
    if not place:
        raise ServiceError(f"{name_server(url)} redirects to nowhere: try again later.")
    try:
        return parse_address(str(url.join(URL(place))))
    except (UsageError, ValueError) as error:
        raise ServiceError(
            f"{name_server(url)} redirects to {shorten_address(place, 60)}, where Byline does not "
            "fetch."
        ) from error


def _read_charset(response: ClientResponse) -> str:
    try:
        return (response.charset or "")[:40]
    except ValueError:
        return ""


def _name_agent() -> str:
    try:
        return f"Byline/{version('byline')}"
    except PackageNotFoundError:
        return "Byline"
