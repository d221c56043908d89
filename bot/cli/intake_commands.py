"""The commands that hand stories in and take them out: ``add``, ``remove``, ``feed``, ``init``.

Promise: a command imports its own work when it runs, so that help answers at once.
"""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import Color
from bot.cli.context import Context
from bot.cli.options import JsonOption, StoriesContext

_FeedArgument = Annotated[str, typer.Argument(metavar="URL", help="A feed's address or title.")]


def add(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="URL|FILE|-", help="A page, a file, or - for standard input."),
    ],
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="The headline, where it is another.")
    ] = "",
    publisher: Annotated[
        str, typer.Option("--publisher", metavar="NAME", help="Who published it.")
    ] = "",
    author: Annotated[
        list[str] | None,
        typer.Option("--author", metavar="NAME", help="Who wrote it; may be given again."),
    ] = None,
    published: Annotated[
        str, typer.Option("--published", metavar="DATE", help="The day it was published.")
    ] = "",
    url: Annotated[str, typer.Option("--url", metavar="URL", help="Where it was published.")] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Fetch a page although its story is there already.")
    ] = False,
    *,
    context: Context,
    json: JsonOption = False,
) -> int:
    """Save a story from the web or a file, and index it.

    What you say of a story weighs more than what it says itself.
    """
    from bot.cli.adding import run_add
    from bot.intake.previews import Given

    said = Given.parse(
        title=title, publisher=publisher, authors=tuple(author or ()), published=published, url=url
    )
    return run_add(context, sources, said, again=again, as_json=json)


def remove(
    story_ids: Annotated[list[str], typer.Argument(metavar="ID", help="A story's id.")],
    undo: Annotated[bool, typer.Option("--undo", help="Put it back instead.")] = False,
    whole_file: Annotated[
        bool, typer.Option("--whole-file", help="Take a file of several stories as a whole.")
    ] = False,
    *,
    context: Context,
    json: JsonOption = False,
) -> int:
    """Take a story out again; it is kept in removed/."""
    from bot.cli.removing import run_remove

    return run_remove(context, story_ids, undo=undo, whole_file=whole_file, as_json=json)


def feed_add(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="A feed, or a page that names its own.")
    ],
    context: StoriesContext,
    json: JsonOption = False,
) -> int:
    """Follow an RSS or Atom feed."""
    from bot.cli.feeding import run_feed_add

    return run_feed_add(context, url, as_json=json)


def feed_list(context: StoriesContext, json: JsonOption = False) -> int:
    """List the feeds that are followed."""
    from bot.cli.feeding import run_feed_list

    return run_feed_list(context, as_json=json)


def feed_remove(
    feed: _FeedArgument,
    context: StoriesContext,
    json: JsonOption = False,
) -> int:
    """Follow a feed no longer; its stories stay."""
    from bot.cli.feeding import run_feed_remove

    return run_feed_remove(context, feed, as_json=json)


def feed_pull(
    feed: Annotated[
        str, typer.Argument(metavar="URL", help="A feed's address or title; all by default.")
    ] = "",
    limit: Annotated[
        int,
        typer.Option("--limit", metavar="N", min=1, max=500, help="Take so many items of a feed."),
    ] = 20,
    *,
    context: Context,
    json: JsonOption = False,
) -> int:
    """Fetch what is new in the feeds, and take it into the index.

    A feed that failed is left alone for a while, unless you name it.
    """
    from bot.cli.feeding import run_feed_pull

    return run_feed_pull(context, feed, limit=limit, as_json=json)


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where to start; here by default.")
    ] = Path(),
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing.")] = False,
    *,
    color: Color,
) -> int:
    """Make a stories folder with a sample, and an .env.

    Nothing that is there is changed.
    """
    from bot.cli.starting import run_init

    return run_init(folder, ask=not yes, color=color)
