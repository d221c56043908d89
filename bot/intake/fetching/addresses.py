"""Which addresses are fetched from: http and https, on the public internet alone.

Promise: an address that reaches this machine or a private network, in whatever way it is written,
is told from a public one here and nowhere else.
"""

import re
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from yarl import URL

from embeddings.errors import UsageError

IPAddress = IPv4Address | IPv6Address
MayReach = Callable[[IPAddress, int], bool]
"""Says whether a connection to an address and port may be opened."""

_MAX_LENGTH = 2_000
_FOLLOWERS = frozenset({"utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term"})
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
_CARRIES_IPV4 = (
    (IPv6Network("64:ff9b::/96"), 0),  # NAT64, RFC 6052
    (IPv6Network("::/96"), 0),  # IPv4-compatible, RFC 4291
    (IPv6Network("2002::/16"), 80),  # 6to4, RFC 3056
)
"""Networks whose addresses carry an IPv4 address, and how many bits stand after that."""
_ALSO_CLOSED = (
    IPv4Network("192.0.0.0/24"),  # for protocols between machines, RFC 6890
    IPv4Network("192.88.99.0/24"),  # once the nearest relay of 6to4, RFC 7526
    IPv6Network("64:ff9b:1::/48"),  # NAT64 within a network, RFC 8215
    IPv6Network("::ffff:0:0:0/96"),  # IPv4-translated within a host, RFC 2765
    IPv6Network("3fff::/20"),  # for examples, RFC 9637
)
"""What older Pythons count as public."""


def parse_address(text: str) -> URL:
    """Return the web address that ``text`` is, without its fragment.

    :raises UsageError: If it is not one that Byline fetches from.
    """
    shown = shorten_address(text)
    if len(text) > _MAX_LENGTH or _FORBIDDEN.search(text.strip()):
        raise UsageError(f"{shown} is no web address: it is too long or holds blanks.")
    try:
        url = URL(text.strip()).with_fragment(None)
        host, port = url.host, url.port
    except (ValueError, UnicodeError) as error:
        raise UsageError(f"{shown} is no web address: copy it again from the browser.") from error
    if url.scheme not in {"http", "https"}:
        raise UsageError(f"{shown} is no address with http or https: Byline fetches no other.")
    if not host or not port:
        raise UsageError(f"{shown} names no server: copy it again from the browser.")
    if url.user is not None or url.password is not None:
        raise UsageError(f"{shown} holds a user's name or password: give it without these.")
    return url


def even_out(address: str) -> str:
    """Return an address as it is compared: without fragment, scheme and what tells who came."""
    url = URL(address).with_fragment(None)
    query = [(name, value) for name, value in url.query.items() if name not in _FOLLOWERS]
    return str(url.with_query(query)).partition("://")[2].rstrip("/")


def is_public(address: IPAddress, port: int) -> bool:
    """Say whether an address lies on the public internet, whatever the port."""
    if isinstance(address, IPv6Address) and (inner := _find_carried(address)) is not None:
        return is_public(inner, port)
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not (isinstance(address, IPv6Address) and address.is_site_local)
        and not any(address in network for network in _ALSO_CLOSED)
    )


def reach_anything(address: IPAddress, port: int) -> bool:
    """Say that every address may be reached, as where a setting allows it."""
    return True


def read_ip(text: str) -> IPAddress | None:
    """Return the IP address that a socket's address gives, ``None`` for anything else."""
    try:
        return ip_address(text.partition("%")[0])
    except ValueError:
        return None


def shorten_address(text: str, most: int = 120) -> str:
    """Return an address as a message shows it: without control characters, and not endless."""
    plain = "".join(char if char.isprintable() else "\ufffd" for char in text)
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def _find_carried(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 one stands for."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    for network, after in _CARRIES_IPV4:
        if address in network and int(address) > 1:
            return IPv4Address((int(address) >> after) & 0xFFFF_FFFF)
    return None
