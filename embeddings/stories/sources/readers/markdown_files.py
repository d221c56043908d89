"""Markdown files."""

from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.decoding import decode
from embeddings.stories.sources.fields import read_fields
from embeddings.stories.sources.markdown import read_markdown
from embeddings.stories.sources.mending import mend
from embeddings.stories.sources.place import Place, with_notice


def read(place: Place, data: bytes, _max_bytes: int) -> tuple[RawStory | Skipped, ...]:
    """Return the story of a Markdown file."""
    source, mended = mend(decode(data))
    fields, body, notices = read_markdown(source)
    story = read_fields({**fields, "text": body}, place.stem, place.path, plain=body)
    return with_notice((story,), *mended, *notices)
