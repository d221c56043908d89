"""What new stories tell beside each other: of how many events, and where they differ.

Promise: a story is compared with the nearest of its own event alone, however many stories there
are.
"""

from collections.abc import Sequence

from bot.agreement import Difference, find_differences
from bot.answering.composing import find_story_events
from embeddings.index import Index
from embeddings.retrieval import search
from embeddings.stories import Story

_OPENING = 200
"""Code points of a text that stand, with its headline, for what a story tells of."""
_PASSAGES, _MOST_ALIKE = 16, 5


def count_events(index: Index, stories: Sequence[str]) -> int:
    """Count the events that some stories tell of; ids that are gone count nothing."""
    return len(set(find_story_events(index, _get_all(index, stories)).values()))


def find_story_differences(index: Index, story_id: str) -> tuple[Difference, ...]:
    """Return where a story and the nearest of its event differ; none where it is gone."""
    found = _get_all(index, [story_id])
    if not found:
        return ()
    (story,) = found
    words = f"{story.title} {story.text[:_OPENING]}"
    near = {hit.story.id: hit.story for hit in search(index, words, limit=_PASSAGES)}
    near.pop(story.id, None)
    events = find_story_events(index, [story, *near.values()])
    alike = [one for one in near.values() if events[one.id] == events[story.id]][:_MOST_ALIKE]
    compared = [story, *alike]
    sentences = {one.id: index.database.get_sentences(one.id) for one in compared}
    told = find_differences(compared, sentences)
    return tuple(one for one in told if story in (one.newer.story, one.older.story))


def _get_all(index: Index, stories: Sequence[str]) -> list[Story]:
    """Return those of some stories that are there and hold passages."""
    found = [one for one in map(index.database.get_story, stories) if one is not None]
    return [one for one in found if len(index.database.get_story_rows(one.id))]
