"""What a file of stories is expected to say, for the tests that write such files."""

from dataclasses import dataclass
from datetime import date

from embeddings.stories.cleaning import clean_stories
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.formats import parse_source
from embeddings.stories.story import Story


@dataclass(frozen=True, slots=True)
class Told:
    """What one reads in a file of its story; ``says`` and ``leaves`` are of its text."""

    title: str
    published: date | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    says: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()


def read_stories(name: str, data: bytes | str) -> tuple[Story, ...]:
    """Return the clean stories of a file; what is skipped fails the test."""
    raw = read_results(name, data)
    assert not [one for one in raw if isinstance(one, Skipped)], raw
    cleaned = clean_stories([one for one in raw if isinstance(one, RawStory)])
    stories = tuple(one for one in cleaned if isinstance(one, Story))
    assert len(stories) == len(raw), cleaned
    return stories


def read_results(name: str, data: bytes | str) -> tuple[RawStory | Skipped, ...]:
    """Return what a file is read as."""
    data = data.encode() if isinstance(data, str) else data
    return parse_source(name, data, max_unpacked_bytes=20_000_000)


def list_faults(story: Story, told: Told) -> list[str]:
    """Return in what a story differs from what its file says."""
    faults = [
        f"{name} is {getattr(story, name)!r}"
        for name in ("title", "published", "authors", "publisher", "url")
        if getattr(story, name) != getattr(told, name)
    ]
    faults += [f"lacks {words!r}: {story.text!r}" for words in told.says if words not in story.text]
    return faults + [f"holds {words!r}" for words in told.leaves if words in story.text]
