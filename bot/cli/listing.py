"""``byline stories`` and ``byline show``."""

import difflib

from bot.cli.context import Context
from bot.cli.opening import open_existing
from bot.presentation.answer_json import describe_full_story, describe_story
from bot.presentation.terminal import draw_removed, draw_story, draw_story_line
from embeddings.errors import StoriesError
from embeddings.index import Index
from embeddings.stories import Story


def run_stories(context: Context, *, as_json: bool) -> int:
    """List the stories in the index."""
    index = open_existing(context)
    passages = index.database.count_passages_by_story()
    stories = index.database.list_stories()
    if as_json:
        described = [describe_story(story, passages.get(story.id, 0)) for story in stories]
        context.output.write_json({"schema": "byline.stories/1", "stories": described})
    else:
        width = max(len(story.id) for story in stories)
        for story in stories:
            context.output.write(draw_story_line(story, width))
    return 0


def run_show(context: Context, story_id: str, *, removed: bool, as_json: bool) -> int:
    """Print one story, or what was taken out of it."""
    index = open_existing(context)
    story = find_story(index, story_id)
    if as_json:
        passages = index.database.count_passages_by_story().get(story.id, 0)
        attributions = index.database.get_attributions(story.id)
        context.output.write_json(describe_full_story(story, passages, attributions))
    elif removed:
        context.output.write(draw_removed(story))
    else:
        context.output.write(draw_story(story))
    return 0


def find_story(index: Index, story_id: str) -> Story:
    """Return the story with this id.

    :raises StoriesError: If there is none; the message names one with a like id.
    """
    story = index.database.get_story(story_id)
    if story is not None:
        return story
    known = [one for one, _ in index.database.list_story_hashes()]
    close = difflib.get_close_matches(story_id, known, n=1, cutoff=0.4)
    hint = f"did you mean {close[0]}?" if close else "see `byline stories`."
    raise StoriesError(f"No story {story_id!r} in the index: {hint}")
