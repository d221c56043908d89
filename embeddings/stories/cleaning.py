"""From raw stories to clean ones: clutter out, and the metadata that only clutter gave kept."""

from embeddings.stories.clutter import remove_clutter
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.story import Story


def clean_stories(raw: tuple[RawStory, ...]) -> tuple[Story | Skipped, ...]:
    """Return each story without its clutter, in the order given."""
    return tuple(_clean_story(story) for story in raw)


def _clean_story(raw: RawStory) -> Story | Skipped:
    text, removed = remove_clutter(raw.text)
    if not text:
        return Skipped(raw.place, "empty: it holds nothing but page leftovers")
    return Story(
        id=raw.id,
        text=text,
        title=raw.title,
        publisher=raw.publisher,
        authors=raw.authors,
        published=raw.published,
        url=raw.url,
        removed=removed,
    )
