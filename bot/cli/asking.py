"""``byline ask`` and ``byline search``."""

import sys
from datetime import date, datetime

from bot.answering.answers import (
    Options,
    answer_question,
    check_answers,
    check_question,
    choose_confidence,
)
from bot.answering.replies import Reply
from bot.cli.context import Context, Narrowing
from bot.cli.opening import open_answering, open_existing
from bot.presentation.answer_json import describe_refusal, describe_reply, describe_search
from bot.presentation.losses import phrase_undated
from bot.presentation.terminal import draw_hit, draw_mended, draw_refusal, draw_reply
from bot.reading import Reader
from embeddings.errors import UsageError
from embeddings.index import Index
from embeddings.retrieval import Filters, search
from embeddings.stories.publication_dates import read_date


def run_ask(
    context: Context, question: str, narrowing: Narrowing, *, answers: int, as_json: bool
) -> int:
    """Answer one question, or each line of standard input; 1 if any stays unanswered."""
    filters = parse_narrowing(narrowing)
    check_answers(answers)
    if question != "-":
        question = check_question(question)
    index, reader = open_answering(context)
    undated = _note_undated(context, index, filters)
    options = make_options(context, reader, filters, answers=answers)
    if question == "-":
        return _ask_lines(context, index, reader, options, as_json=as_json)
    reply = answer_question(index, reader, question, options)
    if as_json:
        context.output.write_json(describe_reply(reply, index) | undated)
    else:
        context.output.write(draw_reply(reply, index))
    return 0 if reply.answer else 1


def _ask_lines(
    context: Context, index: Index, reader: Reader, options: Options, *, as_json: bool
) -> int:
    """Answer each line of standard input as soon as it is there.

    A line that is no question is answered by the reason why, so that no other line loses its
    answer or its place.
    """
    all_answered = True
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            question = check_question(line)
        except UsageError as reason:
            context.output.note(f"Line {number}: {reason}")
            _write_refusal(context, index, line.strip(), str(reason), as_json=as_json)
            all_answered = False
            continue
        reply = answer_question(index, reader, question, options)
        _write_reply(context, index, reply, as_json=as_json, with_question=True)
        all_answered &= reply.answer is not None
    return 0 if all_answered else 1


def _write_reply(
    context: Context, index: Index, reply: Reply, *, as_json: bool, with_question: bool = False
) -> None:
    if as_json:
        context.output.write_json(describe_reply(reply, index))
    else:
        context.output.write(draw_reply(reply, index, with_question=with_question))


def _write_refusal(
    context: Context, index: Index, question: str, reason: str, *, as_json: bool
) -> None:
    if as_json:
        context.output.write_json(describe_refusal(question, reason, index))
    else:
        context.output.write(draw_refusal(question, reason))


def run_search(
    context: Context, words: str, narrowing: Narrowing, *, limit: int, as_json: bool
) -> int:
    """List the passages that fit best; 1 if there are none."""
    query, filters = check_question(words), parse_narrowing(narrowing)
    index = open_existing(context)
    understood = index.spelling.mend(query)
    undated = _note_undated(context, index, filters)
    hits = search(index, understood, limit=limit, filters=filters)
    if as_json:
        context.output.write_json(describe_search(query, understood, hits) | undated)
        return 0 if hits else 1
    if understood != query:
        context.output.write(draw_mended(understood))
    if not hits:
        context.output.note("Nothing found.")
    else:
        for rank, hit in enumerate(hits, start=1):
            context.output.write(draw_hit(rank, hit))
    return 0 if hits else 1


def _note_undated(context: Context, index: Index, filters: Filters) -> dict[str, object]:
    """Say how many stories a filter by day leaves out since they have none; also as JSON."""
    if filters.since is None and filters.until is None:
        return {}
    number = index.database.count_undated()
    if number:
        context.output.note(f"Note: {phrase_undated(number)}")
    return {"undated_left_out": number}


def make_options(context: Context, reader: Reader, filters: Filters, *, answers: int) -> Options:
    """Return how to answer; "this week" is seen from the day on this machine's calendar."""
    return Options(
        confidence=choose_confidence(reader, context.settings.confidence),
        answers=answers,
        filters=filters,
        today=datetime.now().astimezone().date(),
    )


def parse_narrowing(narrowing: Narrowing) -> Filters:
    """Make the filters of the options.

    :raises UsageError: If a day cannot be read.
    """
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
