"""The desk behind the bot: what it answers from, who may ask now, and what is being built.

Promise: nothing here knows Discord; servers and people are numbers.
"""

import time
from collections.abc import Mapping
from pathlib import Path

from bot.config import Settings
from bot.desk.collection import Collection
from bot.desk.meters import Meters
from bot.desk.question_store import QuestionStore
from bot.desk.queueing import RateLimit, RefusedError, WorkQueue
from bot.desk.rebuilding import BuildProcess


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
        self.queue = WorkQueue(settings.discord.queue, name="byline-reader")
        self.meters = Meters()
        self.meters.waiting.set_function(lambda: len(self.queue))
        self.meters.stories.set(self._collections[None].manifest.stories)
        self.builds: dict[Path, str] = {}
        self.leaving = False
        self._limit = RateLimit(settings.discord.questions_per_minute)

    @property
    def collections(self) -> tuple[Collection, ...]:
        """Every collection, that of the settings first."""
        return tuple(self._collections.values())

    def collection_of(self, server: int | None) -> Collection:
        """Return the stories that are asked in a server; ``None`` is a direct message."""
        return self._collections.get(server, self._collections[None])

    def admit(self, person: int) -> None:
        """Count one more question of a person.

        :raises RefusedError: If they have asked too many just now.
        """
        wait_s = self._limit.take(person, time.monotonic())
        if wait_s:
            raise RefusedError(
                f"That were many questions: please ask again in {max(1, round(wait_s))} s."
            )

    def close(self) -> None:
        """Let go of everything."""
        self.leaving = True
        self.builder.stop()
        self.queue.close()
        for collection in self.collections:
            collection.close()
        self.store.close()
