"""Where in a folder a story lies: its file, and its number in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from embeddings.stories.raw import RawStory, Skipped


@dataclass(frozen=True, slots=True)
class Place:
    """A file, or one of the stories in it."""

    path: str
    """Below the stories folder, with "/" between its parts; a story's has "#" and its number."""

    stem: str
    """The path without its ending: the story's id where it has none of its own."""

    def at(self, number: int) -> "Place":
        """Return the place of one of the stories in this file, counted from 1."""
        return Place(f"{self.path}#{number}", f"{self.stem}#{number}")


def with_notice(
    results: Sequence[RawStory | Skipped], *texts: str
) -> tuple[RawStory | Skipped, ...]:
    """Return results with notices about their whole file, kept by its first story."""
    for at, result in enumerate(results):
        if isinstance(result, RawStory):
            noted = replace(result, notices=(*texts, *result.notices))
            return (*results[:at], noted, *results[at + 1 :])
    return tuple(results)
