"""A story as its file gives it: text and metadata before clutter is taken out."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RawStory:
    """One story as read; ``text`` is normalised, and still holds the page's clutter.

    ``place`` names the file (and line) for messages.
    """

    id: str
    place: str
    text: str
    title: str = ""
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    url: str | None = None
    apart: tuple[tuple[str, str], ...] = ()
    """Lines of ``text`` that the page's own markup sets apart, and what each is."""
    left_out: tuple[tuple[str, str], ...] = ()
    """What a page shows amid the text and ``text`` lacks, each with the line that follows it."""
    notices: tuple[str, ...] = ()
    """What was lost or doubtful while it was read, each a short sentence for a person."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a line of a JSON Lines file, that could not be read, and why."""

    file: str
    """Path below the folder with "/" between its parts; for a line, with "#" and its number."""

    reason: str
    """A short sentence for a person."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was lost or doubtful while a story was read."""

    story: str
    """The story's id; of what concerns a whole file, the id of its first story."""

    text: str
    """A short sentence for a person."""
