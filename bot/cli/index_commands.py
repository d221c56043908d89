"""The commands that look after the index.

Promise: a command imports its own work when it runs, so that help answers at once.
"""

import typer

from bot.cli.console import Color
from bot.cli.context import Context
from bot.cli.options import (
    AddressOption,
    ColorOption,
    Engine,
    EngineOption,
    IndexOption,
    JsonOption,
    StoriesOption,
)


def rebuild_index(
    stories: StoriesOption = None,
    index: IndexOption = None,
    engine: EngineOption = Engine.LOCAL,
    address: AddressOption = None,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """Build a fresh index of the stories and switch to it."""
    from bot.cli.indexing import run_rebuild

    context = Context.create(stories, index, color)
    raise typer.Exit(run_rebuild(context, as_json=json, engine=engine, address=address))


def index_update(
    stories: StoriesOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """Add, replace and remove only what changed in the stories folder."""
    from bot.cli.indexing import run_update

    raise typer.Exit(run_update(Context.create(stories, index, color), as_json=json))


def index_status(
    stories: StoriesOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """Say what the index holds, how old it is and what has changed."""
    from bot.cli.indexing import run_status

    raise typer.Exit(run_status(Context.create(stories, index, color), as_json=json))


def index_verify(
    stories: StoriesOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """Check every byte of the index against its manifest."""
    from bot.cli.indexing import run_verify

    raise typer.Exit(run_verify(Context.create(stories, index, color), as_json=json))


def index_rollback(
    stories: StoriesOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """Go back to the generation before the current one."""
    from bot.cli.indexing import run_rollback

    raise typer.Exit(run_rollback(Context.create(stories, index, color), as_json=json))
