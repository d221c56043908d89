"""The commands of ``byline``, their options and their help.

Promise: this module imports nothing heavy, so that ``byline --help`` answers at once; a command
imports its own work when it runs.
"""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import Color, Output, StoppedReadingError, close_quietly, use_utf8
from bot.cli.context import Context, Narrowing
from bot.config import Settings, read_environment
from embeddings.errors import BylineError

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


StoriesOption = Annotated[
    Path | None,
    typer.Option("--stories", metavar="DIR", help="The stories folder [BYLINE_STORIES, stories]."),
]
IndexOption = Annotated[
    Path | None,
    typer.Option("--index", metavar="DIR", help="The index folder [BYLINE_INDEX, .byline]."),
]
ColorOption = Annotated[Color, typer.Option("--color", help="When to use colours.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
StoryOption = Annotated[
    list[str] | None,
    typer.Option("--story", metavar="ID", help="Only this story; may be given again."),
]
PublisherOption = Annotated[
    str | None, typer.Option("--publisher", metavar="NAME", help="Only stories of this publisher.")
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Only stories of this day or later.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Only stories of this day or earlier.")
]

AnswersOption = Annotated[
    int, typer.Option("--answers", metavar="N", help="Show at most so many answers.")
]


@app.command()
def ask(
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="The question, or - to read one a line.")
    ],
    stories: StoriesOption = None,
    index: IndexOption = None,
    story: StoryOption = None,
    publisher: PublisherOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    answers: AnswersOption = 3,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """Answer a question from the stories, with its source."""
    from bot.cli.asking import run_ask

    narrowing = Narrowing(story or [], publisher, since, until)
    context = Context.create(stories, index, color)
    raise typer.Exit(run_ask(context, question, narrowing, answers=answers, as_json=json))


@app.command()
def chat(
    stories: StoriesOption = None,
    index: IndexOption = None,
    story: StoryOption = None,
    publisher: PublisherOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    answers: AnswersOption = 3,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """Ask again and again; a follow-up keeps the subject.

    One question a line, at a prompt or from standard input. /help lists what else can be typed.
    """
    from bot.cli.chatting import run_chat

    narrowing = Narrowing(story or [], publisher, since, until)
    context = Context.create(stories, index, color)
    raise typer.Exit(run_chat(context, narrowing, answers=answers, as_json=json))


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for.")],
    stories: StoriesOption = None,
    index: IndexOption = None,
    story: StoryOption = None,
    publisher: PublisherOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=50)] = 10,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """List the passages that fit best, without an answer."""
    from bot.cli.asking import run_search

    narrowing = Narrowing(story or [], publisher, since, until)
    context = Context.create(stories, index, color)
    raise typer.Exit(run_search(context, " ".join(words), narrowing, limit=limit, as_json=json))


@app.command("stories")
def list_stories(
    stories: StoriesOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """List the stories in the index."""
    from bot.cli.listing import run_stories

    raise typer.Exit(run_stories(Context.create(stories, index, color), as_json=json))


@app.command()
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


@app.command("rebuild-index")
def rebuild_index(
    stories: StoriesOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """Build a fresh index of the stories and switch to it."""
    from bot.cli.indexing import run_rebuild

    raise typer.Exit(run_rebuild(Context.create(stories, index, color), as_json=json))


@app.command()
def read(
    claims: Annotated[
        bool, typer.Option("--claims", help="Say what texts say to claims instead.")
    ] = False,
    index: IndexOption = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """Answer questions from given texts: JSON Lines in and out.

    Each line of standard input holds "id", "question" and "context"; with --claims "id", "claim"
    and "evidence".
    """
    from bot.cli.judging import run_judge
    from bot.cli.reading import run_read

    raise typer.Exit((run_judge if claims else run_read)(Context.create(None, index, color)))


@app.command("eval")
def evaluate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Questions, as JSON Lines.")],
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="DIR", help="Write every reply and the summary there."),
    ] = None,
    stories: StoriesOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """Ask the questions of a file and score the answers."""
    from bot.cli.evaluating import run_eval

    context = Context.create(stories, index, color)
    raise typer.Exit(run_eval(context, file, as_json=json, report=report))


@app.command("bot")
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


@app.command()
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


@app.command()
def doctor(
    stories: StoriesOption = None,
    index: IndexOption = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """Say what is set up, what is missing, and how to mend it."""
    from bot.cli.doctor import run_doctor

    raise typer.Exit(run_doctor(Context.create(stories, index, color)))


@index_app.command("update")
def index_update(
    stories: StoriesOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """Add, replace and remove only what changed in the stories folder."""
    from bot.cli.indexing import run_update

    raise typer.Exit(run_update(Context.create(stories, index, color), as_json=json))


@index_app.command("status")
def index_status(
    stories: StoriesOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """Say what the index holds, how old it is and what has changed."""
    from bot.cli.indexing import run_status

    raise typer.Exit(run_status(Context.create(stories, index, color), as_json=json))


@index_app.command("verify")
def index_verify(
    stories: StoriesOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """Check every byte of the index against its manifest."""
    from bot.cli.indexing import run_verify

    raise typer.Exit(run_verify(Context.create(stories, index, color), as_json=json))


@index_app.command("rollback")
def index_rollback(
    stories: StoriesOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """Go back to the generation before the current one."""
    from bot.cli.indexing import run_rollback

    raise typer.Exit(run_rollback(Context.create(stories, index, color), as_json=json))


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
