"""The commands of the bot, and ``doctor``.

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


def run_the_bot(
    check: Annotated[
        bool, typer.Option("--check", help="Check token, index and settings, and leave.")
    ] = False,
    health: Annotated[
        bool, typer.Option("--health", help="Ask the running bot whether it is well, and leave.")
    ] = False,
    stories: StoriesOption = None,
    index: IndexOption = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """Run the Discord bot."""
    from bot.cli.serving import run_bot, run_check, run_health

    context = Context.create(stories, index, color)
    if health:
        raise typer.Exit(run_health(context))
    raise typer.Exit(run_check(context) if check else run_bot(context))


def feedback(
    bad: Annotated[bool, typer.Option("--bad", help="Only what somebody found wrong.")] = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=10_000)] = 100,
    index: IndexOption = None,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """List what people on Discord thought of the answers.

    Questions that stayed unanswered are listed too.
    """
    from bot.cli.serving import run_feedback

    context = Context.create(None, index, color)
    raise typer.Exit(run_feedback(context, bad_only=bad, limit=limit, as_json=json))


def doctor(
    stories: StoriesOption = None,
    index: IndexOption = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """Say what is set up, what is missing, and how to mend it."""
    from bot.cli.doctor import run_doctor

    raise typer.Exit(run_doctor(Context.create(stories, index, color)))
