"""The head that stands above a story's text a second time: headline, names, day.

Promise: a line goes only where it says no more than is known of the story then.
"""

from dataclasses import replace

from embeddings.stories.raw import RawStory
from embeddings.stories.sources.fields import read_metadata
from embeddings.stories.sources.head_lines import read_head_lines


def settle_head(story: RawStory) -> RawStory:
    """Return a story with the names and the day of its text's head, and that head taken off.

    A by-line completes the names that the file gives beside the text. One that names others, or
    another day, stays.
    """
    head = read_head_lines(story.text.split("\n"), story.title, story.authors)
    known = read_metadata(head.fields)
    told = {name.casefold() for name in known.authors}
    missing = {name.casefold() for name in story.authors} - told
    if (told and missing) or (known.published and story.published not in (None, known.published)):
        return story
    return replace(
        story,
        text="\n".join(head.rest).strip(),
        authors=known.authors or story.authors,
        published=story.published or known.published,
    )
