"""RSS and Atom as people write them, and as nobody should."""

import time
from datetime import date

import pytest

from bot.intake.feeds.feed import find_feeds, read_feed
from embeddings.errors import StoriesError

URL = "https://harbour.test/feeds/all.xml"
LONG = "".join(
    f"<p>Sentence {n} of the whole story, which the feed holds itself.</p>" for n in range(20)
)

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Harbour &amp; Post</title><link>https://harbour.test/</link>
<item><title>Ferry &lt;em&gt;opens&lt;/em&gt; again</title><link>/ferry?utm_source=rss</link>
<guid isPermaLink="false">id-1</guid><dc:creator>Ann Lee</dc:creator>
<pubDate>Thu, 02 May 2024 08:00:00 GMT</pubDate><description>A teaser.</description></item>
<item><title>Held in full</title><guid>https://harbour.test/held</guid>
<content:encoded><![CDATA[{LONG}<script>alert(1)</script>]]></content:encoded></item>
<item><description>neither here nor there</description></item>
</channel></rss>""".encode()

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Isle</title>
<entry><id>urn:1</id><title>Pier is whole</title><link href="https://isle.test/pier"/>
<published>2024-05-03T10:00:00+02:00</published><updated>2024-06-01T00:00:00Z</updated>
<author><name>Bo Kim</name></author></entry>
<entry><id>urn:2</id><title>Only changed</title><link href="javascript:alert(1)"/>
<link rel="alternate" href="https://isle.test/changed"/><updated>2024-06-01T00:00:00Z</updated></entry>
</feed>"""


def test_the_items_of_an_rss_feed_are_read() -> None:
    feed = read_feed(RSS, URL)

    ferry, held = feed.items
    assert feed.title == "The Harbour & Post"
    assert ferry.url == "https://harbour.test/ferry?utm_source=rss"
    assert ferry.known.title == "Ferry opens again"
    assert ferry.known.publisher == "The Harbour & Post"
    assert ferry.known.authors == ("Ann Lee",)
    assert ferry.known.published == date(2024, 5, 2)
    assert ferry.page == b""
    assert b"Sentence 19" in held.page
    assert b"script" not in held.page


def test_the_items_of_an_atom_feed_are_read_and_a_change_is_no_publication() -> None:
    pier, changed = read_feed(ATOM, URL).items

    assert (pier.url, pier.known.authors) == ("https://isle.test/pier", ("Bo Kim",))
    assert pier.known.published == date(2024, 5, 3)
    assert changed.known.published is None


def test_an_item_is_known_again_by_what_the_feed_calls_it() -> None:
    moved = RSS.replace(b"/ferry?utm", b"/moved?utm").replace(b"again", b"anew")

    assert read_feed(moved, URL).items[0].key == read_feed(RSS, URL).items[0].key


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body>no feed</body></html>",
        b"just words",
        b'<!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"><channel/></rss>',
        b'<!DOCTYPE r [<!entity a SYSTEM "file:///etc/passwd">]><rss><channel/></rss>',
        b"<rss>" + b" " * 5_000_000,
        b"\x00\x01\x02" * 100,
        b"<rss>" + b"<" * 100_000,
    ],
    ids=["empty", "page", "words", "entity", "outside entity", "large", "binary", "tags"],
)
def test_what_is_no_feed_or_not_safe_is_refused(data: bytes) -> None:
    with pytest.raises(StoriesError):
        read_feed(data, URL)


@pytest.mark.parametrize(
    "data",
    [
        RSS[: len(RSS) // 2],
        RSS.replace(b"</title>", b"&nbsp;&bogus;</title>"),
        b"<rss version='2.0'><channel>" + b"<a>" * 5_000 + b"</channel></rss>",
        b"<rss version='2.0'><channel>" + b"<item><link>http://x.test/</link></item>" * 1_000,
        RSS.replace(b"utf-8", b"no-such"),
        RSS.decode().encode("utf-16"),
    ],
    ids=["cut", "bogus entities", "deep", "many", "unknown encoding", "utf-16"],
)
def test_a_broken_feed_gives_what_can_be_read_in_bounded_time(data: bytes) -> None:
    started = time.process_time()

    try:
        feed = read_feed(data, URL)
    except StoriesError:
        feed = None

    assert time.process_time() - started < 5
    assert feed is None or len(feed.items) <= 500


def test_a_page_names_its_feeds() -> None:
    page = b"""<html><head><link rel="alternate" type="application/rss+xml" href="/all.xml">
    <link rel=alternate type="application/atom+xml" href="https://isle.test/a.xml" />
    <link rel="stylesheet" href="x.css"><link rel="alternate" type="text/html" href="/de">
    <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">"""

    assert find_feeds(page, "https://harbour.test/news/") == (
        "https://harbour.test/all.xml",
        "https://isle.test/a.xml",
    )
