"""Read a story that is handed in as the index would read it, before anything is saved.

Promise: what a preview shows is what is asked later; what cannot be read is refused with the
reader's own reason.
"""

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from bot.intake.kinds import choose_ending
from embeddings.errors import StoriesError, UsageError
from embeddings.stories import Skipped, Story
from embeddings.stories.metadata import read_web_address
from embeddings.stories.publication_dates import read_date
from embeddings.stories.sources.folder import read_folder
from embeddings.stories.sources.side_cars import SIDE_CAR

STEM = "new-story"
"""The name under which a story is read before it has one of its own."""

_FIRST_LINES = 280
_TEXTS = frozenset({".html", ".htm", ".txt", ".md", ".json"})
_DECLARED = re.compile(rb"<meta[^>]+charset|<\?xml[^>]+encoding", re.IGNORECASE)
_PROBE = 4_096


@dataclass(frozen=True, slots=True)
class Given:
    """What a person or a feed says of a story; empty where nothing is said."""

    title: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    url: str = ""

    @classmethod
    def parse(
        cls, *, title: str = "", publisher: str = "", authors: tuple[str, ...] = (),
        published: str = "", url: str = "",
    ) -> "Given":  # fmt: skip
        """Make it from what a person typed.

        :raises UsageError: If the day or the address cannot be understood.
        """
        day = read_date(published)
        if published.strip() and day is None:
            raise UsageError(f"{published!r} is no day: write it as 2024-03-26.")
        if url.strip() and read_web_address(url) is None:
            raise UsageError(f"{url!r} is no address with http or https.")
        return cls(title.strip(), publisher.strip(), authors, day, url.strip())

    def fields(self) -> dict[str, object]:
        """Return what is said, by the names that a story's own header would use."""
        said: dict[str, object] = {
            "title": self.title,
            "publisher": self.publisher,
            "authors": list(self.authors),
            "published": self.published,
            "url": self.url,
        }
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Received:
    """A story's bytes as they came, and what is known of them from where they came from."""

    data: bytes
    name: str = ""
    """The file's own."""

    content_type: str = ""
    charset: str = ""
    url: str = ""
    """Where they were fetched."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A story that was read and can be saved; a file may hold several."""

    data: bytes
    ending: str
    fields: Mapping[str, object]
    """What is to be told beside the file."""

    stories: tuple[Story, ...]
    skipped: tuple[Skipped, ...] = ()

    @property
    def story(self) -> Story:
        """The first story."""
        return self.stories[0]

    @property
    def headline(self) -> str:
        """The headline, else the first words."""
        return self.story.title or " ".join(self.story.text.split()[:12]) + " …"

    @property
    def outlet(self) -> str:
        """Who published it; empty where that is not known."""
        return self.story.publisher or ""

    @property
    def day(self) -> date | None:
        """When it was published."""
        return self.story.published

    @property
    def first_lines(self) -> str:
        """How the text begins."""
        text = " ".join(self.story.text[: _FIRST_LINES * 2].split())
        return text if len(text) <= _FIRST_LINES else text[:_FIRST_LINES].rpartition(" ")[0] + " …"


def read_received(received: Received, said: Given, *, otherwise: Given | None = None) -> Preview:
    """Read a story; what is ``said`` weighs more than it, ``otherwise`` fills what it lacks.

    :raises StoriesError: If it cannot be read; the message says why.
    :raises UsageError: If one headline or address is given to several stories.
    """
    if not received.data.strip():
        raise StoriesError("There is nothing to read: it is empty.")
    ending = choose_ending(received.data, name=received.name, content_type=received.content_type)
    data = _settle_charset(received, ending)
    fields = said.fields()
    preview = _read(data, ending, fields)
    if len(preview.stories) > 1:
        if said.title or said.url:
            raise UsageError(
                f"There are {len(preview.stories)} stories in it: a headline or an address is for "
                "one alone."
            )
        return preview
    missing = _find_missing(preview.story, received.url, otherwise or Given())
    return _read(data, ending, fields | missing) if missing else preview


def _read(data: bytes, ending: str, fields: Mapping[str, object]) -> Preview:
    """Read bytes as a folder with this one file is read."""
    with tempfile.TemporaryDirectory(prefix="byline-") as folder:
        place = Path(folder) / f"{STEM}{ending}"
        place.write_bytes(data)
        if fields:
            Path(f"{place}{SIDE_CAR}").write_text(write_fields(fields), encoding="utf-8")
        contents = read_folder(Path(folder))
    if not contents.stories:
        reason = contents.skipped[0].reason if contents.skipped else "it holds no story"
        raise StoriesError(f"No story was found: {reason}.")
    return Preview(data, ending, fields, contents.stories, contents.skipped)


def write_fields(fields: Mapping[str, object]) -> str:
    """Return fields as they are written beside a story."""
    return str(yaml.safe_dump(dict(fields), allow_unicode=True, sort_keys=False, width=1_000))


def _find_missing(story: Story, url: str, otherwise: Given) -> dict[str, object]:
    """Return what is known from elsewhere and the story does not say itself."""
    known = otherwise.fields()
    if url and read_web_address(url):
        known["url"] = url
    return {name: value for name, value in known.items() if not getattr(story, name)}


def _settle_charset(received: Received, ending: str) -> bytes:
    """Write a text in UTF-8 where only the server said in which other encoding it is."""
    data, charset = received.data, received.charset
    if ending not in _TEXTS or not charset or _DECLARED.search(data[:_PROBE]):
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return data
    try:
        return data.decode(charset).encode()
    except (LookupError, ValueError):  # no such encoding, or not the one it is in
        return data
