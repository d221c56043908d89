"""What is on the public internet, and what only looks so."""

from ipaddress import ip_address

import pytest

from bot.intake.fetching.addresses import is_public, parse_address, read_ip, shorten_address
from embeddings.errors import UsageError

PUBLIC = ("8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1")
CLOSED = (
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1",
    "203.0.113.7", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b:1::808:808", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe", "100::1",
    "2001:db8::1", "3fff::1", "fc00::1", "fe80::1", "fec0::1", "ff02::1",
)  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address), 80)


@pytest.mark.parametrize("address", CLOSED)
def test_what_is_inside_is_not_public_however_it_is_wrapped(address: str) -> None:
    assert not is_public(ip_address(address), 80)


def test_an_address_with_a_zone_is_that_address() -> None:
    assert read_ip("fe80::1%eth0") == ip_address("fe80::1")
    assert read_ip("news.test") is None


def test_an_address_is_kept_but_for_its_fragment() -> None:
    url = parse_address(" https://news.test:8443/a%20b/?q=ä&x=1#part ")

    assert str(url) == "https://news.test:8443/a%20b/?q=%C3%A4&x=1"


def test_a_message_shows_an_address_without_control_characters() -> None:
    with pytest.raises(UsageError) as caught:
        parse_address("http://\x1b[31m.test/" + "a" * 500)

    assert "\x1b" not in str(caught.value)
    assert len(shorten_address("a" * 500)) == 120
