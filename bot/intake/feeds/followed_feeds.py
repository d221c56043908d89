"""Which feeds are followed, in one small file of the stories folder: ``.feeds.json``.

Promise: it is replaced as a whole; one program at a time works with it.
"""

import contextlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from embeddings.errors import SettingsError, StoriesError

FILE = ".feeds.json"
_LOCK = ".feeds.lock"
_FORMAT = 1
_MAX_SEEN = 2_000
_FIRST_WAIT_S = 900
_LONGEST_WAIT_S = 86_400


@dataclass(frozen=True, slots=True)
class FollowedFeed:
    """A feed that is followed, and how far."""

    url: str
    title: str = ""
    validators: Mapping[str, str] = field(default_factory=dict)
    """Of the last pull, to ask for what has changed since."""

    seen: tuple[str, ...] = ()
    """The keys of the items that were taken or given up, the latest last."""

    tries: Mapping[str, int] = field(default_factory=dict)
    """How often an item failed that is tried again, by its key."""

    failures: int = 0
    """How often in a row the feed itself failed."""

    rests_until: float = 0.0
    """When it is asked again after a failure, in seconds since 1970."""

    trouble: str = ""
    """What the last failure was."""

    @property
    def name(self) -> str:
        """What a person knows it by."""
        return self.title or self.url

    def note_failure(self, message: str, now: float, wait_s: float = 0.0) -> "FollowedFeed":
        """Return it as it is after a failure: it rests twice as long each time, a day at most."""
        own = min(_FIRST_WAIT_S * 2 ** min(self.failures, 10), _LONGEST_WAIT_S)
        return replace(
            self,
            failures=self.failures + 1,
            rests_until=now + max(own, min(wait_s, _LONGEST_WAIT_S)),
            trouble=message,
        )

    def note_success(
        self, *, title: str, validators: Mapping[str, str], seen: tuple[str, ...],
        tries: Mapping[str, int],
    ) -> "FollowedFeed":  # fmt: skip
        """Return it as it is after a pull."""
        kept = tuple(dict.fromkeys((*self.seen, *seen)))[-_MAX_SEEN:]
        return FollowedFeed(self.url, title or self.title, dict(validators), kept, dict(tries))


class FollowedFeeds:
    """The feeds of one stories folder."""

    def __init__(self, stories: Path) -> None:
        self._stories = stories

    @property
    def _path(self) -> Path:
        return self._stories / FILE

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep others from the feeds for the time of the block.

        :raises StoriesError: If another program is at it.
        """
        lock = FileLock(self._stories / _LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise StoriesError(
                "The feeds are being pulled by another program: try again in a minute."
            ) from error
        except OSError as error:
            raise StoriesError(
                f"The feeds of {self._stories} cannot be kept there: {error.strerror}."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def list_all(self) -> tuple[FollowedFeed, ...]:
        """Return the feeds that are followed, in the order they were added.

        :raises SettingsError: If the file cannot be read.
        """
        try:
            told = json.loads(self._path.read_text(encoding="utf-8"))
            if told["format"] != _FORMAT:
                raise ValueError
            return tuple(_restore(one) for one in told["feeds"])
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SettingsError(
                f"The list of feeds in {self._path} cannot be read: move it away and add the "
                "feeds again."
            ) from error

    def find(self, name: str) -> FollowedFeed | None:
        """Return the feed with this address or title."""
        wanted = name.strip().casefold()
        return next(
            (
                one
                for one in self.list_all()
                if wanted in {one.url.casefold(), one.title.casefold()}
            ),
            None,
        )

    def put(self, subscription: FollowedFeed) -> None:
        """Add a feed, or note how far it was followed."""
        others = {one.url: one for one in self.list_all()}
        others[subscription.url] = subscription
        self._write(tuple(others.values()))

    def drop(self, url: str) -> None:
        """Follow a feed no longer."""
        self._write(tuple(one for one in self.list_all() if one.url != url))

    def _write(self, subscriptions: tuple[FollowedFeed, ...]) -> None:
        told = {"format": _FORMAT, "feeds": [asdict(one) for one in subscriptions]}
        draft = self._path.with_name(f".{secrets.token_hex(8)}.draft")
        try:
            draft.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
            draft.replace(self._path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise StoriesError(
                f"The list of feeds in {self._path} cannot be written: {error.strerror}."
            ) from error


def _restore(told: Mapping[str, Any]) -> FollowedFeed:
    if not isinstance(told["url"], str) or not isinstance(told.get("failures", 0), int):
        raise TypeError
    return FollowedFeed(
        url=told["url"],
        title=str(told.get("title", "")),
        validators={str(name): str(value) for name, value in told["validators"].items()},
        seen=tuple(str(key) for key in told["seen"]),
        tries={str(key): int(number) for key, number in told["tries"].items()},
        failures=told.get("failures", 0),
        rests_until=float(told.get("rests_until", 0.0)),
        trouble=str(told.get("trouble", "")),
    )
