"""Markdown files."""

from dataclasses import replace

from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.decoding import decode
from embeddings.stories.sources.fields import read_fields, read_metadata
from embeddings.stories.sources.head_lines import read_head_lines
from embeddings.stories.sources.markdown import read_markdown
from embeddings.stories.sources.place import Place, with_notice


def read(place: Place, data: bytes, _max_bytes: int) -> tuple[RawStory | Skipped, ...]:
    """Return the story of a Markdown file."""
    fields, body, notices = read_markdown(decode(data))
    story = read_fields({**fields, "text": body}, place.stem, place.path)
    if story.published is None or not story.authors:
        story = _read_head(story)
    return with_notice((story,), *notices) if notices else (story,)


def _read_head(story: RawStory) -> RawStory:
    """Return the story with what the lines below its headline say, where its header does not."""
    head = read_head_lines(story.text.split("\n"), story.title)
    known = read_metadata(head.fields)
    if not head.fields:
        return story
    return replace(
        story,
        text="\n".join(head.rest).strip(),
        authors=story.authors or known.authors,
        published=story.published or known.published,
    )
