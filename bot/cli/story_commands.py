"""The commands that show stories: ``stories``, ``show``.

Promise: a command imports its own work when it runs, so that help answers at once.
"""

from typing import Annotated

import typer

from bot.cli.console import Color
from bot.cli.context import Context
from bot.cli.options import (
    ColorOption,
    IndexOption,
    JsonOption,
    StoriesOption,
)


def list_stories(
    stories: StoriesOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """List the stories in the index."""
    from bot.cli.listing import run_stories

    raise typer.Exit(run_stories(Context.create(stories, index, color), as_json=json))


def show(
    story_id: Annotated[str, typer.Argument(metavar="ID", help="A story's id.")],
    removed: Annotated[
        bool, typer.Option("--removed", help="Print what was taken out as clutter, and why.")
    ] = False,
    stories: StoriesOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """Print a story's clean text."""
    from bot.cli.listing import run_show

    context = Context.create(stories, index, color)
    raise typer.Exit(run_show(context, story_id, removed=removed, as_json=json))
