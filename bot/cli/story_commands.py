"""The commands that show stories: ``stories``, ``show``.

Promise: a command imports its own work when it runs, so that help answers at once.
"""

from typing import Annotated

import typer

from bot.cli.context import Context
from bot.cli.options import JsonOption


def list_stories(context: Context, json: JsonOption = False) -> int:
    """List the stories in the index."""
    from bot.cli.listing import run_stories

    return run_stories(context, as_json=json)


def show(
    story_id: Annotated[str, typer.Argument(metavar="ID", help="A story's id.")],
    removed: Annotated[
        bool, typer.Option("--removed", help="Print what was taken out as clutter, and why.")
    ] = False,
    *,
    context: Context,
    json: JsonOption = False,
) -> int:
    """Print a story's clean text."""
    from bot.cli.listing import run_show

    return run_show(context, story_id, removed=removed, as_json=json)
