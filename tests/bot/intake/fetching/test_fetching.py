"""Servers that mean ill: none reaches inside, none hangs, each is one plain line."""

import socket
import time
import zlib
from collections.abc import Iterator

import pytest
from hostile_server import (
    PAGE,
    HostileServer,
    Respond,
    answer,
    head,
    keep_silent,
    pack,
    pour,
    redirect,
    send,
    serve,
)

from bot.intake.fetching.addresses import IPAddress, is_public
from bot.intake.fetching.fetcher import Fetcher, Limits
from bot.intake.fetching.resolving import look_up
from embeddings.errors import BusyServerError, BylineError, ServiceError

MB = 1_000_000
OK_HEAD = head(200, {"Content-Type": "text/html", "Connection": "close"})
CHUNKED = head(200, {"Content-Type": "text/html", "Transfer-Encoding": "chunked"})

NAMES = {
    "news.test": ["127.0.0.1"],
    "private.test": ["10.0.0.5"],
    "mixed.test": ["93.184.216.34", "192.168.1.1"],
    "mapped.test": ["::ffff:127.0.0.1"],
    "nat64.test": ["64:ff9b::7f00:1"],
    "metadata.test": ["169.254.169.254"],
}


class Web:
    """A server that counts as public, one that is inside, and a name service between them."""

    def __init__(self, outside: HostileServer, inside: HostileServer) -> None:
        self.outside, self.inside = outside, inside
        self.lookups: list[str] = []

    def may_reach(self, address: IPAddress, port: int) -> bool:
        return (address.is_loopback and port == self.outside.port) or is_public(address, port)

    def look_up(self, host: str, port: int) -> list[str]:
        self.lookups.append(host)
        if host.endswith(".test") and host not in NAMES:
            raise socket.gaierror(-2, "Name or service not known")
        return NAMES.get(host) or look_up(host, port)  # numbers, which need no name service

    def fetcher(self, **limits: float) -> Fetcher:
        bounds = {"seconds": 3.0, "max_bytes": 2 * MB, **limits}
        return Fetcher(Limits(**bounds), may_reach=self.may_reach, lookup=self.look_up)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def _servers() -> Iterator[tuple[HostileServer, HostileServer]]:
    with serve() as outside, serve() as inside:
        yield outside, inside


@pytest.fixture
def web(_servers: tuple[HostileServer, HostileServer]) -> Web:
    for server in _servers:
        server.responses.clear()
        server.requests.clear()
    _servers[1].responses["/"] = answer(200, b"a secret")
    return Web(*_servers)


async def fail(web: Web, address: str, **limits: float) -> BylineError:
    """Fetch what must fail, and hold the failure against what every failure keeps."""
    started = time.monotonic()

    with pytest.raises(BylineError) as caught:
        await web.fetcher(**limits).fetch(address)

    assert time.monotonic() - started < 10
    assert web.inside.requests == []
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message
    assert len(message) < 250
    return caught.value


async def test_a_page_comes_as_it_is_with_what_asks_for_changes_later(web: Web) -> None:
    web.outside.responses["/a"] = answer(ETag='"7"', Last_Modified="Thu, 02 May 2024 08:00:00 GMT")

    fetched = await web.fetcher().fetch(web.outside.url("/a?x=1#part", "news.test"))

    assert fetched.data == PAGE
    assert fetched.url == web.outside.url("/a?x=1", "news.test")
    assert (fetched.content_type, fetched.charset) == ("text/html", "utf-8")
    assert fetched.validators == {
        "If-None-Match": '"7"',
        "If-Modified-Since": "Thu, 02 May 2024 08:00:00 GMT",
    }


async def test_the_request_says_who_asks_and_nothing_else_of_the_person(web: Web) -> None:
    web.outside.responses["/a"] = answer(Set_Cookie="track=1")
    fetcher = web.fetcher()

    await fetcher.fetch(web.outside.url("/a"))
    await fetcher.fetch(web.outside.url("/a"))

    last = web.outside.requests[-1]
    assert set(last.headers) == {"host", "accept", "accept-encoding", "connection", "user-agent"}
    assert last.headers["user-agent"].startswith("Byline")


async def test_a_cookie_is_not_carried_to_the_next_page(web: Web) -> None:
    web.outside.responses["/a"] = answer(302, b"", Location="/b", Set_Cookie="track=1; Path=/")
    web.outside.responses["/b"] = answer()

    await web.fetcher().fetch(web.outside.url("/a", "news.test"))

    assert "cookie" not in web.outside.requests[-1].headers


async def test_what_has_not_changed_is_not_sent_again(web: Web) -> None:
    web.outside.responses["/a"] = answer(304, b"")

    fetched = await web.fetcher().fetch(web.outside.url("/a"), {"If-None-Match": '"7"'})

    assert fetched.data is None
    assert web.outside.requests[-1].headers["if-none-match"] == '"7"'


@pytest.mark.parametrize("packed", ["gzip", "deflate", "raw deflate", "two members", "twice"])
async def test_a_packed_page_is_unpacked(web: Web, packed: str) -> None:
    raw = zlib.compressobj(wbits=-15)
    bodies = {
        "gzip": (pack(PAGE), "gzip"),
        "deflate": (zlib.compress(PAGE), "deflate"),
        "raw deflate": (raw.compress(PAGE) + raw.flush(), "deflate"),
        "two members": (pack(PAGE[:100]) + pack(PAGE[100:]), "gzip"),
        "twice": (pack(PAGE, 2), "gzip, gzip"),
    }
    body, encoding = bodies[packed]
    web.outside.responses["/a"] = answer(200, body, Content_Encoding=encoding)

    assert (await web.fetcher().fetch(web.outside.url("/a"))).data == PAGE


async def test_five_redirects_are_followed(web: Web) -> None:
    for step in range(5):
        web.outside.responses[f"/{step}"] = redirect(
            f"/{step + 1}", (301, 302, 303, 307, 308)[step]
        )
    web.outside.responses["/5"] = answer()

    fetched = await web.fetcher().fetch(web.outside.url("/0"))

    assert fetched.url == web.outside.url("/5")


# -- reaching inside -------------------------------------------------------------------------------

INSIDE_HOSTS = (
    "127.0.0.1", "localhost.test", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "2130706433", "0x7f000001", "0177.0.0.1", "127.1",
    "①②⑦.⓪.⓪.①", "169.254.169.254", "10.0.0.1", "private.test", "mixed.test", "mapped.test",
    "nat64.test", "metadata.test",
)  # fmt: skip


@pytest.mark.parametrize("host", INSIDE_HOSTS)
async def test_an_address_inside_is_refused_as_wrong(web: Web, host: str) -> None:
    error = await fail(web, f"http://{host}:{web.inside.port}/")

    assert error.exit_code == (69 if host == "localhost.test" else 2)


@pytest.mark.parametrize("host", INSIDE_HOSTS)
async def test_a_redirect_inside_is_not_followed(web: Web, host: str) -> None:
    web.outside.responses["/a"] = redirect(f"http://{host}:{web.inside.port}/")

    error = await fail(web, web.outside.url("/a"))

    assert error.exit_code in {2, 69}


async def test_a_name_with_one_address_inside_is_not_connected_to_at_all(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "look_up", lambda host, port: ["127.0.0.1", "10.0.0.5"])
    web.outside.responses["/a"] = answer()

    error = await fail(web, web.outside.url("/a", "both.test"))

    assert error.exit_code == 2
    assert web.outside.requests == []


async def test_a_name_that_changes_where_it_leads_is_connected_to_where_it_was_checked(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter((["127.0.0.1"], ["10.0.0.5"], ["10.0.0.5"]))
    monkeypatch.setattr(web, "look_up", lambda host, port: next(answers))
    web.outside.responses["/a"] = answer()

    error = await fail(web, web.outside.url("/a", "turning.test"))

    assert error.exit_code == 2
    assert [one.path for one in web.outside.requests] == ["/robots.txt"]


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd", "ftp://news.test/a", "javascript:alert(1)", "data:text/html,x",
        "http://user:secret@news.test/", "http://news.test\\@127.0.0.1/", "http://", "//",
        "http://[", "http://news.test:99999999/", "gopher://127.0.0.1:70/",
    ],
)  # fmt: skip
async def test_a_redirect_to_what_is_not_fetched_ends_there(web: Web, target: str) -> None:
    web.outside.responses["/a"] = redirect(target)

    assert (await fail(web, web.outside.url("/a"))).exit_code == 69


@pytest.mark.parametrize(
    "address",
    [
        "", "news.test/a", "file:///etc/passwd", "ftp://news.test/", "http://", "https:///a",
        "http://a@news.test/", "http://:p@news.test/", "http://news.test/ a", "http://ne ws.test/",
        "http://news.test\\@127.0.0.1/", "http://news.test:0/", "http://news.test:70000/",
        "http://[::1", "http://news.test/\r\nHost: x", "http://" + "a" * 3000,
    ],
)  # fmt: skip
async def test_what_is_no_address_is_refused_before_anything_is_asked(
    web: Web, address: str
) -> None:
    error = await fail(web, address)

    assert error.exit_code == 2
    assert web.lookups == []


async def test_robots_txt_inside_is_not_asked_for_either(web: Web) -> None:
    web.outside.responses["/robots.txt"] = redirect(web.inside.url("/robots.txt"))
    web.outside.responses["/a"] = answer()

    assert (await fail(web, web.outside.url("/a"))).exit_code == 69


# -- not behaving ----------------------------------------------------------------------------------

HOSTILE: dict[str, tuple[Respond, int, str]] = {
    "401": (answer(401), 1, "save it in your browser"),
    "403": (answer(403), 1, "save it in your browser"),
    "404": (answer(404), 1, "no such page"),
    "410": (answer(410), 1, "no such page"),
    "429": (answer(429), 69, "asks to be left alone"),
    "500": (answer(500), 69, "status 500"),
    "503": (answer(503, Retry_After="120"), 69, "for 120 s"),
    "204": (answer(204, b""), 69, "status 204"),
    "999": (answer(999), 69, "status 999"),
    "redirect loop": (redirect("/a"), 69, "more than 5 times"),
    "redirect to nowhere": (answer(302, b""), 69, "to nowhere"),
    "endless body": (pour(OK_HEAD, b"x" * 65_536), 69, "larger than 2 MB"),
    "endless chunks": (pour(CHUNKED, b"10000\r\n" + b"x" * 65_536 + b"\r\n"), 69, "larger"),
    "slow drip": (pour(OK_HEAD, b"x", 0.05), 69, "took longer than 0.4 s"),
    "slow head": (pour(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.05), 69, "took longer than 0.4 s"),
    "silence": (keep_silent(), 69, "took longer than 0.4 s"),
    "cut gzip": (answer(200, pack(PAGE)[:-20], Content_Encoding="gzip"), 69, "damaged"),
    "no gzip at all": (answer(200, PAGE, Content_Encoding="gzip"), 69, "damaged"),
    "unasked packing": (answer(200, PAGE, Content_Encoding="br"), 69, "did not ask for"),
    "more promised than sent": (answer(200, length=len(PAGE) + 10), 69, "broke off"),
    "negative length": (answer(200, length=-5), 69, "web server"),
    "two lengths": (
        send(OK_HEAD[:-2] + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nxxxxxx"), 69, "server",
    ),
    "broken chunks": (send(CHUNKED + b"zz\r\nnot a chunk"), 69, "news.test"),
    "header bomb": (pour(b"HTTP/1.1 200 OK\r\n", b"X-A: " + b"y" * 4_000 + b"\r\n"), 69, "server"),
    "one endless header": (pour(b"HTTP/1.1 200 OK\r\nX-A: ", b"y" * 8_192), 69, "server"),
    "many small headers": (pour(b"HTTP/1.1 200 OK\r\n", b"a: b\r\n" * 500), 69, "server"),
    "endless forerunners": (pour(b"", b"HTTP/1.1 103 Early\r\n\r\n" * 100, 0.01), 69, "news.test"),
    "no HTTP": (send(b"SSH-2.0-OpenSSH_9.2\r\n"), 69, "as a web server does"),
    "nothing": (send(b""), 69, "as a web server does"),
    "redirect to a file": (redirect("file:///etc/passwd"), 69, "does not fetch"),
    "redirect to a script": (redirect("javascript:alert(1)"), 69, "does not fetch"),
    "redirect to no port": (redirect("http://news.test:99999/"), 69, "does not fetch"),
    "redirect to a zone": (redirect("http://[fe80::1%25eth0]/"), 2, "never fetches"),
    "redirect that never ends": (redirect("/" + "a" * 7_000), 69, "does not fetch"),
    "packed twice, once unasked": (
        answer(200, pack(PAGE), Content_Encoding="br, gzip"), 69, "did not ask for",
    ),
    "null in a header": (send(b"HTTP/1.1 200 OK\r\nX-A: a\x00b\r\n\r\n<p>x"), 69, "web server"),
    "less promised than sent": (answer(200, length=20), 69, "as a web server does"),
}  # fmt: skip


WAITED_FOR = {"silence", "slow head", "slow drip", "endless forerunners"}
"""They end when the time is over."""


@pytest.mark.parametrize("what", HOSTILE)
async def test_a_server_that_does_not_behave_is_one_plain_line(web: Web, what: str) -> None:
    respond, exit_code, words = HOSTILE[what]
    web.outside.responses["/a"] = respond

    seconds = 0.4 if what in WAITED_FOR else 1.0
    error = await fail(web, web.outside.url("/a", "news.test"), seconds=seconds)

    assert error.exit_code == exit_code
    assert words in str(error)


@pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip"])
async def test_a_bomb_is_one_plain_line(web: Web, encoding: str) -> None:
    body = pack(bytes(8 * MB), encoding.count("gzip"))
    web.outside.responses["/a"] = answer(200, body, Content_Encoding=encoding)

    error = await fail(web, web.outside.url("/a", "news.test"), seconds=1.0)

    assert error.exit_code == 69
    assert "unpacks to more than 2 MB" in str(error)


async def test_a_server_that_is_not_there_cannot_be_reached(web: Web) -> None:
    error = await fail(web, web.outside.url("/a", "gone.test"))

    assert isinstance(error, ServiceError)
    assert "gone.test is no server that is known" in str(error)


async def test_a_slow_name_service_is_not_waited_for(web: Web) -> None:
    fetcher = Fetcher(
        Limits(seconds=0.3), may_reach=web.may_reach, lookup=lambda host, port: time.sleep(5) or []
    )

    started = time.monotonic()
    with pytest.raises(ServiceError):
        await fetcher.fetch("http://slow.test/")

    assert time.monotonic() - started < 3


async def test_a_busy_server_says_how_long_to_wait(web: Web) -> None:
    web.outside.responses["/a"] = answer(429, Retry_After="90")

    error = await fail(web, web.outside.url("/a"))

    assert isinstance(error, BusyServerError)
    assert error.seconds == 90


# -- robots.txt ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("robots", "fetched"),
    [
        (answer(200, b"User-agent: *\nDisallow: /"), False),
        (answer(200, b"User-agent: byline\nDisallow: /a\n\nUser-agent: *\nAllow: /"), False),
        (answer(200, b"User-agent: other\nDisallow: /"), True),
        (answer(404, b""), True),
        (answer(403, b""), True),
        (answer(500, b""), False),
        (redirect("/robots.txt"), True),
        (pour(OK_HEAD, b"x" * 65_536), False),
        (keep_silent(), False),
        (answer(200, b"\xff\xfe\x00garbage \x00\xff" * 100), True),
    ],
    ids=["all closed", "closed to us", "closed to others", "none", "hidden", "broken", "loop",
         "endless", "silent", "garbage"],
)  # fmt: skip
async def test_robots_txt_is_kept(web: Web, robots: Respond, fetched: bool) -> None:
    web.outside.responses |= {"/robots.txt": robots, "/a": answer()}

    if fetched:
        assert (await web.fetcher(seconds=1.0).fetch(web.outside.url("/a"))).data == PAGE
    else:
        await fail(web, web.outside.url("/a"), seconds=0.4)
        assert web.outside.paths() == []


async def test_robots_txt_is_asked_for_once_an_hour(web: Web) -> None:
    web.outside.responses["/a"] = answer()
    fetcher = web.fetcher()

    await fetcher.fetch(web.outside.url("/a"))
    await fetcher.fetch(web.outside.url("/a"))

    assert [one.path for one in web.outside.requests] == ["/robots.txt", "/a", "/a"]


async def test_where_a_redirect_leads_is_asked_for_its_robots_txt_too(web: Web) -> None:
    web.outside.responses |= {
        "/a": redirect("/closed"),
        "/closed": answer(),
        "/robots.txt": answer(200, b"User-agent: *\nDisallow: /closed"),
    }

    error = await fail(web, web.outside.url("/a"))

    assert error.exit_code == 1
    assert web.outside.paths() == ["/a"]
