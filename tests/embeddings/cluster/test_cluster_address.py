"""Which addresses name a cluster, and what is said of one where nothing listens."""

import socket

import pytest

from embeddings.cluster.address import ClusterAddress
from embeddings.errors import ServiceError, UsageError


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("10.0.0.4:6379", "10.0.0.4", 6379),
        ("head.example.org:1", "head.example.org", 1),
        ("[fd00::4]:65535", "fd00::4", 65535),
        ("auto", "", 0),
    ],
)
def test_a_host_and_a_port_are_read(text: str, host: str, port: int) -> None:
    address = ClusterAddress.parse(text)

    assert (str(address), address.host, address.port) == (text, host, port)


@pytest.mark.parametrize(
    "text",
    [
        *("", "head", "head:", ":6379", "head:0", "head:65536", "head:6379/", "Auto", "local"),
        *("ray://head:10001", "fd00::4:6379", "head:6379 --force", "head:６379"),
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="A Ray cluster is named --address HOST:PORT"):
        ClusterAddress.parse(text)


def test_something_that_listens_is_reachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        ClusterAddress.parse(f"127.0.0.1:{server.getsockname()[1]}").check_reachable()

    ClusterAddress.parse("auto").check_reachable()


def test_a_port_where_nothing_listens_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = ClusterAddress.parse(f"127.0.0.1:{taken.getsockname()[1]}")

        with pytest.raises(ServiceError, match="cannot be reached \\(Connection refused\\): see"):
            address.check_reachable()
