"""``byline stories`` and ``byline show``."""

from bot.cli.context import Context
from bot.cli.opening import open_existing_newsroom
from bot.presentation.quoting import quote_name
from bot.presentation.terminal import draw_removed, draw_story, draw_story_line


def run_stories(context: Context, *, as_json: bool) -> int:
    """List the stories in the index."""
    listed = open_existing_newsroom(context).stories()
    if as_json:
        context.output.write_json(listed.to_json())
        return 0
    width = max(len(quote_name(story.id)) for story in listed.stories)
    for story in listed.stories:
        context.output.write(draw_story_line(story, width))
    return 0


def run_show(context: Context, story_id: str, *, removed: bool, as_json: bool) -> int:
    """Print one story, or what was taken out of it."""
    shown = open_existing_newsroom(context).show(story_id)
    if as_json:
        context.output.write_json(shown.to_json())
    elif removed:
        context.output.write(draw_removed(shown.story))
    else:
        context.output.write(draw_story(shown.story))
    return 0
