"""The commands of the bot, and ``doctor``.

Promise: a command imports its own work when it runs, so that help answers at once.
"""

from typing import Annotated

import typer

from bot.cli.context import Context
from bot.cli.options import IndexContext, JsonOption


def run_the_bot(
    check: Annotated[
        bool, typer.Option("--check", help="Check token, index and settings, and leave.")
    ] = False,
    health: Annotated[
        bool, typer.Option("--health", help="Ask the running bot whether it is well, and leave.")
    ] = False,
    invite: Annotated[
        bool, typer.Option("--invite", help="Print the link that adds the bot to a server.")
    ] = False,
    sync: Annotated[
        bool, typer.Option("--sync", help="Tell Discord the commands anew, and leave.")
    ] = False,
    *,
    context: Context,
) -> int:
    """Run the Discord bot."""
    from bot.cli.serving import run_bot, run_check, run_health, run_invite, run_sync

    asked = ((check, run_check), (health, run_health), (invite, run_invite), (sync, run_sync))
    run = next((one for wanted, one in asked if wanted), run_bot)
    return run(context)


def feedback(
    bad: Annotated[bool, typer.Option("--bad", help="Only what somebody found wrong.")] = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=10_000)] = 100,
    export: Annotated[
        bool, typer.Option("--export", help="Print everything that is kept as JSON Lines.")
    ] = False,
    purge: Annotated[bool, typer.Option("--purge", help="Remove everything that is kept.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ask no more before removing.")] = False,
    *,
    context: IndexContext,
    json: JsonOption = False,
) -> int:
    """List what people on Discord thought of the answers.

    Questions that stayed unanswered are listed too; private ones and those of direct messages
    only where whoever asked has commented.
    """
    from bot.cli.serving import run_export, run_feedback, run_purge

    if export:
        return run_export(context)
    if purge:
        return run_purge(context, sure=yes)
    return run_feedback(context, bad_only=bad, limit=limit, as_json=json)


def doctor(context: Context) -> int:
    """Say what is set up, what is missing, and how to mend it."""
    from bot.cli.doctor import run_doctor

    return run_doctor(context)
