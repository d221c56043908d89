"""What of every story is known without asking for it: enough to name, count and filter stories.

Promise: pure; a catalogue that is not as it was written is told as damage of the index.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

from embeddings.index.exporting import ExportedStory
from embeddings.index.filters import Filters
from embeddings.index.rows import make_damage_error
from embeddings.milvus.layout import phrase_filters


@dataclass(frozen=True, slots=True)
class Entry:
    """One story; its passages are ``passages`` rows from ``first`` on."""

    id: str
    sha256: str
    first: int
    passages: int
    publisher: str | None
    dated: bool
    titled: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The stories of a generation in order of their rows, which begin with 1."""

    entries: tuple[Entry, ...]
    publishers: tuple[str, ...] = field(init=False)
    _numbers: dict[str, int] = field(init=False, hash=False)
    _firsts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        named = {entry.publisher for entry in self.entries if entry.publisher}
        numbers = {entry.id: number for number, entry in enumerate(self.entries, start=1)}
        object.__setattr__(self, "publishers", tuple(sorted(named)))
        object.__setattr__(self, "_numbers", numbers)
        object.__setattr__(self, "_firsts", tuple(entry.first for entry in self.entries))

    @classmethod
    def unpack(cls, value: Any) -> "Catalogue":
        """Make a catalogue of what was packed.

        :raises UnusableIndexError: If it is not as it was written.
        """
        try:
            return cls(tuple(Entry(*fields) for fields in value))
        except TypeError as error:
            raise make_damage_error(f"the catalogue: {error}") from error

    def by_id(self) -> tuple[Entry, ...]:
        """Return the entries in order of story id."""
        return tuple(sorted(self.entries, key=lambda entry: entry.id))

    def find(self, story: str) -> int | None:
        """Return the row of a story, or ``None``."""
        return self._numbers.get(story)

    def find_of_passage(self, row: int) -> int:
        """Return the row of the story that a passage is of.

        :raises ValueError: If there is no such passage.
        """
        number = bisect_right(self._firsts, row)
        entry = self.entries[number - 1] if number else None
        if entry is None or not entry.first <= row < entry.first + entry.passages:
            raise ValueError(f"row must be a passage, was: {row}")
        return number

    def number_publisher(self, name: str | None) -> int:
        """Return the number of an outlet, from 1 on; 0 for none."""
        return self.publishers.index(name) + 1 if name else 0

    def phrase(self, filters: Filters) -> str | None:
        """Return the expression that lets pass what ``filters`` do; ``None`` where nothing can."""
        stories = [number for number in map(self.find, filters.stories) if number]
        publishers = [
            number
            for number, name in enumerate(self.publishers, start=1)
            if filters.names_publisher(name)
        ]
        return phrase_filters(filters, stories, publishers)


def make_entry(exported: ExportedStory, next_row: int) -> Entry:
    """Return the entry of a story whose first passage, if it has one, is in ``next_row``."""
    story = exported.story
    return Entry(
        id=story.id,
        sha256=story.sha256,
        first=next_row,
        passages=len(exported.passages),
        publisher=story.publisher,
        dated=story.published is not None,
        titled=bool(story.title),
    )


def make_catalogue(stories: Iterable[ExportedStory]) -> Catalogue:
    """Return the catalogue of stories in order of row."""
    entries: list[Entry] = []
    next_row = 1
    for story in stories:
        entries.append(make_entry(story, next_row))
        next_row += len(story.passages)
    return Catalogue(tuple(entries))


def list_packed(catalogue: Catalogue) -> Sequence[Sequence[object]]:
    """Return what is packed of a catalogue."""
    return [astuple(one) for one in catalogue.entries]
