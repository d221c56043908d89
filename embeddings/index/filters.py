"""Which stories may answer a question."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Described(Protocol):
    """A story, or what is known of one."""

    @property
    def id(self) -> str:
        """The story's id."""

    @property
    def publisher(self) -> str | None:
        """The outlet's name."""

    @property
    def published(self) -> date | None:
        """The day of publication."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which stories may answer; nothing set lets all pass.

    A publisher passes when its name holds ``publisher``, whatever the case; a story without a day
    passes no filter by day.
    """

    stories: tuple[str, ...] = ()
    publisher: str | None = None
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return self != ALL_STORIES

    def let_pass(self, story: Described) -> bool:
        """Say whether a story may answer."""
        if self.stories and story.id not in self.stories:
            return False
        if self.publisher and not self.names_publisher(story.publisher):
            return False
        day = story.published
        if day is None:
            return not (self.since or self.until)
        return (self.since or day) <= day <= (self.until or day)

    def names_publisher(self, name: str | None) -> bool:
        """Say whether the outlet of this name is one that may answer."""
        return (self.publisher or "").casefold() in (name or "").casefold()


ALL_STORIES = Filters()
