"""Follow feeds: their new items become stories by the way that every page takes.

Promise: a server is asked politely: only for what has changed, one page after another with a pause
between, less and less often while it fails; an item that cannot be had is named.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from bot.intake.desk import IntakeDesk
from bot.intake.feeds.feed import Feed, FeedItem, find_feeds, read_feed
from bot.intake.feeds.followed_feeds import FollowedFeed, FollowedFeeds
from bot.intake.fetching.addresses import even_out, parse_address
from bot.intake.kinds import looks_like_feed
from bot.intake.names import spell_plainly
from bot.intake.previews import Given, Preview, Received, read_received
from bot.intake.saving import Saved, save_story
from embeddings.errors import BusyServerError, BylineError, ServiceError, StoriesError, UsageError
from embeddings.stories import Story

MOST_ITEMS = 20
"""That are taken from one feed at a time."""

_TRIES = 3
_FAILURES_IN_A_ROW = 3
_PAUSE_S = 1.0


@dataclass(frozen=True, slots=True)
class Pulled:
    """What came of asking one feed."""

    subscription: FollowedFeed
    saved: tuple[Saved, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    """The address of each item that could not be had, and why."""

    left_out: int = 0
    """How many older items were passed over."""

    trouble: str = ""
    """Why the feed itself could not be had."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How feeds are pulled; ``known`` are addresses whose stories are there already."""

    known: frozenset[str] = frozenset()
    most_items: int = MOST_ITEMS
    pause_s: float = _PAUSE_S
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


_USUAL = Manner()


def follow_feed(desk: IntakeDesk, address: str) -> tuple[FollowedFeed, int]:
    """Begin to follow a feed, or the one that a page names; return it and how many items it has.

    :raises UsageError: If it is followed already, or the page names several.
    :raises StoriesError: If there is no feed.
    :raises ServiceError: If the server cannot be reached or does not behave.
    """
    url, feed = _find_feed(desk, str(parse_address(address)))
    subscriptions = FollowedFeeds(desk.stories)
    with subscriptions.alone():
        if subscriptions.find(url):
            raise UsageError(f"{url} is followed already: `byline feed pull` asks it.")
        subscription = FollowedFeed(url, feed.title)
        subscriptions.put(subscription)
    return subscription, len(feed.items)


def unfollow_feed(desk: IntakeDesk, name: str) -> FollowedFeed:
    """Follow the feed with this address or title no longer; its stories stay.

    :raises StoriesError: If it is not followed.
    """
    subscriptions = FollowedFeeds(desk.stories)
    with subscriptions.alone():
        subscription = _require(subscriptions, name)
        subscriptions.drop(subscription.url)
    return subscription


def pull_feeds(desk: IntakeDesk, name: str = "", manner: Manner = _USUAL) -> tuple[Pulled, ...]:
    """Ask every feed that does not rest, or the one that is named even then.

    It waits until all are done, for minutes perhaps, and reads pages: call it on a thread. The
    index does not know the new stories yet.

    :raises StoriesError: If the named one is not followed, or another program pulls.
    :raises SettingsError: If the list of feeds cannot be read.
    """
    subscriptions = FollowedFeeds(desk.stories)
    with subscriptions.alone():
        chosen: Iterable[FollowedFeed] = subscriptions.list_all()
        if name:
            chosen = (_require(subscriptions, name),)
        done = []
        for subscription in chosen:
            if not name and subscription.rests_until > manner.now():
                why = f"left alone for now after {subscription.failures} failures"
                done.append(Pulled(subscription, trouble=f"{why}: {subscription.trouble}"))
                continue
            pulled = _pull(desk, subscription, manner)
            subscriptions.put(pulled.subscription)
            done.append(pulled)
    return tuple(done)


def list_addresses(stories: Iterable[Story]) -> frozenset[str]:
    """Return the addresses of stories that are there, as ``Manner.known`` compares them."""
    return frozenset(even_out(story.url) for story in stories if story.url)


def _require(subscriptions: FollowedFeeds, name: str) -> FollowedFeed:
    subscription = subscriptions.find(name)
    if subscription is None:
        raise StoriesError(f"{name} is not followed: see `byline feed list`.")
    return subscription


def _find_feed(desk: IntakeDesk, address: str) -> tuple[str, Feed]:
    """Fetch a feed, or the only one that the page at ``address`` names."""
    fetched = desk.fetcher.fetch_now(address)
    data = fetched.data or b""
    if looks_like_feed(data):
        return address, read_feed(data, fetched.url)
    named = find_feeds(data, fetched.url)
    if len(named) > 1:
        listed = ", ".join(named[:4])
        raise UsageError(f"That page names {len(named)} feeds: add one of them ({listed}).")
    if not named:
        raise StoriesError(f"{address} is no RSS or Atom feed, and names none.")
    found = desk.fetcher.fetch_now(named[0])
    return named[0], read_feed(found.data or b"", found.url)


def _pull(desk: IntakeDesk, subscription: FollowedFeed, manner: Manner) -> Pulled:
    try:
        fetched = desk.fetcher.fetch_now(subscription.url, subscription.validators)
        if fetched.data is None:
            again = subscription.note_success(
                title="", validators=subscription.validators, seen=(), tries=subscription.tries
            )
            return Pulled(again)
        feed = read_feed(fetched.data, fetched.url)
    except BylineError as error:
        wait_s = error.seconds if isinstance(error, BusyServerError) else 0.0
        failed = subscription.note_failure(str(error), manner.now(), wait_s)
        return Pulled(failed, trouble=str(error))
    taking = _Taking(desk, subscription, manner)
    taking.take(feed)
    # what is tried again must be sent again, also where the feed itself stays as it is
    validators: Mapping[str, str] = {} if taking.tries else fetched.validators
    followed = subscription.note_success(
        title=feed.title, validators=validators, seen=tuple(taking.seen), tries=taking.tries
    )
    return Pulled(followed, tuple(taking.saved), tuple(taking.failed), taking.left_out)


@dataclass(slots=True)
class _Taking:
    """The items of one feed while they are taken."""

    desk: IntakeDesk
    subscription: FollowedFeed
    manner: Manner
    saved: list[Saved] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    tries: dict[str, int] = field(default_factory=dict)
    left_out: int = 0
    _in_a_row: int = 0

    def take(self, feed: Feed) -> None:
        """Take what is new, and pass over what is older than the newest few."""
        before = set(self.subscription.seen)
        new = [item for item in feed.items if item.key not in before]
        wanted, older = new[: self.manner.most_items], new[self.manner.most_items :]
        self.left_out = len(older)
        self.seen += [item.key for item in older]
        place = f"feeds/{spell_plainly(feed.title) or spell_plainly(self.subscription.url)}"
        for item in wanted:
            if item.url and even_out(item.url) in self.manner.known:
                self.seen.append(item.key)
            elif self._in_a_row >= _FAILURES_IN_A_ROW:
                self.tries[item.key] = self.subscription.tries.get(item.key, 0)
            else:
                self._take_one(item, place)

    def _take_one(self, item: FeedItem, place: str) -> None:
        try:
            preview = self._read(item)
            self.saved.append(save_story(preview, self.desk.stories, place=place))
        except ServiceError as error:
            self._in_a_row += 1
            tried = self.subscription.tries.get(item.key, 0) + 1
            self.failed.append((item.url, str(error)))
            if tried < _TRIES:
                self.tries[item.key] = tried
                return
        except BylineError as error:
            self.failed.append((item.url or item.known.title, str(error)))
        else:
            self._in_a_row = 0
        self.seen.append(item.key)

    def _read(self, item: FeedItem) -> Preview:
        """Read an item's page; where that is not to be had, the story that the feed holds."""
        if not item.url:
            return self._read_held(item)
        try:
            if self.manner.pause_s:
                self.manner.sleep(self.manner.pause_s)
            received = self.desk.receive(item.url)
            return read_received(received, Given(), otherwise=item.known)
        except BylineError:
            if not item.page:
                raise
            return self._read_held(item)

    @staticmethod
    def _read_held(item: FeedItem) -> Preview:
        return read_received(Received(item.page, "item.html"), item.known)
