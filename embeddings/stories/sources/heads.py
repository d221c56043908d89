"""The head that stands above a story's text a second time: headline, names, day.

Promise: a line is set apart only where it says no more than is known of the story then; it stays
to be looked at with what else is taken out.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from embeddings.stories.raw import RawStory
from embeddings.stories.sources.fields import find_outlet, read_metadata, strip_outlet
from embeddings.stories.sources.head_lines import (
    read_day_line,
    read_head_lines,
    read_outlet_line,
)

_BEHIND = re.compile(r"\s+[(\[](?P<told>[^()\[\]]{4,80})[)\]]$")
"""Takes "(Sund Courier, 5 March 2024)" behind a headline."""


def settle_head(story: RawStory) -> RawStory:
    """Return a story with the names and the day of its text's head, and that head set apart.

    A by-line completes the names that the file gives beside the text. One that names others, or
    another day, stays in the text; so does a first line that alone repeats the headline.
    """
    story = _name_outlet(story)
    lines = story.text.split("\n")
    head = read_head_lines(lines, story.title, story.authors)
    known = read_metadata(head.fields)
    told = {name.casefold() for name in known.authors}
    missing = {name.casefold() for name in story.authors} - told
    if (told and missing) or (known.published and story.published not in (None, known.published)):
        return story
    apart = tuple(_list_apart(lines, head.rest, story.title))
    if all(reason == "headline" for _, reason in apart):
        return story
    return replace(
        story,
        authors=known.authors or story.authors,
        published=story.published or known.published,
        publisher=story.publisher or known.publisher,
        apart=(*story.apart, *apart),
    )


def _name_outlet(story: RawStory) -> RawStory:
    """Take the outlet's name off the end of the headline, and keep it."""
    outlet = story.publisher or find_outlet(story.title, story.url)
    title = strip_outlet(story.title, outlet)
    behind = _BEHIND.search(title)
    told = read_outlet_line(behind["told"]) if behind and not story.publisher else {}
    if behind and "publisher" in told:
        known = read_metadata(told)
        title, published = title[: behind.start()], story.published or known.published
        return replace(story, title=title, publisher=known.publisher, published=published)
    if title == story.title:
        return story
    return replace(story, title=title, publisher=outlet)


def _list_apart(lines: list[str], rest: list[str], title: str) -> Iterator[tuple[str, str]]:
    """Each line that the rest lacks, and what it is; one that stands twice is left."""
    counts = Counter(line.strip() for line in lines)
    for line in (Counter(lines) - Counter(rest)).elements():
        one = line.strip()
        if counts[one] == 1:
            day = read_day_line(one) is not None
            headline = one.casefold() == title.casefold()
            yield one, "headline" if headline else "time stamp" if day else "byline"
