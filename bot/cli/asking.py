"""``byline ask`` and ``byline search``."""

import sys
from collections.abc import Iterator
from datetime import date

from bot.answers import Options, answer_question, check_question
from bot.cli.context import Context, Narrowing
from bot.cli.opening import open_existing, open_or_build
from bot.presentation.answer_json import describe_reply, describe_search
from bot.presentation.terminal import draw_hit, draw_reply
from bot.reading import make_reader
from embeddings.errors import UsageError
from embeddings.retrieval import Filters, search
from embeddings.stories.dates import read_date


def run_ask(
    context: Context, question: str, narrowing: Narrowing, *, answers: int, as_json: bool
) -> int:
    """Answer one question, or each line of standard input; 1 if any stays unanswered."""
    options = Options(
        confidence=context.settings.confidence, answers=answers, filters=_parse(narrowing)
    )
    questions = _read_lines() if question == "-" else iter([check_question(question)])
    index = open_or_build(context)
    reader = make_reader(context.settings.reader, index.encoder, index.weigh_word)
    unanswered = 0
    for asked in questions:
        reply = answer_question(index, reader, asked, options)
        if as_json:
            context.output.write_json(describe_reply(reply, index))
        else:
            context.output.write(draw_reply(reply, index, with_question=question == "-"))
        unanswered += reply.answer is None
    return 1 if unanswered else 0


def run_search(
    context: Context, words: str, narrowing: Narrowing, *, limit: int, as_json: bool
) -> int:
    """List the passages that fit best; 1 if there are none."""
    query = check_question(words)
    hits = search(open_existing(context), query, limit=limit, filters=_parse(narrowing))
    if as_json:
        context.output.write_json(describe_search(query, hits))
    elif not hits:
        context.output.note("Nothing found.")
    else:
        for rank, hit in enumerate(hits, start=1):
            context.output.write(draw_hit(rank, hit))
    return 0 if hits else 1


def _read_lines() -> Iterator[str]:
    """Return the questions on standard input, each as soon as it is there."""
    for number, line in enumerate(sys.stdin, start=1):
        if line.strip():
            try:
                yield check_question(line)
            except UsageError as error:
                raise UsageError(f"Line {number}: {error}") from error


def _parse(narrowing: Narrowing) -> Filters:
    return Filters(
        stories=tuple(narrowing.stories),
        publisher=narrowing.publisher,
        since=_parse_day("--since", narrowing.since),
        until=_parse_day("--until", narrowing.until),
    )


def _parse_day(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    day = read_date(text)
    if day is None:
        raise UsageError(f"{option} must be a day such as 2017-11-22, was: {text}")
    return day
