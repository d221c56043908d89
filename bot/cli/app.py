"""The command line ``byline``: its commands in the order of its help, and how each run ends.

Promise: nothing heavy is imported before a command runs; an error is one line with an exit code.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import (
    index_commands,
    intake_commands,
    question_commands,
    service_commands,
    story_commands,
)
from bot.cli.console import Color, Output, close_quietly, use_utf8
from bot.cli.options import spread
from bot.config import Settings, read_environment
from embeddings.errors import BylineError, StoppedReadingError

_INTERRUPTED = 130

app = typer.Typer(
    name="byline",
    help="Ask your news stories, get answers you can check.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
index_app = typer.Typer(
    help="Look after the index: its state, soundness and generations.",
    rich_markup_mode=None,
)
app.add_typer(index_app, name="index")
feed_app = typer.Typer(
    help="Follow RSS and Atom feeds: new items become stories.",
    rich_markup_mode=None,
)
app.add_typer(feed_app, name="feed")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"byline {version('byline')}")
        raise typer.Exit


@app.callback()
def _all_commands(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and leave."
        ),
    ] = False,
) -> None:
    """Ask your news stories, get answers you can check."""


_Commands = tuple[tuple[Callable[..., int], str], ...]
_COMMANDS: _Commands = (
    (question_commands.ask, "ask"),
    (question_commands.check, "check"),
    (question_commands.chat, "chat"),
    (question_commands.search, "search"),
    (story_commands.list_stories, "stories"),
    (story_commands.show, "show"),
    (intake_commands.add, "add"),
    (intake_commands.remove, "remove"),
    (index_commands.rebuild_index, "rebuild-index"),
    (question_commands.read, "read"),
    (question_commands.evaluate, "eval"),
    (service_commands.run_the_bot, "bot"),
    (service_commands.feedback, "feedback"),
    (intake_commands.init, "init"),
    (service_commands.doctor, "doctor"),
)
_INDEX_COMMANDS: _Commands = (
    (index_commands.index_update, "update"),
    (index_commands.index_status, "status"),
    (index_commands.index_verify, "verify"),
    (index_commands.index_rollback, "rollback"),
)
_FEED_COMMANDS: _Commands = (
    (intake_commands.feed_add, "add"),
    (intake_commands.feed_list, "list"),
    (intake_commands.feed_remove, "remove"),
    (intake_commands.feed_pull, "pull"),
)
for _parent, _commands in (
    (app, _COMMANDS),
    (index_app, _INDEX_COMMANDS),
    (feed_app, _FEED_COMMANDS),
):
    for _command, _name in _commands:
        _parent.command(_name)(spread(_command))


def main() -> None:
    """Run a command and leave with its exit code; an error is one line on stderr."""
    use_utf8()
    try:
        raise SystemExit(run(sys.argv[1:] or ["--help"]))
    except (KeyboardInterrupt, typer.Abort):  # before or after typer's own watch
        raise SystemExit(_fail("Interrupted: nothing was changed.", _INTERRUPTED)) from None


def run(arguments: list[str]) -> int:
    """Run a command line and return its exit code."""
    try:
        result = app(arguments, standalone_mode=False, prog_name="byline")
    except typer.TyperException as error:
        return _fail(_phrase_usage_error(error), error.exit_code)
    except StoppedReadingError:
        close_quietly()
        return 0
    except Exception as error:  # the edge: a failure is one line, and its trace on request
        if _debugging():
            raise
        return _fail(*_phrase_failure(error))
    if result == _INTERRUPTED:  # typer makes an exit code of Ctrl-C
        return _fail("Interrupted: nothing was changed.", _INTERRUPTED)
    return result if isinstance(result, int) else 0


def _phrase_failure(error: Exception) -> tuple[str, int]:
    """Return the line and the exit code for our own errors, and for a bug."""
    if isinstance(error, BylineError):
        return str(error), error.exit_code
    if isinstance(error, UnicodeEncodeError):
        return "The arguments hold bytes that are not UTF-8 text.", 2
    what = f"{type(error).__name__}: {error}".rstrip(".")
    return f"Unexpected {what}. Set BYLINE_DEBUG=1 to see where.", 70


def _phrase_usage_error(error: typer.TyperException) -> str:
    context: typer.Context | None = getattr(error, "ctx", None)
    command = context.command_path if context else "byline"
    message = " ".join(error.format_message().split()).rstrip(".")
    return f"{message}: see `{command} --help`."


def _fail(message: str, exit_code: int) -> int:
    Output(Color.AUTO, os.environ).note("byline: " + " ".join(message.split()))
    return exit_code


def _debugging() -> bool:
    try:
        return Settings.from_env(read_environment(os.environ, Path.cwd())).debug
    except BylineError:  # the settings may be what went wrong
        return False
