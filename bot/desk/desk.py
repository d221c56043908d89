"""The desk behind the bot: what it answers from, who may ask now, and what is being built.

Promise: nothing here knows Discord; servers, channels and people are numbers.
"""

import time
from collections.abc import Mapping
from pathlib import Path

from bot.config import Settings
from bot.desk.access import Access, Visitor
from bot.desk.collection import Collection
from bot.desk.meters import Meters
from bot.desk.notes import Notes
from bot.desk.question_store import QuestionStore
from bot.desk.queueing import RateLimit, WorkQueue
from bot.desk.rebuilding import BuildProcess
from bot.desk.server_setup import Setups
from bot.desk.subscriptions import Subscriptions
from bot.presentation.counting import count
from embeddings.errors import RefusedError


class Desk:
    """What every command and button works with."""

    def __init__(
        self, settings: Settings, collections: Mapping[int | None, Collection],
        store: QuestionStore, builder: BuildProcess,
    ) -> None:  # fmt: skip
        """Put everything together.

        ``collections`` are the stories by server; those of ``None`` are asked by every other one.
        """
        self.settings, self.store, self.builder = settings, store, builder
        self._collections = dict(collections)
        own = frozenset(server for server in collections if server is not None)
        self.access = Access(settings.discord, own)
        self.notes = Notes(store.database)
        self.setups = Setups(self.notes)
        self.subscriptions = Subscriptions(store.database)
        self.queue = WorkQueue(settings.discord.queue, name="byline-reader")
        self.meters = Meters()
        self.meters.waiting.set_function(lambda: len(self.queue))
        self.meters.stories.set_function(self.count_stories)
        self.builds: dict[Path, str] = {}
        self.seen: dict[Path, tuple[list[int] | None, float]] = {}
        self.leaving = False
        self._told = RateLimit(1)
        self._limits = (
            RateLimit(settings.discord.questions_per_minute),
            RateLimit(settings.discord.channel_per_minute),
            RateLimit(settings.discord.server_per_minute),
        )

    @property
    def collections(self) -> tuple[Collection, ...]:
        """Every collection, that of the settings first."""
        return tuple(self._collections.values())

    @property
    def servers(self) -> tuple[int | None, ...]:
        """Whose each collection is, in their order; ``None`` are the settings' own."""
        return tuple(self._collections)

    def number_of(self, server: int | None) -> int:
        """Return the number of the collection that is asked in a server."""
        return self.servers.index(self.owner_of(server))

    def count_stories(self) -> int:
        """Count the stories of all collections."""
        return sum(one.manifest.stories for one in self.collections)

    def owner_of(self, server: int | None) -> int | None:
        """Return the server whose stories are asked in a server; ``None`` are the settings'."""
        return server if server in self._collections else None

    def collection_of(self, server: int | None) -> Collection:
        """Return the stories that are asked in a server; ``None`` is a direct message."""
        return self._collections[self.owner_of(server)]

    def check_place(self, visitor: Visitor) -> None:
        """Refuse places and people that the settings, or those of their server, leave out.

        :raises RefusedError: If nothing is answered there, or to them.
        """
        self.access.check_place(visitor)
        if not self.access.is_admin(visitor, self.owner_of(visitor.server)):
            self.setups.of(visitor.server).check(visitor)

    def admit(self, visitor: Visitor) -> None:
        """Count one more question or press of a person, in a channel, in a server.

        :raises RefusedError: If there were too many just now.
        """
        now = time.monotonic()
        channel = visitor.channels[0] if visitor.channels else None
        keys = (visitor.person, channel, visitor.server)
        limited = [
            (limit, key) for limit, key in zip(self._limits, keys, strict=True) if key is not None
        ]
        for limit, key in limited:
            if wait_s := limit.look(key, now):
                seconds = count(max(1, round(wait_s)), "second")
                whose = "You have" if limit is self._limits[0] else "People here have"
                raise RefusedError(
                    f"{whose} asked {count(limit.most, 'question')} in a minute. "
                    f"Try again in {seconds}."
                )
        for limit, key in limited:
            limit.take(key, now)

    def may_tell(self, visitor: Visitor) -> bool:
        """Say whether somebody is told for all to see that they were not answered: once a
        minute, so that nobody makes the bot fill a channel."""
        return not self._told.take(visitor.person, time.monotonic())

    def close(self) -> None:
        """Let go of everything."""
        self.leaving = True
        self.builder.stop()
        self.queue.close()
        for collection in self.collections:
            collection.close()
        self.store.close()
