"""Feeds are followed politely, and each new item becomes a story once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_server import PAGE, HostileServer, answer, keep_silent, redirect, serve

from bot.intake.desk import IntakeDesk
from bot.intake.feeds.followed_feeds import FILE, FollowedFeeds
from bot.intake.feeds.pulling import (
    Manner,
    Pulled,
    follow_feed,
    pull_feeds,
    unfollow_feed,
)
from bot.intake.fetching.addresses import even_out, reach_anything
from bot.intake.fetching.fetcher import Fetcher, Limits
from embeddings.errors import SettingsError, StoriesError, UsageError
from embeddings.stories.sources.folder import read_folder

HOUR_S = 3_600


class Outlet:
    """A server with a feed of stories, and a desk that follows it by a clock of its own."""

    def __init__(self, server: HostileServer, stories: Path) -> None:
        self.server = server
        fetcher = Fetcher(Limits(seconds=1.0), may_reach=reach_anything)
        self.desk = IntakeDesk(stories, fetcher)
        self.feed = server.url("/feed.xml")
        self.now, self.pauses = 1_000_000.0, list[float]()

    def publish(self, *names: str, body: str = "", status: int = 200, **headers: str) -> None:
        items = "".join(
            f"<item><title>Story {name} of the day</title><guid>{name}</guid>"
            f"<link>{self.server.url(f'/{name}')}</link>{body}</item>"
            for name in names
        )
        text = f'<rss version="2.0"><channel><title>The Post</title>{items}</channel></rss>'
        self.server.responses["/feed.xml"] = answer(status, text.encode(), **headers)
        for name in names:
            self.server.responses.setdefault(
                f"/{name}", answer(200, PAGE.replace(b"1,200", f"{name} 1,200".encode()))
            )

    def pull(self, name: str = "", most: int = 20, known: frozenset[str] = frozenset()) -> Pulled:
        manner = Manner(
            known=known, most_items=most, now=lambda: self.now, sleep=self.pauses.append
        )
        (pulled,) = pull_feeds(self.desk, name, manner)
        return pulled

    @property
    def stories(self) -> int:
        return len(read_folder(self.desk.stories).stories)


@pytest.fixture(scope="module")
def _server() -> Iterator[HostileServer]:
    with serve() as server:
        yield server


@pytest.fixture
def outlet(_server: HostileServer, tmp_path: Path) -> Outlet:
    _server.responses.clear()
    _server.requests.clear()
    outlet = Outlet(_server, tmp_path)
    outlet.publish("a", "b")
    return outlet


@pytest.fixture
def followed(outlet: Outlet) -> Outlet:
    follow_feed(outlet.desk, outlet.feed)
    return outlet


def test_new_items_become_stories_once(followed: Outlet) -> None:
    first = followed.pull()
    again = followed.pull()
    followed.publish("a", "b", "c")
    later = followed.pull()

    assert [len(one.saved) for one in (first, again, later)] == [2, 0, 1]
    assert first.failed == ()
    stories = read_folder(followed.desk.stories).stories
    assert len(stories) == 3
    assert {one.url for one in stories} == {followed.server.url(f"/{name}") for name in "abc"}
    assert all(one.id.startswith("feeds/the-post/2024-05-02-ferry") for one in stories)


def test_a_feed_is_asked_for_what_has_changed_with_a_pause_between_pages(followed: Outlet) -> None:
    followed.publish("a", "b", ETag='"1"')
    followed.pull()
    followed.server.responses["/feed.xml"] = answer(304, b"")

    pulled = followed.pull()

    assert followed.server.requests[-1].headers["if-none-match"] == '"1"'
    assert (pulled.saved, pulled.trouble) == ((), "")
    assert followed.pauses == [1.0, 1.0]
    followed.pull()
    assert followed.server.requests[-1].headers["if-none-match"] == '"1"'


def test_a_failing_feed_is_asked_less_and_less_often(followed: Outlet) -> None:
    followed.server.responses["/feed.xml"] = answer(500)
    waits = []
    for _ in range(4):
        assert "status 500" in followed.pull().trouble
        before, started = len(followed.server.requests), followed.now
        assert "left alone for now" in followed.pull().trouble
        assert len(followed.server.requests) == before
        (one,) = FollowedFeeds(followed.desk.stories).list_all()
        waits.append(one.rests_until - started)
        followed.now = one.rests_until

    assert waits == [900, 1_800, 3_600, 7_200]
    followed.publish("a")
    assert len(followed.pull().saved) == 1
    (one,) = FollowedFeeds(followed.desk.stories).list_all()
    assert (one.failures, one.trouble) == (0, "")


def test_a_busy_server_is_left_alone_as_long_as_it_asks(followed: Outlet) -> None:
    followed.server.responses["/feed.xml"] = answer(429, Retry_After="20000")

    followed.pull()

    (one,) = FollowedFeeds(followed.desk.stories).list_all()
    assert one.rests_until == followed.now + 20_000


def test_a_feed_that_is_named_is_asked_although_it_rests(followed: Outlet) -> None:
    followed.server.responses["/feed.xml"] = answer(500)
    followed.pull()
    followed.publish("a")

    assert len(followed.pull("the post").saved) == 1


def test_an_item_that_cannot_be_had_now_is_tried_three_times(followed: Outlet) -> None:
    followed.server.responses["/a"] = answer(500)
    followed.publish("a", "b", ETag='"1"')

    results = [followed.pull() for _ in range(4)]

    assert [len(one.failed) for one in results] == [1, 1, 1, 0]
    assert "status 500" in results[0].failed[0][1]
    assert [len(one.saved) for one in results] == [1, 0, 0, 0]
    assert followed.server.paths().count("/a") == 3
    asked = [one for one in followed.server.requests if one.path == "/feed.xml"]
    assert ["if-none-match" in one.headers for one in asked] == [False, False, False, False, True]


def test_an_item_that_is_not_to_be_had_is_named_once(followed: Outlet) -> None:
    followed.server.responses |= {"/a": answer(404), "/b": redirect("file:///etc/passwd")}
    followed.server.responses["/c"] = answer(200, b"<html><body></body></html>")
    followed.publish("a", "c")

    first, again = followed.pull(), followed.pull()

    assert [reason.split(":")[0] for _, reason in first.failed] == [
        "127.0.0.1 has no such page (status 404)",
        "No story was found",
    ]
    assert (again.failed, again.saved) == ((), ())


def test_a_server_that_fails_again_and_again_is_not_asked_for_the_rest(followed: Outlet) -> None:
    names = [f"n{n}" for n in range(9)]
    for name in names:
        followed.server.responses[f"/{name}"] = keep_silent() if name == "n0" else answer(500)
    followed.publish(*names)

    pulled = followed.pull()

    assert len(pulled.failed) == 3
    assert followed.server.paths()[-3:] == ["/n0", "/n1", "/n2"]


def test_of_many_items_the_first_are_taken_and_the_rest_is_told_of(followed: Outlet) -> None:
    followed.publish(*"abcdef")

    pulled = followed.pull(most=2)

    assert (len(pulled.saved), pulled.left_out) == (2, 4)
    assert followed.pull(most=2).saved == ()


def test_what_is_there_already_is_not_fetched(followed: Outlet) -> None:
    known = frozenset({even_out(followed.server.url("/a") + "?utm_source=feed#top")})

    pulled = followed.pull(known=known)

    assert len(pulled.saved) == 1
    assert "/a" not in followed.server.paths()


def test_a_story_that_the_feed_holds_is_taken_where_its_page_is_closed(followed: Outlet) -> None:
    held = "".join(f"&lt;p&gt;Sentence {n} of the story in the feed.&lt;/p&gt;" for n in range(30))
    followed.server.responses["/a"] = answer(403)
    followed.publish("a", body=f"<description>{held}</description>")

    pulled = followed.pull()

    assert pulled.failed == ()
    (story,) = read_folder(followed.desk.stories).stories
    assert story.title == "Story a of the day"
    assert (story.publisher, story.url) == ("The Post", followed.server.url("/a"))
    assert "Sentence 29 of the story" in story.text


def test_the_feed_that_a_page_names_is_followed(outlet: Outlet) -> None:
    link = b'<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    outlet.server.responses["/"] = answer(200, b"<html><head>" + link + b"</head></html>")

    followed, items = follow_feed(outlet.desk, outlet.server.url("/"))

    assert (followed.url, followed.title, items) == (outlet.feed, "The Post", 2)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html><head></head></html>", "no RSS or Atom feed"),
        (
            b'<link rel="alternate" type="application/rss+xml" href="/1">'
            b'<link rel="alternate" type="application/rss+xml" href="/2">',
            "names 2 feeds",
        ),
    ],
)
def test_a_page_without_a_feed_of_its_own_is_refused(
    outlet: Outlet, body: bytes, words: str
) -> None:
    outlet.server.responses["/"] = answer(200, body)

    with pytest.raises((StoriesError, UsageError), match=words):
        follow_feed(outlet.desk, outlet.server.url("/"))

    assert FollowedFeeds(outlet.desk.stories).list_all() == ()


def test_a_feed_is_followed_once_and_left_by_its_title(followed: Outlet) -> None:
    with pytest.raises(UsageError, match="already"):
        follow_feed(followed.desk, followed.feed)

    assert unfollow_feed(followed.desk, "The Post").url == followed.feed

    with pytest.raises(StoriesError, match="not followed"):
        unfollow_feed(followed.desk, "The Post")
    assert pull_feeds(followed.desk) == ()


def test_two_programs_do_not_pull_at_once(followed: Outlet) -> None:
    with (
        FollowedFeeds(followed.desk.stories).alone(),
        pytest.raises(StoriesError, match="another program"),
    ):
        followed.pull()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 2}', '{"format": 1, "feeds": [{}]}', "x"]
)
def test_a_damaged_list_of_feeds_is_one_line(outlet: Outlet, text: str) -> None:
    (outlet.desk.stories / FILE).write_text(text)

    with pytest.raises(SettingsError, match="list of feeds"):
        pull_feeds(outlet.desk)


def test_the_list_of_feeds_is_no_story_and_leaves_no_draft(followed: Outlet) -> None:
    followed.pull()

    files = {path.name for path in followed.desk.stories.iterdir()}
    assert files <= {"feeds", FILE, ".feeds.lock"}
    assert followed.stories == 2
