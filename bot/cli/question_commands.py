"""The commands that ask: ``ask``, ``check``, ``chat``, ``search``, ``read``, ``eval``.

Promise: a command imports its own work when it runs, so that help answers at once.
"""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import Context, Narrowing
from bot.cli.options import AnswersOption, IndexContext, JsonOption


def ask(
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="The question, or - to read one a line.")
    ],
    context: Context,
    narrowing: Narrowing,
    answers: AnswersOption = 3,
    json: JsonOption = False,
) -> int:
    """Answer a question from the stories, with its source."""
    from bot.cli.ahead import open_ahead

    context = replace(context, ahead=open_ahead(context))
    from bot.cli.asking import run_ask

    return run_ask(context, question, narrowing, answers=answers, as_json=json)


def check(
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help="The claim, or - to read it.")],
    context: Context,
    narrowing: Narrowing,
    json: JsonOption = False,
) -> int:
    """Say what the stories say to a claim, sentence by sentence."""
    from bot.cli.checking import run_check

    claim = sys.stdin.read() if text == ["-"] else " ".join(text)
    return run_check(context, claim, narrowing, as_json=json)


def chat(
    context: Context, narrowing: Narrowing, answers: AnswersOption = 3, json: JsonOption = False
) -> int:
    """Ask again and again; a follow-up keeps the subject.

    One question a line, at a prompt or from standard input. /help lists what else can be typed.
    """
    from bot.cli.chatting import run_chat

    return run_chat(context, narrowing, answers=answers, as_json=json)


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for.")],
    context: Context,
    narrowing: Narrowing,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=50)] = 10,
    json: JsonOption = False,
) -> int:
    """List the passages that fit best, without an answer."""
    from bot.cli.asking import run_search

    return run_search(context, " ".join(words), narrowing, limit=limit, as_json=json)


def read(
    *,
    claims: Annotated[
        bool, typer.Option("--claims", help="Say what texts say to claims instead.")
    ] = False,
    context: IndexContext,
) -> int:
    """Answer questions from given texts: JSON Lines in and out.

    Each line of standard input holds "id", "question" and "context"; with --claims "id", "claim"
    and "evidence".
    """
    from bot.cli.judging import run_judge
    from bot.cli.reading import run_read

    return (run_judge if claims else run_read)(context)


def evaluate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Questions, as JSON Lines.")],
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="DIR", help="Write every reply and the summary there."),
    ] = None,
    *,
    context: Context,
    json: JsonOption = False,
) -> int:
    """Ask the questions of a file and score the answers."""
    from bot.cli.evaluating import run_eval

    return run_eval(context, file, as_json=json, report=report)
